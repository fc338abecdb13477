//! The days that a date can mean: `2024-06` is any day of June 2024, `2024-06/..` any day from June 2024 on.

use jiff::ToSpan;
use jiff::civil::Date;

/// From a first day to a last one; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The earliest day.
    pub first: Option<Date>,
    /// The latest day.
    pub last: Option<Date>,
}

impl Span {
    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self {
            first: Some(day),
            last: Some(day),
        }
    }

    /// Reads an EDTF date of level 1 (days, months, seasons, years, `199X`, intervals, open ends, `?`, `~` and `%`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let span = match text.split_once('/') {
            None => point(text)?,
            Some((from, to)) => Self {
                first: end(from)?.and_then(|s| s.first),
                last: end(to)?.and_then(|s| s.last),
            },
        };
        match (span.first, span.last) {
            (None, None) => None,
            (Some(first), Some(last)) if last < first => None,
            _ => Some(span),
        }
    }

    /// True when one day can lie in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| matches!((a.last, b.first), (Some(l), Some(f)) if l < f);
        !before(self, other) && !before(other, self)
    }

    /// True when every day of `other` lies in it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let from = match (self.first, other.first) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a <= b,
        };
        let to = match (self.last, other.last) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => b <= a,
        };
        from && to
    }
}

/// Days from one to the other; negative when `to` is earlier.
pub(crate) fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// That many days later, or the last day there is.
pub(crate) fn later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// One side of an interval: open, or a date.
fn end(text: &str) -> Option<Option<Span>> {
    if text.is_empty() || text == ".." {
        return Some(None);
    }
    point(text).map(Some)
}

fn point(text: &str) -> Option<Span> {
    let text = text.trim_end_matches(['?', '~', '%']);
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    let mut parts = text.split('-');
    let (first_year, last_year) = year(parts.next()?)?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let of = |year, month, day| Date::new(year, month, day).ok();
    let (first, last) = match (month, day) {
        (None | Some("XX"), None | Some("XX")) => (of(first_year, 1, 1)?, of(last_year, 12, 31)?),
        (Some(month), None | Some("XX")) => {
            let month: i8 = digits(month)?;
            match month {
                1..=12 => {
                    let first = of(first_year, month, 1)?;
                    (first, first.last_of_month())
                }
                // Spring, summer, autumn and winter of the northern half; winter begins in December.
                21..=23 => {
                    let begin = of(first_year, (month - 21) * 3 + 3, 1)?;
                    (begin, begin.saturating_add(2.months()).last_of_month())
                }
                24 => {
                    let begin = of(first_year, 12, 1)?;
                    (begin, begin.saturating_add(2.months()).last_of_month())
                }
                _ => return None,
            }
        }
        (Some(month), Some(day)) => {
            let day = of(first_year, digits(month)?, digits(day)?)?;
            (day, day)
        }
        (None, Some(_)) => return None,
    };
    Some(Span {
        first: Some(first),
        last: Some(last),
    })
}

fn year(text: &str) -> Option<(i16, i16)> {
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'X') {
        return None;
    }
    let low = text.replace('X', "0").parse().ok()?;
    let high = text.replace('X', "9").parse().ok()?;
    Some((low, high))
}

fn digits(text: &str) -> Option<i8> {
    let all = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_mean_the_days_they_can_mean() {
        let read = |text: &str| Span::parse(text).map(|s| (s.first, s.last));
        let days = |a, b| Some((Some(a), Some(b)));
        assert_eq!(read("2024-02"), days(date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!(read("2023"), days(date(2023, 1, 1), date(2023, 12, 31)));
        assert_eq!(read("202X"), days(date(2020, 1, 1), date(2029, 12, 31)));
        assert_eq!(
            read("2024-06/2024-07-03"),
            days(date(2024, 6, 1), date(2024, 7, 3))
        );
        assert_eq!(read("2024-22~"), days(date(2024, 6, 1), date(2024, 8, 31)));
        assert_eq!(read("2024-24"), days(date(2024, 12, 1), date(2025, 2, 28)));
        assert_eq!(read("2023-10/.."), Some((Some(date(2023, 10, 1)), None)));
        assert_eq!(read("../2023-10"), Some((None, Some(date(2023, 10, 31)))));
        for wrong in [
            "",
            "..",
            "../..",
            "soon",
            "2023-13",
            "2024-02-30",
            "2024/2023",
            "2023-1",
            "-",
            "é",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
