//! What a time expression says before anybody asks when it was said: "last June", "two days earlier".

use super::value::{DayPart, Edge, Season, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use smol_str::SmolStr;

/// A time expression over atoms `first..end` of its line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) what: What,
    pub(crate) edge: Option<Edge>,
    pub(crate) part: Option<DayPart>,
    pub(crate) clock: Option<Clock>,
}

impl Expression {
    pub(crate) fn new(first: usize, end: usize, what: What) -> Self {
        Self {
            first,
            end,
            what,
            edge: None,
            part: None,
            clock: None,
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: i8,
    pub(crate) minute: Option<i8>,
}

/// Which one of those that come round: this, last, next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// No word says which.
    Bare,
    This,
    Last,
    Next,
    /// That, the same: the one the text spoke of last.
    Same,
    /// The previous, the one before the one the text spoke of.
    Before,
    /// The following.
    After,
}

/// The year a date or month belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearRef {
    Open,
    Is(i16),
    Turn(Turn),
}

/// Where an offset is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// "ago", "from now".
    Publication,
    /// "earlier", "later": the time the text spoke of last.
    Text,
    /// "in two weeks": ahead of publication, unless the verb is past; then it is a length of time.
    Ahead,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    Day {
        year: YearRef,
        month: i8,
        day: i8,
    },
    /// "the 25th"
    DayOfMonth(i8),
    Month {
        year: YearRef,
        month: i8,
        turn: Turn,
    },
    Year(i16),
    /// "2023/24"
    Years(i16, i16),
    /// By its first year; below 100 when the century is not said ("the nineties").
    Decade(i16),
    Century(i16),
    Season {
        year: YearRef,
        season: Season,
        turn: Turn,
    },
    /// Quarter 0 is the one that the text reports on ("the 1988 quarter").
    Quarter {
        year: YearRef,
        quarter: i8,
    },
    Half {
        year: YearRef,
        half: i8,
    },
    Weekday {
        weekday: Weekday,
        turn: Turn,
    },
    Weekend(Turn),
    Holiday {
        holiday: Holiday,
        year: YearRef,
    },
    /// "this year", "the previous day"
    Unit {
        unit: Unit,
        turn: Turn,
    },
    /// Days from publication: today 0, yesterday -1.
    Deictic(i8),
    Away {
        amount: Option<f64>,
        unit: Unit,
        later: bool,
        anchor: Anchor,
    },
    /// "the past two months", "the next four years"
    Stretch {
        amount: Option<f64>,
        unit: Unit,
        ahead: bool,
    },
    Duration {
        amount: Option<f64>,
        unit: Unit,
    },
    /// "18-year-old": found so that it is no duration and no quantity.
    Age {
        amount: Option<f64>,
        unit: Unit,
    },
    /// A time told by an event ("the start of the 2014 Winter Olympics"), which the calendar does not know.
    Event,
    /// A clock time without a day.
    Clock,
    /// "the year-earlier period": the last period spoken of, a year before.
    YearAgoPeriod,
    /// "the latest quarter"
    LatestPeriod,
    /// "the turn of the year"
    TurnOf(Unit),
    Set(SmolStr),
    Past,
    Present,
    Future,
}

/// Days with names of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// Same day every year.
    Fixed(i8, i8),
    /// The nth such weekday of a month.
    Nth(i8, i8, Weekday),
    /// So many days from Easter Sunday.
    Easter(i16),
}

impl Holiday {
    pub(crate) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, nth, weekday) => Date::new(year, month, 1)
                .ok()?
                .nth_weekday_of_month(nth, weekday)
                .ok(),
            Self::Easter(offset) => easter(year)?.checked_add(i64::from(offset).days()).ok(),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the computus as Meeus and others give it).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let golden = y % 19;
    let century = y / 100;
    let moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let full = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (y + y / 4 + full + 2 - century + century / 4) % 7;
    let offset = full - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_feasts() {
        let easter_days = [(2000, 4, 23), (2024, 3, 31), (2025, 4, 20)];
        for (year, month, day) in easter_days {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
        let thanksgiving = Holiday::Nth(11, 4, Weekday::Thursday);
        assert_eq!(thanksgiving.in_year(1999), Date::new(1999, 11, 25).ok());
    }
}
