//! Whatever the bytes: no panic, and a document that keeps its promises.

use contingent_page::Page;
use contingent_text::{Complaint, Span};
use proptest::prelude::*;
use std::time::Instant;

/// What holds of every page that was read.
fn keeps_promises(page: &Page) {
    let document = &page.document;
    for paragraph in document.body.split("\n\n") {
        assert!(!paragraph.contains(['\n', '\r']), "{paragraph:?}");
        assert_eq!(paragraph.trim(), paragraph);
        assert!(
            document.body.is_empty() || !paragraph.is_empty(),
            "{:?}",
            document.body
        );
    }
    assert!(!document.title.contains(['\n', '\r']));
    for Complaint { message, at } in &page.complaints {
        assert!(!message.is_empty());
        if let Some((part, Span { start, end })) = at {
            let text = document.part(*part);
            assert!(
                text.get(*start as usize..*end as usize).is_some(),
                "{message}: {start}..{end}"
            );
        }
    }
}

/// Pieces of pages in any order are likelier than random bytes to meet what the readers look for.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "In Summary\n",
        "\n\n",
        "\n",
        "Related Articles\n",
        "by JANE DOE\n",
        "By Jane Doe, Reuters | ",
        "Realtime14 April 2025 - 13:39\n",
        "• a point of it\n",
        "The force has grown to a thousand officers, he said on Monday.\n",
        "04/05/2025",
        "<p>",
        "</p>",
        "<h1>",
        "<div class=related>",
        "</div>",
        "<table><tr><td>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\"}</script>",
        "<time datetime=2025-04-14T13:39:00+03:00>",
        "<!--",
        "&nbsp;",
        "Comments\n",
        "© 2025 The Post\n",
        "Photo: X\n",
        "ADVERTISEMENT\n",
        "NAIROBI (AP) — ",
        "Home > News > Africa\n",
        "[a](http://b) ",
        "<http://c>",
        "### T\n",
        "\u{0}",
        "\r\n",
        "é",
        "…",
        "13:39 EAT ",
        "99/99/9999",
        "2025-13-40T99:99",
        "Updated: ",
        "<br><br>",
        "/Handout\n",
        "Kenya 735\n",
        "- ",
        "“",
        "\u{2028}",
        "\u{200b}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    // A failing case is written into a test of its own, not into a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        keeps_promises(&contingent_page::read("x", &bytes));
        keeps_promises(&contingent_page::read_html(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn random_text(text in "\\PC{0,300}") {
        keeps_promises(&contingent_page::read_plain(&text));
        keeps_promises(&contingent_page::read_html(&text));
    }

    #[test]
    fn shuffled_pieces(text in pieces()) {
        keeps_promises(&contingent_page::read_plain(&text));
        keeps_promises(&contingent_page::read_html(&text));
    }
}

/// A text without furniture comes through whole: every word is in title, body or summary.
#[test]
fn paragraphs_are_not_lost() {
    let text = "Jamaica swears in second contingent\n\nJamaica on Friday swore in 24 soldiers.\n\nThey fly next week\n\nNo date was given.";
    let document = contingent_page::read_plain(text).document;
    assert_eq!(format!("{}\n\n{}", document.title, document.body), text);
}

#[test]
fn bad_input_is_named_and_ends_soon() {
    let says = |name: &str, bytes: &[u8], expected: &str| {
        let started = Instant::now();
        let page = contingent_page::read(name, bytes);
        keeps_promises(&page);
        let said = page.complaints.iter().any(|c| c.message.contains(expected));
        assert!(said, "{name}: {:?}", page.complaints);
        // Generous: a slow machine and an unoptimised build.
        assert!(
            started.elapsed().as_secs() < 60,
            "{name} took {:?}",
            started.elapsed()
        );
    };
    says("empty.txt", b"", "the file is empty");
    says("blank.txt", b" \n \n", "no article text was found");
    says(
        "a.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        "a PNG picture",
    );
    says("a.pdf", b"%PDF-1.7 \xE2\xE3", "a PDF");
    says("a.docx", b"PK\x03\x04\x14\0\x06\0", "ZIP archive");
    says(
        "nul.txt",
        b"Jamaica swore in 24 soldiers\0 on Friday, who fly next week to Haiti. ",
        "1 control characters",
    );
    says(
        "wrong.txt",
        b"Fils-Aim\xE9 met the officers at the port on Friday.",
        "windows-1252 was assumed",
    );
    says(
        "undated.txt",
        b"Fils-Aime met the officers at the port on Friday.",
        "no date of publication",
    );
    says(
        "long.txt",
        "word ".repeat(20_000_000).as_bytes(),
        "only the first 8388608 of 100000000 bytes",
    );
    says(
        "long.html",
        format!("<p>{}", "a ".repeat(10_000_000)).as_bytes(),
        "only the first",
    );
    says(
        "deep.html",
        "<div>".repeat(2_000_000).as_bytes(),
        "nests more than",
    );
    says(
        "lists.html",
        "<li>a".repeat(400_000).as_bytes(),
        "no article text",
    );
    says(
        "lines.txt",
        "Menu\n".repeat(1_000_000).as_bytes(),
        "no article text",
    );
    says(
        "boxes.txt",
        "Related Articles\nHeadline of it\nA teaser of it is here.\n\n"
            .repeat(100_000)
            .as_bytes(),
        "no date",
    );
}
