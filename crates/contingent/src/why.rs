//! A claim explained: its fields, the words that fill them, the rule, and the rule's way through the tree.

use crate::table::{KIND, QUIET, heading, joined, row};
use crate::way::Way;
use anstyle::{AnsiColor, Style};
use contingent_claim::{Claim, Evidence};
use contingent_text::{Document, Span};
use std::fmt::Write;

/// Every claim of a document with its reasons.
pub fn document(document: &Document, claims: &[Claim], way: &Way, width: usize) -> String {
    let mut text = heading(document, width);
    if claims.is_empty() {
        text += "  no claims\n\n";
    }
    for claim in claims {
        let row = row(claim, document, way);
        let facts = [&row.what, &row.who, &row.how_many, &row.when].map(String::as_str);
        let _ = writeln!(
            text,
            "{KIND}{}{KIND:#}  {}",
            claim.kind,
            joined(&facts, " | ")
        );
        if !row.said_by.is_empty() {
            line(&mut text, "said by", &row.said_by);
        }
        for evidence in &claim.evidence {
            text += &reasons(document, evidence, width);
        }
        text.push('\n');
    }
    text
}

/// What nearly was a claim, as the rules tell it.
pub fn near_misses(lines: &[String]) -> String {
    let mut text = String::new();
    if !lines.is_empty() {
        let _ = writeln!(text, "{QUIET}nearly, but not:{QUIET:#}");
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
    text
}

/// One piece of evidence: the words with their roles, the rule, the path.
fn reasons(document: &Document, evidence: &Evidence, width: usize) -> String {
    let part = document.part(evidence.part);
    let mut text = String::new();
    let quote = marked(part, evidence);
    let room = width.saturating_sub(LABEL + 4).max(20);
    for (i, wrapped) in textwrap::wrap(&quote, room).iter().enumerate() {
        line(&mut text, if i == 0 { "words" } else { "" }, wrapped);
    }
    for (role, span) in &evidence.roles {
        let style = style(role);
        line(
            &mut text,
            "",
            &format!("{style}{role}{style:#}: {}", span.of(part)),
        );
    }
    line(&mut text, "rule", &evidence.rule);
    for (i, step) in evidence.path.iter().enumerate() {
        line(&mut text, if i == 0 { "path" } else { "" }, step);
    }
    text
}

const LABEL: usize = 8;

fn line(text: &mut String, label: &str, value: &str) {
    let _ = writeln!(text, "  {QUIET}{label:<LABEL$}{QUIET:#} {value}");
}

/// The quote with the words of each role in its colour.
///
/// Every word is coloured by itself, so that wrapping cannot leave a colour open at a line's end.
fn marked(part: &str, evidence: &Evidence) -> String {
    let quote = evidence.span;
    let mut marked = String::new();
    let mut at = quote.start;
    for word in quote.of(part).split_inclusive(char::is_whitespace) {
        let span = Span {
            start: at,
            end: at + word.trim_end().len() as u32,
        };
        at += word.len() as u32;
        let role = evidence
            .roles
            .iter()
            .filter(|(_, s)| s.overlaps(span))
            .min_by_key(|(_, s)| s.len());
        let word = word.trim_end();
        match role {
            Some((role, _)) => {
                let style = style(role);
                let _ = write!(marked, "{style}{word}{style:#} ");
            }
            None => {
                let _ = write!(marked, "{word} ");
            }
        }
    }
    marked.truncate(marked.trim_end().len());
    marked
}

/// One colour a role, the same for every claim type.
fn style(role: &str) -> Style {
    let colour = match role {
        "cue" => AnsiColor::Yellow,
        "contributor" | "donor" | "by" | "actor" | "holder" | "person" => AnsiColor::Green,
        "count" | "amount" | "share" | "votes" => AnsiColor::Magenta,
        "date" | "until" | "term" => AnsiColor::Blue,
        "mission" | "recipient" | "body" | "place" | "value" => AnsiColor::Cyan,
        "said_by" => AnsiColor::Red,
        _ => AnsiColor::White,
    };
    colour.on_default().bold()
}
