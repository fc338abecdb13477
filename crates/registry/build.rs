//! Packs the places of the registry into two tables that need no reading at start: names in a finite-state map,
//! places in rows of fixed width. `src/packed.rs` reads them.

#[path = "src/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

const FILES: [&str; 2] = ["places-cities.tsv", "places-haiti.tsv"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../registry");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/words.rs");
    let mut rows = Vec::new();
    let mut names = Vec::new();
    let mut by_name: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    for file in FILES {
        let path = folder.join(file);
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path)?;
        pack(&text, &mut rows, &mut names, &mut by_name).map_err(|e| format!("{file}: {e}"))?;
    }
    let mut lists: Vec<u8> = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (key, mut places) in by_name {
        places.sort_by_key(|(number, population)| (std::cmp::Reverse(*population), *number));
        places.dedup();
        map.insert(
            key,
            (lists.len() as u64 / 4) << 12 | places.len().min(4095) as u64,
        )?;
        for (number, _) in places.iter().take(4095) {
            lists.extend(number.to_le_bytes());
        }
    }
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("places.fst"), map.into_inner()?)?;
    fs::write(out.join("places.lists"), lists)?;
    fs::write(out.join("places.rows"), rows)?;
    fs::write(out.join("places.names"), names)?;
    Ok(())
}

/// Appends the rows of one file. A row: name's offset (4 bytes) and length (1), country (3), kind (1), common (1),
/// latitude and longitude in 1e-5 degrees (4 each), population (4), GeoNames id or 0 (4); least byte first.
fn pack(
    text: &str,
    rows: &mut Vec<u8>,
    names: &mut Vec<u8>,
    by_name: &mut BTreeMap<String, Vec<(u32, u32)>>,
) -> Result<(), Box<dyn Error>> {
    let mut lines = text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty());
    let header: Vec<&str> = lines
        .next()
        .ok_or("no line of column names")?
        .split('\t')
        .collect();
    let column = |name: &str| header.iter().position(|h| *h == name);
    let needed = |name: &'static str| column(name).ok_or(format!("no column {name}"));
    let (name, country, kind) = (needed("name")?, needed("country")?, needed("kind")?);
    let (latitude, longitude) = (needed("latitude")?, needed("longitude")?);
    let (aliases, common) = (column("aliases"), column("common"));
    let (population, geonames) = (column("population"), column("geonames"));
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let get = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or_default();
        let number = (rows.len() / 26) as u32;
        let people: u32 = get(population).parse().unwrap_or(0);
        let written = get(Some(name)).as_bytes();
        let length = u8::try_from(written.len())?;
        rows.extend((names.len() as u32).to_le_bytes());
        rows.push(length);
        names.extend(written);
        let code: [u8; 3] = get(Some(country)).as_bytes().try_into()?;
        rows.extend(code);
        let kinds = ["settlement", "quarter", "region", "site", "nature"];
        let kind = kinds
            .iter()
            .position(|k| *k == get(Some(kind)))
            .ok_or(format!("kind in: {line}"))?;
        rows.push(kind as u8);
        rows.push(u8::from(!get(common).is_empty()));
        for degrees in [latitude, longitude] {
            let degrees: f64 = get(Some(degrees)).parse()?;
            rows.extend(((degrees * 1e5).round() as i32).to_le_bytes());
        }
        rows.extend(people.to_le_bytes());
        rows.extend(get(geonames).parse().unwrap_or(0_u32).to_le_bytes());
        let others = get(aliases).split('|').filter(|a| !a.trim().is_empty());
        for alias in std::iter::once(get(Some(name))).chain(others) {
            let key = words::key(alias);
            if !key.is_empty() {
                by_name.entry(key).or_default().push((number, people));
            }
        }
    }
    Ok(())
}
