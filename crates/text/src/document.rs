use crate::Span;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One document as a reader sees it: a news article, an official statement, a report.
///
/// Only `title` and `body` are read for claims; every offset points into one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name its claims carry: a key of the caller's, or the file's name.
    pub id: String,
    /// The headline, empty when there is none.
    pub title: String,
    /// Paragraphs, separated by one empty line.
    pub body: String,
    /// When it was published, as far as it says.
    pub published: Option<Published>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Who published it, as printed.
    pub publisher: Option<String>,
    /// The part of the paper it stood in.
    pub section: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// BCP 47 language tag, from the page or from its words.
    pub language: Option<String>,
    /// Teasers that stand between headline and body and repeat them ("In Summary"); not read for claims.
    pub summary: Vec<String>,
}

impl Document {
    /// The text of a part.
    #[must_use]
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => &self.title,
            Part::Body => &self.body,
        }
    }
}

/// Which of a document's two texts a span points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The headline.
    Title,
    /// The paragraphs.
    Body,
}

/// A publication moment exactly as far as the page gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, in the page's own zone.
    pub date: Date,
    /// The time of day, when given.
    pub time: Option<Time>,
    /// The zone as written (`+03:00`, `EAT`, `Z`); `None` when the page gives none.
    pub zone: Option<String>,
}

impl From<Date> for Published {
    fn from(date: Date) -> Self {
        Self {
            date,
            time: None,
            zone: None,
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{time}")?;
        }
        match &self.zone {
            Some(zone) if zone.starts_with(['+', '-', 'Z']) => write!(f, "{zone}"),
            Some(zone) => write!(f, " {zone}"),
            None => Ok(()),
        }
    }
}

/// Something a reader could not make sense of, or had to repair; the reading went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Lower-case, says what is wrong and what to do about it.
    pub message: String,
    /// Where, when it has a place: a part of the document and the bytes there.
    pub at: Option<(Part, Span)>,
}

impl Complaint {
    /// A complaint about the document as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            at: None,
        }
    }

    /// A complaint about one place.
    pub fn at(message: impl Into<String>, part: Part, span: Span) -> Self {
        Self {
            message: message.into(),
            at: Some((part, span)),
        }
    }
}
