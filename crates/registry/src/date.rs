//! A date as far as a row knows it: a year, a month or a day; and the stretch between two of them.

use jiff::civil::Date;
use std::fmt;

/// A year, a month of a year, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = match parts.next() {
            Some(month) => Some(digits(month, 2)?),
            None => None,
        };
        let day = match parts.next() {
            Some(day) => Some(digits(day, 2)?),
            None => None,
        };
        if parts.next().is_some() || !(1800..=2200).contains(&year) {
            return None;
        }
        let date = Self {
            year,
            month: month.map(|m| m as i8),
            day: day.map(|d| d as i8),
        };
        Date::new(year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()?;
        Some(date)
    }

    /// The first day it can mean.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// The last day it can mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (None, _) => Date::new(self.year, 12, 31).unwrap_or(Date::ZERO),
            (Some(_), None) => self.first_day().last_of_month(),
            _ => self.first_day(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// From one date to another; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Unknown when `None`.
    pub start: Option<PartialDate>,
    /// Still on, or unknown, when `None`.
    pub end: Option<PartialDate>,
}

impl Period {
    /// True when `day` can lie in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.start.is_none_or(|s| s.first_day() <= day)
            && self.end.is_none_or(|e| day <= e.last_day())
    }

    /// Days from `day` to the period: 0 inside it, negative when it ended before, positive when it is still to come.
    #[must_use]
    pub fn distance(&self, day: Date) -> i32 {
        if let Some(start) = self.start
            && day < start.first_day()
        {
            return days(day, start.first_day());
        }
        if let Some(end) = self.end
            && end.last_day() < day
        {
            return days(day, end.last_day());
        }
        0
    }
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn digits(text: &str, width: usize) -> Option<i16> {
    let all = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_read_back_and_wrong_ones_are_refused() {
        for text in ["2023", "2023-10", "2023-10-02", "2024-02-29"] {
            assert_eq!(
                PartialDate::parse(text).map(|d| d.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in [
            "",
            "23",
            "2023-13",
            "2023-02-29",
            "2023-1-2",
            "2023-10-02-",
            "2023-10-02T",
            "x",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
        assert_eq!(
            PartialDate::parse("2024-02").map(PartialDate::last_day),
            Some(date(2024, 2, 29))
        );
    }

    #[test]
    fn a_period_holds_its_days_and_knows_how_far_others_are() {
        let period = Period {
            start: PartialDate::parse("2023-10-02"),
            end: PartialDate::parse("2025-10"),
        };
        assert!(period.contains(date(2025, 10, 31)) && !period.contains(date(2025, 11, 1)));
        assert_eq!(period.distance(date(2024, 1, 1)), 0);
        assert_eq!(period.distance(date(2023, 9, 30)), 2);
        assert_eq!(period.distance(date(2025, 11, 2)), -2);
        assert!(Period::default().contains(date(1990, 1, 1)));
    }
}
