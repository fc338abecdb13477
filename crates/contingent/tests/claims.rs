//! Promises about every claim, checked on every document that is at hand.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

mod common;

use common::{Desk, Run, root, run_at_root, shared};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// The golden corpus, the examples, and the development set where it is there.
fn documents() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    files.push(root().join("corpus/golden.docs.jsonl"));
    files.extend(shared("gold/dev.docs.jsonl"));
    files.extend(shared("examples/us-supports-haiti-mission.txt"));
    files
}

fn run(command: &[&str]) -> Run {
    let mut args: Vec<_> = command.iter().map(PathBuf::from).collect();
    args.extend(documents());
    run_at_root(&args)
}

fn lines(run: &Run) -> impl Iterator<Item = Value> {
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
}

#[test]
fn a_claim_has_words_that_stand_in_the_text_and_the_rule_that_read_them() {
    let pages = run(&["page", "--json", "--quiet"]);
    let texts: BTreeMap<String, Value> = lines(&pages)
        .map(|page| (page["id"].as_str().unwrap().to_owned(), page))
        .collect();
    let claims = run(&["read", "--format", "jsonl", "--quiet"]);
    assert_eq!((claims.code, claims.stderr.as_str()), (0, ""));
    let mut checked = 0;
    for claim in lines(&claims) {
        let page = &texts[claim["document"].as_str().unwrap()];
        let evidence = claim["evidence"].as_array().unwrap();
        assert!(!evidence.is_empty(), "{claim}");
        for piece in evidence {
            let text = page[piece["part"].as_str().unwrap()].as_str().unwrap();
            let (start, end) = (
                piece["start"].as_u64().unwrap() as usize,
                piece["end"].as_u64().unwrap() as usize,
            );
            let words: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(piece["quote"], *words, "{claim}");
            assert!(!words.trim().is_empty(), "{claim}");
            assert!(!piece["rule"].as_str().unwrap().is_empty(), "{claim}");
            checked += 1;
        }
    }
    assert!(
        checked > 100,
        "only {checked} pieces of evidence were there to check"
    );
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let same = |command: &[&str], files: &[PathBuf]| {
        let run = |threads: &str| {
            let args = command
                .iter()
                .copied()
                .chain(["--threads", threads])
                .map(PathBuf::from);
            run_at_root(&args.chain(files.iter().cloned()).collect::<Vec<_>>())
        };
        let (once, again) = (run("1"), run("3"));
        assert!(
            once.code == 0 && !once.stdout.is_empty(),
            "{command:?}: {}",
            once.stderr
        );
        assert!(
            once.stdout == again.stdout && once.stderr == again.stderr,
            "{command:?} differs"
        );
    };
    let all = documents();
    same(&["read", "--format", "jsonl"], &all);
    // The other commands take the same way; the example pages are enough for what they add.
    for command in ["read", "parse", "mentions", "explain"] {
        same(&[command], &all[..4]);
    }
}

/// One claim a document for each thing said: no two with the same core and date.
#[test]
fn a_thing_said_twice_is_one_claim() {
    let claims = run(&["read", "--format", "jsonl", "--quiet"]);
    let mut seen = BTreeMap::new();
    for claim in lines(&claims) {
        let mut core = claim.clone();
        for beside in ["evidence", "said_by", "date_basis"] {
            core.as_object_mut().unwrap().remove(beside);
        }
        let before = seen.insert(core.to_string(), claim["evidence"].clone());
        assert!(before.is_none(), "twice in one document: {core}");
    }
}

#[test]
fn the_table_says_what_who_how_many_when_and_by_whom() {
    let page = root().join("examples/haiti-contingent.txt");
    let page = page.to_str().unwrap();
    for width in ["80", "120", "160"] {
        let run = run_at_root(&["read", page, "--width", width]);
        assert_eq!(run.code, 0, "{run:?}");
        for line in run.stdout.lines() {
            assert!(line.chars().count() <= width.parse().unwrap(), "{line}");
        }
        assert!(
            !run.stdout.contains('\u{1b}'),
            "colours belong on a terminal"
        );
        for word in [
            "haiti-contingent.txt",
            "strength",
            "what",
            "who",
            "how many",
            "when",
            "mss-haiti",
            "Kenya",
            "144",
        ] {
            assert!(
                run.stdout.contains(word),
                "{word} is missing at {width}:\n{}",
                run.stdout
            );
        }
    }
    let coloured = run_at_root(&["read", page, "--color", "always"]);
    assert!(coloured.stdout.contains('\u{1b}'));
}

#[test]
fn an_empty_result_says_so() {
    let desk = Desk::new();
    desk.file(
        "weather.txt",
        "Rain in Bern\n\n3 May 2024\n\nIt rained in Bern on Friday, and the market was closed.\n",
    );
    let run = desk.run(&["read", "weather.txt"]);
    assert!(run.code == 0 && run.stdout.contains("no claims"), "{run:?}");
    let run = desk.run(&["read", "--format", "jsonl", "weather.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
}

#[test]
fn explain_gives_the_rule_the_words_and_the_path() {
    let claims = run_at_root(&["read", "--format", "jsonl", "examples/haiti-contingent.txt"]);
    let explained = run_at_root(&[
        "explain",
        "--no-near-misses",
        "examples/haiti-contingent.txt",
    ])
    .stdout;
    let mut checked = 0;
    for claim in lines(&claims) {
        for piece in claim["evidence"].as_array().unwrap() {
            let rule = piece["rule"].as_str().unwrap();
            assert!(
                explained.contains(&format!("rule     {rule}\n")),
                "{rule} is not explained:\n{explained}"
            );
            checked += 1;
        }
    }
    assert!(checked > 3, "{claims:?}");
    assert!(
        explained.contains("path  ") && explained.contains("words  "),
        "{explained}"
    );
    let with_misses = run_at_root(&["explain", "examples/haiti-contingent.txt"]).stdout;
    assert!(with_misses.len() >= explained.len());
}

#[test]
fn a_sentence_can_be_tried() {
    let tried = run_at_root(&[
        "rules",
        "try",
        "Kenya sent another 144 police officers to the MSS mission in Haiti.",
    ]);
    assert_eq!(tried.code, 0, "{tried:?}");
    for word in ["nsubj", "strength", "Kenya", "144"] {
        assert!(
            tried.stdout.contains(word),
            "{word} is missing:\n{}",
            tried.stdout
        );
    }
    let sound = run_at_root(&["rules", "check"]);
    assert!(
        sound.code == 0 && sound.stdout.contains("are sound"),
        "{sound:?}"
    );
}

#[test]
fn rules_and_tables_of_ones_own_are_checked_and_used() {
    let desk = Desk::new();
    for folder in ["rules", "broken", "tables"] {
        fs::create_dir(desk.path(folder)).unwrap();
    }
    desk.file("broken/mine.rules", "rule mine\n claim weather\n");
    let broken = desk.run(&["rules", "check", "--rules", "broken"]);
    assert!(
        broken.code == 3 && broken.stdout.contains("mine.rules:"),
        "{broken:?}"
    );
    let used = desk
        .file("page.txt", common::PAGE)
        .run(&["read", "--rules", "broken", "page.txt"]);
    assert!(
        used.code == 2 && used.stderr.contains("mine.rules:"),
        "{used:?}"
    );
    let empty = desk.run(&["read", "--rules", "rules", "page.txt"]);
    assert!(
        empty.code == 2 && empty.stderr.contains("no file with the ending .rules"),
        "{empty:?}"
    );
    let table = "id\tname\nnot an id\tx\n";
    let wrong =
        desk.file("tables/missions.tsv", table)
            .run(&["read", "--registry", "tables", "page.txt"]);
    assert!(
        wrong.code == 2 && wrong.stderr.contains("missions.tsv:"),
        "{wrong:?}"
    );
}
