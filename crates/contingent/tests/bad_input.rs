//! What people will hand to the program by mistake: each is answered in words, and the rest is read all the same.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{Desk, PAGE};

/// Reads `bad` between two good pages and gives back the messages; the good ones must come through.
#[track_caller]
fn between_good_pages(desk: &Desk, bad: &str, code: i32) -> String {
    desk.file("first.txt", PAGE).file("last.txt", PAGE);
    let run = desk.run(&["page", "--json", "first.txt", bad, "last.txt"]);
    let read: Vec<_> = (run.stdout.lines())
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone())
        .collect();
    assert_eq!(run.code, code, "{run:?}");
    assert!(
        read.contains(&"first.txt".into()) && read.contains(&"last.txt".into()),
        "{run:?}"
    );
    assert_eq!(read.len(), if code == 0 { 3 } else { 2 }, "{run:?}");
    // The same through the whole way to claims.
    let run = desk.run(&["read", "--format", "jsonl", "first.txt", bad, "last.txt"]);
    assert_eq!(run.code, code, "{run:?}");
    run.stderr
}

#[test]
fn a_missing_file() {
    let said = between_good_pages(&Desk::new(), "no-such-page.html", 1);
    assert!(
        said.contains("error: no-such-page.html: there is no such file"),
        "{said}"
    );
}

#[test]
fn a_folder() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("news")).unwrap();
    let said = between_good_pages(&desk, "news", 1);
    assert!(
        said.contains("error: news: is a folder; name the files in it"),
        "{said}"
    );
}

#[test]
fn an_empty_file() {
    let desk = Desk::new();
    desk.file("empty.txt", "")
        .file("empty.jsonl", "")
        .file("blank.txt", "\n \n\t\n");
    assert!(between_good_pages(&desk, "empty.txt", 1).contains("error: empty.txt: "));
    assert!(between_good_pages(&desk, "empty.txt", 1).contains("empty"));
    assert!(between_good_pages(&desk, "empty.jsonl", 1).contains("error: empty.jsonl: is empty"));
    assert!(between_good_pages(&desk, "blank.txt", 1).contains("error: blank.txt: "));
}

#[test]
fn a_picture() {
    let desk = Desk::new();
    let mut picture =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0".to_vec();
    picture.extend((0..20_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8));
    desk.file("photo.png", &picture)
        .file("photo.html", &picture);
    assert!(between_good_pages(&desk, "photo.png", 1).contains("PNG picture"));
    assert!(between_good_pages(&desk, "photo.html", 1).contains("PNG picture"));
}

#[test]
fn a_hundred_megabytes_in_one_line() {
    let desk = Desk::new();
    desk.file(
        "log.txt",
        "gunfire was heard near the port and ".repeat(100 * 1024 * 1024 / 36),
    );
    let said = between_good_pages(&desk, "log.txt", 1);
    assert!(
        said.contains("error: log.txt: is larger than 32 MiB"),
        "{said}"
    );
    std::fs::rename(desk.path("log.txt"), desk.path("log.jsonl")).unwrap();
    let said = between_good_pages(&desk, "log.jsonl", 1);
    assert!(
        said.contains("error: log.jsonl line 1: is longer than 8 MiB"),
        "{said}"
    );
}

#[test]
fn invalid_utf8() {
    let desk = Desk::new();
    let mut broken = PAGE.as_bytes().to_vec();
    // Cut-off sequences and lone continuation bytes, as a bad copy leaves them.
    for at in [40, 90, 200] {
        broken.splice(at..at, *b"\xe2\x80\xff\xc3(");
    }
    desk.file("broken.txt", &broken);
    let said = between_good_pages(&desk, "broken.txt", 0);
    assert!(said.contains("warning: broken.txt: "), "{said}");
}

#[test]
fn a_page_without_a_date() {
    let desk = Desk::new();
    desk.file(
        "undated.txt",
        PAGE.replace("Published 6 February 2025\n\n", ""),
    );
    let said = between_good_pages(&desk, "undated.txt", 0);
    assert!(
        said.contains("warning: undated.txt: no date of publication"),
        "{said}"
    );
    let told = desk.run(&["page", "--json", "undated.txt", "--published", "2025-02-06"]);
    assert!(told.stdout.contains(r#""date":"2025-02-06""#), "{told:?}");
    assert_eq!(told.stderr, "");
    let wrong = desk.run(&["page", "undated.txt", "--published", "Thursday"]);
    assert!(
        wrong.code == 2 && wrong.stderr.contains("write it as 2025-04-14"),
        "{wrong:?}"
    );
}

#[test]
fn a_page_in_turkish() {
    let desk = Desk::new();
    desk.file(
        "haber.txt",
        "Kenya Haiti'ye 144 polis daha gönderdi

6 Şubat 2025

Kenya perşembe günü Haiti'deki çok uluslu güvenlik destek misyonuna katılmak üzere 144 polis memuru daha gönderdi.

İçişleri Bakanlığı Nairobi'de yaptığı açıklamada, yeni gelenlerle birlikte misyondaki Kenyalıların sayısının 744'e yükseldiğini
bildirdi. Sabah saatlerinde yola çıkan memurlar, Port-au-Prince havaalanında misyonun komutanı ve hükümet yetkilileri
tarafından karşılandı.
",
    );
    desk.file("first.txt", PAGE);
    let run = desk.run(&["read", "--format", "jsonl", "haber.txt", "first.txt"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.stderr
            .contains("error: haber.txt: is written in another language (tr)"),
        "{run:?}"
    );
    assert!(!run.stdout.contains("haber.txt"), "{run:?}");
}

#[test]
fn nothing_but_trouble() {
    let run = Desk::new().run(&["read", "a.html", "b.html"]);
    assert_eq!(run.code, 2, "{run:?}");
    let usage = Desk::new().run(&["read"]);
    assert_eq!(usage.code, 2, "{usage:?}");
    let types = Desk::new().run(&["read", "x", "--types", "strength,weather"]);
    assert!(
        types.code == 2 && types.stderr.contains("choose of strength, mandate"),
        "{types:?}"
    );
}
