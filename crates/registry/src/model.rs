//! The things of the registry, as rows say them.

use crate::date::Period;
use crate::table::Provenance;
use smol_str::SmolStr;

/// A multinational mission, of the UN or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Mission {
    /// `mss-haiti`
    pub id: SmolStr,
    /// `MSS`; empty when it has none.
    pub acronym: SmolStr,
    /// Its official name in English.
    pub name: SmolStr,
    /// Its names in other languages, short forms, usual misspellings.
    pub aliases: Vec<SmolStr>,
    /// Countries it works in, the main one first.
    pub hosts: Vec<SmolStr>,
    /// The country that leads it, where one does.
    pub lead: Option<SmolStr>,
    /// The organisation it belongs to.
    pub parent: Option<SmolStr>,
    /// True when the United Nations run it.
    pub un_operation: bool,
    /// What it is made of: the class nouns that can stand for it.
    pub kind: MissionKind,
    /// From the act that set it up to its end.
    pub period: Period,
    /// The first Security Council resolution or other act on it.
    pub resolution: Option<SmolStr>,
    /// The mission it took over from.
    pub predecessor: Option<SmolStr>,
    /// The mission that took over from it.
    pub successor: Option<SmolStr>,
    /// `voluntary` or `assessed`, where it is well known.
    pub funding: Option<SmolStr>,
    /// Where the row is from.
    pub provenance: Provenance,
}

/// What a mission mainly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissionKind {
    /// Armed troops or police.
    Force,
    /// Advisers, trainers, observers, a political or a civilian mission.
    Office,
    /// Ships or aircraft.
    Naval,
}

/// A state or territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub iso3: SmolStr,
    /// ISO 3166-1 alpha-2.
    pub iso2: SmolStr,
    /// Usual English name.
    pub name: SmolStr,
    /// Other names, other languages.
    pub aliases: Vec<SmolStr>,
    /// "Kenyan"
    pub adjectives: Vec<SmolStr>,
    /// "Kenyan", "Kenyans": its people, one and several.
    pub people: Vec<SmolStr>,
    /// Capital.
    pub capital: Option<SmolStr>,
    /// Words that stand for its government and nothing else ("the White House").
    pub government: Vec<SmolStr>,
    /// Armed forces, police, ministries by their own names.
    pub forces: Vec<SmolStr>,
    /// Part of the world, in the words of the news ("east african", "caribbean").
    pub regions: Vec<SmolStr>,
    /// Where the row is from.
    pub provenance: Provenance,
}

/// An organisation, or an organ of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// `caricom`
    pub id: SmolStr,
    /// Usual name.
    pub name: SmolStr,
    /// Acronym, other names.
    pub aliases: Vec<SmolStr>,
    /// What it is.
    pub kind: BodyKind,
    /// The country it is an organ of.
    pub country: Option<SmolStr>,
    /// The body it is part of.
    pub parent: Option<SmolStr>,
    /// Member countries, where a row gives them.
    pub members: Vec<SmolStr>,
    /// When it existed.
    pub period: Period,
    /// Where the row is from.
    pub provenance: Provenance,
}

/// What a body is; it decides on whom its acts are put down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// An international organisation or one of its organs.
    Organisation,
    /// A council, assembly or board, national or not.
    Council,
    /// A court.
    Court,
    /// A parliament or a chamber of one.
    Parliament,
    /// A ministry or agency of a government.
    Ministry,
    /// Armed forces or a part of them.
    Army,
    /// A police.
    Police,
    /// A party.
    Party,
    /// Anything else: a company, a charity, a newspaper.
    Other,
}

impl BodyKind {
    /// True when the country acts through it, and its acts are the country's (codebook, rule 7).
    #[must_use]
    pub fn is_government(self) -> bool {
        matches!(self, Self::Ministry | Self::Army | Self::Police)
    }
}

/// An armed group that is no state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `viv-ansanm`
    pub id: SmolStr,
    /// Usual name.
    pub name: SmolStr,
    /// Other names.
    pub aliases: Vec<SmolStr>,
    /// Countries it is active in, the main one first.
    pub countries: Vec<SmolStr>,
    /// What it is.
    pub kind: GroupKind,
    /// The alliance or organisation it belongs to.
    pub parent: Option<SmolStr>,
    /// When it existed.
    pub period: Period,
    /// Where the row is from.
    pub provenance: Provenance,
}

/// What an armed group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// The gangs of a country taken together.
    Generic,
    /// A gang, or an alliance of gangs.
    Gang,
    /// Rebels, insurgents, jihadists.
    Rebels,
    /// A militia, an ethnic or self-defence group, mercenaries.
    Militia,
}

/// A human being with an office, or who is in the news without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// `garry-conille`
    pub id: SmolStr,
    /// Usual name.
    pub name: SmolStr,
    /// Other spellings, nicknames.
    pub aliases: Vec<SmolStr>,
}

/// Who held an office from when to when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    /// What kind of office.
    pub role: Role,
    /// Its title ("Prime Minister").
    pub title: SmolStr,
    /// Country, body or mission.
    pub body: SmolStr,
    /// Id of the holder.
    pub person: SmolStr,
    /// When.
    pub period: Period,
    /// True when acting, interim or caretaker.
    pub acting: bool,
    /// Where the row is from.
    pub provenance: Provenance,
}

/// The kinds of office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// President, king, governor-general, chair of a presidential council.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// Minister of foreign affairs, secretary of state.
    ForeignMinister,
    /// Minister of defence.
    DefenceMinister,
    /// Minister of the interior, of national security.
    InteriorMinister,
    /// Secretary-General, special representative, chair, head of a mission.
    Head,
    /// The one who commands a force, an army.
    Commander,
    /// The one who commands a police.
    PoliceChief,
    /// Ambassador, envoy.
    Envoy,
    /// Anything else.
    Other,
}

/// A place that is no country.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Usual name.
    pub name: SmolStr,
    /// ISO 3166-1 alpha-3; empty for a sea, or a region of several countries.
    pub country: SmolStr,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// People who live there, 0 when not given.
    pub population: u32,
    /// What it is.
    pub kind: PlaceKind,
    /// True when the name is also a common word or a person's name: only a context of place makes it one.
    pub common: bool,
    /// True for a row of the user or of the news table, which somebody chose; false for the big tables.
    pub chosen: bool,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A city, town or village.
    Settlement,
    /// A part of a city.
    Quarter,
    /// A province, department, county, region.
    Region,
    /// An airport, port, prison, base, road, hospital, terminal.
    Site,
    /// A sea, lake, river, mountain, island.
    Nature,
}
