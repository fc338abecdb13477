//! Which noun a number counts.
//!
//! The tree says it best (the head of a `nummod`), but it is not always there or right: behind it stands a
//! walk over the next words that knows the nouns of the field.

use super::noun::counted_kind;
use crate::line::{Line, listed};
use crate::number;
use contingent_text::{Deprel, Upos};

/// The atom of the noun counted by the number over atoms `number..end` (with "more", "-strong").
pub(super) fn noun(line: &Line<'_>, number: usize, end: usize, strong: bool) -> Option<usize> {
    // "5,550-person force" counts persons, "2,500-strong force" the force's people.
    if !strong && line.dash(end) && line.glued(end) && line.glued(end + 1) && line.is_word(end + 1)
    {
        return counted_kind(line.word(end + 1))
            .is_some()
            .then_some(end + 1)
            .or_else(|| walk(line, end + 1));
    }
    if matches!(line.word(end), "of" | "de") {
        return of_phrase(line, end);
    }
    by_tree(line, number, end).or_else(|| walk(line, end))
}

/// The noun behind "of the promised", "of its", "of these": "400 of the promised 1,000 officers".
pub(super) fn of_phrase(line: &Line<'_>, at: usize) -> Option<usize> {
    if !matches!(line.word(at), "of" | "de" | "des") {
        return None;
    }
    let mut next = at + 1;
    if ["them", "whom", "which", "these", "those", "us", "you", "it"].contains(&line.word(next))
        && !matches!(line.word(next), "these" | "those" if line.is_word(next + 1))
    {
        return None;
    }
    while next < line.len()
        && next < at + 8
        && (determiner(line.word(next)) || number::read(line, next).is_some())
    {
        next = number::read(line, next).map_or(next + 1, |n| n.end.max(next + 1));
    }
    walk(line, next).or_else(|| {
        // "of the capital": behind "of" the next word is the noun, known or not.
        let mut at = next;
        while line.is_word(at) && !stops(line, at) && adjective_like(line.word(at)) {
            at += 1;
        }
        (line.is_word(at) && !stops(line, at)).then(|| {
            // "Port-au-Prince": a name in parts is told by its last.
            let mut last = at;
            // "d'hommes" and "Port-au-Prince" are words in parts.
            while line.dash(last + 1)
                && line.glued(last + 1)
                && line.glued(last + 2)
                && line.is_word(last + 2)
            {
                last += 2;
            }
            last
        })
    })
}

fn adjective_like(word: &str) -> bool {
    [
        "total", "full", "whole", "entire", "capital", "local", "national", "annual",
    ]
    .contains(&word)
        && !matches!(word, "capital")
}

fn by_tree(line: &Line<'_>, number: usize, end: usize) -> Option<usize> {
    let sentence = line.sentence?;
    let token = (number..end)
        .filter_map(|i| line.token(i))
        .find(|t| t.deprel == Deprel::Nummod)?;
    let head = token.head?;
    let noun = sentence.tokens.get(usize::from(head))?;
    if !matches!(noun.upos, Upos::Noun | Upos::Propn | Upos::Adj) {
        return None;
    }
    let at = (end..line.len().min(end + 9))
        .find(|i| line.atoms.get(*i).is_some_and(|a| a.token == head))?;
    // A tree that reaches over a comma, a verb or a preposition is wrong about it.
    let clear = (end..at).all(|i| !stops(line, i));
    // The last atom of the head's token ("police-officers").
    clear.then(|| {
        (at..line.len())
            .take_while(|i| line.atoms.get(*i).is_some_and(|a| a.token == head))
            .filter(|i| line.is_word(*i))
            .last()
            .unwrap_or(at)
    })
}

/// The head of the noun phrase that begins at `from`, by tags where there are any and by the table of nouns.
fn walk(line: &Line<'_>, from: usize) -> Option<usize> {
    let mut known = None;
    let mut plural = None;
    let mut tagged = None;
    for i in from..line.len().min(from + 7) {
        if stops(line, i) && !(line.dash(i) && line.glued(i) && line.glued(i + 1)) {
            break;
        }
        if !line.is_word(i) {
            continue;
        }
        match line.upos(i) {
            Some(Upos::Noun | Upos::Propn) => tagged = Some(i),
            Some(
                Upos::Adj | Upos::Num | Upos::Det | Upos::Adv | Upos::Punct | Upos::Sym | Upos::X,
            )
            | None => {}
            // "armed", "trained": participles that describe go on, other verbs end the phrase.
            Some(Upos::Verb)
                if line.word(i).ends_with("ed") && known.is_none() && tagged.is_none() => {}
            Some(_) => break,
        }
        let word = line.word(i);
        if counted_kind(word).is_some() {
            if plural.is_some() && known.is_none() && tagged.is_none() {
                break;
            }
            known = Some(i);
        } else if known.is_some() {
            // "400 police officers": the last known noun; other nouns may still head it when tagged.
            if line.upos(i) != Some(Upos::Noun) {
                break;
            }
        } else if plural.is_none() && (looks_plural(word) || line.capital(i) && many_people(word)) {
            plural = Some(i);
            if line.sentence.is_none() {
                // Without tags the phrase may go on only with a noun of the table.
                continue;
            }
        }
    }
    tagged
        .filter(|at| known.is_none_or(|k| *at >= k))
        .or(known)
        .or(plural)
}

/// "Nepalis", "Iraqis": a name in "-is" that is no singular.
fn many_people(word: &str) -> bool {
    word.len() > 4 && word.ends_with("is")
}

fn looks_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && !listed(
            word,
            "has was does this its towards always perhaps says others besides days armed",
        )
}

fn determiner(word: &str) -> bool {
    listed(
        word,
        "the la le les los las el a an its their his her our these those all this that some another promised planned envisaged pledged eventual total about more than",
    )
}

/// Words and marks that no noun phrase reaches over.
fn stops(line: &Line<'_>, i: usize) -> bool {
    line.is_digits(i)
        || matches!(
            line.word(i),
            "," | ";"
                | ":"
                | "."
                | "("
                | ")"
                | "?"
                | "!"
                | "\""
                | "“"
                | "”"
                | "-"
                | "–"
                | "—"
                | "/"
                | "of"
                | "from"
                | "to"
                | "in"
                | "on"
                | "at"
                | "by"
                | "for"
                | "with"
                | "as"
                | "and"
                | "or"
                | "but"
                | "that"
                | "which"
                | "who"
                | "whom"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "should"
                | "than"
                | "into"
                | "over"
                | "under"
                | "between"
                | "after"
                | "before"
                | "since"
                | "until"
                | "during"
                | "while"
                | "when"
                | "where"
                | "because"
                | "if"
                | "against"
                | "through"
                | "without"
                | "within"
                | "per"
                | "out"
                | "up"
                | "down"
                | "off"
                | "about"
                | "there"
                | "here"
                | "he"
                | "she"
                | "it"
                | "they"
                | "we"
                | "said"
                | "died"
                | "went"
                | "came"
                | "did"
                | "does"
                | "do"
                | "not"
                | "n't"
                | "also"
                | "the"
                | "a"
                | "an"
                | "this"
                | "these"
                | "those"
                | "its"
                | "their"
                | "his"
                | "her"
                | "'s"
                | "have-"
                | "already"
                | "arrived"
                | "landed"
        )
}

/// The governor of an article: used for "a soldier", "an officer".
pub(super) fn article(line: &Line<'_>, noun: usize) -> Option<usize> {
    (noun.saturating_sub(4)..noun)
        .rev()
        .take_while(|i| !stops(line, *i) || matches!(line.word(*i), "a" | "an"))
        .find(|i| matches!(line.word(*i), "a" | "an"))
}
