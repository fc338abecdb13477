//! The record under bad luck: killed, damaged, full, read-only, newer. Nothing that was added is ever lost.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::Desk;
use serde_json::json;
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Documents of a line each, so that a run over many of them is short.
fn documents(from: usize, to: usize) -> String {
    let mut lines = String::new();
    for i in from..to {
        let text = format!(
            "Kenya has deployed {} police officers to Haiti under the Multinational Security Support mission, \
             and Jamaica has pledged {} soldiers, report number {i} says.",
            100 + i,
            20 + i
        );
        let line = json!({"id": format!("d{i}"), "title": format!("Report {i}"), "published": "2024-06-25", "text": text});
        writeln!(lines, "{line}").unwrap();
    }
    lines
}

/// A number that looks like chance and is the same in every run.
fn mix(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}

/// How long a whole run of `add` takes here, as the median of a few.
fn whole_run(desk: &Desk) -> Duration {
    let mut times: Vec<_> = (0..3)
        .map(|i| {
            let start = std::time::Instant::now();
            let run = desk.run(&[
                "add",
                "--record",
                &format!("timing{i}.sqlite"),
                "many.jsonl",
            ]);
            assert_eq!(run.code, 0, "{run:?}");
            start.elapsed()
        })
        .collect();
    times.sort();
    times[1]
}

/// Kills `add` at `kills` moments spread over its run. After each, the record is whole; at last one run completes it.
fn killed(kills: u64) {
    const DOCUMENTS: usize = 400;
    let desk = Desk::new();
    desk.file("many.jsonl", documents(0, DOCUMENTS));
    let whole = whole_run(&desk);
    let (mut early, mut midway) = (0, 0);
    for kill in 0..kills {
        // A new record every fourth time, so that its making is hit too.
        let record = format!("record{}.sqlite", kill / 4);
        let mut child = Command::new(env!("CARGO_BIN_EXE_contingent"))
            .args([
                "add",
                "--quiet",
                "--threads",
                "2",
                "--record",
                &record,
                "many.jsonl",
            ])
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The documents that are there are passed over, so later runs on one record are shorter.
        let share = 1.1 - 0.25 * (kill % 4) as f64;
        let part = (mix(kill) % 1000) as f64 / 1000.0;
        std::thread::sleep(whole.mul_f64(part * share));
        child.kill().unwrap();
        child.wait().unwrap();
        if !desk.path(&record).exists() || fs::metadata(desk.path(&record)).unwrap().len() == 0 {
            early += 1;
            continue;
        }
        let check = desk.run(&["record", "check", "--record", &record]);
        // Killed before the tables were there, it is an empty file; the next run makes them.
        if check.code == 2 && check.stderr.contains("is no record of Contingent") {
            early += 1;
            continue;
        }
        assert_eq!(check.code, 0, "after kill {kill}: {check:?}");
        let there: usize = check.stdout.split(' ').next().unwrap().parse().unwrap();
        midway += u64::from(0 < there && there < DOCUMENTS);
    }
    for number in 0..kills.div_ceil(4) {
        let record = format!("record{number}.sqlite");
        let run = desk.run(&["add", "--record", &record, "many.jsonl"]);
        assert_eq!(run.code, 0, "{run:?}");
        let check = desk.run(&["record", "check", "--record", &record]);
        let whole = format!("{DOCUMENTS} documents, {DOCUMENTS} readings, ");
        assert!(
            check.code == 0 && check.stdout.starts_with(&whole),
            "{check:?}"
        );
    }
    println!(
        "{kills} kills: {early} before the record was made, {midway} with some documents in it and some not"
    );
    assert!(midway > 0, "no kill hit the writing");
}

#[test]
fn killed_at_twenty_moments() {
    killed(20);
}

#[test]
#[ignore = "takes minutes; `cargo test --release -p contingent --test record -- --ignored --nocapture`"]
fn killed_at_two_hundred_moments() {
    killed(200);
}

#[test]
fn a_second_call_adds_nothing_and_a_changed_text_is_a_version() {
    let desk = Desk::new();
    desk.file("a.jsonl", documents(0, 3)).file(
        "b.jsonl",
        documents(0, 3).replace("has deployed", "has now deployed"),
    );
    assert!(
        desk.run(&["add", "a.jsonl"])
            .stdout
            .starts_with("3 documents added with ")
    );
    let again = desk.run(&["add", "a.jsonl"]);
    assert!(again.stdout.contains("3 were there already"), "{again:?}");
    let changed = desk.run(&["add", "b.jsonl"]);
    assert!(
        changed.stdout.contains("3 of them new versions of pages"),
        "{changed:?}"
    );
    let lines = desk.run(&["add", "--json", "b.jsonl"]);
    assert_eq!(
        lines.stdout.matches(r#""became":"known""#).count(),
        3,
        "{lines:?}"
    );
}

#[test]
fn a_page_that_cannot_be_read_costs_only_itself() {
    let desk = Desk::new();
    desk.file(
        "a.jsonl",
        documents(0, 2) + "{\"text\": 7}\n" + &documents(2, 4),
    );
    let run = desk.run(&["add", "a.jsonl"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stderr.contains("a.jsonl line 3"), "{run:?}");
    assert!(
        run.stdout.contains("4 documents added") && run.stdout.contains("1 could not be read"),
        "{run:?}"
    );
}

#[test]
fn what_is_no_record_is_refused_and_left_as_it_is() {
    let desk = Desk::new();
    desk.file("a.jsonl", documents(0, 1))
        .file("notes.txt", "my notes ".repeat(1000));
    for command in [
        &["show", "mss-haiti"][..],
        &["add", "a.jsonl"],
        &["record", "check"],
    ] {
        let run = desk.run(&[command, &["--record", "notes.txt"]].concat());
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.stderr
                .contains("the record notes.txt: is no record of Contingent"),
            "{run:?}"
        );
        assert_eq!(
            fs::read_to_string(desk.path("notes.txt")).unwrap(),
            "my notes ".repeat(1000)
        );
    }
    let run = desk.run(&["show", "--record", "none.sqlite"]);
    assert!(
        run.code == 2 && run.stderr.contains("there is no record there"),
        "{run:?}"
    );
    assert!(!desk.path("none.sqlite").exists());
    let run = desk.run(&["add", "--record", "none/x.sqlite", "a.jsonl"]);
    assert!(
        run.code == 2 && run.stderr.contains("there is no folder none"),
        "{run:?}"
    );
}

#[test]
fn a_damaged_file_is_found_out() {
    let desk = Desk::new();
    desk.file("a.jsonl", documents(0, 200));
    desk.run(&["add", "a.jsonl"]);
    let whole = fs::read(desk.path("contingent.sqlite")).unwrap();
    let mut found = 0;
    for page in 1..12 {
        let mut bytes = whole.clone();
        let start = bytes.len() * page / 12;
        // A page's length, so that the head of a page is hit, and not only room that no row uses.
        bytes[start..start + 4096].fill(0xA5);
        desk.file("damaged.sqlite", &bytes);
        let check = desk.run(&["record", "check", "--record", "damaged.sqlite"]);
        assert!(!check.stderr.contains("bug in contingent"), "{check:?}");
        found += usize::from(check.code != 0);
        // Whatever a command makes of it, it is told in words.
        let show = desk.run(&["show", "mss-haiti", "--record", "damaged.sqlite"]);
        assert!(
            show.code == 0
                || show
                    .stderr
                    .starts_with("contingent: the record damaged.sqlite: "),
            "{show:?}"
        );
    }
    assert_eq!(found, 11);
    desk.file("cut.sqlite", &whole[..whole.len() / 2]);
    let add = desk.run(&["add", "--record", "cut.sqlite", "a.jsonl"]);
    assert!(
        add.code == 2 && add.stderr.contains("is damaged"),
        "{add:?}"
    );
    assert!(
        add.stderr.contains("bring back the last good copy"),
        "{add:?}"
    );
}

#[test]
fn a_file_that_may_not_be_written_can_be_read() {
    let desk = Desk::new();
    desk.file("a.jsonl", documents(0, 3))
        .file("b.jsonl", documents(3, 6));
    desk.run(&["add", "a.jsonl"]);
    // For root every file is writable, so a disk that is not stands for it where there is one to be had.
    let Some(disk) = Mounted::new(&desk, "ro", "size=8m") else {
        return;
    };
    fs::copy(desk.path("contingent.sqlite"), desk.path("ro/r.sqlite")).unwrap();
    disk.again("remount,ro");
    let show = desk.run(&["show", "mss-haiti", "--record", "ro/r.sqlite"]);
    assert_eq!(show.code, 0, "{show:?}");
    let add = desk.run(&["add", "--record", "ro/r.sqlite", "b.jsonl"]);
    assert!(
        add.code == 2 && add.stderr.contains("cannot be written"),
        "{add:?}"
    );
}

#[test]
fn a_full_disk_loses_nothing() {
    const ALL: usize = 3000;
    let desk = Desk::new();
    desk.file("many.jsonl", documents(0, ALL));
    let Some(disk) = Mounted::new(&desk, "small", "size=2m") else {
        return;
    };
    let add = desk.run(&["add", "--record", "small/r.sqlite", "many.jsonl"]);
    assert!(
        add.code == 2 && add.stderr.contains("has no room left on its disk"),
        "{add:?}"
    );
    let check = desk.run(&["record", "check", "--record", "small/r.sqlite"]);
    assert_eq!(check.code, 0, "{check:?}");
    let there: usize = check.stdout.split(' ').next().unwrap().parse().unwrap();
    assert!(0 < there && there < ALL, "{check:?}");
    disk.again("remount,size=64m");
    let add = desk.run(&["add", "--record", "small/r.sqlite", "many.jsonl"]);
    assert!(
        add.stdout.contains(&format!("{there} were there already")),
        "{add:?}"
    );
    let check = desk.run(&["record", "check", "--record", "small/r.sqlite"]);
    assert!(
        check.stdout.starts_with(&format!("{ALL} documents")),
        "{check:?}"
    );
}

#[test]
fn a_server_that_goes_away_midway_loses_nothing() {
    const ALL: usize = 800;
    let Ok(server) = std::env::var("CONTINGENT_TEST_POSTGRES") else {
        println!("not tested: there is no PostgreSQL server for tests");
        return;
    };
    let ask = |sql: &str| {
        let answer = Command::new("psql")
            .args([&server, "-X", "-q", "-t", "-A", "-c", sql])
            .output()
            .unwrap();
        assert!(answer.status.success(), "{answer:?}");
        String::from_utf8(answer.stdout).unwrap().trim().to_owned()
    };
    let schema = format!("midway_{}", std::process::id());
    ask(&format!("CREATE SCHEMA {schema}"));
    let place = format!("{server}?options=-csearch_path%3D{schema}&application_name={schema}");
    let desk = Desk::new();
    desk.file("few.jsonl", documents(0, 3))
        .file("many.jsonl", documents(0, ALL));
    let few = desk.run(&["add", "--record", &place, "few.jsonl"]);
    assert_eq!(few.code, 0, "{few:?}");
    let child = Command::new(env!("CARGO_BIN_EXE_contingent"))
        .args(["add", "--quiet", "--record", &place, "many.jsonl"])
        .current_dir(desk.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // As soon as it has added some, its connection is cut as by a server that is shut down.
    let there = || {
        ask(&format!("SELECT count(*) FROM {schema}.document"))
            .parse::<usize>()
            .unwrap()
    };
    let start = std::time::Instant::now();
    while there() <= 3 {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "nothing was added"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    ask(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'"
    ));
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("the database cannot be reached")
            && said.contains("Run the same command again"),
        "{said}"
    );
    let kept = there();
    assert!(3 < kept && kept < ALL, "{kept}");
    let check = desk.run(&["record", "check", "--record", &place]);
    assert!(
        check.code == 0 && check.stdout.contains("whole"),
        "{check:?}"
    );
    let again = desk.run(&["add", "--record", &place, "many.jsonl"]);
    assert!(
        again.stdout.contains(&format!("{kept} were there already")),
        "{again:?}"
    );
    let check = desk.run(&["record", "check", "--record", &place]);
    assert!(
        check
            .stdout
            .starts_with(&format!("{ALL} documents, {ALL} readings")),
        "{check:?}"
    );
}

/// A small disk in memory; only root can have one.
struct Mounted {
    at: std::path::PathBuf,
}

impl Mounted {
    fn new(desk: &Desk, name: &str, options: &str) -> Option<Self> {
        let at = desk.path(name);
        fs::create_dir(&at).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&at)
            .stderr(Stdio::null())
            .status();
        if mount.is_ok_and(|status| status.success()) {
            return Some(Self { at });
        }
        eprintln!("not tested: this user cannot mount a small disk");
        None
    }

    fn again(&self, options: &str) {
        let status = Command::new("mount")
            .args(["-o", options])
            .arg(&self.at)
            .status()
            .unwrap();
        assert!(status.success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.at).status();
    }
}
