//! One claim of any type in the same six columns: what, who, how many, when, said by, the words.

use super::joined;
use crate::way::Way;
use contingent_claim::{Amount, Claim, ClaimType, Value};
use contingent_text::Document;

/// A claim as a person reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Mission and what is said of it.
    pub what: String,
    /// Who does it, sends it, pays it, holds it.
    pub who: String,
    /// The number with its hedge.
    pub how_many: String,
    /// The date, or that it stands at the publication date.
    pub when: String,
    /// The source that the text names.
    pub said_by: String,
    /// The evidence.
    pub words: String,
}

/// The row of a claim; identities by the names that people know them by.
pub fn row(claim: &Claim, document: &Document, way: &Way) -> Row {
    let cell = Cells { claim, way };
    let mission = cell.name("mission");
    let (what, who) = match claim.kind {
        ClaimType::Strength => {
            let people = cell
                .text("personnel")
                .filter(|p| *p != "unspecified")
                .unwrap_or("people");
            let state = joined(&[people, &cell.words("status")], " ");
            (
                about(&mission, &joined(&[&state, &cell.words("measure")], ", ")),
                cell.or("contributor", "whole mission"),
            )
        }
        ClaimType::Mandate => {
            let until = cell.after("until ", "until");
            let term = cell.after("for ", "term");
            let act = joined(
                &[
                    &cell.words("act"),
                    &cell.name("instrument"),
                    &until,
                    &term,
                    &cell.votes(),
                ],
                ", ",
            );
            (about(&mission, &act), cell.name("by"))
        }
        ClaimType::Funding => {
            let to = match cell.text("recipient") {
                None | Some("mission") => String::new(),
                Some(other) => format!("to {other}"),
            };
            let money = joined(&[&cell.words("status"), &to], " ");
            (
                about(&mission, &joined(&[&money, &cell.words("measure")], ", ")),
                cell.name("donor"),
            )
        }
        ClaimType::Equipment => (
            about(
                &mission,
                &joined(&[&cell.words("item"), &cell.words("status")], ", "),
            ),
            cell.name("contributor"),
        ),
        ClaimType::Profile => {
            let attribute = cell.words("attribute");
            match cell.text("attribute") {
                Some("lead") => (about(&mission, &attribute), cell.name("value")),
                _ => (
                    about(&mission, &about(&attribute, &cell.name("value"))),
                    String::new(),
                ),
            }
        }
        ClaimType::Control => (format!("holds {}", cell.name("place")), cell.name("holder")),
        ClaimType::Toll => {
            let whom = joined(&[&cell.name("nationality"), &cell.words("victims")], " ");
            let harm = joined(&[&whom, &cell.words("harm")], " ");
            let place = cell.after("in ", "place");
            (joined(&[&harm, &place], " "), cell.name("by"))
        }
        ClaimType::Role => {
            let standing = cell
                .text("standing")
                .filter(|s| *s != "holds")
                .unwrap_or_default();
            (
                joined(
                    &[standing, &cell.name("title"), &cell.after("of ", "body")],
                    " ",
                ),
                cell.name("person"),
            )
        }
        ClaimType::Event => {
            let act = joined(&[&cell.name("plover"), &cell.name("mode")], " ");
            let to = cell.name("recipient");
            let object = cell.after("about ", "object");
            (
                joined(
                    &[
                        &joined(&[&act, &to], " "),
                        &object,
                        &cell.after("in ", "place"),
                    ],
                    ", ",
                ),
                cell.name("actor"),
            )
        }
    };
    Row {
        what,
        who,
        how_many: cell.how_many(),
        when: match (&claim.date, &document.published) {
            (Some(date), _) => date.to_string(),
            (None, Some(published)) => format!("({})", published.date),
            (None, None) => String::new(),
        },
        said_by: claim
            .said_by
            .as_deref()
            .map(|id| way.name(id))
            .unwrap_or_default(),
        words: words(claim, document),
    }
}

fn about(mission: &str, what: &str) -> String {
    joined(&[mission, what], ": ")
}

/// The first evidence in quotes, and how much more there is.
fn words(claim: &Claim, document: &Document) -> String {
    let Some(first) = claim.evidence.first() else {
        return String::new();
    };
    let quote = first.span.of(document.part(first.part));
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match claim.evidence.len() - 1 {
        0 => format!("“{quote}”"),
        more => format!("“{quote}” (and {more} more)"),
    }
}

/// The fields of a claim as words.
struct Cells<'a> {
    claim: &'a Claim,
    way: &'a Way,
}

impl Cells<'_> {
    fn text(&self, field: &str) -> Option<&str> {
        self.claim.text(field)
    }

    /// A word of a closed list: `withdrawal_planned` becomes "withdrawal planned".
    fn words(&self, field: &str) -> String {
        self.text(field).unwrap_or_default().replace('_', " ")
    }

    /// Whatever the field holds, by name; empty when it holds nothing.
    fn name(&self, field: &str) -> String {
        match self.claim.get(field) {
            None => String::new(),
            Some(Value::Text(id)) => self.way.name(id),
            Some(Value::Several(ids)) => ids
                .iter()
                .map(|id| self.way.name(id))
                .collect::<Vec<_>>()
                .join(" and "),
            Some(Value::Bool(true)) => "yes".to_owned(),
            Some(Value::Bool(false)) => "no".to_owned(),
            Some(Value::Place { name, .. }) => name.to_string(),
            Some(Value::Quantity(amount)) => number(amount),
            Some(Value::Votes { .. }) => self.votes(),
        }
    }

    fn or(&self, field: &str, otherwise: &str) -> String {
        let name = self.name(field);
        if name.is_empty() {
            otherwise.to_owned()
        } else {
            name
        }
    }

    /// A word and the field after it; empty when the field is.
    fn after(&self, word: &str, field: &str) -> String {
        let name = self.name(field);
        if name.is_empty() {
            name
        } else {
            format!("{word}{name}")
        }
    }

    fn votes(&self) -> String {
        let Some(Value::Votes {
            in_favour,
            against,
            abstaining,
        }) = self.claim.get("votes")
        else {
            return String::new();
        };
        let vote = |n: &Option<u32>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        format!(
            "{} for, {} against, {} abstaining",
            vote(in_favour),
            vote(against),
            vote(abstaining)
        )
    }

    fn how_many(&self) -> String {
        ["count", "amount", "share"]
            .iter()
            .find_map(|field| match self.claim.get(field) {
                Some(Value::Quantity(amount)) => Some(number(amount)),
                _ => None,
            })
            .unwrap_or_default()
    }
}

/// A number as the text has it; its hedge is in those words.
fn number(amount: &Amount) -> String {
    let text = amount.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match &amount.currency {
        // The words may say "dollars" only.
        Some(code) if !text.contains(code.as_str()) => format!("{text} [{code}]"),
        _ => text,
    }
}
