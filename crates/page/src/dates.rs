//! Which of a page's dates is the day of publication.

use crate::kind::Look;
use crate::region::Seen;
use crate::stamp::{Label, Stamp, stamps};
use crate::when::Day;
use contingent_text::{Complaint, Published};
use std::ops::Range;

/// The stamps of a page by where they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dates {
    /// Between headline and text, in order.
    below: Vec<Stamp>,
    /// Right above the headline.
    above: Vec<Stamp>,
    /// Right after the text.
    after: Vec<Stamp>,
    /// Elsewhere on lines of their own, such as the clock in the page's head.
    elsewhere: Vec<Stamp>,
    /// True when the page's dates put the day first, false for the month; `None` when none tells.
    day_first: Option<bool>,
}

/// Lines above the headline that still belong to it.
const NEAR: usize = 3;

/// Gathers the stamps of a page.
pub(crate) fn find(
    seen: &[Seen],
    title: Option<usize>,
    below: &Range<usize>,
    body: &Range<usize>,
) -> Dates {
    let mut dates = Dates::default();
    let near_title = title.map_or(body.start.saturating_sub(NEAR)..body.start, |t| {
        close_above(seen, t)..t
    });
    let after = body.end..(body.end + NEAR).min(seen.len());
    for (at, s) in seen.iter().enumerate() {
        let Look::Stamp(line) = &s.look else { continue };
        let place = if below.contains(&at) {
            &mut dates.below
        } else if near_title.contains(&at) {
            &mut dates.above
        } else if after.contains(&at) {
            &mut dates.after
        } else {
            &mut dates.elsewhere
        };
        place.extend(line.stamps.iter().cloned());
    }
    dates.day_first = order_of(seen);
    dates
}

/// Up to three lines above the headline, but none beyond a line of furniture: the clock of the page's
/// head stands among menus.
fn close_above(seen: &[Seen], title: usize) -> usize {
    let mut from = title;
    while from > title.saturating_sub(NEAR)
        && !matches!(seen[from - 1].look, Look::Drop | Look::Box | Look::End)
    {
        from -= 1;
    }
    from
}

/// Whether slashed dates of this page put the day first, by those that can be read only one way.
fn order_of(seen: &[Seen]) -> Option<bool> {
    let (mut day_first, mut month_first) = (0, 0);
    for s in seen
        .iter()
        .filter(|s| s.block.text.contains('/') && s.block.text.len() < 400)
    {
        for piece in s
            .block
            .text
            .split(|c: char| !(c.is_ascii_digit() || c == '/'))
        {
            let mut numbers = piece.split('/').map(|n| n.parse::<u16>().unwrap_or(0));
            if let (Some(a), Some(b), Some(1900..2200)) =
                (numbers.next(), numbers.next(), numbers.next())
            {
                day_first += usize::from(a > 12 && (1..=12).contains(&b));
                month_first += usize::from(b > 12 && (1..=12).contains(&a));
            }
        }
    }
    match (day_first, month_first) {
        (1.., 0) => Some(true),
        (0, 1..) => Some(false),
        _ => zone_order(seen),
    }
}

/// Zones of the United States go with the month first, those of Africa and Europe with the day.
fn zone_order(seen: &[Seen]) -> Option<bool> {
    seen.iter().find_map(|s| match &s.look {
        Look::Stamp(line) => line.stamps.iter().find_map(|s| match s.zone.as_deref() {
            Some("EST" | "EDT" | "ET" | "CST" | "CDT" | "CT" | "PST" | "PDT" | "PT") => Some(false),
            Some("EAT" | "CAT" | "WAT" | "SAST" | "BST" | "CET" | "CEST") => Some(true),
            _ => None,
        }),
        _ => None,
    })
}

/// The day of publication: what the head says, else the stamp that says "published", else the first
/// near the headline that does not say "updated", else the updated one. Complaints say what was
/// passed over and why.
pub(crate) fn choose(
    known: Option<Published>,
    dates: Dates,
    body: &[String],
    complaints: &mut Vec<Complaint>,
) -> Option<Published> {
    let order = dates.day_first;
    let near: Vec<&Stamp> = dates
        .below
        .iter()
        .chain(&dates.above)
        .chain(&dates.after)
        .collect();
    let by = |label: Label| near.iter().find(|s| s.label == label).copied();
    let printed = by(Label::Published)
        .or_else(|| by(Label::Bare))
        .or_else(|| by(Label::Updated));

    if let Some(mut known) = known {
        // A head that gives the day only is made exact by the stamp of the same day.
        if known.time.is_none()
            && let Some(exact) = printed
                .and_then(|s| s.settle(order))
                .filter(|p| p.date == known.date)
        {
            known = exact;
        }
        return Some(known);
    }
    if let Some(stamp) = printed {
        if stamp.label == Label::Updated {
            complaints.push(Complaint::new(
                "the page gives only the time of its last update, not of publication",
            ));
        }
        let order = order
            .or_else(|| by_twin(stamp, &near))
            .or_else(|| by_other_dates(stamp, body));
        return match stamp.settle(order) {
            Some(moment) => Some(moment),
            None => {
                complain_of_order(stamp, complaints);
                None
            }
        };
    }
    if let Some(labelled) = dates.elsewhere.iter().find(|s| s.label == Label::Published) {
        return labelled.settle(order);
    }
    if let Some(Day::Sure(date)) = dates.elsewhere.first().map(|s| s.day) {
        complaints.push(Complaint::new(format!(
            "{date} stands apart from the article, like the clock of a page's head; it was not taken for the day of publication"
        )));
    }
    None
}

/// The same day printed a second time in words, "06/05/2024 June 5, 2024".
fn by_twin(stamp: &Stamp, near: &[&Stamp]) -> Option<bool> {
    let Day::Either {
        day_first,
        month_first,
    } = stamp.day
    else {
        return None;
    };
    let said = |date| near.iter().any(|s| s.day == Day::Sure(date));
    match (said(day_first), said(month_first)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// A full date in the text that is one of the two readings, or close before one of them only.
fn by_other_dates(stamp: &Stamp, body: &[String]) -> Option<bool> {
    let Day::Either {
        day_first,
        month_first,
    } = stamp.day
    else {
        return None;
    };
    let all = body.iter().flat_map(|paragraph| stamps(paragraph));
    let sure = all.filter_map(|s| match s.day {
        Day::Sure(date) => Some(date),
        Day::Either { .. } => None,
    });
    let near = |date: jiff::civil::Date, other: jiff::civil::Date| {
        let days = date.since(other).map_or(i32::MAX, |span| span.get_days());
        (0..=10).contains(&days)
    };
    let (mut day, mut month) = (false, false);
    for date in sure {
        day |= near(day_first, date);
        month |= near(month_first, date);
    }
    (day != month).then_some(day)
}

fn complain_of_order(stamp: &Stamp, complaints: &mut Vec<Complaint>) {
    if let Day::Either {
        day_first,
        month_first,
    } = stamp.day
    {
        complaints.push(Complaint::new(format!(
            "the printed date is {day_first} or {month_first}, and nothing on the page tells which; neither was taken"
        )));
    }
}
