//! What the commands over a record answer: `show`, `diff`, `why`, and what people decided. The documents are invented.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{Desk, Run};
use serde_json::{Value, json};

/// Two documents about one number, a year apart, and one of a promise.
fn desk() -> Desk {
    let told = |name: &str, day: &str, text: &str| {
        json!({"id": name, "title": format!("Report {name}"), "published": day, "publisher": format!("The {name} Post"),
            "url": format!("https://{name}.example/1"), "text": text})
        .to_string()
    };
    let desk = Desk::new();
    let lines = [
        told(
            "amber",
            "2024-07-01",
            "Kenya has deployed 417 police officers to Haiti under the Multinational Security Support mission.",
        ),
        told(
            "birch",
            "2024-07-03",
            "Jamaica has pledged 153 soldiers to the Multinational Security Support mission in Haiti.",
        ),
        told(
            "cedar",
            "2025-03-01",
            "Kenya has deployed 731 police officers to Haiti under the Multinational Security Support mission.",
        ),
    ];
    desk.file("news.jsonl", lines.join("\n"));
    let run = desk.run(&["add", "news.jsonl"]);
    assert_eq!(run.code, 0, "{run:?}");
    desk
}

fn show(desk: &Desk, more: &[&str]) -> Value {
    let run = desk.run(&[&["show", "mss-haiti", "--json"], more].concat());
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// A rung of a contributor.
fn rung(view: &Value, who: &str, rung: &str) -> Value {
    let rows = view["strength"]["contributors"].as_array().unwrap();
    let row = rows.iter().find(|r| r["contributor"] == who);
    row.map_or(Value::Null, |row| row["ladder"][rung]["value"].clone())
}

/// The id of the claim behind Kenya's presence.
fn claim(desk: &Desk) -> String {
    let why = desk.run(&["why", "mss-haiti", "Kenya", "present", "--json"]);
    let why: Value = serde_json::from_str(&why.stdout).unwrap();
    let grounds = why["claims"].as_array().unwrap();
    let late = grounds
        .iter()
        .find(|g| g["read"]["count"]["value"] == 731)
        .unwrap();
    late["claim"].as_str().unwrap().to_owned()
}

fn changes(run: &Run) -> Vec<Value> {
    assert_eq!(run.code, 0, "{run:?}");
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_day_knows_what_was_printed_by_then() {
    let desk = desk();
    assert_eq!(rung(&show(&desk, &[]), "KEN", "present"), 731.0);
    let early = show(&desk, &["--known-on", "2024-07-02"]);
    assert_eq!(rung(&early, "KEN", "present"), 417.0);
    assert_eq!(rung(&early, "JAM", "promised"), Value::Null);
    assert_eq!(
        rung(
            &show(&desk, &["--known-on", "2024-07-03"]),
            "JAM",
            "promised"
        ),
        153.0
    );
    // What held on a day, by all that is known today.
    assert_eq!(
        rung(&show(&desk, &["--as-of", "2024-12-31"]), "KEN", "present"),
        417.0
    );
    let before = desk.run(&["show", "mss-haiti", "--known-on", "2024-06-30"]);
    assert!(
        before.code == 2
            && before
                .stderr
                .contains("knew nothing of `mss-haiti` on 2024-06-30"),
        "{before:?}"
    );
}

#[test]
fn what_changed_between_two_days() {
    let desk = desk();
    let all = changes(&desk.run(&["diff", "mss-haiti", "--since", "2024-07-01", "--json"]));
    let of = |who: &str, stage: &str| {
        let found = all
            .iter()
            .find(|c| c["subject"] == "strength" && c["of"] == who && c["stage"] == stage);
        found
            .unwrap_or_else(|| panic!("{who} {stage} in {all:#?}"))
            .clone()
    };
    let kenya = of("KEN", "present");
    assert_eq!(
        (&kenya["before"], &kenya["now"]),
        (&json!(417.0), &json!(731.0))
    );
    assert_eq!(
        (
            &of("JAM", "promised")["before"],
            &of("JAM", "promised")["now"]
        ),
        (&Value::Null, &json!(153.0))
    );
    let summer = changes(&desk.run(&[
        "diff",
        "mss-haiti",
        "--since",
        "2024-07-01",
        "--until",
        "2024-08-01",
        "--json",
    ]));
    assert!(summer.iter().all(|c| c["of"] != "KEN"), "{summer:#?}");
    // Nothing was known on the earlier day: all of it is new.
    let since_ever = desk.run(&["diff", "mss-haiti", "--since", "2020-01-01"]);
    assert!(
        since_ever.stdout.contains("where nothing was known"),
        "{since_ever:?}"
    );
    let quiet = desk.run(&[
        "diff",
        "mss-haiti",
        "--since",
        "2024-08-01",
        "--until",
        "2024-09-01",
    ]);
    assert_eq!(
        quiet.stdout,
        "Nothing changed between 2024-08-01 and 2024-09-01.\n"
    );
    let none = desk.run(&["diff", "mss-nowhere", "--since", "2024-08-01"]);
    assert!(
        none.code == 2 && none.stderr.contains("knew nothing of `mss-nowhere`"),
        "{none:?}"
    );
}

#[test]
fn why_gives_claims_documents_and_words() {
    let desk = desk();
    let why = desk.run(&["why", "mss-haiti", "jamaica", "promised"]);
    assert_eq!(why.code, 0, "{why:?}");
    for part in [
        "153",
        "Report birch",
        "The birch Post",
        "2024-07-03",
        "https://birch.example/1",
    ] {
        assert!(why.stdout.contains(part), "{part}: {}", why.stdout);
    }
    assert!(!why.stdout.contains("Report amber"), "{}", why.stdout);
    let one = desk.run(&["why", "mss-haiti", &claim(&desk)]);
    assert!(
        one.stdout.contains("Report cedar") && !one.stdout.contains("Report amber"),
        "{one:?}"
    );
    let none = desk.run(&["why", "mss-haiti", "atlantis"]);
    assert!(
        none.code == 2 && none.stderr.contains("nothing is known of `atlantis`"),
        "{none:?}"
    );
}

#[test]
fn judgements_steer_and_go_from_record_to_record() {
    let desk = desk();
    let id = claim(&desk);
    let judge = |arguments: &[&str]| {
        let run = desk.run(&[&["judge"], arguments, &["--by", "ann"]].concat());
        assert_eq!(run.code, 0, "{run:?}");
        run.stdout.split([' ', ':']).nth(1).unwrap().to_owned()
    };
    let present = || rung(&show(&desk, &[]), "KEN", "present");
    judge(&["accept", &id]);
    judge(&["note", &id, "--note", "seen by two"]);
    assert_eq!(present(), 731.0);
    let corrected = judge(&[
        "correct",
        &id,
        "--set",
        "count=713",
        "--note",
        "two digits changed places",
    ]);
    assert_eq!(present(), 713.0);
    let why = desk.run(&["why", "mss-haiti", &id]).stdout;
    assert!(why.contains("731"), "what was read stays: {why}");
    let rejected = judge(&["reject", &id]);
    assert_eq!(present(), 417.0);
    judge(&["undo", &rejected]);
    assert_eq!(present(), 713.0);
    // A judgement counts from its day on.
    let yesterday = show(&desk, &["--known-on", "2025-06-01"]);
    assert_eq!(rung(&yesterday, "KEN", "present"), 731.0);
    // In a colleague's record of the same documents.
    let exported = desk.run(&["judgements", "export"]).stdout;
    assert_eq!(exported.lines().count(), 5);
    desk.file("ours.jsonl", &exported);
    desk.run(&["add", "--record", "theirs.sqlite", "news.jsonl"]);
    let import = || {
        desk.run(&[
            "judgements",
            "import",
            "ours.jsonl",
            "--record",
            "theirs.sqlite",
        ])
        .stdout
    };
    assert!(import().starts_with("5 judgements added"));
    assert!(import().starts_with("0 judgements added"), "twice is once");
    assert_eq!(
        rung(
            &show(&desk, &["--record", "theirs.sqlite"]),
            "KEN",
            "present"
        ),
        713.0
    );
    let again = desk
        .run(&["judgements", "export", "--record", "theirs.sqlite"])
        .stdout;
    assert_eq!(again, exported);
    // A line that was changed on the way is refused, and nothing of the file is taken.
    desk.run(&["add", "--record", "third.sqlite", "news.jsonl"]);
    desk.file(
        "forged.jsonl",
        exported
            .replace("\"count\":713", "\"count\":999")
            .replace("713", "999"),
    );
    let forged = desk.run(&[
        "judgements",
        "import",
        "forged.jsonl",
        "--record",
        "third.sqlite",
    ]);
    assert!(
        forged.code == 2 && forged.stderr.contains("was changed after it was exported"),
        "{forged:?}"
    );
    assert_eq!(
        rung(
            &show(&desk, &["--record", "third.sqlite"]),
            "KEN",
            "present"
        ),
        731.0
    );
    // The claim itself is as it was read, in every one of them.
    let check = desk.run(&["record", "check"]);
    assert!(
        check.code == 0 && check.stdout.contains("5 judgements: whole"),
        "{check:?} {corrected}"
    );
}
