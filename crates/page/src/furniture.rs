//! What the furniture of pages says, from the list `data/furniture.txt`.

use crate::clean;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a line of furniture is; the list's own first lines say more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Drop,
    Box,
    One,
    End,
    Summary,
    Caption,
    Role,
    House,
    NotName,
}

#[derive(Default)]
struct List {
    lines: HashMap<&'static str, Kind>,
    starts: Vec<(&'static str, Kind)>,
    parts: Vec<(&'static str, Kind)>,
    ends: Vec<(&'static str, Kind)>,
    words: HashSet<(Kind, &'static str)>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List::default();
    for entry in include_str!("../data/furniture.txt").lines() {
        if let Some((kind, how, text)) = entry_of(entry) {
            match how {
                "line" => {
                    list.lines.insert(text, kind);
                }
                "start" => list.starts.push((text, kind)),
                "has" => list.parts.push((text, kind)),
                "finish" => list.ends.push((text, kind)),
                _ => {
                    list.words.insert((kind, text));
                }
            }
        }
    }
    list
});

/// Reads one line of the list; `None` for a remark.
fn entry_of(entry: &'static str) -> Option<(Kind, &'static str, &'static str)> {
    let (kind, rest) = entry.split_once(' ')?;
    let (how, text) = rest.split_once(' ')?;
    let kind = match kind {
        "drop" => Kind::Drop,
        "box" => Kind::Box,
        "one" => Kind::One,
        "end" => Kind::End,
        "summary" => Kind::Summary,
        "caption" => Kind::Caption,
        "role" => Kind::Role,
        "house" => Kind::House,
        "notname" => Kind::NotName,
        _ => return None,
    };
    Some((kind, how, text))
}

/// Lines longer than this are running text, whatever words they hold.
const LONGEST: usize = 60;

/// What the list makes of a line; `None` for what it does not know.
pub(crate) fn kind_of(line: &str) -> Option<Kind> {
    let count = clean::word_count(line);
    if count > LONGEST {
        return None;
    }
    let key = clean::key(line);
    if let Some(kind) = LIST.lines.get(key.as_str()) {
        return Some(*kind);
    }
    let whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let start = |(text, kind): &&(&str, Kind)| {
        // A caption or a notice may be long; "Follow the ..." may also begin a sentence of the story.
        key.strip_prefix(text).is_some_and(whole)
            && (*kind != Kind::Drop || is_call(&key, text, line, count))
    };
    // Words within a long paragraph are its own.
    let may = |kind: Kind| kind == Kind::End || count <= 40;
    if let Some((_, kind)) = LIST.starts.iter().find(start) {
        return Some(*kind);
    }
    if let Some((_, kind)) = LIST
        .ends
        .iter()
        .find(|(text, _)| key.ends_with(text) && count <= 45)
    {
        return Some(*kind);
    }
    LIST.parts
        .iter()
        .find(|(text, kind)| may(*kind) && key.contains(text))
        .map(|(_, kind)| *kind)
}

/// A beginning of one word, or of "follow the", counts only in a short line or before a colon:
/// "Topics include ..." or "Subscribe to the view that ..." may be the story's own words.
fn is_call(key: &str, text: &str, line: &str, count: usize) -> bool {
    let colon = key[text.len()..]
        .trim_start()
        .starts_with([':', '|', '–', '-', '—'])
        || text.ends_with(':');
    colon
        || count <= 14 && !(clean::ends_sentence(line) && count > 9)
        || text.split(' ').count() >= 3
}

/// True when the list has this word under `kind`.
pub(crate) fn is_word(kind: Kind, word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    LIST.words.contains(&(kind, word.as_str()))
}

/// True for "Staff Writer", "Nairobi correspondent".
pub(crate) fn is_role(text: &str) -> bool {
    clean::word_count(text) <= 6 && text.split_whitespace().any(|w| is_word(Kind::Role, w))
}

/// True for "Associated Press", "The Daily Post", "Reuters".
pub(crate) fn is_house(text: &str) -> bool {
    clean::word_count(text) <= 6 && text.split_whitespace().any(|w| is_word(Kind::House, w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_read_and_lowercase() {
        for entry in include_str!("../data/furniture.txt").lines() {
            let (kind, how, text) = match entry_of(entry) {
                Some(entry) => entry,
                None => {
                    assert!(
                        entry.is_empty() || entry.starts_with('#'),
                        "unknown entry `{entry}`"
                    );
                    continue;
                }
            };
            assert!(
                ["line", "start", "has", "finish", "word"].contains(&how),
                "{entry}"
            );
            assert_eq!(text, text.to_lowercase().trim(), "{kind:?}");
        }
    }

    #[test]
    fn lines_of_the_story_are_no_furniture() {
        for line in [
            "Police said the topics of the meeting were security and aid.",
            "Follow the money, a diplomat in Nairobi told reporters on Tuesday evening.",
            "Related to this, the council extended the sanctions for another year.",
            "Kenya 735",
        ] {
            assert_eq!(kind_of(line), None, "{line}");
        }
        assert_eq!(kind_of("Related Articles"), Some(Kind::Box));
        assert_eq!(kind_of("3 months ago"), Some(Kind::Drop));
        assert_eq!(
            kind_of("Police officers during an operation in Haiti/Handout"),
            Some(Kind::Caption)
        );
    }
}
