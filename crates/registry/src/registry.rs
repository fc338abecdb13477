use crate::check::check;
use crate::embedded::FILES;
use crate::error::{Problem, RegistryError};
use crate::index::{Alias, AliasKind, Entry, Index};
use crate::model::{Body, Country, Group, GroupKind, Mission, Person, Place, Role, Spell};
use crate::packed::Packed;
use crate::rows::{Read, Rows, person_id};
use crate::words::{Word, key, words};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::HashMap;

/// Everything that is known beforehand, and how to find it by name, by id and by date.
#[derive(Clone, Debug)]
pub struct Registry {
    missions: Vec<Mission>,
    countries: Vec<Country>,
    bodies: Vec<Body>,
    groups: Vec<Group>,
    persons: Vec<Person>,
    spells: Vec<Spell>,
    ids: HashMap<SmolStr, Entry>,
    names: Index,
    /// Persons by the last word of a name.
    surnames: HashMap<SmolStr, Vec<u32>>,
    places: HashMap<String, Vec<Place>>,
    packed: Packed,
}

impl Registry {
    /// The registry that is built in.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(std::iter::empty::<(&str, &str)>()).0
    }

    /// The built-in registry with files of the user's own over it, each as name and text. A row replaces the built-in
    /// row with the same id (for offices: the same title, body, person and start); other rows are added.
    ///
    /// # Errors
    /// Everything that is wrong with the files, by line.
    pub fn with_folder<N, T>(
        files: impl Iterator<Item = (N, T)>,
    ) -> Result<Self, Vec<RegistryError>>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        match Self::load(files) {
            (registry, errors) if errors.is_empty() => Ok(registry),
            (_, errors) => Err(errors),
        }
    }

    /// Reads the built-in files and then `files`, keeps what can be kept, and lists what is wrong.
    pub(crate) fn load<N, T>(files: impl Iterator<Item = (N, T)>) -> (Self, Vec<RegistryError>)
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        let mut errors = Vec::new();
        let mut rows = Rows::default();
        for (name, text) in FILES {
            rows.add(name, text, &mut errors);
        }
        let built_in = rows.clone_lengths();
        for (name, text) in files {
            rows.add(name.as_ref(), text.as_ref(), &mut errors);
        }
        rows.replace_repeated(&built_in, &mut errors);
        check(&rows, &mut errors);
        (Self::build(rows, &mut errors), errors)
    }

    fn build(rows: Rows, errors: &mut Vec<RegistryError>) -> Self {
        let mut registry = Self {
            missions: Vec::new(),
            countries: Vec::new(),
            bodies: Vec::new(),
            groups: Vec::new(),
            persons: Vec::new(),
            spells: Vec::new(),
            ids: HashMap::new(),
            names: Index::default(),
            surnames: HashMap::new(),
            places: HashMap::new(),
            packed: Packed::open(),
        };
        for (number, row) in (0..).zip(rows.countries) {
            let names = country_names(&row.thing);
            registry.enter(
                &row.thing.iso3.clone(),
                Entry::Country(number),
                &names,
                &row.file,
                row.line,
                errors,
            );
            registry.countries.push(row.thing);
        }
        for (number, row) in (0..).zip(rows.missions) {
            let mut names = vec![(row.thing.name.clone(), AliasKind::Name)];
            if !row.thing.acronym.is_empty() {
                names.push((row.thing.acronym.clone(), AliasKind::Acronym));
            }
            names.extend(
                row.thing
                    .aliases
                    .iter()
                    .map(|a| (a.clone(), AliasKind::Name)),
            );
            registry.enter(
                &row.thing.id.clone(),
                Entry::Mission(number),
                &names,
                &row.file,
                row.line,
                errors,
            );
            registry.missions.push(row.thing);
        }
        for (number, row) in (0..).zip(rows.bodies) {
            let names = with_aliases(&row.thing.name, &row.thing.aliases);
            registry.enter(
                &row.thing.id.clone(),
                Entry::Body(number),
                &names,
                &row.file,
                row.line,
                errors,
            );
            registry.bodies.push(row.thing);
        }
        for (number, row) in (0..).zip(rows.groups) {
            let names = with_aliases(&row.thing.name, &row.thing.aliases);
            registry.enter(
                &row.thing.id.clone(),
                Entry::Group(number),
                &names,
                &row.file,
                row.line,
                errors,
            );
            registry.groups.push(row.thing);
        }
        let mut persons = rows.persons;
        let mut known: HashMap<SmolStr, ()> =
            persons.iter().map(|p| (p.thing.id.clone(), ())).collect();
        for Read { thing, file, line } in rows.spells {
            let id = person_id(&thing.person);
            if known.insert(id.clone(), ()).is_none() {
                let (name, aliases) = (thing.person.clone(), Vec::new());
                let thing = Person {
                    id: id.clone(),
                    name,
                    aliases,
                };
                persons.push(Read { thing, file, line });
            }
            registry.spells.push(Spell {
                person: id,
                ..thing
            });
        }
        for (number, row) in (0..).zip(persons) {
            let names = with_aliases(&row.thing.name, &row.thing.aliases);
            registry.enter(
                &row.thing.id.clone(),
                Entry::Person(number),
                &names,
                &row.file,
                row.line,
                errors,
            );
            for (name, _) in &names {
                if let Some(last) = words(name).pop() {
                    let bearers = registry.surnames.entry(last.key).or_default();
                    if bearers.last() != Some(&number) {
                        bearers.push(number);
                    }
                }
            }
            registry.persons.push(row.thing);
        }
        for row in rows.places {
            let (place, aliases) = row.thing;
            for name in std::iter::once(&place.name).chain(&aliases) {
                registry
                    .places
                    .entry(key(name))
                    .or_default()
                    .push(place.clone());
            }
        }
        registry
    }

    fn enter(
        &mut self,
        id: &SmolStr,
        entry: Entry,
        names: &[(SmolStr, AliasKind)],
        file: &SmolStr,
        line: usize,
        errors: &mut Vec<RegistryError>,
    ) {
        self.ids.insert(id.clone(), entry);
        for (name, kind) in names {
            if let Some(other) = self.names.add(name, entry, *kind) {
                errors.push(RegistryError {
                    file: file.to_string(),
                    line,
                    problem: Problem::DuplicateAlias {
                        alias: name.to_string(),
                        other: self.id(other).to_string(),
                    },
                });
            }
        }
    }

    /// The row with this id (ISO code for a country).
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Entry> {
        self.ids.get(id).copied()
    }

    /// The id of a row; empty when there is no such row.
    #[must_use]
    pub fn id(&self, entry: Entry) -> &str {
        let id = match entry {
            Entry::Mission(n) => self.missions.get(n as usize).map(|m| &m.id),
            Entry::Country(n) => self.countries.get(n as usize).map(|c| &c.iso3),
            Entry::Body(n) => self.bodies.get(n as usize).map(|b| &b.id),
            Entry::Group(n) => self.groups.get(n as usize).map(|g| &g.id),
            Entry::Person(n) => self.persons.get(n as usize).map(|p| &p.id),
        };
        id.map_or("", SmolStr::as_str)
    }

    /// The longest name that `text` begins with, as the number of its words and the rows it can stand for.
    #[must_use]
    pub fn longest(&self, text: &[Word]) -> Option<(usize, Vec<Alias>)> {
        self.names.longest(text)
    }

    /// The mission with this id.
    #[must_use]
    pub fn mission(&self, id: &str) -> Option<&Mission> {
        match self.entry(id)? {
            Entry::Mission(n) => self.missions.get(n as usize),
            _ => None,
        }
    }

    /// The country with this ISO 3166-1 alpha-3 code.
    #[must_use]
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        match self.entry(iso3)? {
            Entry::Country(n) => self.countries.get(n as usize),
            _ => None,
        }
    }

    /// The body with this id.
    #[must_use]
    pub fn body(&self, id: &str) -> Option<&Body> {
        match self.entry(id)? {
            Entry::Body(n) => self.bodies.get(n as usize),
            _ => None,
        }
    }

    /// The armed group with this id.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<&Group> {
        match self.entry(id)? {
            Entry::Group(n) => self.groups.get(n as usize),
            _ => None,
        }
    }

    /// The person with this id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        match self.entry(id)? {
            Entry::Person(n) => self.persons.get(n as usize),
            _ => None,
        }
    }

    /// All missions.
    #[must_use]
    pub fn missions(&self) -> &[Mission] {
        &self.missions
    }

    /// All countries.
    #[must_use]
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// All bodies.
    #[must_use]
    pub fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// All armed groups.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All persons.
    #[must_use]
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// All spells of office.
    #[must_use]
    pub fn spells(&self) -> &[Spell] {
        &self.spells
    }

    /// The armed groups of a country as such ("the gangs"), where the registry has such a row.
    #[must_use]
    pub fn generic_group(&self, country: &str) -> Option<&Group> {
        let here = |g: &&Group| {
            g.kind == GroupKind::Generic && g.countries.first().is_some_and(|c| c == country)
        };
        self.groups.iter().find(here)
    }

    /// Persons one of whose names ends in this word (lower case, no accents).
    pub fn surname(&self, word: &str) -> impl Iterator<Item = &Person> {
        let numbers = self.surnames.get(word).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|n| self.persons.get(*n as usize))
    }

    /// Every office of a person, in the order of the files.
    pub fn offices(&self, person: &str) -> impl Iterator<Item = &Spell> {
        self.spells.iter().filter(move |s| s.person == person)
    }

    /// Who held an office of a country, body or mission on a day, as far as the registry knows.
    ///
    /// A spell without a start is not counted: it says only that somebody holds the office some time.
    pub fn holders(&self, body: &str, role: Role, day: Date) -> impl Iterator<Item = &Spell> {
        let on =
            move |s: &&Spell| s.role == role && s.period.start.is_some() && s.period.contains(day);
        self.spells
            .iter()
            .filter(move |s| s.body == body)
            .filter(on)
    }

    /// The places with this name, those of the user and of the news first, then by population.
    #[must_use]
    pub fn places(&self, name: &str) -> Vec<Place> {
        let key = key(name);
        let mut found = self.places.get(&key).cloned().unwrap_or_default();
        found.extend(self.packed.get(&key));
        found
    }

    /// The places named by these words, looked up as one name.
    #[must_use]
    pub fn places_at(&self, text: &[Word]) -> Vec<Place> {
        let key = text
            .iter()
            .map(|w| w.key.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let mut found = self.places.get(&key).cloned().unwrap_or_default();
        found.extend(self.packed.get(&key));
        found
    }

    /// How many places there are, the built-in tables included.
    #[must_use]
    pub fn place_count(&self) -> usize {
        self.places.len() + Packed::len()
    }
}

fn with_aliases(name: &SmolStr, aliases: &[SmolStr]) -> Vec<(SmolStr, AliasKind)> {
    let names = std::iter::once(name).chain(aliases);
    names.map(|n| (n.clone(), AliasKind::Name)).collect()
}

fn country_names(country: &Country) -> Vec<(SmolStr, AliasKind)> {
    let mut names = with_aliases(&country.name, &country.aliases);
    let lists = [
        (&country.adjectives, AliasKind::Adjective),
        (&country.people, AliasKind::People),
        (&country.government, AliasKind::Government),
        (&country.forces, AliasKind::Force),
    ];
    for (list, kind) in lists {
        names.extend(list.iter().map(|n| (n.clone(), kind)));
    }
    names.extend(
        country
            .capital
            .iter()
            .map(|c| (c.clone(), AliasKind::Capital)),
    );
    names
}
