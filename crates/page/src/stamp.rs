//! Publication stamps: the dates in a line, with their time, zone and what the line says they are.

use crate::when::{self, Day, Token};
use contingent_text::Published;
use jiff::civil::{Date, Time, Weekday};
use std::ops::Range;

/// A date in a line.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) day: Day,
    pub(crate) time: Option<Time>,
    /// As written.
    pub(crate) zone: Option<String>,
    pub(crate) weekday: Option<Weekday>,
    pub(crate) label: Label,
    /// Its bytes in the line, label and weekday included.
    pub(crate) range: Range<usize>,
}

/// What the line says that a stamp is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// "Published", "Posted on".
    Published,
    /// "Updated", "Last modified".
    Updated,
    /// Nothing.
    Bare,
}

impl Stamp {
    /// The moment, if day and month can be told apart: by themselves, by the weekday beside them, or
    /// by `order` (true for day first), which is what the rest of the page shows.
    pub(crate) fn settle(&self, order: Option<bool>) -> Option<Published> {
        let date = match (self.day, self.weekday, order) {
            (Day::Sure(date), ..) => date,
            (
                Day::Either {
                    day_first,
                    month_first,
                },
                weekday,
                order,
            ) => {
                let fits = |date: Date| weekday == Some(date.weekday());
                match (fits(day_first), fits(month_first), order) {
                    (true, false, _) => day_first,
                    (false, true, _) => month_first,
                    (_, _, Some(true)) => day_first,
                    (_, _, Some(false)) => month_first,
                    (_, _, None) => return None,
                }
            }
        };
        Some(Published {
            date,
            time: self.time,
            zone: self.zone.clone(),
        })
    }
}

const BETWEEN: &[&str] = &[
    ",", "|", "-", "–", "—", "•", "·", "/", "@", "T", ":", "at", "à", "a", "las", "(", ";", "on",
    "le", "el", "from",
];

/// All dates of a line, in order.
pub(crate) fn stamps(line: &str) -> Vec<Stamp> {
    let tokens = when::tokens(line);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((day, end)) = date_at_boundary(&tokens, at) else {
            at += 1;
            continue;
        };
        let (mut start, mut end) = (at, end);
        let (mut time, mut zone) = (None, None);
        let gap = when::skip(&tokens, end, BETWEEN, 3);
        if let Some((t, z, e)) =
            when::time_at(line, &tokens, gap).filter(|_| !tokens[at].text.is_empty())
        {
            (time, zone, end) = (Some(t), z, e);
        }
        let (weekday, from) = weekday_before(&tokens, start);
        start = from;
        if time.is_none()
            && let Some((t, z, from)) = time_before(line, &tokens, start)
        {
            (time, zone, start) = (Some(t), z, from);
        }
        let (label, start) = label_before(&tokens, start);
        out.push(Stamp {
            day,
            time,
            zone,
            weekday,
            label,
            range: tokens[start].range.start..tokens[end - 1].range.end,
        });
        at = end;
    }
    out
}

/// A date that is not the tail of a longer number ("1/14/04/2025", "3.14.2025").
fn date_at_boundary(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let numeric = tokens[at].text.as_bytes()[0].is_ascii_digit();
    if numeric
        && at >= 2
        && !tokens[at].spaced
        && matches!(tokens[at - 1].text, "." | "/" | "-" | ",")
        && tokens[at - 2].text.as_bytes()[0].is_ascii_digit()
        && !tokens[at - 1].spaced
    {
        return None;
    }
    when::date_at(tokens, at)
}

fn weekday_before(tokens: &[Token<'_>], start: usize) -> (Option<Weekday>, usize) {
    let back = skip_back(tokens, start, &[",", ".", "le", "|"]);
    match back
        .checked_sub(1)
        .and_then(|i| when::weekday(tokens[i].text).map(|day| (day, i)))
    {
        Some((day, i)) => (Some(day), i),
        None => (None, start),
    }
}

/// "1:39 PM EDT, Mon April 14, 2025": the time stands first.
fn time_before(
    line: &str,
    tokens: &[Token<'_>],
    start: usize,
) -> Option<(Time, Option<String>, usize)> {
    let gap = skip_back(tokens, start, BETWEEN);
    (gap.saturating_sub(9)..gap).find_map(|from| {
        // Not from within a number.
        let inside = from > 0 && !tokens[from].spaced && matches!(tokens[from - 1].text, ":" | ".");
        let (time, zone, end) = when::time_at(line, tokens, from).filter(|_| !inside)?;
        (end == gap || end == start).then_some((time, zone, from))
    })
}

const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "publié",
    "publie",
    "publicado",
    "issued",
    "filed",
    "released",
    "created",
    "date",
    "dated",
    "uploaded",
    "pubdate",
];
const UPDATED: &[&str] = &[
    "updated",
    "update",
    "modified",
    "edited",
    "revised",
    "jour",
    "actualizado",
    "amended",
    "reviewed",
];
const AROUND: &[&str] = &[
    ":",
    ",",
    "on",
    "at",
    "le",
    "el",
    "the",
    "first",
    "last",
    "date",
    "originally",
    "-",
    "–",
    "—",
    "(",
    "|",
    "mis",
    "mise",
    "à",
    "was",
    "this",
    "article",
    "story",
    "page",
    "time",
];

/// What a line says that consists of a label only: "Published", "Last updated:".
pub(crate) fn label_alone(line: &str) -> Option<Label> {
    let tokens = when::tokens(line);
    if tokens.is_empty() || tokens.len() > 4 {
        return None;
    }
    let (label, start) = label_before(&tokens, tokens.len());
    (label != Label::Bare && start == 0).then_some(label)
}

/// The label before a stamp and the token where it starts.
fn label_before(tokens: &[Token<'_>], start: usize) -> (Label, usize) {
    let is = |list: &[&str], i: usize| list.contains(&tokens[i].text.to_lowercase().as_str());
    let mut from = start;
    for _ in 0..4 {
        let Some(i) = from.checked_sub(1) else { break };
        let label = if is(UPDATED, i) {
            Label::Updated
        } else if is(PUBLISHED, i) {
            Label::Published
        } else if is(AROUND, i) {
            from = i;
            continue;
        } else {
            break;
        };
        from = i;
        while from > 0
            && is(AROUND, from - 1)
            && !matches!(tokens[from - 1].text, "|" | "-" | "–" | "—")
        {
            from -= 1;
        }
        return (label, from);
    }
    (Label::Bare, start)
}

fn skip_back(tokens: &[Token<'_>], mut at: usize, signs: &[&str]) -> usize {
    let stop = at.saturating_sub(3);
    while at > stop && signs.contains(&tokens[at - 1].text) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line of the table: the stamp's moment and label, as the line prints it.
    fn shown(line: &str) -> String {
        let shown = stamps(line).into_iter().map(|s| {
            let moment = s
                .settle(None)
                .map_or_else(|| "either way".to_owned(), |p| p.to_string());
            format!("{moment} {:?}", s.label)
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn usual_forms() {
        for (line, expected) in [
            ("Realtime14 April 2025 - 13:39", "2025-04-14T13:39:00 Bare"),
            (
                "Published April 14, 2025 1:39 pm EAT",
                "2025-04-14T13:39:00 EAT Published",
            ),
            (
                "2025-04-14T13:39:00+03:00",
                "2025-04-14T13:39:00+03:00 Bare",
            ),
            ("2025-04-14T10:39:00.123Z", "2025-04-14T10:39:00Z Bare"),
            (
                "Updated 1:39 PM EDT, Mon April 14, 2025",
                "2025-04-14T13:39:00 EDT Updated",
            ),
            ("Mon, 14 Apr 2025", "2025-04-14 Bare"),
            (
                "Mon, 14 Apr 2025 13:39:00 GMT",
                "2025-04-14T13:39:00 GMT Bare",
            ),
            ("14/04/2025", "2025-04-14 Bare"),
            ("04/05/2025", "either way Bare"),
            ("Sunday 04/05/2025", "2025-05-04 Bare"),
            ("14.04.2025 13:39", "2025-04-14T13:39:00 Bare"),
            (
                "Publié le 14 avril 2025 à 13h39",
                "2025-04-14T13:39:00 Published",
            ),
            ("Apr. 1st, 2025, 9 a.m. ET", "2025-04-01T09:00:00 ET Bare"),
            (
                "14th of April 2025 at 1339 GMT",
                "2025-04-14T13:39:00 GMT Bare",
            ),
            ("Posted on 14-Apr-2025 (GMT+3)", "2025-04-14 Published"),
            (
                "April 14, 2025 13:39 (GMT+3)",
                "2025-04-14T13:39:00 GMT+3 Bare",
            ),
            (
                "Published: 14 April 2025 | Updated: 15 April 2025, 08:00",
                "2025-04-14 Published; 2025-04-15T08:00:00 Updated",
            ),
            (
                "First published on Monday 14 April 2025 08.15 BST",
                "2025-04-14T08:15:00 BST Published",
            ),
            ("10:39 UTC 14 April 2025", "2025-04-14T10:39:00 UTC Bare"),
            ("in October 2023 and on 31 February 2024", ""),
            ("version 3.14.04.2025", ""),
            ("April 14, 2025 12:05 am", "2025-04-14T00:05:00 Bare"),
            ("1 month ago", ""),
            // Forms that run together when a page is copied.
            (
                "October 3, 20245:32 PM ETHeard on the radio",
                "2024-10-03T17:32:00 ET Bare",
            ),
            (
                "June 25, 20246:11 AM PDTUpdated June 26, 2024",
                "2024-06-25T06:11:00 PDT Bare; 2024-06-26 Updated",
            ),
            (
                "Issued on: 25/06/2024 - 15:21Modified: 25/06/2024 - 15:19",
                "2024-06-25T15:21:00 Published; 2024-06-25T15:19:00 Updated",
            ),
            (
                "Published:Thursday | October 3, 2024 | 12:07 AM",
                "2024-10-03T00:07:00 Published",
            ),
            ("06/05/2024June 5, 2024", "either way Bare; 2024-06-05 Bare"),
        ] {
            assert_eq!(shown(line), expected, "{line}");
        }
    }
}
