//! A time that has been pinned down: a day, a month, a season, a length of time.
//!
//! One value is written in three ways: as EDTF for claims, as a TIMEX3 value and as an interval of days
//! for measuring against annotated news.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};
use smol_str::{SmolStr, format_smolstr};

/// A length of the calendar or of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The ISO 8601 duration of `amount` units; `X` for an unknown amount.
    pub(crate) fn duration(self, amount: Option<f64>) -> SmolStr {
        let (time, letter, factor) = match self {
            Self::Second => ("T", "S", 1.0),
            Self::Minute => ("T", "M", 1.0),
            Self::Hour => ("T", "H", 1.0),
            Self::Day => ("", "D", 1.0),
            Self::Week => ("", "W", 1.0),
            Self::Month => ("", "M", 1.0),
            Self::Quarter => ("", "Q", 1.0),
            Self::Year => ("", "Y", 1.0),
            Self::Decade => ("", "Y", 10.0),
            Self::Century => ("", "Y", 100.0),
        };
        match amount {
            // Two and a half years are two years and six months.
            Some(amount) if self == Self::Year && amount.fract() == 0.5 => match amount.trunc() {
                0.0 => SmolStr::new_static("P6M"),
                years => format_smolstr!("P{years}Y6M"),
            },
            Some(amount) if self == Self::Hour && amount.fract() == 0.5 => {
                format_smolstr!("PT{}H30M", amount.trunc())
            }
            Some(amount) => format_smolstr!("P{time}{}{letter}", amount * factor),
            None => match self {
                Self::Decade => SmolStr::new_static("PXE"),
                Self::Century => SmolStr::new_static("PXC"),
                _ => format_smolstr!("P{time}X{letter}"),
            },
        }
    }

    /// `amount` units as a span of jiff; `None` for fractions of a day or absurd amounts.
    fn span(self, amount: f64) -> Option<Span> {
        if !amount.is_finite() || amount.abs() > 40_000.0 {
            return None;
        }
        let whole = amount.round() as i64;
        let span = Span::new();
        match self {
            Self::Second | Self::Minute => Some(span),
            Self::Hour => span.try_days(whole / 24).ok(),
            Self::Day => span.try_days(whole).ok(),
            Self::Week => span.try_days((amount * 7.0).round() as i64).ok(),
            Self::Month => span.try_months(whole).ok(),
            Self::Quarter => span.try_months(whole * 3).ok(),
            Self::Year => span.try_months((amount * 12.0).round() as i64).ok(),
            Self::Decade => span.try_months((amount * 120.0).round() as i64).ok(),
            Self::Century => span.try_months((amount * 1200.0).round() as i64).ok(),
        }
    }

    /// The day `amount` units after (or, negative, before) `day`.
    pub(crate) fn shift(self, day: Date, amount: f64) -> Option<Date> {
        day.checked_add(self.span(amount)?).ok()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// The number EDTF gives it.
    fn number(self) -> u8 {
        match self {
            Self::Spring => 21,
            Self::Summer => 22,
            Self::Autumn => 23,
            Self::Winter => 24,
        }
    }

    fn timex(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    pub(crate) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    pub(crate) fn timex(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }
}

/// Which end of a stretch is meant ("early", "the end of").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Early,
    Mid,
    Late,
    /// "the end of": a point, where "late" is a stretch.
    End,
    /// "the start of".
    Start,
    /// "earlier this week": from its start until now.
    Earlier,
    /// "later this week".
    Later,
}

/// What a time expression stands for once it is anchored.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Day(Date),
    Week(Date),
    /// By its Saturday.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    Years(i16, i16),
    /// By its first year.
    Decade(i16),
    /// By its first year: 1900 for the twentieth.
    Century(i16),
    /// Amount and unit.
    Duration(Option<f64>, Unit),
    /// "the past two months": so many units that end, or begin, on a day.
    Stretch {
        amount: Option<f64>,
        unit: Unit,
        from: Option<Date>,
        to: Option<Date>,
    },
    /// "the turn of the month": two months or years that meet.
    Turn(Box<Value>, Box<Value>),
    /// Repeated.
    Set(SmolStr),
    /// Some unknown time before a day ("several years ago").
    Before(Date),
    Past,
    Present,
    Future,
    /// A year without a known anchor and the like: only the TIMEX3 form.
    Partial(SmolStr),
}

impl Value {
    /// The TIMEX3 value.
    pub(crate) fn timex(&self) -> SmolStr {
        match self {
            Self::Day(day) => format_smolstr!("{day}"),
            Self::Week(day) => {
                let week = day.iso_week_date();
                format_smolstr!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Weekend(day) => {
                let week = day.iso_week_date();
                format_smolstr!("{:04}-W{:02}-WE", week.year(), week.week())
            }
            Self::Month(y, m) => format_smolstr!("{y:04}-{m:02}"),
            Self::Quarter(y, q) => format_smolstr!("{y:04}-Q{q}"),
            Self::Half(y, h) => format_smolstr!("{y:04}-H{h}"),
            Self::Season(y, s) => format_smolstr!("{y:04}-{}", s.timex()),
            Self::Year(y) => format_smolstr!("{y:04}"),
            Self::Years(a, b) => format_smolstr!("{a:04}/{b:04}"),
            Self::Decade(y) => format_smolstr!("{:03}", y / 10),
            Self::Century(y) => format_smolstr!("{:02}", y / 100),
            Self::Duration(amount, unit) | Self::Stretch { amount, unit, .. } => {
                unit.duration(*amount)
            }
            Self::Turn(first, _) => first.timex(),
            Self::Set(set) => set.clone(),
            Self::Past | Self::Before(_) => SmolStr::new_static("PAST_REF"),
            Self::Present => SmolStr::new_static("PRESENT_REF"),
            Self::Future => SmolStr::new_static("FUTURE_REF"),
            Self::Partial(text) => text.clone(),
        }
    }

    /// First and last day, as far as they are known; `None` when the value is no place in the calendar.
    pub(crate) fn interval(&self) -> Option<(Option<Date>, Option<Date>)> {
        let (from, to) = match self {
            Self::Day(day) => (*day, *day),
            Self::Week(day) => (monday(*day)?, monday(*day)?.checked_add(6.days()).ok()?),
            Self::Weekend(day) => {
                let saturday = monday(*day)?.checked_add(5.days()).ok()?;
                (saturday, saturday.tomorrow().ok()?)
            }
            Self::Month(y, m) => months(*y, *m, 1)?,
            Self::Quarter(y, q) => months(*y, (q - 1) * 3 + 1, 3)?,
            Self::Half(y, h) => months(*y, (h - 1) * 6 + 1, 6)?,
            Self::Season(y, s) => months(*y, s.first_month(), 3)?,
            Self::Year(y) => months(*y, 1, 12)?,
            Self::Years(a, b) => (months(*a, 1, 12)?.0, months(*b, 1, 12)?.1),
            Self::Decade(y) => (months(*y, 1, 12)?.0, months(y.checked_add(9)?, 1, 12)?.1),
            Self::Century(y) => (months(*y, 1, 12)?.0, months(y.checked_add(99)?, 1, 12)?.1),
            Self::Stretch { from, to, .. } => {
                return (from.is_some() || to.is_some()).then_some((*from, *to));
            }
            Self::Before(day) => return Some((None, Some(*day))),
            Self::Turn(first, second) => {
                return Some((first.interval()?.0, second.interval()?.1));
            }
            Self::Duration(..)
            | Self::Set(_)
            | Self::Past
            | Self::Present
            | Self::Future
            | Self::Partial(_) => return None,
        };
        Some((Some(from), Some(to)))
    }

    /// The first day, when it is known.
    pub(crate) fn start(&self) -> Option<Date> {
        self.interval()?.0
    }

    /// The EDTF string (level 1), or an ISO 8601 duration; `None` for what is no claimable time.
    pub(crate) fn edtf(&self) -> Option<SmolStr> {
        Some(match self {
            Self::Day(_) | Self::Month(..) | Self::Year(_) | Self::Years(..) => self.timex(),
            Self::Week(_) | Self::Weekend(_) => {
                let (from, to) = self.interval()?;
                format_smolstr!("{}/{}", from?, to?)
            }
            Self::Quarter(y, q) => {
                let first = (q - 1) * 3 + 1;
                format_smolstr!("{y:04}-{first:02}/{y:04}-{:02}", first + 2)
            }
            Self::Half(y, h) => {
                let first = (h - 1) * 6 + 1;
                format_smolstr!("{y:04}-{first:02}/{y:04}-{:02}", first + 5)
            }
            Self::Season(y, s) => format_smolstr!("{y:04}-{}", s.number()),
            Self::Decade(y) => format_smolstr!("{:03}X", y / 10),
            Self::Century(y) => format_smolstr!("{:02}XX", y / 100),
            Self::Duration(Some(_), _) => self.timex(),
            Self::Before(day) => format_smolstr!("../{day}"),
            Self::Stretch {
                amount,
                unit,
                from,
                to,
            } => stretch_edtf(*amount, *unit, *from, *to)?,
            Self::Turn(first, second) => format_smolstr!("{}/{}", first.edtf()?, second.edtf()?),
            Self::Duration(None, _)
            | Self::Set(_)
            | Self::Past
            | Self::Present
            | Self::Future
            | Self::Partial(_) => return None,
        })
    }

    /// The same kind of value, so many of its own units on: the month after a month, the year before a year.
    pub(crate) fn moved(&self, by: i16) -> Option<Self> {
        Some(match self {
            Self::Day(day) => Self::Day(day.checked_add(i64::from(by).days()).ok()?),
            Self::Week(day) => Self::Week(day.checked_add((i64::from(by) * 7).days()).ok()?),
            Self::Weekend(day) => Self::Weekend(day.checked_add((i64::from(by) * 7).days()).ok()?),
            Self::Month(y, m) => {
                let (y, m) = add_months(*y, *m, by)?;
                Self::Month(y, m)
            }
            Self::Quarter(y, q) => {
                let at = y
                    .checked_mul(4)?
                    .checked_add(i16::from(*q) - 1)?
                    .checked_add(by)?;
                Self::Quarter(at.div_euclid(4), at.rem_euclid(4) as i8 + 1)
            }
            Self::Year(y) => Self::Year(y.checked_add(by)?),
            Self::Decade(y) => Self::Decade(y.checked_add(by.checked_mul(10)?)?),
            Self::Century(y) => Self::Century(y.checked_add(by.checked_mul(100)?)?),
            Self::Season(y, s) => Self::Season(y.checked_add(by)?, *s),
            _ => return None,
        })
    }

    /// The unit of the calendar that holds `day`.
    pub(crate) fn unit_at(unit: Unit, day: Date) -> Option<Self> {
        let year = day.year();
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Self::Day(day),
            Unit::Week => Self::Week(day),
            Unit::Month => Self::Month(year, day.month()),
            Unit::Quarter => Self::Quarter(year, (day.month() - 1) / 3 + 1),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year - year.rem_euclid(10)),
            Unit::Century => Self::Century(year - year.rem_euclid(100)),
        })
    }

    /// The size of its unit, for comparing how fine two values are.
    pub(crate) fn unit(&self) -> Option<Unit> {
        Some(match self {
            Self::Day(_) => Unit::Day,
            Self::Week(_) | Self::Weekend(_) => Unit::Week,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) | Self::Season(..) | Self::Half(..) => Unit::Quarter,
            Self::Year(_) | Self::Years(..) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
            _ => return None,
        })
    }
}

/// "over the past year" is told no finer than its unit: days and weeks by the day, months and a single year
/// by the month, years by the year.
fn stretch_edtf(
    amount: Option<f64>,
    unit: Unit,
    from: Option<Date>,
    to: Option<Date>,
) -> Option<SmolStr> {
    let write = |day: Date| match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => {
            format_smolstr!("{day}")
        }
        Unit::Month | Unit::Quarter => format_smolstr!("{:04}-{:02}", day.year(), day.month()),
        Unit::Year if amount.is_some_and(|n| n < 2.0) => {
            format_smolstr!("{:04}-{:02}", day.year(), day.month())
        }
        Unit::Year | Unit::Decade | Unit::Century => format_smolstr!("{:04}", day.year()),
    };
    Some(match (from, to) {
        (Some(from), Some(to)) => format_smolstr!("{}/{}", write(from), write(to)),
        (None, Some(to)) => format_smolstr!("../{to}"),
        (Some(from), None) => format_smolstr!("{from}/.."),
        (None, None) => return None,
    })
}

/// The Monday of the week of `day`.
pub(crate) fn monday(day: Date) -> Option<Date> {
    let week: ISOWeekDate = day.iso_week_date();
    ISOWeekDate::new(week.year(), week.week(), Weekday::Monday)
        .ok()
        .map(|week| week.date())
}

fn months(year: i16, first: i8, count: i16) -> Option<(Date, Date)> {
    let from = Date::new(year, first, 1).ok()?;
    let (y, m) = add_months(year, first, count - 1)?;
    Some((from, Date::new(y, m, 1).ok()?.last_of_month()))
}

/// The month `by` months after a month.
pub(crate) fn add_months(year: i16, month: i8, by: i16) -> Option<(i16, i8)> {
    let at = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(by);
    let year = i16::try_from(at.div_euclid(12)).ok()?;
    Some((year, at.rem_euclid(12) as i8 + 1))
}
