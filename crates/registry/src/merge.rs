//! Files of the user's own over the built-in ones: a row with the id of a built-in row takes its place.

use crate::error::{Problem, RegistryError};
use crate::rows::{Read, Rows};
use crate::words::key;
use std::collections::HashMap;

/// How many rows of each kind are built in.
pub(crate) struct Lengths([usize; 6]);

impl Rows {
    pub(crate) fn clone_lengths(&self) -> Lengths {
        Lengths([
            self.missions.len(),
            self.countries.len(),
            self.bodies.len(),
            self.groups.len(),
            self.persons.len(),
            self.spells.len(),
        ])
    }

    /// Lets later rows replace built-in ones with the same id, and complains of rows that repeat one another otherwise.
    pub(crate) fn replace_repeated(&mut self, built_in: &Lengths, errors: &mut Vec<RegistryError>) {
        let [missions, countries, bodies, groups, persons, spells] = built_in.0;
        replace(&mut self.missions, missions, |m| m.id.to_string(), errors);
        replace(
            &mut self.countries,
            countries,
            |c| c.iso3.to_string(),
            errors,
        );
        replace(&mut self.bodies, bodies, |b| b.id.to_string(), errors);
        replace(&mut self.groups, groups, |g| g.id.to_string(), errors);
        replace(&mut self.persons, persons, |p| p.id.to_string(), errors);
        let spell = |s: &crate::Spell| {
            let start = s.period.start.map_or(String::new(), |d| d.to_string());
            format!("{} of {}: {} {start}", s.title, s.body, key(&s.person))
        };
        replace(&mut self.spells, spells, spell, errors);
    }
}

fn replace<T>(
    rows: &mut Vec<Read<T>>,
    built_in: usize,
    id: impl Fn(&T) -> String,
    errors: &mut Vec<RegistryError>,
) {
    let own = rows.split_off(built_in.min(rows.len()));
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Read<T>> = Vec::with_capacity(rows.len() + own.len());
    for (row, replaces) in rows
        .drain(..)
        .map(|r| (r, false))
        .chain(own.into_iter().map(|r| (r, true)))
    {
        let name = id(&row.thing);
        match seen.get(&name).copied() {
            None => {
                seen.insert(name, kept.len());
                kept.push(row);
            }
            Some(at) if replaces && at < built_in => {
                if let Some(old) = kept.get_mut(at) {
                    *old = row;
                }
            }
            Some(at) => {
                let line = kept.get(at).map_or(0, |r| r.line);
                errors.push(RegistryError {
                    file: row.file.to_string(),
                    line: row.line,
                    problem: Problem::DuplicateId { id: name, line },
                });
            }
        }
    }
    *rows = kept;
}
