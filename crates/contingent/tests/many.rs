//! Files of many documents: streamed, packed, in order, and with lines that are no documents.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{Desk, PAGE, Run};
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// Packs bytes.
type Packer = fn(&[u8]) -> Vec<u8>;

/// Two documents with three bad lines around them.
const LINES: &str = r#"{"id": "a", "title": "One", "published": "2025-02-06", "text": "Kenya sent another 144 police officers to Haiti."}
{"id": "b", "text": "cut of
not json at all

{"id": "c", "title": "no text here"}
{"id": 4, "date": "2025-02-07", "text": "Belize sent 50 soldiers.", "other": {"key": [1, 2]}}
"#;

/// The ids of the documents that `contingent page` saw.
fn ids(run: &Run) -> Vec<String> {
    let id = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    run.stdout.lines().map(id).collect()
}

#[test]
fn a_bad_line_is_named_and_skipped() {
    let desk = Desk::new();
    desk.file("news.jsonl", LINES);
    let run = desk.run(&["page", "--json", "news.jsonl"]);
    assert_eq!(run.code, 1);
    assert_eq!(ids(&run), ["a", "4"]);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn packed_files_read_as_plain_ones() {
    let desk = Desk::new();
    let plain = desk
        .file("news.jsonl", LINES)
        .run(&["page", "--json", "news.jsonl"]);
    let packers: [(&str, Packer); 3] = [("gz", gzip), ("xz", xz), ("zst", zstd)];
    for (ending, pack) in packers {
        // Two packed halves in one file, as `cat` makes them.
        let (first, second) = LINES.split_at(LINES.find("not json").unwrap());
        let name = format!("news.jsonl.{ending}");
        desk.file(
            &name,
            [pack(first.as_bytes()), pack(second.as_bytes())].concat(),
        );
        let run = desk.run(&["page", "--json", &name]);
        assert_eq!(ids(&run), ids(&plain), "{ending}: {run:?}");
        let page = format!("page.txt.{ending}");
        desk.file(&page, pack(PAGE.as_bytes()));
        let run = desk.run(&["page", "--json", &page]);
        assert!(run.code == 0 && ids(&run) == [page], "{ending}: {run:?}");
    }
}

#[test]
fn a_packed_file_that_breaks_off_gives_what_it_has() {
    let desk = Desk::new();
    let line = LINES.lines().next().unwrap();
    let many: String = (0..4000)
        .map(|i| line.replacen("\"a\"", &format!("\"d{i}\""), 1) + "\n")
        .collect();
    for (ending, packed) in [
        ("gz", gzip(many.as_bytes())),
        ("xz", xz(many.as_bytes())),
        ("zst", zstd(many.as_bytes())),
    ] {
        let name = format!("cut.jsonl.{ending}");
        desk.file(&name, &packed[..packed.len() / 2])
            .file("good.txt", PAGE);
        let run = desk.run(&["page", "--json", &name, "good.txt"]);
        assert_eq!(run.code, 1, "{ending}: {}", run.stderr);
        assert!(
            run.stderr.contains(&format!("error: {name}: ")),
            "{ending}: {}",
            run.stderr
        );
        assert_eq!(
            ids(&run).last().map(String::as_str),
            Some("good.txt"),
            "{ending}"
        );
    }
}

#[test]
fn standard_input_is_a_page_or_many_documents() {
    let desk = Desk::new();
    assert_eq!(
        ids(&desk.run_with(&["page", "--json", "-"], PAGE.as_bytes())),
        ["-"]
    );
    assert_eq!(
        ids(&desk.run_with(&["page", "--json", "-"], LINES.as_bytes())),
        ["a", "4"]
    );
    assert_eq!(
        ids(&desk.run_with(&["page", "--json", "-"], &gzip(LINES.as_bytes()))),
        ["a", "4"]
    );
    assert_eq!(desk.run_with(&["read", "-"], b"").code, 2);
}

#[test]
fn two_files_of_one_name_keep_their_folders() {
    let desk = Desk::new();
    for folder in ["a", "b"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
        desk.file(&format!("{folder}/page.txt"), PAGE);
    }
    assert_eq!(
        ids(&desk.run(&["page", "--json", "a/page.txt", "b/page.txt"])),
        ["a/page.txt", "b/page.txt"]
    );
    assert_eq!(
        ids(&desk.run(&["page", "--json", "a/page.txt"])),
        ["page.txt"]
    );
}

/// Whoever reads our output may stop at any time; the input may never end.
#[test]
fn a_broken_pipe_ends_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_contingent"))
        .args(["page", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let line = LINES.lines().next().unwrap().to_owned() + "\n";
        while stdin.write_all(line.as_bytes()).is_ok() {}
    });
    let mut some = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).as_ref()
        ),
        (Some(0), "")
    );
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut packer =
        lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}
