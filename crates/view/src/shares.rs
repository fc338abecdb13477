//! Shares of ground over time: a small picture for each place and holder of which more than one share is told.

use crate::axis::Days;
use crate::frame::Frame;
use crate::ground::mark_of;
use crate::mark::{Look, line, n, text, told};
use crate::wording::{brief, counted, day, fit, hedged, width};
use contingent_reckon::{GroundRow, Hedge, MissionView};
use maud::{Markup, html};

const MOST: usize = 9;
const TALL: f64 = 46.0;

/// From `top` on; gives where they end.
pub fn shares(
    view: &MissionView,
    frame: &Frame<'_>,
    look: &dyn Fn(&str) -> Look,
    top: f64,
) -> (Markup, f64) {
    let told_twice =
        |row: &&GroundRow| row.history.iter().filter(|l| l.value.is_some()).count() > 1;
    let mut rows: Vec<&GroundRow> = view.ground.iter().filter(told_twice).collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.history.len()));
    rows.truncate(if frame.narrow() { 6 } else { MOST });
    let first = (rows.iter().flat_map(|r| &r.history)).map(|l| l.at).min();
    let Some(first) = first else {
        return (html! {}, top);
    };
    let full = frame.width();
    let columns = if frame.narrow() { 2.0 } else { 3.0 };
    let wide = (full - (columns - 1.0) * 24.0) / columns;
    let deep = TALL + 46.0;
    let markup = html! {
        (text(0.0, top + 24.0, "start", "strong", "Shares over time, in percent"))
        @for (place, row) in rows.iter().enumerate() {
            @let x = (place % columns as usize) as f64 * (wide + 24.0);
            @let y = top + 40.0 + (place / columns as usize) as f64 * deep;
            (panel(view, frame, row, look(&row.holder), (x, y, wide), first))
        }
    };
    let lines = (rows.len() as f64 / columns).ceil();
    (markup, top + 40.0 + lines * deep)
}

fn panel(
    view: &MissionView,
    frame: &Frame<'_>,
    row: &GroundRow,
    look: Look,
    (left, top, wide): (f64, f64, f64),
    first: jiff::civil::Date,
) -> Markup {
    let last = row.history.iter().rev().find(|l| l.value.is_some());
    let said = last.map_or_else(String::new, |l| brief(l.value, l.hedge));
    let said = fit(&said, 12.0, wide * 0.5);
    let right = width(&said, 12.0) + 10.0;
    let days = Days::new(first, view.as_of, left, wide - right);
    let (up, down) = (top + 12.0, top + 12.0 + TALL);
    let y = |value: f64| down - (value / 100.0).clamp(0.0, 1.0) * TALL;
    let mut path = String::new();
    for (at, value) in row.history.iter().filter_map(|l| Some((l.at, l.value?))) {
        let (a, b) = (n(days.x(at)), n(y(value)));
        path += &if path.is_empty() {
            format!("M{a} {b}")
        } else {
            format!("H{a}V{b}")
        };
    }
    let end = days.x(view.as_of);
    let on = last.map(|l| {
        let b = n(y(l.value.unwrap_or(0.0)));
        format!("M{} {b}H{}", n(days.x(l.at)), n(end))
    });
    let name = format!("{} · {}", row.place, frame.name(&row.holder));
    html! {
        (text(left, top + 2.0, "start", "small", &fit(&name, 10.5, wide)))
        (line(left, up, left + wide - right, up, "grid"))
        (line(left, down, left + wide - right, down, "base"))
        path class={ "line " (look.class()) } d=(path) {}
        @if let Some(on) = on { path class={ "line on " (look.class()) } d=(on) {} }
        @for level in &row.history {
            @if let Some(value) = level.value {
                @let words = format!(
                    "{name}, {}: {} percent ({})",
                    day(level.at), hedged(level.value, None, level.hedge), counted(level.sources, "source")
                );
                (told(frame, &mark_of(row, level), &words, html! {
                    g class=(look.class()) { (look.mark(days.x(level.at), y(value), level.hedge != Hedge::Exact)) }
                }))
            }
        }
        @if let Some(last) = last {
            (text(left + wide - right + 6.0, y(last.value.unwrap_or(0.0)) + 4.0, "start", "label", &said))
        }
        @for (at, year) in days.ticks().into_iter().filter(|(_, name)| name.len() >= 4).take(2) {
            (text(at, down + 14.0, "middle", "quiet small", &year))
        }
    }
}
