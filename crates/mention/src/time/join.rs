//! Joins what belongs together into one time of the codebook: ranges, deadlines, starts.

use super::expression::{Expression, What};
use super::resolve::{Context, Resolved};
use super::scan;
use super::value::{Edge, Unit, Value, monday};
use crate::line::Line;
use crate::mention::Time;
use jiff::civil::Date;
use smol_str::{SmolStr, format_smolstr};

/// A time as claims use it, over atoms `first..end`.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) time: Time,
    pub(super) reason: &'static str,
}

/// The times of one line. Reads on in `context`.
pub(super) fn join(line: &Line<'_>, context: &mut Context) -> Vec<Joined> {
    let found = resolved(line, context);
    join_resolved(line, found, context)
}

/// Joins what has been resolved already.
pub(super) fn join_resolved(
    line: &Line<'_>,
    mut found: Vec<(Expression, Resolved)>,
    context: &Context,
) -> Vec<Joined> {
    let dateline = dateline(line);
    found.retain(|(expression, _)| expression.first >= dateline);
    let now = context.published();
    let mut out = Vec::new();
    let mut i = 0;
    while let Some((expression, value)) = found.get(i) {
        if let Some(next) = found.get(i + 1)
            && let Some(range) = range(line, (expression, value), (&next.0, &next.1), now)
        {
            out.push(range);
            i += 2;
            continue;
        }
        out.extend(single(line, expression, value, now));
        i += 1;
    }
    out
}

/// Every expression of a line with its value.
pub(super) fn resolved(line: &Line<'_>, context: &mut Context) -> Vec<(Expression, Resolved)> {
    context.next_line();
    let expressions = scan::scan(line);
    let mut out = Vec::with_capacity(expressions.len());
    let mut rest = expressions.into_iter().peekable();
    while let Some(expression) = rest.next() {
        let value = context.resolve(line, &expression, rest.peek());
        out.push((expression, value));
    }
    out
}

/// The atom behind a dateline ("NAIROBI, Oct 5 (Reuters)"), whose date says when the report was sent and no more;
/// 0 without one.
fn dateline(line: &Line<'_>) -> usize {
    let Some(open) = (1..line.len().min(12)).find(|i| line.is(*i, "(")) else {
        return 0;
    };
    let place = line.span(0, 1).of(line.text);
    let capitals = place.chars().count() > 2 && place.chars().all(char::is_uppercase);
    let agency = line.capital(open + 1) && (open + 2..open + 5).any(|i| line.is(i, ")"));
    let dated = (1..open).any(|i| line.is(i, ","));
    if capitals && agency && dated { open } else { 0 }
}

fn single(
    line: &Line<'_>,
    e: &Expression,
    resolved: &Resolved,
    now: Option<Date>,
) -> Option<Joined> {
    if matches!(
        e.what,
        What::Age { .. } | What::Event | What::Clock | What::Set(_)
    ) || year_of_resolution(line, e)
    {
        return None;
    }
    let (until, since) = (deadline(line, e), start(line, e));
    let value = &resolved.value;
    let edtf = if let (Some(Edge::Earlier), Value::Week(day)) = (e.edge, value) {
        format_smolstr!("{}/{}", monday(*day)?, now?)
    } else if let Some(day) = last_day(e, value, until) {
        format_smolstr!("{day}")
    } else if let (Some(edge @ (Edge::End | Edge::Mid)), Value::Year(y)) = (e.edge, value) {
        match edge {
            Edge::Mid => format_smolstr!("{y:04}-06"),
            _ if until_word(line, e) => format_smolstr!("{y:04}-12-31"),
            _ => format_smolstr!("{y:04}-12"),
        }
    } else if since && value.unit().is_some() {
        format_smolstr!("{}/..", first_part(&value.edtf()?))
    } else {
        value.edtf()?
    };
    Some(Joined {
        first: e.first,
        end: e.end,
        time: Time {
            edtf,
            duration: matches!(value, Value::Duration(..)),
            until,
            since,
            clock: e
                .clock
                .and_then(|c| jiff::civil::Time::new(c.hour, c.minute.unwrap_or(0), 0, 0).ok()),
        },
        reason: resolved.reason,
    })
}

/// "until the end of the month" is its last day; a mere "at the end of June" stays the month,
/// and the end of a year is its December unless "until" counts the days.
fn last_day(e: &Expression, value: &Value, until: bool) -> Option<Date> {
    (e.edge == Some(Edge::End) && until && matches!(value.unit(), Some(Unit::Week | Unit::Month)))
        .then(|| value.interval()?.1)
        .flatten()
}

fn until_word(line: &Line<'_>, e: &Expression) -> bool {
    matches!(line.before(e.first, 1), "until" | "till" | "through")
}

/// "until X", "by X", "prolonged to X".
fn deadline(line: &Line<'_>, e: &Expression) -> bool {
    match line.before(e.first, 1) {
        "until" | "till" | "by" | "through" | "beyond" => true,
        "to" => is_point(e),
        "the" => matches!(line.before(e.first, 2), "until" | "till" | "by" | "through"),
        _ => false,
    }
}

/// "since X", "from X on", "as of X".
fn start(line: &Line<'_>, e: &Expression) -> bool {
    let before = line.before(e.first, 1);
    let word = if before == "the" {
        line.before(e.first, 2)
    } else {
        before
    };
    word == "since"
        || word == "from"
            && (matches!(line.word(e.end), "onward" | "onwards")
                || line.is(e.end, "on") && !line.is_word(e.end + 1) && !line.is_digits(e.end + 1)
                || line.is(e.end, "on") && line.is(e.end + 1, "and"))
}

fn is_point(e: &Expression) -> bool {
    matches!(
        e.what,
        What::Day { .. } | What::Month { .. } | What::Year(_) | What::Weekday { .. }
    )
}

/// The year behind a resolution's number belongs to its name: "resolution 2751 (2024)".
fn year_of_resolution(line: &Line<'_>, e: &Expression) -> bool {
    matches!(e.what, What::Year(_))
        && line.before(e.first, 1) == "("
        && (3..6).any(|back| {
            matches!(
                line.before(e.first, back),
                "resolution" | "resolutions" | "unscr" | "res"
            )
        })
}

/// "from 14 April until 2 October", "between July and September", "2004-2017".
fn range(
    line: &Line<'_>,
    (a, left): (&Expression, &Resolved),
    (b, right): (&Expression, &Resolved),
    now: Option<Date>,
) -> Option<Joined> {
    let before = line.before(a.first, 1);
    let before = if before == "the" {
        line.before(a.first, 2)
    } else {
        before
    };
    let mut joint = a.end;
    joint += usize::from(line.is(joint, ","));
    let word = line.word(joint);
    let dash = line.dash(joint);
    let closed = match before {
        "from" | "since" => matches!(word, "to" | "until" | "till" | "through") || dash,
        "between" => word == "and" || dash,
        _ => dash || matches!(word, "to" | "through") && is_point(a),
    };
    let next = joint + 1;
    let next = next + usize::from(line.is(next, "the") && next < b.first);
    if !closed || next != b.first {
        return None;
    }
    let (from, to) = (
        end_of_range(&left.value, now)?,
        end_of_range(&right.value, now)?,
    );
    if from.0 > to.0 {
        return None;
    }
    let end = if b.edge == Some(Edge::End) {
        last_day(b, &right.value, true).map_or(to.1, |d| format_smolstr!("{d}"))
    } else {
        to.1
    };
    Some(Joined {
        first: a.first,
        end: b.end,
        time: Time {
            edtf: format_smolstr!("{}/{}", first_part(&from.1), last_part(&end)),
            duration: false,
            until: false,
            since: false,
            clock: None,
        },
        reason: "from one time to another",
    })
}

/// The first day, for order, and the EDTF of one side of a range.
fn end_of_range(value: &Value, now: Option<Date>) -> Option<(Date, SmolStr)> {
    if *value == Value::Present {
        let now = now?;
        return Some((now, format_smolstr!("{now}")));
    }
    value.unit()?;
    Some((value.start()?, value.edtf()?))
}

fn first_part(edtf: &str) -> &str {
    edtf.split_once('/').map_or(edtf, |(first, _)| first)
}

fn last_part(edtf: &str) -> &str {
    edtf.split_once('/').map_or(edtf, |(_, last)| last)
}
