//! The exports, read back as others read them.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

mod common;

use common::{record, view};
use contingent_registry::Registry;
use contingent_view::{ColumnKind, DocumentRow, Export, Format, Row, What};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::embedded);

/// The cells of a CSV file, as RFC 4180 has them.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(
        !quoted && row.is_empty() && cell.is_empty(),
        "the file ends in the middle of a row"
    );
    rows
}

fn written(what: What, format: Format, rows: &[Row<'_>]) -> String {
    let mut export = Export::begin(Vec::new(), what, format).unwrap();
    for row in rows {
        export.row(row).unwrap();
    }
    String::from_utf8(export.end().unwrap()).unwrap()
}

/// The same rows in three formats say the same.
fn agree(what: What, rows: &[Row<'_>]) {
    let csv = cells(&written(what, Format::Csv, rows));
    let names: Vec<&str> = what.columns().iter().map(|c| c.name).collect();
    assert_eq!(csv[0], names);
    assert_eq!(csv.len(), rows.len() + 1);
    let lines = written(what, Format::Jsonl, rows);
    let objects: Vec<Value> = lines
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(objects.len(), rows.len());
    for (cells, object) in csv[1..].iter().zip(&objects) {
        assert_eq!(cells.len(), names.len());
        for (cell, column) in cells.iter().zip(what.columns()) {
            let value = &object[column.name];
            match (column.kind, value) {
                (_, Value::Null) => assert_eq!(cell, ""),
                (ColumnKind::Number, value) => {
                    // The reader of JSON may be off by the last digit.
                    let (a, b) = (cell.parse::<f64>().unwrap(), value.as_f64().unwrap());
                    assert!((a - b).abs() <= b.abs() * 1e-14, "{a} {b}");
                }
                (ColumnKind::Truth, value) => {
                    assert_eq!(*cell, value.as_bool().unwrap().to_string())
                }
                (ColumnKind::Day, value) => {
                    assert_eq!(cell, value.as_str().unwrap());
                    cell.parse::<jiff::civil::Date>().unwrap();
                }
                (ColumnKind::Text, value) => {
                    let text = value.as_str().unwrap();
                    assert!(cell == text || *cell == format!("'{text}"), "{cell} {text}");
                    assert!(
                        !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                        "{cell}"
                    );
                }
            }
        }
    }
    let map: Value = serde_json::from_str(&written(what, Format::GeoJson, rows)).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    let placed: Vec<&Value> = objects
        .iter()
        .filter(|o| !o["latitude"].is_null())
        .collect();
    let features = map["features"].as_array().unwrap();
    assert_eq!(features.len(), placed.len());
    for (feature, object) in features.iter().zip(placed) {
        assert_eq!(feature["type"], "Feature");
        assert_eq!(&feature["properties"], object);
        assert_eq!(feature["geometry"]["type"], "Point");
        let at = feature["geometry"]["coordinates"].as_array().unwrap();
        let (east, north) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        assert!(east.abs() <= 180.0 && north.abs() <= 90.0, "{east} {north}");
        assert_eq!(object["longitude"].as_f64(), Some(east));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_the_same_in_every_format(recorded in record()) {
        let view = view(&recorded);
        let rows: Vec<Row<'_>> = Row::of_series(&view, &REGISTRY).collect();
        agree(What::Series, &rows);
    }

    #[test]
    fn documents_are_the_same_in_every_format(title in "\\PC{0,12}|[=+@,\"\r\n\t-]{0,6}", name in any::<String>(), id in any::<i32>()) {
        let document = DocumentRow {
            id: id.into(),
            title: &title,
            name: &name,
            publisher: Some(&title),
            published: Some(&name),
            known: "2031-01-02",
            ..DocumentRow::default()
        };
        let row = Row::of_document(&document);
        agree(What::Documents, &[row.clone(), row]);
    }
}
