//! Makes `data/outlines.bin` from Natural Earth shapes, as the npm package `world-atlas` has them, and the table of codes of
//! the Debian package `iso-codes`:
//! `cargo run -p contingent-view --example outlines -- countries-50m.json countries-10m.json iso_3166-1.json data/outlines.bin`.
//!
//! A country that is small is taken from the finer file, so that an island can be recognised. For each country the file has
//! three letters, the number of rings, and for each ring the number of its points and their steps in thousandths of a
//! degree, east before north, as variable-length numbers.

#![expect(clippy::unwrap_used, reason = "an example stops where it cannot go on")]

use serde_json::Value;
use std::collections::BTreeMap;

/// A country that fits into so many degrees is small.
const SMALL: f64 = 12.0;

type Ring = Vec<(i64, i64)>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [coarse, fine, codes, out] = arguments.as_slice() else {
        eprintln!("outlines countries-50m.json countries-10m.json iso_3166-1.json OUT");
        return;
    };
    let codes = codes_by_number(&read(codes));
    let coarse = countries(&read(coarse), &codes);
    let mut all = countries(&read(fine), &codes);
    for (code, rings) in &mut all {
        if let Some(simple) = coarse.get(code).filter(|_| extent(rings) > SMALL) {
            rings.clone_from(simple);
        }
    }
    let mut bytes = Vec::new();
    for (code, rings) in &all {
        bytes.extend(code.bytes());
        put(&mut bytes, rings.len() as i64);
        for ring in rings {
            put(&mut bytes, ring.len() as i64);
            let (mut x, mut y) = (0, 0);
            for (a, b) in ring {
                put_signed(&mut bytes, a - x);
                put_signed(&mut bytes, b - y);
                (x, y) = (*a, *b);
            }
        }
    }
    std::fs::write(out, &bytes).unwrap();
    let points: usize = all.values().flatten().map(Vec::len).sum();
    println!(
        "{} countries, {points} points, {} bytes",
        all.len(),
        bytes.len()
    );
}

fn read(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn codes_by_number(table: &Value) -> BTreeMap<String, String> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    (table["3166-1"].as_array().unwrap().iter())
        .map(|row| (text(row, "numeric"), text(row, "alpha_3")))
        .collect()
}

/// The rings of each country, in thousandths of a degree.
fn countries(topology: &Value, codes: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Ring>> {
    let pair = |value: &Value| (value[0].as_f64().unwrap(), value[1].as_f64().unwrap());
    let scale = pair(&topology["transform"]["scale"]);
    let from = pair(&topology["transform"]["translate"]);
    let arcs: Vec<Ring> = (topology["arcs"].as_array().unwrap().iter())
        .map(|arc| {
            let (mut x, mut y) = (0.0, 0.0);
            (arc.as_array().unwrap().iter())
                .map(|step| {
                    let (dx, dy) = pair(step);
                    (x, y) = (x + dx, y + dy);
                    let milli = |v: f64| (v * 1000.0).round() as i64;
                    (milli(x * scale.0 + from.0), milli(y * scale.1 + from.1))
                })
                .collect()
        })
        .collect();
    let ring = |parts: &Value| -> Ring {
        let mut ring = Ring::new();
        for part in parts.as_array().unwrap() {
            let part = part.as_i64().unwrap();
            // A negative number means the arc backwards.
            let place = usize::try_from(if part < 0 { !part } else { part }).unwrap();
            let mut arc = arcs[place].clone();
            if part < 0 {
                arc.reverse();
            }
            ring.extend(arc);
        }
        ring.dedup();
        ring
    };
    let mut all: BTreeMap<String, Vec<Ring>> = BTreeMap::new();
    let shapes = &topology["objects"]["countries"]["geometries"];
    for shape in shapes.as_array().unwrap() {
        let name = shape["properties"]["name"].as_str().unwrap_or_default();
        let code = (shape["id"].as_str())
            .and_then(|id| codes.get(id).cloned())
            .unwrap_or_else(|| match name {
                "Kosovo" => "XKX".to_owned(),
                // Land without a code is drawn, but is nobody's host.
                _ => "---".to_owned(),
            });
        let polygons: Vec<&Value> = match shape["type"].as_str() {
            Some("Polygon") => vec![&shape["arcs"]],
            Some("MultiPolygon") => shape["arcs"].as_array().unwrap().iter().collect(),
            _ => Vec::new(),
        };
        let rings = (polygons.iter())
            .flat_map(|polygon| polygon.as_array().unwrap())
            .map(ring)
            .filter(|r| r.len() > 3);
        all.entry(code).or_default().extend(rings);
    }
    all
}

fn extent(rings: &[Ring]) -> f64 {
    let points = || rings.iter().flatten();
    let across = |part: fn(&(i64, i64)) -> i64| {
        let (low, high) = (points().map(part).min(), points().map(part).max());
        (high.unwrap_or(0) - low.unwrap_or(0)) as f64 / 1000.0
    };
    across(|p| p.0).hypot(across(|p| p.1))
}

fn put(bytes: &mut Vec<u8>, mut value: i64) {
    while value >= 128 {
        bytes.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn put_signed(bytes: &mut Vec<u8>, value: i64) {
    put(bytes, (value << 1) ^ (value >> 63));
}
