//! The real page of the shared examples, as a plain copy and as HTML with the same furniture; its text
//! is not ours, so only facts about it are written here.

use contingent_page::Page;
use std::path::Path;

/// The plain copy; `None`, with a word about it, where the shared examples are not beside the repository.
fn plain_copy() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(
        root.join("../../../shared/examples/us-supports-haiti-mission.txt"),
    )
    .ok();
    if text.is_none() {
        println!("the shared examples are not here; nothing was tested");
    }
    text
}

fn check(page: &Page) {
    let document = &page.document;
    assert_eq!(
        document.title,
        "US reiterates support for Kenya-led Haiti mission"
    );
    assert_eq!(document.byline.as_deref(), Some("BRIAN ORUTA"));
    let published = document.published.as_ref().map(ToString::to_string);
    assert_eq!(published.as_deref(), Some("2025-04-14T13:39:00"));
    assert_eq!(document.section.as_deref(), Some("Realtime"));
    assert_eq!(document.language.as_deref(), Some("en"));
    let paragraphs: Vec<&str> = document.body.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 13, "{paragraphs:#?}");
    assert!(paragraphs[0].starts_with("The United States has reiterated"));
    assert!(paragraphs[12].ends_with("from various countries."));
    assert_eq!(document.summary.len(), 3, "{:#?}", document.summary);
    assert!(page.complaints.is_empty(), "{:?}", page.complaints);
}

#[test]
fn the_plain_copy_is_read_whole_and_free_of_furniture() {
    let Some(text) = plain_copy() else { return };
    check(&contingent_page::read("page.txt", text.as_bytes()));
    // With the line ends of another system, and without empty lines between.
    check(&contingent_page::read(
        "page.txt",
        text.replace('\n', "\r\n").as_bytes(),
    ));
}

/// The copy dressed as HTML: its lines as paragraphs in `block` elements, with or without a headline
/// element and a list.
fn html(text: &str, block: &str, headline: &str, item: &str) -> String {
    let mut out = "<!doctype html><html><head><title>A page</title></head><body>".to_owned();
    for (number, line) in text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .enumerate()
    {
        let (element, line) = match line.strip_prefix('•') {
            Some(point) => (item, point.trim()),
            // Logo, advertisement, headline.
            None if number == 2 => (headline, line),
            None => (block, line),
        };
        out.push_str(&format!("<{element}>{line}</{element}>\n"));
    }
    out + "</body></html>"
}

#[test]
fn the_same_page_as_html_is_the_same_document() {
    let Some(text) = plain_copy() else { return };
    let plain = contingent_page::read("page.txt", text.as_bytes()).document;
    for (block, headline, item) in [
        ("p", "h1", "li"),
        ("div", "h1", "li"),
        ("p", "h2", "p"),
        ("div", "div", "li"),
    ] {
        let page = contingent_page::read("page.txt", html(&text, block, headline, item).as_bytes());
        assert_eq!(page.document, plain, "as {block}, {headline}, {item}");
    }
}
