//! What a block looks like, judged by itself.

use crate::block::{Block, Mark};
use crate::byline::{self, Byline};
use crate::clean;
use crate::furniture;
use crate::stamp_line::{self, StampLine};

/// What a block looks like.
#[derive(Clone, Debug)]
pub(crate) enum Look {
    /// Running text: a sentence or more.
    Prose,
    /// A few words without an end: a headline, a subhead, a menu entry.
    Short,
    /// An entry of a list or a row of a table.
    Item,
    /// Says nothing.
    Drop,
    /// Opens a box of other stories.
    Box,
    /// Opens a link to one other story.
    One,
    /// Closes the article.
    End,
    /// Opens the teasers.
    Summary,
    /// Stands under a picture.
    Caption,
    /// Names the writer.
    Byline(Byline),
    /// Says when.
    Stamp(StampLine),
}

impl Look {
    pub(crate) fn is_prose(&self) -> bool {
        matches!(self, Self::Prose)
    }

    /// True for what the article may consist of.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Prose | Self::Short | Self::Item)
    }
}

/// Judges one block.
pub(crate) fn look(block: &Block) -> Look {
    let text = block.text.as_str();
    if !text.chars().any(char::is_alphanumeric) {
        return Look::Drop;
    }
    if let Some(kind) = furniture::kind_of(text) {
        match kind {
            furniture::Kind::Drop => return Look::Drop,
            furniture::Kind::Box => return Look::Box,
            furniture::Kind::One => return Look::One,
            furniture::Kind::End => return Look::End,
            furniture::Kind::Summary => return Look::Summary,
            furniture::Kind::Caption => return Look::Caption,
            _ => {}
        }
    }
    if block.mark == Mark::Caption {
        return Look::Caption;
    }
    // A writer's address, not a sentence that holds one.
    if text.contains('@') && clean::word_count(text) <= 6 && text.contains('.') {
        return Look::Drop;
    }
    let heading = matches!(block.mark, Mark::Heading(_));
    if !heading && let Some(line) = stamp_line::read(text) {
        return Look::Stamp(line);
    }
    if !heading && let Some(byline) = byline::explicit(text).or_else(|| byline::implicit(text)) {
        return Look::Byline(byline);
    }
    if is_crumbs(text) {
        return Look::Drop;
    }
    let words = clean::word_count(text);
    let sentence = clean::ends_sentence(text);
    if is_credited(text, words) {
        return Look::Caption;
    }
    if heading {
        // A headline that is all link belongs to another story.
        return if block.linked > 0.9 && block.mark != Mark::Heading(1) {
            Look::Box
        } else {
            Look::Short
        };
    }
    let linked = block.linked > 0.7 && words < 25;
    let prose = sentence && words >= 4
        || words >= 20
        || words >= 10 && holds_sentence(text)
        || words >= 5 && text.ends_with(':');
    let prose = prose && !linked;
    let row = block.mark == Mark::Row && words < 20;
    if block.mark == Mark::Item || row {
        // A long entry with sentences is text as any other.
        return if prose && words >= 20 && sentence {
            Look::Prose
        } else {
            Look::Item
        };
    }
    if prose {
        Look::Prose
    } else if text.ends_with([';', ':']) {
        Look::Item
    } else {
        Look::Short
    }
}

/// True when a sentence ends within the text: a stop after a word, before another sentence.
fn holds_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let before = text[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric())
            .count();
        before >= 3 && text[at + 2..].starts_with(char::is_uppercase)
    })
}

/// "Home > News > Africa", "Accueil / Monde / Haïti".
pub(crate) fn is_crumbs(text: &str) -> bool {
    crumbs(text).is_some()
}

/// The steps of a line of breadcrumbs.
pub(crate) fn crumbs(text: &str) -> Option<Vec<&str>> {
    if text.len() > 300 {
        return None;
    }
    let home = ["home", "accueil", "news", "inicio", "you are here"];
    for sign in [" > ", " » ", " › ", " / ", " \\ ", ">", "»", "›", " → "] {
        let steps: Vec<&str> = text
            .split(sign)
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .collect();
        if steps.len() >= 2
            && steps[..steps.len() - 1]
                .iter()
                .all(|s| clean::word_count(s) <= 4)
            && (steps.len() >= 3 && !sign.contains('/')
                || home.contains(&clean::key(steps[0]).as_str()))
        {
            return Some(steps);
        }
    }
    None
}

/// Words under a picture that end in its owner: "Officers at the port/Jane Doe",
/// "Officers at the port [Jane Doe/Reuters]", "Officers at the port. | COURTESY".
fn is_credited(text: &str, words: usize) -> bool {
    if words > 45 {
        return false;
    }
    if let Some(open) = text.rfind('[')
        && text.ends_with(']')
        && open > 0
    {
        let credit = &text[open + 1..text.len() - 1];
        return clean::word_count(credit) <= 5
            && (credit.contains('/') || furniture::is_house(credit));
    }
    if let Some((before, owner)) = text.rsplit_once('/') {
        let owner = owner.trim();
        let (sentence, count) = (clean::ends_sentence(owner), clean::word_count(owner));
        return !sentence
            && (1..=3).contains(&count)
            && words >= 4 + count
            && owner.chars().next().is_some_and(char::is_uppercase)
            && owner.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase))
            // "U.S./Mexico" and "2024/25" are words of the story.
            && before.ends_with(|c: char| c.is_lowercase() || c == '.' || c == ' ')
            && (before.trim_end().ends_with('.') || !before.contains(". "));
    }
    if let Some((before, owner)) = text.rsplit_once('|') {
        return clean::word_count(before) >= 6
            && clean::word_count(owner) <= 4
            && !clean::ends_sentence(owner);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(text: &str) -> String {
        let shown = format!("{:?}", look(&Block::plain(text.to_owned())));
        shown
            .split(['(', ' '])
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    #[test]
    fn looks_of_single_lines() {
        for (text, expected) in [
            ("The force has grown to a thousand officers.", "Prose"),
            ("What the council wants", "Short"),
            (
                "Police officers during an operation in Haiti/Handout",
                "Caption",
            ),
            (
                "Officers patrol the port on Monday [Jane Doe/Reuters]",
                "Caption",
            ),
            ("Officers patrol the port. (AP Photo/Jane Doe)", "Caption"),
            ("Home > News > Africa", "Drop"),
            ("* * *", "Drop"),
            ("By Jane Doe", "Byline"),
            ("Realtime14 April 2025 - 13:39", "Stamp"),
            ("the Republic of Kenya;", "Item"),
            ("Related Articles", "Box"),
            (
                "Talks on the U.S./Mexico border went on and on and/or failed.",
                "Prose",
            ),
        ] {
            assert_eq!(looks(text), expected, "{text}");
        }
    }
}
