//! Rows of each kind of file, read into the model.

use crate::error::{Problem, RegistryError};
use crate::model::{
    Body, BodyKind, Country, Group, GroupKind, Mission, MissionKind, Person, Place, PlaceKind,
    Role, Spell,
};
use crate::table::{Columns, Row, read};
use crate::words::key;
use smol_str::SmolStr;

/// A thing with the file and line it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Read<T> {
    pub(crate) thing: T,
    pub(crate) file: SmolStr,
    pub(crate) line: usize,
}

/// Everything that files said, before it is checked and put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) missions: Vec<Read<Mission>>,
    pub(crate) countries: Vec<Read<Country>>,
    pub(crate) bodies: Vec<Read<Body>>,
    pub(crate) groups: Vec<Read<Group>>,
    pub(crate) persons: Vec<Read<Person>>,
    pub(crate) spells: Vec<Read<Spell>>,
    pub(crate) places: Vec<Read<(Place, Vec<SmolStr>)>>,
}

impl Rows {
    /// Adds the rows of one file; its name's first word says what it holds.
    pub(crate) fn add(&mut self, file: &str, text: &str, errors: &mut Vec<RegistryError>) {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let kind = name.split(['.', '-', '_']).next().unwrap_or_default();
        match kind {
            "missions" => fill(&mut self.missions, file, text, MISSIONS, errors, mission),
            "countries" => fill(&mut self.countries, file, text, COUNTRIES, errors, country),
            "bodies" => fill(&mut self.bodies, file, text, BODIES, errors, body),
            "groups" => fill(&mut self.groups, file, text, GROUPS, errors, group),
            "persons" => fill(&mut self.persons, file, text, PERSONS, errors, person),
            "offices" => fill(&mut self.spells, file, text, OFFICES, errors, spell),
            "places" => fill(&mut self.places, file, text, PLACES, errors, place),
            _ => errors.push(RegistryError {
                file: file.to_owned(),
                line: 1,
                problem: Problem::UnknownKind,
            }),
        }
    }
}

fn fill<T>(
    into: &mut Vec<Read<T>>,
    file: &str,
    text: &str,
    columns: Columns,
    errors: &mut Vec<RegistryError>,
    thing: fn(&mut Row<'_, '_>) -> T,
) {
    let name = SmolStr::from(file);
    read(file, text, columns, errors, |row| {
        into.push(Read {
            line: row.line,
            file: name.clone(),
            thing: thing(row),
        });
    });
}

const MISSIONS: Columns = &[
    ("id", true),
    ("acronym", false),
    ("name", true),
    ("aliases", false),
    ("hosts", true),
    ("lead", false),
    ("parent", false),
    ("un", true),
    ("kind", true),
    ("start", false),
    ("end", false),
    ("resolution", false),
    ("predecessor", false),
    ("successor", false),
    ("funding", false),
    ("source", true),
    ("as_of", true),
];

fn mission(row: &mut Row<'_, '_>) -> Mission {
    Mission {
        id: row.id(),
        acronym: row.get("acronym").into(),
        name: row.required("name"),
        aliases: row.list("aliases"),
        hosts: row.list("hosts"),
        lead: row.optional("lead"),
        parent: row.optional("parent"),
        un_operation: row
            .choice("un", "yes, no", |cell| match cell {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            })
            .unwrap_or(false),
        kind: row
            .choice("kind", "force, office, naval", |cell| match cell {
                "force" => Some(MissionKind::Force),
                "office" => Some(MissionKind::Office),
                "naval" => Some(MissionKind::Naval),
                _ => None,
            })
            .unwrap_or(MissionKind::Force),
        period: row.period("start", "end"),
        resolution: row.optional("resolution"),
        predecessor: row.optional("predecessor"),
        successor: row.optional("successor"),
        funding: row.optional("funding"),
        provenance: row.provenance(),
    }
}

const COUNTRIES: Columns = &[
    ("iso3", true),
    ("iso2", false),
    ("name", true),
    ("aliases", false),
    ("adjectives", false),
    ("people", false),
    ("capital", false),
    ("government", false),
    ("forces", false),
    ("regions", false),
    ("source", true),
    ("as_of", true),
];

fn country(row: &mut Row<'_, '_>) -> Country {
    let iso3 = row.required("iso3");
    if iso3.len() != 3 || !iso3.bytes().all(|b| b.is_ascii_uppercase()) {
        row.complain(Problem::BadId(iso3.to_string()));
    }
    Country {
        iso3,
        iso2: row.get("iso2").into(),
        name: row.required("name"),
        aliases: row.list("aliases"),
        adjectives: row.list("adjectives"),
        people: row.list("people"),
        capital: row.optional("capital"),
        government: row.list("government"),
        forces: row.list("forces"),
        regions: row.list("regions"),
        provenance: row.provenance(),
    }
}

const BODIES: Columns = &[
    ("id", true),
    ("name", true),
    ("aliases", false),
    ("kind", true),
    ("country", false),
    ("parent", false),
    ("members", false),
    ("start", false),
    ("end", false),
    ("source", true),
    ("as_of", true),
];

fn body(row: &mut Row<'_, '_>) -> Body {
    let allowed = "organisation, council, court, parliament, ministry, army, police, party, other";
    Body {
        id: row.id(),
        name: row.required("name"),
        aliases: row.list("aliases"),
        kind: row
            .choice("kind", allowed, |cell| {
                Some(match cell {
                    "organisation" => BodyKind::Organisation,
                    "council" => BodyKind::Council,
                    "court" => BodyKind::Court,
                    "parliament" => BodyKind::Parliament,
                    "ministry" => BodyKind::Ministry,
                    "army" => BodyKind::Army,
                    "police" => BodyKind::Police,
                    "party" => BodyKind::Party,
                    "other" => BodyKind::Other,
                    _ => return None,
                })
            })
            .unwrap_or(BodyKind::Other),
        country: row.optional("country"),
        parent: row.optional("parent"),
        members: row.list("members"),
        period: row.period("start", "end"),
        provenance: row.provenance(),
    }
}

const GROUPS: Columns = &[
    ("id", true),
    ("name", true),
    ("aliases", false),
    ("countries", true),
    ("kind", true),
    ("parent", false),
    ("start", false),
    ("end", false),
    ("source", true),
    ("as_of", true),
];

fn group(row: &mut Row<'_, '_>) -> Group {
    Group {
        id: row.id(),
        name: row.required("name"),
        aliases: row.list("aliases"),
        countries: row.list("countries"),
        kind: row
            .choice(
                "kind",
                "generic, gang, rebels, militia",
                |cell| match cell {
                    "generic" => Some(GroupKind::Generic),
                    "gang" => Some(GroupKind::Gang),
                    "rebels" => Some(GroupKind::Rebels),
                    "militia" => Some(GroupKind::Militia),
                    _ => None,
                },
            )
            .unwrap_or(GroupKind::Rebels),
        parent: row.optional("parent"),
        period: row.period("start", "end"),
        provenance: row.provenance(),
    }
}

const PERSONS: Columns = &[
    ("name", true),
    ("aliases", false),
    ("source", true),
    ("as_of", true),
];

fn person(row: &mut Row<'_, '_>) -> Person {
    row.provenance();
    let name = row.required("name");
    Person {
        id: person_id(&name),
        name,
        aliases: row.list("aliases"),
    }
}

/// The id of a person: the name in lower case with hyphens.
pub(crate) fn person_id(name: &str) -> SmolStr {
    SmolStr::from(key(name).replace(' ', "-"))
}

const OFFICES: Columns = &[
    ("role", true),
    ("title", true),
    ("body", true),
    ("person", true),
    ("from", false),
    ("until", false),
    ("standing", false),
    ("source", true),
    ("as_of", true),
];

fn spell(row: &mut Row<'_, '_>) -> Spell {
    let allowed = "head-of-state, head-of-government, foreign-minister, defence-minister, interior-minister, \
                   head, commander, police-chief, envoy, other";
    Spell {
        role: row
            .choice("role", allowed, |cell| {
                Some(match cell {
                    "head-of-state" => Role::HeadOfState,
                    "head-of-government" => Role::HeadOfGovernment,
                    "foreign-minister" => Role::ForeignMinister,
                    "defence-minister" => Role::DefenceMinister,
                    "interior-minister" => Role::InteriorMinister,
                    "head" => Role::Head,
                    "commander" => Role::Commander,
                    "police-chief" => Role::PoliceChief,
                    "envoy" => Role::Envoy,
                    "other" => Role::Other,
                    _ => return None,
                })
            })
            .unwrap_or(Role::Other),
        title: row.required("title"),
        body: row.required("body"),
        person: row.required("person"),
        period: row.period("from", "until"),
        acting: row
            .choice("standing", "acting or nothing", |cell| match cell {
                "" => Some(false),
                "acting" => Some(true),
                _ => None,
            })
            .unwrap_or(false),
        provenance: row.provenance(),
    }
}

const PLACES: Columns = &[
    ("name", true),
    ("aliases", false),
    ("country", true),
    ("kind", true),
    ("latitude", true),
    ("longitude", true),
    ("population", false),
    ("geonames", false),
    ("common", false),
    ("source", true),
    ("as_of", true),
];

fn place(row: &mut Row<'_, '_>) -> (Place, Vec<SmolStr>) {
    for column in ["latitude", "longitude"] {
        if row.get(column).is_empty() {
            row.complain(Problem::Empty(if column == "latitude" {
                "latitude"
            } else {
                "longitude"
            }));
        }
    }
    row.provenance();
    let place = Place {
        name: row.required("name"),
        country: row.get("country").into(),
        latitude: row.number("latitude", -90.0..=90.0).unwrap_or_default(),
        longitude: row.number("longitude", -180.0..=180.0).unwrap_or_default(),
        geonames: row.number("geonames", 1.0..=4e9).map(|n| n as u32),
        population: row.number("population", 0.0..=1e9).map_or(0, |n| n as u32),
        kind: row
            .choice(
                "kind",
                "settlement, quarter, region, site, nature",
                |cell| match cell {
                    "settlement" => Some(PlaceKind::Settlement),
                    "quarter" => Some(PlaceKind::Quarter),
                    "region" => Some(PlaceKind::Region),
                    "site" => Some(PlaceKind::Site),
                    "nature" => Some(PlaceKind::Nature),
                    _ => None,
                },
            )
            .unwrap_or(PlaceKind::Settlement),
        common: !row.get("common").is_empty(),
        chosen: true,
    };
    (place, row.list("aliases"))
}
