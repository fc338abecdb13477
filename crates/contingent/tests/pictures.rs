//! `contingent chart` and `contingent export`, on a record of invented news.

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::Desk;
use std::fs;

/// A record of one document about a mission.
fn desk() -> Desk {
    let desk = Desk::new();
    let text = "Kenya has deployed 400 police officers to Haiti under the Multinational Security Support mission. \
                Jamaica has pledged 170 soldiers. The United States has pledged $300 million for the mission. \
                Haitian gangs control some 85 percent of Port-au-Prince, the capital of Haiti.";
    let line = serde_json::json!({"id": "d1", "title": "=Report, of \"one\"", "published": "2024-07-01", "text": text});
    desk.file("news.jsonl", format!("{line}\n"));
    let run = desk.run(&["add", "--quiet", "news.jsonl"]);
    assert_eq!(run.code, 0, "{run:?}");
    desk
}

#[test]
fn a_picture_is_written_as_svg_or_png() {
    let desk = desk();
    for (name, start) in [("a.svg", &b"<?xml"[..]), ("a.png", &b"\x89PNG"[..])] {
        let run = desk.run(&[
            "chart",
            "mss-haiti",
            "strength",
            "--as-of",
            "2024-08-01",
            "-o",
            name,
        ]);
        assert_eq!(run.code, 0, "{run:?}");
        let bytes = fs::read(desk.path(name)).unwrap();
        assert!(bytes.starts_with(start), "{name}");
        let run = desk.run(&[
            "chart",
            "mss-haiti",
            "strength",
            "--as-of",
            "2024-08-01",
            "-o",
            "again",
        ]);
        assert_eq!(run.code, 2, "a name without an ending is refused: {run:?}");
    }
    let svg = fs::read_to_string(desk.path("a.svg")).unwrap();
    assert!(svg.contains("Kenya"), "{svg}");
    let out = desk.run(&["chart", "mss-haiti", "strength", "--as-of", "2024-08-01"]);
    assert_eq!(out.stdout, svg, "the file and standard output are the same");
}

#[test]
fn what_was_there_stays_when_a_picture_cannot_be_made() {
    let desk = desk();
    desk.file("a.svg", b"mine");
    let run = desk.run(&["chart", "no-such-mission", "strength", "-o", "a.svg"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(fs::read(desk.path("a.svg")).unwrap(), b"mine");
    let left: Vec<_> = (fs::read_dir(desk.path(".")).unwrap())
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn claims_figures_and_documents_are_exported() {
    let desk = desk();
    let csv = desk.run(&["export", "mss-haiti"]).stdout;
    assert!(csv.starts_with("claim,type,mission,"), "{csv}");
    assert!(csv.contains("\"'=Report, of \"\"one\"\"\""), "{csv}");
    assert!(csv.contains(",strength,mss-haiti,KEN,deployed,"), "{csv}");
    let series = desk.run(&[
        "export",
        "mss-haiti",
        "--what",
        "series",
        "--format",
        "jsonl",
    ]);
    let people = (series.stdout.lines())
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
        .any(|f| f["topic"] == "strength" && f["party"] == "KEN" && f["value"] == 400.0);
    assert!(people, "{}", series.stdout);
    let documents = desk.run(&["export", "--what", "documents", "-o", "d.csv"]);
    assert_eq!(documents.code, 0, "{documents:?}");
    assert_eq!(
        fs::read_to_string(desk.path("d.csv"))
            .unwrap()
            .matches("\r\n")
            .count(),
        2
    );
    let none = desk
        .run(&["export", "--what", "documents", "--known-on", "2024-06-30"])
        .stdout;
    assert_eq!(none.matches("\r\n").count(), 1, "{none}");
    let map = desk
        .run(&["export", "mss-haiti", "--format", "geojson"])
        .stdout;
    let map: serde_json::Value = serde_json::from_str(&map).unwrap();
    assert!(!map["features"].as_array().unwrap().is_empty(), "{map}");
    for wrong in [
        ["export", "--what", "series"].as_slice(),
        &["export", "--what", "documents", "--format", "geojson"],
    ] {
        let run = desk.run(wrong);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    }
}

#[test]
fn a_judgement_stands_beside_its_claim() {
    let desk = desk();
    let csv = desk.run(&["export", "mss-haiti"]).stdout;
    let line = csv.lines().find(|l| l.contains(",KEN,deployed,")).unwrap();
    let id = line.split(',').next().unwrap();
    let judge = |verdict: &[&str]| {
        let run = desk.run(&[&["judge"], verdict, &["--by", "ann"]].concat());
        assert_eq!(run.code, 0, "{run:?}");
    };
    judge(&["accept", id]);
    judge(&["correct", id, "--set", "count=410"]);
    judge(&["note", id, "--note", "a remark decides nothing"]);
    let rows = desk
        .run(&["export", "mss-haiti", "--format", "jsonl"])
        .stdout;
    let row = (rows.lines())
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
        .find(|r| r["claim"] == id)
        .unwrap();
    assert_eq!(
        (&row["verdict"], &row["judged_by"]),
        (&"correct".into(), &"ann".into()),
        "{row}"
    );
    assert!(row["correction"].as_str().unwrap().contains("410"), "{row}");
    assert_eq!(row["value"], 400, "what was read stays: {row}");
}
