//! Rows of things that last: a bar from a first to a last day, under one axis of days.

use crate::axis::Days;
use crate::frame::{Frame, Mark};
use crate::mark::{line, n, rect, text, told};
use crate::wording::{fit, width};
use jiff::civil::Date;
use maud::{Markup, html};

/// One bar.
pub struct Span<'a> {
    pub first: Date,
    pub last: Date,
    /// Goes on until this day, as far as is known.
    pub on: Option<Date>,
    /// The first day is not known; it may have begun before.
    pub open: bool,
    /// A count beside others of the same days, or something not yet so: drawn hollow.
    pub hollow: bool,
    /// Written beside the bar.
    pub label: String,
    /// Said of the mark.
    pub words: String,
    pub mark: Mark<'a>,
}

/// A row with a name; bars that would meet stand in lanes under each other.
pub struct SpanRow<'a> {
    pub name: String,
    pub under: String,
    pub spans: Vec<Span<'a>>,
}

/// Rows under a heading.
pub struct SpanGroup<'a> {
    pub heading: String,
    pub rows: Vec<SpanRow<'a>>,
}

const LANE: f64 = 20.0;

/// Draws all groups over one axis; gives the height.
pub fn draw(frame: &Frame<'_>, groups: &[SpanGroup<'_>], as_of: Date) -> (Markup, f64) {
    let full = frame.width();
    let rows = || groups.iter().flat_map(|g| &g.rows);
    let names = rows()
        .map(|r| width(&r.name, 12.0).max(width(&r.under, 10.5)))
        .fold(40.0, f64::max);
    let left = (names + 16.0).min(full * if frame.narrow() { 0.36 } else { 0.32 });
    let spans = || rows().flat_map(|r| &r.spans);
    let first = spans().map(|s| s.first).min().unwrap_or(as_of);
    let last = spans().map(|s| s.on.unwrap_or(s.last).max(s.last)).max();
    let days = Days::new(first, last.unwrap_or(as_of), left, full - left - 4.0);
    let mut y = 8.0;
    let mut out = Vec::new();
    for group in groups {
        if !group.heading.is_empty() {
            y += 18.0;
            out.push(text(
                0.0,
                y + 2.0,
                "start",
                "strong",
                &fit(&group.heading, 12.0, full / 1.1),
            ));
            y += 10.0;
        }
        for row in &group.rows {
            let lanes = lanes(&row.spans, &days, full);
            let deep = lanes.iter().map(|(lane, ..)| lane + 1).max().unwrap_or(1) as f64;
            let tall = (deep * LANE).max(if row.under.is_empty() { LANE } else { 32.0 }) + 6.0;
            out.push(html! {
                (line(left, y, full, y, "grid"))
                (text(0.0, y + 15.0, "start", "", &fit(&row.name, 12.0, left - 10.0)))
                (text(0.0, y + 28.0, "start", "quiet small", &fit(&row.under, 10.5, left - 10.0)))
                @for (span, (lane, x, before)) in row.spans.iter().zip(&lanes) {
                    (bar(frame, span, &days, y + 3.0 + *lane as f64 * LANE, (*x, *before, full)))
                }
            });
            y += tall;
        }
    }
    let ticks = days.ticks();
    let markup = html! {
        @for (x, _) in &ticks { (line(*x, 6.0, *x, y, "grid")) }
        @for row in out { (row) }
        (line(left, y, full, y, "base"))
        @for (x, name) in &ticks { (text(*x, y + 16.0, "middle", "quiet small", name)) }
    };
    (markup, y + 22.0)
}

/// For each span its lane, where its label begins or ends, and whether it stands before the bar.
fn lanes(spans: &[Span<'_>], days: &Days, full: f64) -> Vec<(usize, f64, bool)> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut out = Vec::new();
    for span in spans {
        let (from, to) = ends(span, days, full);
        let long = width(&span.label, 10.5) + 8.0;
        let before = to + long > full && from - long > 0.0;
        let (a, b) = if before {
            (from - long, to + 6.0)
        } else {
            (from, to + long + 4.0)
        };
        let free = |lane: &Vec<(f64, f64)>| lane.iter().all(|(c, d)| b < *c || *d < a);
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        if let Some(lane) = taken.get_mut(lane) {
            lane.push((a, b));
        }
        out.push((lane, if before { from - 6.0 } else { to + 6.0 }, before));
    }
    out
}

fn ends(span: &Span<'_>, days: &Days, edge: f64) -> (f64, f64) {
    let from = days.x(span.first).min(edge - 6.0);
    let to = days.x(span.on.unwrap_or(span.last).max(span.last));
    // One day is a mark that can be seen and pointed at.
    (from, to.max(from + 6.0))
}

fn bar(
    frame: &Frame<'_>,
    span: &Span<'_>,
    days: &Days,
    y: f64,
    (label_at, before, full): (f64, bool, f64),
) -> Markup {
    let (from, to) = ends(span, days, full);
    let solid = days.x(span.last).max(from + 6.0).min(to);
    let class = if span.hollow { "edge" } else { "bar" };
    let shape = html! {
        g.s0 {
            @if span.on.is_some() && to > solid { (rect(solid, y + 5.5, to - solid, 3.0, "pale")) }
            (rect(from, y + 1.0, solid - from, 12.0, class))
            @if span.open {
                path.edge d=(format!("M{} {}l-3 4l3 4", n(from - 2.0), n(y + 3.0))) {}
            }
        }
    };
    let room = if before { label_at } else { full - label_at };
    html! {
        (told(frame, &span.mark, &span.words, shape))
        (text(label_at, y + 11.0, if before { "end" } else { "start" }, "small halo", &fit(&span.label, 10.5, room)))
    }
}
