//! Bylines: who a page says wrote it.

use crate::clean;
use crate::furniture::{self, Kind};

/// A writer's name as printed, and the agency printed after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) name: String,
    pub(crate) agency: Option<String>,
}

impl Byline {
    pub(crate) fn bare(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            agency: None,
        }
    }
}

const OPENERS: &[&str] = &[
    "by ",
    "by: ",
    "written by ",
    "written by: ",
    "reported by ",
    "story by ",
    "words by ",
    "report by ",
    "author: ",
    "authors: ",
    "par ",
    "par : ",
    "por ",
    "auteur : ",
    "auteur: ",
    "posted by ",
    "published by ",
    "text by ",
    "from our correspondent ",
    "byline: ",
    "reporter: ",
    "writer: ",
];

/// A byline that says so: "by BRIAN ORUTA", "By Jane Doe and John Roe, Associated Press".
pub(crate) fn explicit(line: &str) -> Option<Byline> {
    let line = line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '|' | '•' | '-' | '–' | '—' | '*' | '_')
    });
    if line.len() > 200 {
        return None;
    }
    let opener = OPENERS
        .iter()
        .filter(|o| {
            line.get(..o.len())
                .is_some_and(|start| start.to_lowercase() == **o)
        })
        .max_by_key(|o| o.len())?;
    named(line.get(opener.len()..)?)
}

/// Reads "Jane Doe and John Roe, Associated Press in Nairobi" as names, and the agency after them.
fn named(text: &str) -> Option<Byline> {
    let text = text.trim();
    // What follows a place, an address or a bar is no name any more.
    let text = cut(
        text,
        &[
            " | ", " • ", " · ", " – ", " — ", " - ", " @", "@", " in ", " for ", " at ", " (",
            " à ", " / ",
        ],
    );
    let mut names: Vec<&str> = Vec::new();
    let mut agency = None;
    for (i, part) in text.split(',').enumerate() {
        let part = part.trim().trim_end_matches('.');
        if part.is_empty() {
            continue;
        }
        let house = furniture::is_house(part);
        if i > 0 && house {
            agency.get_or_insert_with(|| part.to_owned());
        } else if is_names(part) || (i == 0 && house && starts_upper(part)) {
            names.push(part);
        } else if i == 0 {
            return None;
        } else {
            break;
        }
    }
    let count = names.iter().map(|n| clean::word_count(n)).sum::<usize>();
    if names.is_empty() || count > 18 {
        return None;
    }
    Some(Byline {
        name: names.join(", "),
        agency,
    })
}

/// A byline without "by", as in "Jane Doe | Nairobi" or "Jane Doe, Staff Writer".
pub(crate) fn implicit(line: &str) -> Option<Byline> {
    if line.len() > 120 || clean::ends_sentence(line) {
        return None;
    }
    let bar = line
        .find([',', '|', '•', '·', '/'])
        .or_else(|| line.find(" - "))
        .or_else(|| line.find(" in "))?;
    let (name, rest) = line.split_at(bar);
    let rest = rest
        .trim_start_matches([',', '|', '•', '·', '-', '/', ' '])
        .trim_start_matches("in ")
        .trim();
    let name = name.trim();
    if !looks_like_name(name) || rest.is_empty() {
        return None;
    }
    let bar_like = line[bar..].starts_with(['|', '•', '·', ' ']);
    let place = is_names(rest) && clean::word_count(rest) <= 4 && bar_like;
    let house = furniture::is_house(rest);
    if !(furniture::is_role(rest) || house || place) {
        return None;
    }
    Some(Byline {
        name: name.to_owned(),
        agency: (house && !furniture::is_role(rest)).then(|| rest.to_owned()),
    })
}

/// Two to four capitalised words that no list knows as anything but a name.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let parts: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&parts.len())
        && parts
            .iter()
            .all(|w| is_name_word(w) && !furniture::is_word(Kind::NotName, w))
        && parts
            .iter()
            .all(|w| !matches!(*w, "and" | "&" | "of" | "the"))
        && parts
            .iter()
            .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1)
            .count()
            >= 2
        && starts_upper(text)
        && furniture::kind_of(text).is_none()
}

/// Names joined by "and", each word capitalised, and none a common word such as "Monday".
fn is_names(text: &str) -> bool {
    starts_upper(text)
        && clean::word_count(text) <= 10
        && text.split_whitespace().all(is_name_word)
        && !text
            .split_whitespace()
            .any(|w| crate::when::weekday(w).is_some())
}

fn is_name_word(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "and", "&", "et", "y", "with", "de", "van", "der", "den", "von", "bin", "ben", "al", "el",
        "la", "le", "du", "da", "dos", "di", "ole", "wa", "the", "of",
    ];
    let word = word.trim_matches([',', '.']);
    SMALL.contains(&word)
        || (word.chars().next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')))
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

fn cut<'t>(text: &'t str, at: &[&str]) -> &'t str {
    at.iter().fold(text, |text, mark| {
        text.find(mark)
            .filter(|i| *i > 0)
            .map_or(text, |i| &text[..i])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: Option<Byline>) -> String {
        found.map_or_else(
            || "none".to_owned(),
            |b| format!("{} / {}", b.name, b.agency.unwrap_or_default()),
        )
    }

    #[test]
    fn with_by() {
        for (line, expected) in [
            ("by BRIAN ORUTA", "BRIAN ORUTA / "),
            (
                "By Jane Doe and John Roe, Associated Press",
                "Jane Doe and John Roe / Associated Press",
            ),
            (
                "By Jane Doe, John Roe and Ann-Marie O'Neil",
                "Jane Doe, John Roe and Ann-Marie O'Neil / ",
            ),
            ("By JANE DOE | The Daily Post", "JANE DOE / "),
            ("Written by: Jane van der Doe", "Jane van der Doe / "),
            ("By Jane Doe in Nairobi", "Jane Doe / "),
            ("By Staff Reporter", "Staff Reporter / "),
            ("By Reuters", "Reuters / "),
            ("By Monday the force had grown", "none"),
            ("By the time they landed, it was dark.", "none"),
            ("Bystanders fled", "none"),
        ] {
            assert_eq!(shown(explicit(line)), expected, "{line}");
        }
    }

    #[test]
    fn without_by() {
        for (line, expected) in [
            ("Jane Doe | Nairobi", "Jane Doe / "),
            ("Jane Doe, Staff Writer", "Jane Doe / "),
            ("World News | Africa", "none"),
            ("Port-au-Prince, Haiti", "none"),
            ("Kenya sends police", "none"),
        ] {
            assert_eq!(shown(implicit(line)), expected, "{line}");
        }
    }
}
