//! What the record knows of a mission, for reading: tables of people, money and acts, lists of the rest.

use crate::table::{KIND, QUIET, STRONG};
use contingent_reckon::{Basis, LATEST, LATEST_FINDINGS, Ladder, Level, MissionView, Why};
use contingent_registry::Registry;
use std::fmt::Write;

/// So many of the latest positions are shown; `--json` has them all.
const POSITIONS: usize = 15;

/// Lays out a mission's view; identities by the names that people know them by.
pub struct Answer<'r> {
    registry: &'r Registry,
    width: usize,
}

impl<'r> Answer<'r> {
    /// For a table of `width` columns.
    pub fn new(registry: &'r Registry, width: usize) -> Self {
        Self { registry, width }
    }

    /// The whole view.
    pub fn show(&self, view: &MissionView) -> String {
        let mut text = format!(
            "{STRONG}{}{STRONG:#} as of {}, by what was known on {}\n{QUIET}{} documents, {} claims, {} sources{QUIET:#}\n\n",
            self.name(&view.mission),
            view.as_of,
            view.known_on,
            view.documents,
            view.claims,
            view.sources,
        );
        self.people(view, &mut text);
        self.money(view, &mut text);
        self.mandate(view, &mut text);
        self.ground(view, &mut text);
        self.tolls(view, &mut text);
        self.rest(view, &mut text);
        self.findings(view, &mut text);
        text
    }

    /// The claims of a figure, with their documents and words, and what is found about them.
    pub fn why(&self, why: &Why) -> String {
        let mut text = String::new();
        for ground in &why.claims {
            let document = &ground.document;
            let publisher = document.publisher.as_deref().unwrap_or("unknown publisher");
            let _ = writeln!(
                text,
                "{KIND}{}{KIND:#}  {} · {publisher} · {}",
                ground.claim, document.known, document.title
            );
            for words in &ground.words {
                self.wrapped(&mut text, "    ", &format!("“{words}”"));
            }
            if let Some(judgement) = &ground.judgement {
                let verdict = serde_json::to_value(&judgement.verdict).unwrap_or_default();
                let verdict = match &verdict {
                    serde_json::Value::String(word) => word.clone(),
                    other => other.to_string(),
                };
                let note = judgement.note.as_deref().unwrap_or_default();
                let line = format!("{verdict} by {} at {} {note}", judgement.by, judgement.at);
                self.wrapped(&mut text, "    ", line.trim_end());
            }
            if let Some(address) = &document.address {
                let _ = writeln!(text, "    {QUIET}{address}{QUIET:#}");
            }
        }
        for finding in &why.findings {
            self.wrapped(&mut text, "  ", &finding.words);
        }
        text
    }

    /// A line in the text's width, with the same beginning on each of its lines.
    pub fn wrapped(&self, text: &mut String, indent: &str, line: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent(indent)
            .subsequent_indent(indent);
        for line in textwrap::wrap(line, options) {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }

    fn name(&self, id: &str) -> String {
        let one = |id: &str| crate::way::name(self.registry, id);
        id.split(" and ").map(one).collect::<Vec<_>>().join(" and ")
    }

    fn party(&self, id: &str) -> String {
        if id.is_empty() {
            "whole mission".to_owned()
        } else {
            self.name(id)
        }
    }

    fn people(&self, view: &MissionView, text: &mut String) {
        let strength = &view.strength;
        let mut rows: Vec<(String, &Ladder)> = vec![("whole mission".to_owned(), &strength.whole)];
        let contributors = strength.contributors.iter();
        rows.extend(contributors.map(|row| (self.name(&row.contributor), &row.ladder)));
        rows.retain(|(_, ladder)| ladder.rungs().next().is_some());
        if rows.is_empty() {
            return;
        }
        heading(
            text,
            "people",
            "how far they have come; in brackets how many independent sources say so",
        );
        let mut lines = vec![vec!["".to_owned()]];
        let names: Vec<_> = (ALL_RUNGS.iter())
            .filter(|name| {
                rows.iter()
                    .any(|(_, l)| l.rungs().any(|(n, _)| n == **name))
            })
            .collect();
        lines[0].extend(names.iter().map(|name| (**name).to_owned()));
        for (who, ladder) in &rows {
            let mut line = vec![who.clone()];
            line.extend(names.iter().map(|name| {
                let rung = ladder.rungs().find(|(n, _)| n == *name);
                rung.map_or_else(String::new, |(_, level)| cell(level))
            }));
            lines.push(line);
        }
        columns(text, &lines);
        if let Some(sum) = &strength.sum {
            let mut line = format!("contributors present add up to {}", number(&sum.level));
            if let Some(difference) = sum.difference.filter(|d| *d != 0.0) {
                let _ = write!(line, ", {} beside the stated total", signed(difference));
            }
            for (what, who) in [
                ("number unknown", &sum.unknown),
                ("left out", &sum.left_out),
            ] {
                if !who.is_empty() {
                    let who: Vec<_> = who.iter().map(|w| self.name(w)).collect();
                    let _ = write!(line, "; {what}: {}", who.join(", "));
                }
            }
            self.wrapped(text, "  ", &line);
        }
        text.push_str("\n  those present over time, and how the number is known\n");
        let mut lines = Vec::new();
        let mut earlier = view.left_out.levels;
        let whole = std::iter::once(("whole mission".to_owned(), &strength.history));
        let parts = (strength.contributors.iter()).map(|r| (self.name(&r.contributor), &r.history));
        for (who, history) in whole.chain(parts) {
            let left_out = history.len().saturating_sub(LATEST);
            earlier += left_out;
            for (n, level) in history.iter().skip(left_out).enumerate() {
                let who = if n == 0 { who.clone() } else { String::new() };
                let how = basis(level.basis).to_owned();
                lines.push(vec![who, level.at.to_string(), cell(level), how]);
            }
        }
        columns(text, &lines);
        if earlier > 0 {
            let _ = writeln!(
                text,
                "  {QUIET}and {earlier} earlier ones: --json has all{QUIET:#}"
            );
        }
        text.push('\n');
    }

    fn money(&self, view: &MissionView, text: &mut String) {
        if view.money.is_empty() {
            return;
        }
        heading(text, "money", "each currency for itself");
        let mut lines = Vec::new();
        for row in &view.money {
            for (stage, level) in &row.stages {
                let donor = if row.donor.is_empty() {
                    "no donor named".to_owned()
                } else {
                    self.name(&row.donor)
                };
                let amount = format!("{} {}", cell(level), row.currency);
                lines.push(vec![
                    donor,
                    row.recipient.to_string(),
                    (*stage).to_owned(),
                    amount,
                    level.at.to_string(),
                ]);
                for converted in row.converted.iter().filter(|c| c.stage == *stage) {
                    let rate = &converted.rate;
                    lines.push(vec![
                        String::new(),
                        String::new(),
                        "  converted".to_owned(),
                        format!("{} {}", plain(converted.value), rate.to),
                        format!("at {} of {} ({})", rate.rate, rate.date, rate.source),
                    ]);
                }
            }
        }
        columns(text, &lines);
        text.push('\n');
    }

    fn mandate(&self, view: &MissionView, text: &mut String) {
        if view.mandate.acts.is_empty() {
            return;
        }
        heading(text, "mandate", "acts on the legal basis");
        let lines: Vec<_> = (view.mandate.acts.iter())
            .map(|act| {
                let until = act.until.as_deref().map(|u| format!("until {u}"));
                vec![
                    act.at.to_string(),
                    act.act.word().to_owned(),
                    self.name(&act.by),
                    act.instrument.as_deref().unwrap_or_default().to_owned(),
                    until.unwrap_or_default(),
                    format!("({})", act.sources),
                ]
            })
            .collect();
        columns(text, &lines);
        if let (Some(expires), Some(days)) = (&view.mandate.expires, view.mandate.days_left) {
            let line = if days < 0 {
                format!("ran out on {expires}, {} days before", -days)
            } else {
                format!("runs out on {expires}, in {days} days")
            };
            self.wrapped(text, "  ", &line);
        }
        text.push('\n');
    }

    fn ground(&self, view: &MissionView, text: &mut String) {
        if view.ground.is_empty() {
            return;
        }
        heading(
            text,
            "ground",
            "who holds what, in percent where a share is given",
        );
        let mut lines = Vec::new();
        for row in &view.ground {
            if let Some(level) = row.history.last() {
                lines.push(vec![
                    self.name(&row.holder),
                    row.place.to_string(),
                    cell(level),
                    level.at.to_string(),
                ]);
            }
        }
        columns(text, &lines);
        text.push('\n');
    }

    fn tolls(&self, view: &MissionView, text: &mut String) {
        if view.tolls.is_empty() {
            return;
        }
        heading(
            text,
            "tolls",
            "harm to people; periods that overlap are not added",
        );
        let mut lines = Vec::new();
        for row in &view.tolls {
            for figure in row.counts.iter().rev().take(LATEST).rev() {
                let value = figure.value.map_or_else(|| "some".to_owned(), plain);
                let span = match (figure.from, figure.until) {
                    (Some(from), Some(until)) if from != until => format!("{from} to {until}"),
                    _ => figure.at.to_string(),
                };
                let what = format!("{} {}", row.victims, row.harm);
                lines.push(vec![
                    what,
                    row.place.to_string(),
                    format!("{value} ({})", figure.sources),
                    span,
                ]);
            }
        }
        columns(text, &lines);
        text.push('\n');
    }

    fn rest(&self, view: &MissionView, text: &mut String) {
        let list = |text: &mut String, title: &str, about: &str, lines: Vec<Vec<String>>| {
            if !lines.is_empty() {
                heading(text, title, about);
                columns(text, &lines);
                text.push('\n');
            }
        };
        let equipment = view.equipment.iter().flat_map(|row| {
            row.stages.iter().map(|(stage, level)| {
                vec![
                    self.party(&row.contributor),
                    row.item.replace('_', " "),
                    (*stage).to_owned(),
                    cell(level),
                    level.at.to_string(),
                ]
            })
        });
        list(text, "equipment", "things", equipment.collect());
        let offices = view.offices.iter().map(|row| {
            let title = row
                .titles
                .first()
                .map(|t| t.to_string())
                .unwrap_or_default();
            let span = format!("{} to {}", row.first, row.last);
            vec![row.person.to_string(), title, self.name(&row.body), span]
        });
        list(
            text,
            "offices",
            "who is told of in which office, from the first to the last day told of",
            offices.collect(),
        );
        let positions = view.positions.iter().take(POSITIONS).map(|row| {
            let object: String = row
                .object
                .as_deref()
                .unwrap_or_default()
                .chars()
                .take(50)
                .collect();
            vec![
                row.at.to_string(),
                self.name(&row.actor),
                row.stance.to_lowercase(),
                self.name(&row.about),
                object,
            ]
        });
        list(text, "positions", "the latest first", positions.collect());
        let profile = view.profile.iter().map(|row| {
            let value = self.name(&row.value);
            vec![
                row.attribute.replace('_', " "),
                value,
                format!("({})", row.sources),
                row.last.to_string(),
            ]
        });
        list(text, "profile", "what the mission is", profile.collect());
    }

    fn findings(&self, view: &MissionView, text: &mut String) {
        if view.findings.is_empty() {
            return;
        }
        heading(
            text,
            "where sources differ",
            "and the reason, when one fits exactly",
        );
        for finding in view.findings.iter().rev().take(LATEST_FINDINGS) {
            self.wrapped(text, "  ", &format!("{}  {}", finding.at, finding.words));
        }
        let more = view.left_out.findings + view.findings.len().saturating_sub(LATEST_FINDINGS);
        if more > 0 {
            let _ = writeln!(
                text,
                "  {QUIET}and {more} earlier ones: --json has all{QUIET:#}"
            );
        }
    }
}

/// The ladder of people, the last rung first.
const ALL_RUNGS: [&str; 8] = [
    "present",
    "arrived",
    "ready",
    "planned",
    "promised",
    "authorised",
    "required",
    "left",
];

fn heading(text: &mut String, title: &str, about: &str) {
    let _ = writeln!(text, "{KIND}{title}{KIND:#}: {QUIET}{about}{QUIET:#}");
}

/// A number with its hedge and its sources.
fn cell(level: &Level) -> String {
    format!("{} ({})", number(level), level.sources)
}

fn number(level: &Level) -> String {
    let Some(value) = level.value else {
        return "some".to_owned();
    };
    let hedge = match serde_json::to_value(level.hedge) {
        Ok(serde_json::Value::String(hedge)) if hedge != "exact" && hedge != "range" => {
            hedge.replace('_', " ") + " "
        }
        _ => String::new(),
    };
    format!("{hedge}{}", plain(value))
}

/// How a number is known.
fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::StatedAndMoved => "stated, and who came or left since",
        Basis::Movements => "who came",
        Basis::Sum => "contributors added up",
        Basis::Sent => "more were sent than the number before knows",
    }
}

fn signed(value: f64) -> String {
    if value < 0.0 {
        format!("{} less", plain(-value))
    } else {
        format!("{} more", plain(value))
    }
}

/// 1,000 rather than 1000; money without its last noughts is left to the reader.
fn plain(value: f64) -> String {
    let text = value.to_string();
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0
            && (whole.len() - i).is_multiple_of(3)
            && digit.is_ascii_digit()
            && !out.ends_with('-')
        {
            out.push(',');
        }
        out.push(digit);
    }
    match rest {
        Some(rest) => format!("{out}.{rest}"),
        None => out,
    }
}

/// Rows with each column as wide as its widest cell.
fn columns(text: &mut String, lines: &[Vec<String>]) {
    const GAP: usize = 2;
    let width = |cell: &str| textwrap::core::display_width(cell);
    let many = lines.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..many)
        .map(|i| {
            lines
                .iter()
                .filter_map(|line| line.get(i))
                .map(|c| width(c))
                .max()
                .unwrap_or(0)
        })
        .collect();
    for line in lines {
        let mut out = String::from("  ");
        for (cell, wide) in line.iter().zip(&widths) {
            if *wide > 0 {
                out += cell;
                out += &" ".repeat(wide - width(cell) + GAP);
            }
        }
        text.push_str(out.trim_end());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (value, written) in [
            (0.0, "0"),
            (382.0, "382"),
            (5550.0, "5,550"),
            (110_300_000.0, "110,300,000"),
            (10.5, "10.5"),
            (-1000.0, "-1,000"),
        ] {
            assert_eq!(plain(value), written);
        }
    }
}
