//! Lines that are nothing but a publication stamp and what goes with it: labels, the section's name
//! run into the date, the reading time, the writer.

use crate::byline::{self, Byline};
use crate::stamp::{Stamp, stamps};
use crate::{clean, when};

/// A line with a date that is no running text.
#[derive(Clone, Debug)]
pub(crate) struct StampLine {
    pub(crate) stamps: Vec<Stamp>,
    pub(crate) byline: Option<Byline>,
    /// A word printed right before the date, run together with it ("Realtime14 April 2025").
    pub(crate) section: Option<String>,
}

/// Reads a line as a stamp line; `None` when it is something else.
pub(crate) fn read(line: &str) -> Option<StampLine> {
    if line.len() > 240 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let stamps = stamps(line);
    let first = stamps.first()?;
    let start = first.range.start;
    let before = line.get(..start).unwrap_or_default();
    let run_in = line
        .get(start..)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        && before.ends_with(char::is_alphabetic);

    let mut rest = String::new();
    let mut at = 0;
    for stamp in &stamps {
        rest.push_str(line.get(at..stamp.range.start).unwrap_or_default());
        rest.push_str(" | ");
        at = stamp.range.end;
    }
    rest.push_str(line.get(at..).unwrap_or_default());

    let (mut byline, mut left, mut small) = (None, 0, 0);
    for piece in rest.split(['|', '•', '·', '—', '–', '/', '\u{2022}', ';', '(', ')']) {
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if piece.is_empty() || is_small_talk(piece) {
            continue;
        }
        if byline.is_none()
            && let Some(found) = byline::explicit(piece)
        {
            byline = Some(found);
            continue;
        }
        if byline.is_none() && !run_in && byline::looks_like_name(piece) {
            byline = Some(Byline::bare(piece));
            continue;
        }
        left += clean::word_count(piece);
        small += piece
            .split_whitespace()
            .filter(|w| w.starts_with(char::is_lowercase))
            .count();
    }
    // What is left over may be a section, a place or an office, but not a sentence.
    if left > 5 || (left > 1 && (clean::ends_sentence(line) || small > 2)) {
        return None;
    }
    Some(StampLine {
        byline,
        section: run_in
            .then(|| {
                before
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .filter(|s| {
                !s.is_empty() && when::weekday(s).is_none() && s.chars().all(char::is_alphabetic)
            }),
        stamps,
    })
}

/// Words that stand beside a date and say nothing of the writer or the section.
fn is_small_talk(piece: &str) -> bool {
    const SMALL: &[&str] = &[
        "published",
        "updated",
        "posted",
        "on",
        "at",
        "min read",
        "# min read",
        "# minute read",
        "# minutes read",
        "# mins read",
        "reading time",
        "local time",
        "# comments",
        "# comment",
        "# views",
        "# shares",
        "ist",
        "am",
        "pm",
        "first published",
        "last updated",
        "last modified",
        "time",
        "date",
        "hrs",
        "share",
        "save",
        "print",
        "# minutes de lecture",
        "lecture # min",
        "nairobi time",
        "read time",
    ];
    let key = clean::key(piece);
    key.chars().all(|c| c == '#' || c == ' ' || c == ':') || SMALL.contains(&key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamp_lines_and_others() {
        let line = read("Realtime14 April 2025 - 13:39").expect("a stamp line");
        assert_eq!(line.section.as_deref(), Some("Realtime"));
        let line = read("By Jane Doe | April 14, 2025 | 5 min read").expect("a stamp line");
        assert_eq!(line.byline.map(|b| b.name).as_deref(), Some("Jane Doe"));
        assert!(
            read("The mission began on 25 June 2024 with 400 officers in the capital.").is_none()
        );
        assert!(read("It was approved in October 2023").is_none());
        assert!(read("Press Statement | April 14, 2025").is_some());
    }
}
