//! Rows of bars for how far something has come: what is there is solid, what came before is paler, what was only said is
//! an outline. The numbers stand beside them, so that no length has to be measured.

use crate::frame::{Frame, Mark};
use crate::legend::{Legend, Sign};
use crate::mark::{line, rect, text, told};
use crate::table::{Cell, Table};
use crate::wording::{brief, counted, day, fit, hedged, number, width};
use contingent_reckon::{Hedge, Level};
use maud::{Markup, html};

/// How a rung is drawn; in this order one lies over the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A size set, or a need.
    Dots,
    /// Something said.
    Outline,
    /// A firmer word.
    Dashed,
    /// Something that was there once, or is on its way.
    Pale,
    /// What is there.
    Solid,
    /// In words only.
    Words,
}

/// One stage of a row.
pub struct Rung<'a> {
    pub stage: &'static str,
    pub form: Form,
    pub level: &'a Level,
}

/// One party.
pub struct Row<'a> {
    pub party: &'a str,
    pub name: String,
    pub rungs: Vec<Rung<'a>>,
    /// Set off from the rows after it.
    pub whole: bool,
}

/// Rows that share a scale.
pub struct Bars<'a> {
    pub subject: &'static str,
    /// Said with each number in the words of a mark: `USD`.
    pub unit: &'a str,
    pub rows: Vec<Row<'a>>,
}

/// Where the bars begin and end; the same for groups under each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Room {
    pub left: f64,
    pub right: f64,
}

impl Room {
    /// Enough for both.
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            right: self.right.max(other.right),
        }
    }
}

impl Row<'_> {
    /// True when one of its numbers is known, so that a bar can be drawn.
    fn drawn(&self) -> bool {
        (self.rungs.iter()).any(|r| r.form != Form::Words && r.level.value.is_some_and(|v| v > 0.0))
    }
}

/// More rows than these are left to the table.
const ROWS: usize = 30;

impl Bars<'_> {
    /// What room names and numbers want beside the bars.
    pub fn room(&self, frame: &Frame<'_>) -> Room {
        if frame.narrow() {
            return Room::default();
        }
        let full = frame.width();
        let drawn = || self.rows.iter().filter(|r| r.drawn()).take(ROWS);
        let bold = |r: &Row<'_>| if r.whole { 1.1 } else { 1.0 };
        let names = drawn()
            .map(|r| width(&r.name, 12.0) * bold(r))
            .fold(60.0, f64::max);
        let words = drawn()
            .map(|r| width(&in_words(r, full), 10.5))
            .fold(60.0, f64::max);
        Room {
            left: names.min(full * 0.26) + 14.0,
            right: words.min(full * 0.4) + 22.0,
        }
    }

    /// The rows from `top` on, and the height that they take.
    pub fn draw(&self, frame: &Frame<'_>, top: f64, room: Room) -> (Markup, f64) {
        let full = frame.width();
        let narrow = frame.narrow();
        let Room { left, right } = room;
        let deep = if narrow { 42.0 } else { 26.0 };
        let most = (self.rows.iter().flat_map(|r| &r.rungs))
            .filter(|r| r.form != Form::Words)
            .filter_map(|r| r.level.value)
            .fold(0.0, f64::max);
        // Room for the sign of what is more than its bar.
        let long = |value: f64| {
            let part = if most > 0.0 { value / most } else { 0.0 };
            part.clamp(0.0, 1.0) * (full - left - right - 8.0)
        };
        let mut y = top;
        let mut out = Vec::new();
        let (drawn, only_said): (Vec<_>, Vec<_>) = self.rows.iter().partition(|r| r.drawn());
        for row in drawn.iter().take(ROWS) {
            let middle = if narrow { y + 28.0 } else { y + 12.0 };
            let strong = if row.whole { "strong" } else { "" };
            let room = if narrow {
                full * 0.42
            } else {
                (left - 14.0) / if row.whole { 1.1 } else { 1.0 }
            };
            let name = fit(&row.name, 12.0, room);
            let said = in_words(row, if narrow { full * 0.55 } else { right - 22.0 });
            let words_at = if narrow { y + 13.0 } else { middle + 4.0 };
            let mut rungs: Vec<&Rung<'_>> = row.rungs.iter().collect();
            rungs.sort_by_key(|r| r.form);
            out.push(html! {
                (text(0.0, words_at, "start", strong, &name))
                (text(full, words_at, "end", "quiet small", &said))
                (line(left, middle - 9.0, left, middle + 9.0, "base"))
                @for rung in rungs { (self.rung(frame, row, rung, (left, middle), &long)) }
            });
            y += if row.whole { deep + 8.0 } else { deep };
        }
        let hidden = drawn.len().saturating_sub(ROWS);
        if hidden > 0 {
            y += 16.0;
            let words = format!("and {hidden} more in the table");
            out.push(text(0.0, y - 2.0, "start", "quiet small", &words));
        }
        for said in self.without_number(&only_said, full) {
            y += 16.0;
            out.push(text(0.0, y - 2.0, "start", "quiet small", &said));
        }
        (html! { @for row in out { (row) } }, y - top)
    }

    /// Those of whom no number is told, in lines of words.
    fn without_number(&self, rows: &[&Row<'_>], room: f64) -> Vec<String> {
        const MOST: usize = 4;
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for (n, row) in rows.iter().enumerate() {
            let stages: Vec<String> = (row.rungs.iter())
                .map(|r| match r.level.value {
                    Some(value) => format!("{} {}", number(value), r.stage),
                    None => r.stage.to_owned(),
                })
                .collect();
            let mut word = format!("{} ({})", row.name, stages.join(", "));
            if n == 0 {
                word = format!("Without a number: {word}");
            }
            let end = if n + 1 == rows.len() { "." } else { "; " };
            if !line.is_empty() && width(&line, 10.5) + width(&word, 10.5) > room {
                lines.push(std::mem::take(&mut line));
            }
            line += &fit(&word, 10.5, room - 4.0);
            line += end;
        }
        lines.extend((!line.is_empty()).then_some(line));
        if lines.len() > MOST {
            lines.truncate(MOST);
            if let Some(last) = lines.last_mut() {
                *last = fit(&format!("{last} and more in the table"), 10.5, room);
            }
        }
        lines
    }

    fn rung(
        &self,
        frame: &Frame<'_>,
        row: &Row<'_>,
        rung: &Rung<'_>,
        (left, middle): (f64, f64),
        long: &dyn Fn(f64) -> f64,
    ) -> Markup {
        let Some(value) = rung.level.value else {
            return html! {};
        };
        let wide = long(value).max(if value > 0.0 { 1.5 } else { 0.0 });
        let bar = |tall: f64, class: &str| rect(left, middle - tall / 2.0, wide, tall, class);
        let shape = match rung.form {
            Form::Dots => line(
                left + wide,
                middle - 9.0,
                left + wide,
                middle + 9.0,
                "reference",
            ),
            Form::Outline => bar(14.0, "edge"),
            Form::Dashed => bar(14.0, "edge ahead"),
            Form::Pale => bar(10.0, "pale"),
            Form::Solid => bar(6.0, "bar"),
            Form::Words => return html! {},
        };
        // What is only at least so many is open at its end.
        let open = matches!(rung.level.hedge, Hedge::AtLeast | Hedge::MoreThan)
            && matches!(rung.form, Form::Pale | Form::Solid);
        let words = format!(
            "{}, {}: {} {} since {} ({})",
            row.name,
            rung.stage,
            hedged(rung.level.value, None, rung.level.hedge),
            self.unit,
            day(rung.level.at),
            counted(rung.level.sources, "source"),
        )
        .replace("  ", " ");
        let mark = Mark {
            subject: self.subject,
            of: row.party,
            stage: rung.stage,
            at: Some(rung.level.at),
            claims: &rung.level.claims,
        };
        let class = if row.whole { "ink" } else { "s0" };
        told(
            frame,
            &mark,
            &words,
            html! {
                g class=(class) {
                    (shape)
                    @if open { path class="edge" d=(crate::mark::chevron(left + wide + 3.0, middle)) {} }
                }
            },
        )
    }

    /// True when something is drawn in this form.
    pub fn has(&self, form: Form) -> bool {
        (self.rows.iter().flat_map(|r| &r.rungs)).any(|r| r.form == form && r.level.value.is_some())
    }

    /// What the forms mean, those that occur.
    pub fn legend(&self, meanings: &[(Form, &str)], legend: &mut Legend) {
        for (form, words) in meanings {
            let sign = match form {
                Form::Dots => Sign::Tick,
                Form::Outline => Sign::Edge,
                Form::Dashed => Sign::DashedEdge,
                Form::Pale => Sign::PaleBar,
                Form::Solid => Sign::Bar,
                Form::Words => continue,
            };
            legend.add(self.has(*form), sign, *words);
        }
    }

    /// A row for each number.
    pub fn fill(&self, frame: &Frame<'_>, table: &mut Table) {
        for row in &self.rows {
            for rung in &row.rungs {
                let mark = Mark {
                    subject: self.subject,
                    of: row.party,
                    stage: rung.stage,
                    at: Some(rung.level.at),
                    claims: &rung.level.claims,
                };
                let party = frame
                    .links
                    .party(row.party)
                    .filter(|_| !row.party.is_empty());
                let amount = hedged(rung.level.value, None, rung.level.hedge);
                table.rows.push(vec![
                    Cell::linked(row.name.clone(), party),
                    rung.stage.into(),
                    Cell::linked(amount, frame.links.mark(&mark)),
                    self.unit.into(),
                    day(rung.level.at).into(),
                    number(rung.level.sources as f64).into(),
                ]);
            }
        }
    }
}

/// `400 present, ≥ 600 arrived`: the last stages first, as many as have room.
fn in_words(row: &Row<'_>, room: f64) -> String {
    let mut out = String::new();
    for rung in row.rungs.iter().rev().filter(|r| r.level.value.is_some()) {
        let word = format!(
            "{} {}",
            brief(rung.level.value, rung.level.hedge),
            rung.stage
        );
        let longer = if out.is_empty() {
            word
        } else {
            format!("{out}, {word}")
        };
        if width(&longer, 10.5) > room && !out.is_empty() {
            break;
        }
        out = longer;
    }
    fit(&out, 10.5, room)
}
