//! What the rows of all files must agree on: every country and every id that a row names must exist.

use crate::error::{Problem, RegistryError};
use crate::rows::{Read, Rows};
use smol_str::SmolStr;
use std::collections::HashSet;

/// Lists every country and id that a row names and no row has.
pub(crate) fn check(rows: &Rows, errors: &mut Vec<RegistryError>) {
    let countries: HashSet<&str> = rows
        .countries
        .iter()
        .map(|c| c.thing.iso3.as_str())
        .collect();
    let missions: HashSet<&str> = rows.missions.iter().map(|m| m.thing.id.as_str()).collect();
    let bodies: HashSet<&str> = rows.bodies.iter().map(|b| b.thing.id.as_str()).collect();
    let groups: HashSet<&str> = rows.groups.iter().map(|g| g.thing.id.as_str()).collect();
    let mut complain = |file: &SmolStr, line: usize, problem: Problem| {
        errors.push(RegistryError {
            file: file.to_string(),
            line,
            problem,
        });
    };
    let unknown = |id: &SmolStr| Problem::UnknownCountry(id.to_string());
    for Read { thing, file, line } in &rows.missions {
        for country in thing
            .hosts
            .iter()
            .chain(&thing.lead)
            .filter(|c| !countries.contains(c.as_str()))
        {
            complain(file, *line, unknown(country));
        }
        if let Some(id) = thing
            .parent
            .as_ref()
            .filter(|id| !bodies.contains(id.as_str()))
        {
            complain(file, *line, unknown_id("parent", id));
        }
        for (column, id) in [
            ("predecessor", &thing.predecessor),
            ("successor", &thing.successor),
        ] {
            if let Some(id) = id.as_ref().filter(|id| !missions.contains(id.as_str())) {
                complain(file, *line, unknown_id(column, id));
            }
        }
    }
    for Read { thing, file, line } in &rows.bodies {
        for country in thing
            .members
            .iter()
            .chain(&thing.country)
            .filter(|c| !countries.contains(c.as_str()))
        {
            complain(file, *line, unknown(country));
        }
        if let Some(id) = thing
            .parent
            .as_ref()
            .filter(|id| !bodies.contains(id.as_str()))
        {
            complain(file, *line, unknown_id("parent", id));
        }
    }
    for Read { thing, file, line } in &rows.groups {
        for country in thing
            .countries
            .iter()
            .filter(|c| !countries.contains(c.as_str()))
        {
            complain(file, *line, unknown(country));
        }
        if let Some(id) = thing
            .parent
            .as_ref()
            .filter(|id| !groups.contains(id.as_str()))
        {
            complain(file, *line, unknown_id("parent", id));
        }
    }
    for Read { thing, file, line } in &rows.spells {
        let known = |id: &str| {
            [&countries, &missions, &bodies, &groups]
                .iter()
                .any(|ids| ids.contains(id))
        };
        if !known(&thing.body) {
            complain(file, *line, unknown_id("body", &thing.body));
        }
    }
    for Read {
        thing: (place, _),
        file,
        line,
    } in &rows.places
    {
        if !place.country.is_empty() && !countries.contains(place.country.as_str()) {
            complain(file, *line, unknown(&place.country));
        }
    }
}

fn unknown_id(column: &'static str, id: &SmolStr) -> Problem {
    Problem::UnknownId {
        column,
        id: id.to_string(),
    }
}
