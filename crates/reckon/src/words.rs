//! Words of closed lists, read back from JSON as the program's own.

use crate::level::Level;
use crate::reasons::REASONS;
use crate::vocabulary::{Harm, MoneyStatus, Status, ThingStatus};
use serde::de::{Deserialize, Deserializer, Error};
use smol_str::SmolStr;

/// A status, a kind of harm, a reason. (Under its own name, since a bare `&'static str` could only be read from what
/// lives as long as the program.)
pub(crate) type Word = &'static str;

pub(crate) fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    let word = SmolStr::deserialize(from)?;
    known(&word).ok_or_else(|| Error::custom(format!("no known word: {word:?}")))
}

pub(crate) fn some_word<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Word>, D::Error> {
    let word = Option::<SmolStr>::deserialize(from)?;
    let known =
        |w: SmolStr| known(&w).ok_or_else(|| Error::custom(format!("no known word: {w:?}")));
    word.map(known).transpose()
}

pub(crate) fn stages<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(Word, Level)>, D::Error> {
    let stages = Vec::<(SmolStr, Level)>::deserialize(from)?;
    let known = |(word, level): (SmolStr, Level)| {
        let word = known(&word).ok_or_else(|| Error::custom(format!("no known word: {word:?}")))?;
        Ok((word, level))
    };
    stages.into_iter().map(known).collect()
}

fn known(word: &str) -> Option<Word> {
    (Status::of(word).map(Status::word))
        .or_else(|| MoneyStatus::of(word).map(MoneyStatus::word))
        .or_else(|| ThingStatus::of(word).map(ThingStatus::word))
        .or_else(|| Harm::of(word).map(Harm::word))
        .or_else(|| (word == "held").then_some("held"))
        .or_else(|| REASONS.iter().find(|r| r.id == word).map(|r| r.id))
}
