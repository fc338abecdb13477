//! How many are there: a step for each change, a line for each contributor, a mark for each number that is told.

use crate::disputes::Disputes;
use crate::frame::{Frame, Mark};
use crate::legend::{Legend, Sign};
use crate::mark::Look;
use crate::picture::Picture;
use crate::style::SERIES;
use crate::table::{Cell, MOST_ROWS, Table};
use crate::wording::{counted, day, hedged, number};
use contingent_reckon::{Figure, Hedge, Kind, Level, MissionView, Topic};
use jiff::civil::Date;

/// The presence of each contributor and of the whole over time; what is planned for later is dashed.
#[must_use]
pub fn strength(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let story = Story::of(view, frame);
    let table = story.table(frame);
    if story.lines.is_empty() && story.ceiling.is_empty() {
        return crate::empty::empty(
            view,
            frame,
            "People present over time",
            "No source says how many people are there.",
            table,
        );
    }
    let words = (
        "People present over time".to_owned(),
        story.description(frame),
    );
    let (body, height) = story.draw(frame);
    Picture::new(view, frame, words, height, body, table)
}

/// One line.
pub struct Line<'a> {
    pub party: &'a str,
    pub look: Look,
    pub history: &'a [Level],
}

/// What there is to draw.
pub struct Story<'a> {
    pub view: &'a MissionView,
    pub lines: Vec<Line<'a>>,
    /// The size set, from when on.
    pub ceiling: Vec<&'a Figure>,
    /// Numbers told of people who are there, come or go.
    pub told: Vec<&'a Figure>,
    /// Numbers told of days to come.
    pub ahead: Vec<&'a Figure>,
    disputes: Disputes<'a>,
}

impl<'a> Story<'a> {
    fn of(view: &'a MissionView, frame: &Frame<'_>) -> Self {
        let people = || view.series.iter().filter(|f| f.topic == Topic::Strength);
        let mut lines = Vec::new();
        if !view.strength.history.is_empty() {
            lines.push(Line {
                party: "",
                look: Look::Whole,
                history: &view.strength.history,
            });
        }
        let mut rows: Vec<_> = (view.strength.contributors.iter())
            .filter(|row| !row.history.is_empty())
            .collect();
        let peak = |history: &[Level]| {
            let values = history.iter().filter_map(|l| l.value);
            values.fold(-1.0, f64::max)
        };
        rows.sort_by(|a, b| {
            let last = |l: &[Level]| l.last().and_then(|l| l.value).unwrap_or(-1.0);
            (last(&b.history).total_cmp(&last(&a.history)))
                .then(peak(&b.history).total_cmp(&peak(&a.history)))
                .then(a.contributor.cmp(&b.contributor))
        });
        let named = if frame.narrow() { 4 } else { SERIES };
        for (place, row) in rows.into_iter().enumerate() {
            let look = if place < named {
                Look::of(place)
            } else {
                Look::Other
            };
            lines.push(Line {
                party: &row.contributor,
                look,
                history: &row.history,
            });
        }
        let ceiling = people()
            .filter(|f| {
                f.stage == "authorized"
                    && f.party.is_empty()
                    && f.kind == Kind::Level
                    && f.value.is_some()
            })
            .collect();
        let told = people()
            .filter(|f| matches!(f.stage, "deployed" | "withdrawn"))
            .collect();
        let ahead = people()
            .filter(|f| matches!(f.stage, "planned" | "pledged" | "withdrawal_planned"))
            .filter(|f| f.value.is_some() && later(f).is_some_and(|d| d > view.as_of))
            .collect();
        Self {
            view,
            lines,
            ceiling,
            told,
            ahead,
            disputes: Disputes::of(view),
        }
    }

    fn description(&self, frame: &Frame<'_>) -> String {
        let mut said = Vec::new();
        let now = |l: &Line<'_>| l.history.last().map(|l| hedged(l.value, None, l.hedge));
        for l in self.lines.iter().filter(|l| l.look != Look::Other) {
            if let Some(now) = now(l) {
                said.push(format!("{} {now}", self.name(frame, l.party)));
            }
        }
        let others = self.lines.iter().filter(|l| l.look == Look::Other).count();
        if others > 0 {
            said.push(counted(others, "smaller contributor"));
        }
        if let Some(ceiling) = self.ceiling.last() {
            said.push(format!(
                "authorised {}",
                hedged(ceiling.value, ceiling.max, ceiling.hedge)
            ));
        }
        format!(
            "As of {}: {}. Each number told is a mark; the table has them all.",
            day(self.view.as_of),
            said.join(", ")
        )
    }

    pub fn name(&self, frame: &Frame<'_>, party: &str) -> String {
        if party.is_empty() {
            "Whole mission".to_owned()
        } else {
            frame.name(party)
        }
    }

    /// True when another source gives another number in its place.
    pub fn disputed(&self, figure: &Figure) -> bool {
        self.disputes.hold(figure)
    }

    pub fn words(&self, frame: &Frame<'_>, f: &Figure) -> String {
        let differs = if self.disputed(f) {
            "; sources differ"
        } else {
            ""
        };
        format!(
            "{}, {}: {} {} ({}{differs})",
            self.name(frame, &f.party),
            day(later(f).filter(|d| *d > self.view.as_of).unwrap_or(f.at)),
            hedged(f.value, f.max, f.hedge),
            deed(f),
            counted(f.sources, "source"),
        )
    }

    pub fn legend(&self) -> Legend {
        let told = |test: &dyn Fn(&Figure) -> bool| self.told.iter().any(|f| test(f));
        let mut legend = Legend::default();
        let came = told(&|f| f.kind == Kind::Change && f.stage == "deployed");
        let left = told(&|f| f.stage == "withdrawn");
        let rough = told(&is_rough);
        let on =
            (self.lines.iter()).any(|l| l.history.last().is_some_and(|l| l.at < self.view.as_of));
        legend.add(came, Sign::Arrow(true), "people arrived");
        legend.add(left, Sign::Arrow(false), "people left");
        legend.add(rough, Sign::Rough, "rough, at least or at most");
        legend.add(told(&|f| self.disputed(f)), Sign::Ring, "sources differ");
        legend.add(on, Sign::Pale, "nothing newer is told");
        legend.add(!self.ahead.is_empty(), Sign::Dashed, "planned");
        legend.add(!self.ceiling.is_empty(), Sign::Dots, "authorised");
        legend
    }

    fn table(&self, frame: &Frame<'_>) -> Table {
        let caption = "People present: every number told, in order of time";
        let headings = [
            "Date",
            "Contributor",
            "#People",
            "What",
            "#Sources",
            "Remark",
        ];
        let mut table = Table::new(caption, &headings);
        let mut all: Vec<&Figure> = (self.ceiling.iter())
            .chain(&self.told)
            .chain(&self.ahead)
            .copied()
            .collect();
        all.sort_by(|a, b| (a.at, &a.party, &a.claims).cmp(&(b.at, &b.party, &b.claims)));
        let hidden = all.len().saturating_sub(MOST_ROWS);
        table.hide(hidden);
        all.drain(..hidden);
        for f in all {
            let link = frame.links.mark(&mark_of(f));
            let remark = if self.disputed(f) {
                "sources differ"
            } else {
                ""
            };
            table.rows.push(vec![
                day(later(f).filter(|d| *d > self.view.as_of).unwrap_or(f.at)).into(),
                Cell::linked(self.name(frame, &f.party), frame.links.party(&f.party)),
                Cell::linked(hedged(f.value, f.max, f.hedge), link),
                deed(f).into(),
                number(f.sources as f64).into(),
                remark.into(),
            ]);
        }
        table
    }
}

/// The day that a plan is for.
pub fn later(figure: &Figure) -> Option<Date> {
    let plan = matches!(figure.stage, "planned" | "pledged" | "withdrawal_planned");
    figure.until.or(figure.from).filter(|_| plan)
}

fn deed(figure: &Figure) -> &'static str {
    match (figure.stage, figure.kind) {
        ("deployed", Kind::Change) => "arrived",
        ("deployed", Kind::SinceStart) => "came since the start",
        ("deployed", _) => "present",
        ("withdrawn", _) => "left",
        ("withdrawal_planned", _) => "planned to leave",
        ("authorized", _) => "authorised",
        (stage, _) => stage,
    }
}

/// True for a number of those present that is not meant to be exact: of all who came, some may have gone home.
pub fn is_rough(figure: &Figure) -> bool {
    figure.hedge != Hedge::Exact || figure.value.is_none() || figure.kind == Kind::SinceStart
}

pub fn mark_of(figure: &Figure) -> Mark<'_> {
    Mark {
        subject: "strength",
        of: &figure.party,
        stage: figure.stage,
        at: Some(figure.at),
        claims: &figure.claims,
    }
}
