//! The plot of the strength: lines of steps, marks, plans and the labels at the right.

use crate::axis::{Days, Numbers};
use crate::frame::Frame;
use crate::mark::{Look, arrow, line, n, ring, text, told};
use crate::place_labels::apart;
use crate::strength::{Line, Story, is_rough, later, mark_of};
use crate::wording::{brief, counted, fit, width};
use contingent_reckon::{Figure, Hedge, Kind};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// More marks than these are thinned out.
const MARKS: usize = 600;

impl<'a> Story<'a> {
    /// The plot with its legend, and its height.
    pub fn draw(&self, frame: &Frame<'_>) -> (Markup, f64) {
        let full = frame.width();
        let labels = self.labels(frame);
        let most = labels
            .iter()
            .map(|l| width(&l.words(400.0), 12.0))
            .fold(0.0, f64::max);
        let (left, top) = (44.0, 14.0);
        let right = (most + 26.0).clamp(40.0, full * if frame.narrow() { 0.4 } else { 0.36 });
        let tall = if frame.narrow() { 230.0 } else { 300.0 };
        let bottom = top + tall;
        let days = self.days(left, full - left - right);
        let numbers = Numbers::new(self.most(), 5.0, bottom, tall - 6.0);
        let end = days.x(self.view.as_of);
        let legend = self.legend();
        let (legend, deep) = legend.draw(0.0, bottom + 44.0, full);
        let body = html! {
            @for (y, name) in numbers.ticks() {
                (line(left, y, full - right, y, "grid"))
                (text(left - 8.0, y + 4.0, "end", "quiet small", &name))
            }
            (line(left, bottom, full - right, bottom, "base"))
            @for (x, name) in days.ticks() {
                (line(x, bottom, x, bottom + 4.0, "base"))
                (text(x, bottom + 18.0, "middle", "quiet small", &name))
            }
            (self.ceiling(&days, &numbers, full - right))
            @for l in self.lines.iter().rev() {
                (steps(l, &days, &numbers, self.view.as_of))
            }
            @if !self.ahead.is_empty() {
                (line(end, top, end, bottom, "lead"))
            }
            @for f in &self.ahead { (self.plan(frame, f, &days, &numbers)) }
            @for (f, more) in self.seen(&days, &numbers) { (self.mark(frame, f, more, &days, &numbers)) }
            (self.write_labels(&labels, &numbers, (full - right, top, bottom), right))
            (legend)
        };
        (body, bottom + 30.0 + deep)
    }

    fn days(&self, left: f64, width: f64) -> Days {
        let of_lines = self.lines.iter().flat_map(|l| l.history).map(|l| l.at);
        let of_figures = self.told.iter().chain(&self.ceiling).map(|f| f.at);
        let first = of_lines.chain(of_figures).min().unwrap_or(self.view.as_of);
        let last = self.ahead.iter().filter_map(|f| later(f));
        // A plan for 2060 does not press the years before it together.
        let farthest = self.view.as_of.saturating_add(jiff::Span::new().months(30));
        let last = last.max().map_or(self.view.as_of, |d| d.min(farthest));
        Days::new(first, last.max(self.view.as_of), left, width)
    }

    fn most(&self) -> f64 {
        let of_lines = self
            .lines
            .iter()
            .flat_map(|l| l.history)
            .filter_map(|l| l.value);
        let of_figures = (self.told.iter())
            .filter(|f| f.kind == Kind::Level)
            .chain(&self.ceiling)
            .filter_map(|f| f.max.or(f.value));
        let of_plans = self.ahead.iter().filter_map(|f| self.planned(f));
        let sum = self.view.strength.sum.as_ref().and_then(|s| s.level.value);
        (of_lines.chain(of_figures).chain(of_plans).chain(sum)).fold(0.0, f64::max)
    }

    /// How many will be there when a plan comes true.
    fn planned(&self, figure: &Figure) -> Option<f64> {
        let value = figure.value?;
        let now = self.level(&figure.party, self.view.as_of);
        match (figure.stage, figure.kind) {
            ("withdrawal_planned", _) => Some((now? - value).max(0.0)),
            (_, Kind::Change) => Some(now.unwrap_or(0.0) + value),
            _ => Some(value),
        }
    }

    /// How many of a party are known to be there on a day.
    fn level(&self, party: &str, day: Date) -> Option<f64> {
        let line = self.lines.iter().find(|l| l.party == party)?;
        let until = line.history.partition_point(|l| l.at <= day);
        line.history.get(until.checked_sub(1)?)?.value
    }

    /// The numbers that are drawn, each with how many more it covers: all, or, where there are very many, of those that
    /// lie over each other the one with the most sources.
    fn seen(&self, days: &Days, numbers: &Numbers) -> Vec<(&'a Figure, usize)> {
        if self.told.len() <= MARKS {
            return self.told.iter().map(|f| (*f, 0)).collect();
        }
        let mut apart = 4.0;
        loop {
            let seen = self.thinned(days, numbers, apart);
            if seen.len() <= MARKS || apart > 200.0 {
                return seen;
            }
            apart *= 1.6;
        }
    }

    /// One number of each party and stage in each square of this many pixels.
    fn thinned(&self, days: &Days, numbers: &Numbers, apart: f64) -> Vec<(&'a Figure, usize)> {
        type Square<'a> = (i64, i64, &'a str, &'a str);
        let near = |v: f64| (v / apart).round() as i64;
        let mut squares: BTreeMap<Square<'_>, (&'a Figure, usize)> = BTreeMap::new();
        for figure in &self.told {
            let y = numbers.y(figure.value.unwrap_or(0.0));
            let square = (
                near(days.x(figure.at)),
                near(y),
                figure.party.as_str(),
                figure.stage,
            );
            match squares.entry(square) {
                Entry::Vacant(empty) => {
                    empty.insert((*figure, 0));
                }
                Entry::Occupied(mut taken) => {
                    let (kept, more) = taken.get_mut();
                    *more += 1;
                    if figure.sources > kept.sources {
                        *kept = figure;
                    }
                }
            }
        }
        squares.into_values().collect()
    }

    fn look(&self, party: &str) -> Look {
        let line = self.lines.iter().find(|l| l.party == party);
        line.map_or(Look::Other, |l| l.look)
    }

    fn ceiling(&self, days: &Days, numbers: &Numbers, right: f64) -> Markup {
        let mut path = String::new();
        for figure in &self.ceiling {
            let (x, y) = (
                n(days.x(figure.at)),
                n(numbers.y(figure.value.unwrap_or(0.0))),
            );
            path += &if path.is_empty() {
                format!("M{x} {y}")
            } else {
                format!("H{x}V{y}")
            };
        }
        path += &format!("H{}", n(right));
        html! { @if !self.ceiling.is_empty() { path.reference d=(path) {} } }
    }

    fn mark(
        &self,
        frame: &Frame<'_>,
        f: &Figure,
        more: usize,
        days: &Days,
        numbers: &Numbers,
    ) -> Markup {
        let look = self.look(&f.party);
        let x = days.x(f.at);
        let rough = is_rough(f);
        let moved = f.kind == Kind::Change || f.stage == "withdrawn";
        let value = if moved {
            self.level(&f.party, f.at)
        } else {
            f.value
        };
        let y = numbers.y(value.unwrap_or(0.0));
        let shape = html! {
            g class=(look.class()) {
                @if let (Hedge::Range, Some(max)) = (f.hedge, f.max) {
                    (line(x, y, x, numbers.y(max), "edge"))
                }
                @if moved { (arrow(x, y, f.stage != "withdrawn", rough)) }
                @else { (look.mark(x, y, rough)) }
                @if self.disputed(f) { (ring(x, y, look)) }
            }
        };
        let mut words = self.words(frame, f);
        if more > 0 {
            words += &format!(" and {more} more here");
        }
        told(frame, &mark_of(f), &words, shape)
    }

    fn plan(&self, frame: &Frame<'_>, f: &Figure, days: &Days, numbers: &Numbers) -> Markup {
        let (Some(value), Some(day)) = (self.planned(f), later(f)) else {
            return html! {};
        };
        let from = self.level(&f.party, self.view.as_of).unwrap_or(0.0);
        let (x, y) = (days.x(day), numbers.y(value));
        let path = format!(
            "M{} {}L{} {}",
            n(days.x(self.view.as_of)),
            n(numbers.y(from)),
            n(x),
            n(y)
        );
        let look = self.look(&f.party);
        let shape = html! {
            g class=(look.class()) {
                path class={ "line ahead " (look.class()) } d=(path) {}
                (look.mark(x, y, true))
            }
        };
        told(frame, &mark_of(f), &self.words(frame, f), shape)
    }

    fn labels(&self, frame: &Frame<'_>) -> Vec<Label> {
        let mut labels = Vec::new();
        for l in self.lines.iter().filter(|l| l.look != Look::Other) {
            let Some(last) = l.history.last() else {
                continue;
            };
            labels.push(Label {
                name: match (l.party, frame.narrow()) {
                    ("", true) => "Whole".to_owned(),
                    _ => self.name(frame, l.party),
                },
                number: brief(last.value, last.hedge),
                value: last.value.unwrap_or(0.0),
                look: Some(l.look),
            });
        }
        let others: Vec<f64> = (self.lines.iter())
            .filter(|l| l.look == Look::Other)
            .map(|l| l.history.last().and_then(|l| l.value).unwrap_or(0.0))
            .collect();
        if !others.is_empty() {
            labels.push(Label {
                name: counted(others.len(), "other"),
                number: String::new(),
                value: others.iter().copied().fold(0.0, f64::max),
                look: Some(Look::Other),
            });
        }
        if let Some(ceiling) = self.ceiling.last() {
            labels.push(Label {
                name: "Authorised".to_owned(),
                number: brief(ceiling.value, ceiling.hedge),
                value: ceiling.value.unwrap_or(0.0),
                look: None,
            });
        }
        // Often the whole is known as the sum only, and need not be told twice.
        let whole = self.level("", self.view.as_of);
        let sum = self.view.strength.sum.as_ref();
        if let Some(sum) = sum.filter(|s| s.added.len() > 1 && s.level.value != whole) {
            labels.push(Label {
                name: "Sum".to_owned(),
                number: brief(sum.level.value, sum.level.hedge),
                value: sum.level.value.unwrap_or(0.0),
                look: None,
            });
        }
        labels
    }

    fn write_labels(
        &self,
        labels: &[Label],
        numbers: &Numbers,
        (x, top, bottom): (f64, f64, f64),
        room: f64,
    ) -> Markup {
        let wanted: Vec<f64> = labels.iter().map(|l| numbers.y(l.value)).collect();
        let placed = apart(&wanted, 16.0, top, bottom - 2.0);
        html! {
            @for ((label, wanted), y) in labels.iter().zip(&wanted).zip(&placed) {
                @let class = label.look.map_or("muted", Look::class);
                (line(x + 1.0, *wanted, x + 7.0, *y, "lead"))
                g class=(class) {
                    @if let Some(look) = label.look { (look.mark(x + 12.0, *y, false)) }
                }
                @let strong = match label.look { Some(Look::Whole) => "strong label", Some(_) => "label", None => "quiet label" };
                (text(x + 20.0, y + 4.0, "start", strong, &label.words(room - 21.0)))
            }
        }
    }
}

/// What stands at the right of the plot.
struct Label {
    name: String,
    number: String,
    value: f64,
    look: Option<Look>,
}

impl Label {
    /// As much of the name as has room beside the number.
    fn words(&self, room: f64) -> String {
        let beside = width(&self.number, 12.0) + 4.0;
        let name = fit(&self.name, 12.0, (room - beside).max(24.0));
        format!("{name} {}", self.number).trim_end().to_owned()
    }
}

/// A line of steps; where the number becomes unknown, it ends; after the last number told it is carried on, paler.
fn steps(l: &Line<'_>, days: &Days, numbers: &Numbers, as_of: Date) -> Markup {
    // What is told of one day last holds from that day on.
    let by_day: BTreeMap<Date, Option<f64>> = l.history.iter().map(|l| (l.at, l.value)).collect();
    let mut path = String::new();
    let mut open = false;
    for (at, value) in &by_day {
        let x = n(days.x(*at));
        if open {
            path += &format!("H{x}");
        }
        if let Some(value) = value {
            let y = n(numbers.y(*value));
            path += &if open {
                format!("V{y}")
            } else {
                format!("M{x} {y}")
            };
        }
        open = value.is_some();
    }
    let last = by_day
        .last_key_value()
        .and_then(|(at, v)| v.map(|v| (*at, v)));
    let on = last.filter(|(at, _)| *at < as_of).map(|(at, v)| {
        let y = n(numbers.y(v));
        format!("M{} {y}H{}", n(days.x(at)), n(days.x(as_of)))
    });
    html! {
        path class={ "line " (l.look.class()) } d=(path) {}
        @if let Some(on) = on { path class={ "line on " (l.look.class()) } d=(on) {} }
    }
}
