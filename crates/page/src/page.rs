//! The way in: bytes or text of a page, and what was read from it.

use crate::{decode, html, language, plain};
use contingent_text::{Complaint, Document};
use std::borrow::Cow;

/// How much of a page is read, in bytes; what stands behind it is dropped with a complaint.
///
/// A long report is one or two megabytes of text. The limit bounds memory and time for input that is
/// no page at all, such as a log of 100 MB in a single line.
pub const MAX_BYTES: usize = 8 << 20;

/// A page that was read, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The article.
    pub document: Document,
    /// What could not be made sense of; the reading went on.
    pub complaints: Vec<Complaint>,
}

/// Reads a page whatever it is: HTML, plain text, or something that is neither.
///
/// `name` becomes the document's id and, by its ending, helps to tell HTML from plain text.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Page {
    let mut page = Page::default();
    if bytes.is_empty() {
        page.complaints.push(Complaint::new("the file is empty"));
    } else if let Some(format) = foreign(bytes) {
        page.complaints.push(Complaint::new(format!(
            "this is {format}, not a page of text; save it as HTML or plain text"
        )));
    } else {
        let (text, complaints) = decode(bytes);
        page = if is_html(name, &text) {
            read_html(&text)
        } else {
            read_plain(&text)
        };
        page.complaints.splice(0..0, complaints);
    }
    name.clone_into(&mut page.document.id);
    page
}

/// Reads an HTML page that is already text.
#[must_use]
pub fn read_html(text: &str) -> Page {
    within_limit(text, html::read)
}

/// Reads a plain copy of a page ("save as text"), or a text that never was a page.
#[must_use]
pub fn read_plain(text: &str) -> Page {
    within_limit(text, plain::read)
}

/// Reads at most [`MAX_BYTES`], repairs what no text should hold, and says what is missing at the end.
fn within_limit(text: &str, read: fn(&str) -> Page) -> Page {
    let kept = &text[..text.floor_char_boundary(MAX_BYTES)];
    let (kept, removed) = without_control(kept);
    let mut page = read(&kept);
    let mut first = Vec::new();
    if kept.len() < text.len() && text.len() > MAX_BYTES {
        first.push(Complaint::new(format!(
            "only the first {MAX_BYTES} of {} bytes were read",
            text.len()
        )));
    }
    if removed > 0 {
        first.push(Complaint::new(format!(
            "{removed} control characters were left out"
        )));
    }
    page.complaints.splice(0..0, first);
    if page.document.body.is_empty() {
        page.complaints
            .push(Complaint::new("no article text was found"));
        return page;
    }
    if page.document.published.is_none() {
        page.complaints.push(Complaint::new(
            "no date of publication was found; days such as \"on Monday\" cannot be placed without one",
        ));
    }
    language::settle(&mut page);
    page
}

/// The text without NULs and other control characters, and how many there were.
fn without_control(text: &str) -> (Cow<'_, str>, usize) {
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{0C}' | '\u{85}');
    let removed = text.chars().filter(|c| bad(*c)).count();
    if removed == 0 {
        return (Cow::Borrowed(text), 0);
    }
    (
        Cow::Owned(text.chars().filter(|c| !bad(*c)).collect()),
        removed,
    )
}

/// First bytes of formats that are not text, with the words for them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"\xFD7zXZ\x00", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"\x1A\x45\xDF\xA3", "a video"),
    (b"SQLite format 3\x00", "a database"),
];

/// What else than text this is, if it is something else.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    if bytes.starts_with(b"RIFF")
        && bytes
            .get(8..12)
            .is_some_and(|b| b == b"WEBP" || b == b"WAVE")
    {
        return Some("a picture or sound");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a video");
    }
    let start = &bytes[..bytes.len().min(8192)];
    let control = |b: &&u8| matches!(**b, 0..=8 | 14..=26 | 28..=31 | 127);
    let odd = start.iter().filter(control).count();
    (!decode::is_wide(bytes) && odd * 10 > start.len()).then_some("binary data")
}

/// Tells HTML from plain text by its first tag, and by the file's name where that says nothing.
fn is_html(name: &str, text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head: String = start
        .chars()
        .take(2048)
        .collect::<String>()
        .to_ascii_lowercase();
    let opens = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<div",
        "<p>",
        "<p ",
        "<article",
        "<main",
        "<section",
        "<header",
        "<h1",
        "<link",
        "<script",
        "<!--",
        "<table",
        "<span",
    ];
    let name = name.to_ascii_lowercase();
    let named = [".html", ".htm", ".xhtml", ".shtml"]
        .iter()
        .any(|end| name.ends_with(end));
    opens.iter().any(|tag| head.starts_with(tag))
        || head.contains("<html")
        || head.contains("<body")
        || (named && head.contains('<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_named() {
        for (bytes, says) in [
            (&b""[..], "the file is empty"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
            (b"%PDF-1.7\n", "a PDF"),
            (b"PK\x03\x04\x14\0", "a ZIP archive"),
            (&[7; 400], "binary data"),
        ] {
            let page = read("x", bytes);
            assert!(page.document.body.is_empty() && page.document.id == "x");
            assert!(
                page.complaints[0].message.contains(says),
                "{:?}",
                page.complaints
            );
        }
    }

    #[test]
    fn html_is_told_from_text_by_its_first_tag() {
        assert!(is_html("a.txt", "\u{FEFF}\n<!DOCTYPE html><p>x"));
        assert!(is_html("a.htm", "x <b>y</b>"));
        assert!(!is_html("a.html", "no tag at all"));
        assert!(!is_html("-", "The <b> tag was discussed."));
    }
}
