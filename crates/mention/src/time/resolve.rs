//! Pins time expressions down: against the day of publication, against what the text said before,
//! and against the tense of the verb.

use super::expression::{Anchor, Expression, Turn, What, YearRef};
use super::tense::{self, Tense};
use super::value::{DayPart, Edge, Season, Unit, Value, add_months, monday};
use crate::line::{Line, listed};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use smol_str::{SmolStr, format_smolstr};

/// What is known while a document is read from front to back.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    published: Option<Date>,
    /// The last point of time the text spoke of.
    last: Option<Value>,
    /// The last day it spoke of.
    last_day: Option<Value>,
    /// Lines read, and how many had been when `last` was spoken of.
    lines: u32,
    last_line: u32,
    /// The last quarter or other accounting period.
    period: Option<Value>,
    /// The last year that the text named with a date.
    year: Option<i16>,
}

/// An expression with what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) value: Value,
    pub(crate) reason: &'static str,
}

impl Context {
    pub(crate) fn new(published: Option<Date>) -> Self {
        Self {
            published,
            last: None,
            last_day: None,
            lines: 0,
            last_line: 0,
            period: None,
            year: None,
        }
    }

    /// Notes that another line begins.
    pub(crate) fn next_line(&mut self) {
        self.lines = self.lines.saturating_add(1);
    }

    pub(crate) fn published(&self) -> Option<Date> {
        self.published
    }

    /// Pins down one expression of a line; `following` is the expression behind it, for years that are
    /// said only once ("from March to August 2011").
    pub(crate) fn resolve(
        &mut self,
        line: &Line<'_>,
        expression: &Expression,
        following: Option<&Expression>,
    ) -> Resolved {
        let resolved = self.pin(line, expression, following);
        self.remember(&resolved.value, expression);
        resolved
    }

    fn remember(&mut self, value: &Value, expression: &Expression) {
        // The quarter reported on, not the one it is compared with.
        let compared = matches!(
            expression.what,
            What::YearAgoPeriod | What::Away { .. } | What::LatestPeriod
        );
        let over = value.interval().and_then(|(_, to)| to) <= self.published;
        if matches!(value, Value::Quarter(..)) && !compared && over {
            self.period = Some(value.clone());
        }
        let named_year = match (&expression.what, value) {
            (
                What::Day {
                    year: YearRef::Is(y),
                    ..
                }
                | What::Month {
                    year: YearRef::Is(y),
                    ..
                },
                _,
            ) => Some(*y),
            (What::Year(y), _) => Some(*y),
            _ => None,
        };
        if named_year.is_some() {
            self.year = named_year;
        }
        if value.unit().is_some() && value.start().is_some() {
            if matches!(value, Value::Day(_)) {
                self.last_day = Some(value.clone());
            }
            self.last = Some(value.clone());
            self.last_line = self.lines;
        }
    }

    fn pin(&self, line: &Line<'_>, e: &Expression, following: Option<&Expression>) -> Resolved {
        let tense = || tense::towards(line, e.first, e.end);
        match &e.what {
            What::Day { year, month, day } => {
                self.day(*year, *month, *day, e, following, line, tense)
            }
            What::DayOfMonth(day) => self.day_of_month(*day, tense()),
            What::Month { year, month, turn } => {
                self.month(*year, *month, *turn, e, following, line, tense)
            }
            What::Year(y) => absolute(Value::Year(*y)),
            What::Years(a, b) => absolute(Value::Years(*a, *b)),
            What::Decade(y) if *y < 100 => {
                let now = self.published.map_or(2000, |d| d.year());
                let century = now - now.rem_euclid(100);
                let first = if century + y > now {
                    century - 100 + y
                } else {
                    century + y
                };
                absolute(Value::Decade(first))
            }
            What::Decade(y) => absolute(Value::Decade(*y)),
            What::Century(y) => absolute(Value::Century(*y)),
            What::Season { year, season, turn } => self.season(*year, *season, *turn, tense),
            What::Quarter { year, quarter } => self.quarter(*year, *quarter, tense),
            What::Half { year, half } => match self.year(*year) {
                Some(y) => absolute(Value::Half(y, *half)),
                None => self.anchored(
                    |now| Some(Value::Half(now.year(), *half)),
                    "half of this year",
                ),
            },
            What::Weekday { weekday, turn } => self.weekday(*weekday, *turn, e, tense),
            What::Weekend(turn) => self.weekend(*turn, tense),
            What::Holiday { holiday, year } => {
                let year_known = self.year(*year);
                self.anchored(
                    |now| {
                        if let Some(year) = year_known {
                            return holiday.in_year(year).map(Value::Day);
                        }
                        let here = holiday.in_year(now.year())?;
                        let other = match tense() {
                            Tense::Future if here < now => holiday.in_year(now.year() + 1)?,
                            Tense::Past if here > now => holiday.in_year(now.year() - 1)?,
                            _ => nearest(
                                now,
                                &[
                                    holiday.in_year(now.year() - 1)?,
                                    here,
                                    holiday.in_year(now.year() + 1)?,
                                ],
                            )?,
                        };
                        Some(Value::Day(other))
                    },
                    "holiday near publication",
                )
            }
            What::Unit { unit, turn } => self.unit(*unit, *turn, e),
            What::Deictic(days) => {
                let shift = i64::from(*days);
                self.anchored(
                    |now| Some(Value::Day(now.checked_add(shift.days()).ok()?)),
                    "counted from publication",
                )
            }
            What::Away {
                amount,
                unit,
                later,
                anchor,
            } => self.away(*amount, *unit, *later, *anchor, tense),
            What::Stretch {
                amount,
                unit,
                ahead,
            } => self.stretch(*amount, *unit, *ahead),
            What::Duration { amount, unit } => Resolved {
                value: Value::Duration(*amount, *unit),
                reason: "length of time",
            },
            What::Age { amount, unit } => Resolved {
                value: Value::Duration(*amount, *unit),
                reason: "age",
            },
            What::Clock => match self
                .last
                .as_ref()
                .and_then(|v| {
                    if let Value::Day(d) = v {
                        Some(*d)
                    } else {
                        None
                    }
                })
                .or(self.published)
            {
                Some(day) => Resolved {
                    value: Value::Day(day),
                    reason: "time of a day spoken of",
                },
                None => partial("XXXX-XX-XX"),
            },
            What::YearAgoPeriod => self.year_ago(),
            What::Event => partial("XXXX"),
            What::LatestPeriod => match &self.period {
                Some(period) => Resolved {
                    value: period.clone(),
                    reason: "period spoken of before",
                },
                None => self.anchored(
                    |now| Value::unit_at(Unit::Quarter, now)?.moved(-1),
                    "quarter before publication",
                ),
            },
            What::TurnOf(unit) => self.anchored(|now| turn_of(*unit, now), "nearest turn"),
            What::Set(set) => Resolved {
                value: Value::Set(set.clone()),
                reason: "repeated",
            },
            What::Past => Resolved {
                value: Value::Past,
                reason: "past",
            },
            What::Present => Resolved {
                value: Value::Present,
                reason: "present",
            },
            What::Future => Resolved {
                value: Value::Future,
                reason: "future",
            },
        }
    }

    /// A value worked out from the day of publication; partial without one.
    fn anchored(&self, work: impl FnOnce(Date) -> Option<Value>, reason: &'static str) -> Resolved {
        match self.published.and_then(work) {
            Some(value) => Resolved { value, reason },
            None => partial("XXXX"),
        }
    }

    /// The year that a reference gives, when it gives one.
    fn year(&self, year: YearRef) -> Option<i16> {
        let spoken = || self.last.as_ref().and_then(Value::start).map(|d| d.year());
        match year {
            YearRef::Open => None,
            YearRef::Is(y) => Some(y),
            YearRef::Turn(turn) => {
                let now = self.published.map(|d| d.year());
                match turn {
                    Turn::Bare | Turn::This => now,
                    Turn::Last => now.map(|y| y - 1),
                    Turn::Next => now.map(|y| y + 1),
                    Turn::Same => spoken().or(now),
                    Turn::Before => spoken().or(now).map(|y| y - 1),
                    Turn::After => spoken().or(now).map(|y| y + 1),
                }
            }
        }
    }

    /// The time spoken of that is fine enough to count such units from.
    fn spoken(&self, unit: Unit) -> Option<&Value> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => {
                self.last_day.as_ref().or(self.last.as_ref())
            }
            _ => self.last.as_ref(),
        }
    }

    /// The year of a story of long ago: dates that follow a dated day or month of it, later in that year,
    /// need not repeat the year.
    fn story_year(&self, month: i8) -> Option<i16> {
        let last = self
            .last
            .as_ref()
            .filter(|v| matches!(v, Value::Day(_) | Value::Month(..)))?
            .start()?;
        let now = self.published?;
        let near = self.lines - self.last_line <= 2;
        (near && last.year() < now.year() - 15 && month >= last.month()).then_some(last.year())
    }

    /// The year of a date that leaves it out, when the expression behind it says it.
    fn shared_year(
        &self,
        e: &Expression,
        month: i8,
        following: Option<&Expression>,
        line: &Line<'_>,
    ) -> Option<i16> {
        let next = following?;
        let between = next.first.checked_sub(e.end)?;
        // "March 11 this year"
        if between == 0
            && let What::Unit {
                unit: Unit::Year,
                turn: Turn::This,
            } = next.what
        {
            return self.published.map(|d| d.year());
        }
        let joined =
            between <= 2 && listed(line.word(e.end), "to - – — and until through or till ,");
        if !joined {
            return None;
        }
        let (year, next_month) = match next.what {
            What::Day {
                year: YearRef::Is(y),
                month,
                ..
            }
            | What::Month {
                year: YearRef::Is(y),
                month,
                ..
            } => (y, month),
            _ => return None,
        };
        Some(if month > next_month { year - 1 } else { year })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one expression's fields and its surroundings"
    )]
    fn day(
        &self,
        year: YearRef,
        month: i8,
        day: i8,
        e: &Expression,
        following: Option<&Expression>,
        line: &Line<'_>,
        tense: impl Fn() -> Tense,
    ) -> Resolved {
        let known = self
            .year(year)
            .or_else(|| self.shared_year(e, month, following, line));
        if let Some(year) = known {
            return match Date::new(year, month, day) {
                Ok(date) => absolute(Value::Day(date)),
                Err(_) => absolute(Value::Month(year, month)),
            };
        }
        let Some(now) = self.published else {
            if let Some(year) = self.year
                && let Ok(date) = Date::new(year, month, day)
            {
                return Resolved {
                    value: Value::Day(date),
                    reason: "in the year spoken of",
                };
            }
            return partial(&format!("XXXX-{month:02}-{day:02}"));
        };
        if let Some(year) = self.story_year(month).filter(|_| tense() == Tense::Past)
            && let Ok(date) = Date::new(year, month, day)
        {
            return Resolved {
                value: Value::Day(date),
                reason: "in the year the story is in",
            };
        }
        let candidates: Vec<Date> = (-1..=1)
            .filter_map(|by| Date::new(now.year() + by, month, day).ok())
            .collect();
        let picked = match tense() {
            Tense::Future => candidates.iter().copied().find(|d| *d >= now),
            Tense::Past => candidates.iter().rev().copied().find(|d| *d <= now),
            _ => None,
        };
        // A "past" date eleven months back or a "future" one eleven months ahead is a misread verb.
        let picked = picked.filter(|d| (now.until(*d).map_or(0, |s| s.get_days())).abs() < 270);
        match picked.or_else(|| nearest(now, &candidates)) {
            Some(date) => Resolved {
                value: Value::Day(date),
                reason: "day nearest to publication by the verb's tense",
            },
            None => partial(&format!("XXXX-{month:02}-{day:02}")),
        }
    }

    fn day_of_month(&self, day: i8, tense: Tense) -> Resolved {
        // A month just spoken of keeps its days: "in March ... on the 25th".
        if let Some(Value::Month(y, m)) = self.last
            && let Ok(date) = Date::new(y, m, day)
        {
            return Resolved {
                value: Value::Day(date),
                reason: "day of the month spoken of",
            };
        }
        self.anchored(
            |now| {
                let candidates: Vec<Date> = (-1..=1)
                    .filter_map(|by| {
                        let (y, m) = add_months(now.year(), now.month(), by)?;
                        Date::new(y, m, day).ok()
                    })
                    .collect();
                let picked = match tense {
                    Tense::Future => candidates.iter().copied().find(|d| *d >= now),
                    _ => candidates.iter().rev().copied().find(|d| *d <= now),
                };
                picked.map(Value::Day)
            },
            "day of the month by the verb's tense",
        )
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one expression's fields and its surroundings"
    )]
    fn month(
        &self,
        year: YearRef,
        month: i8,
        turn: Turn,
        e: &Expression,
        following: Option<&Expression>,
        line: &Line<'_>,
        tense: impl Fn() -> Tense,
    ) -> Resolved {
        if let Some(year) = self
            .year(year)
            .or_else(|| self.shared_year(e, month, following, line))
        {
            return absolute(Value::Month(year, month));
        }
        let Some(now) = self.published else {
            return match self.year {
                Some(year) => Resolved {
                    value: Value::Month(year, month),
                    reason: "in the year spoken of",
                },
                None => partial(&format!("XXXX-{month:02}")),
            };
        };
        if turn == Turn::Bare
            && let Some(year) = self.story_year(month).filter(|_| tense() == Tense::Past)
        {
            return Resolved {
                value: Value::Month(year, month),
                reason: "in the year the story is in",
            };
        }
        let this = now.year();
        let (year, reason) = match turn {
            Turn::Last | Turn::Before => (
                if month >= now.month() { this - 1 } else { this },
                "last such month",
            ),
            Turn::Next | Turn::After => (
                if month <= now.month() { this + 1 } else { this },
                "next such month",
            ),
            Turn::This => (this, "this year's"),
            Turn::Same => (
                self.year(YearRef::Turn(Turn::Same)).unwrap_or(this),
                "in the year spoken of",
            ),
            Turn::Bare => match tense() {
                Tense::Future => (
                    if month < now.month() { this + 1 } else { this },
                    "month ahead by the verb's tense",
                ),
                // Next month eleven months ago would be called last year's.
                Tense::Past => (
                    if month > now.month() + 1 {
                        this - 1
                    } else {
                        this
                    },
                    "month past by the verb's tense",
                ),
                tense => {
                    let distance = i16::from(month) - i16::from(now.month());
                    let year = match distance {
                        d if d > 6 || d > 3 && tense != Tense::Present => this - 1,
                        // Without a verb a month gone by is likelier than one to come.
                        d if d < -8 && tense == Tense::Present => this + 1,
                        _ => this,
                    };
                    (year, "month nearest to publication")
                }
            },
        };
        Resolved {
            value: Value::Month(year, month),
            reason,
        }
    }

    fn season(
        &self,
        year: YearRef,
        season: Season,
        turn: Turn,
        tense: impl Fn() -> Tense,
    ) -> Resolved {
        if let Some(year) = self.year(year) {
            return absolute(Value::Season(year, season));
        }
        self.anchored(
            |now| {
                let this = now.year();
                let begun = Value::Season(this, season).start()? <= now;
                let over = Value::Season(this, season).interval()?.1? < now;
                let year = match turn {
                    Turn::Last | Turn::Before => {
                        if over {
                            this
                        } else {
                            this - 1
                        }
                    }
                    Turn::Next | Turn::After => {
                        if begun {
                            this + 1
                        } else {
                            this
                        }
                    }
                    Turn::This | Turn::Same => this,
                    Turn::Bare => match tense() {
                        Tense::Future => {
                            if over {
                                this + 1
                            } else {
                                this
                            }
                        }
                        Tense::Past => {
                            if begun {
                                this
                            } else {
                                this - 1
                            }
                        }
                        _ => this,
                    },
                };
                Some(Value::Season(year, season))
            },
            "season near publication",
        )
    }

    fn quarter(&self, year: YearRef, quarter: i8, tense: impl Fn() -> Tense) -> Resolved {
        if quarter == 0 {
            let year = self.year(year);
            let value = match (&self.period, year) {
                (Some(Value::Quarter(_, q)), Some(year)) => Value::Quarter(year, *q),
                (_, Some(year)) => Value::Year(year),
                _ => return partial("XXXX-QX"),
            };
            return absolute(value);
        }
        if let Some(year) = self.year(year) {
            return absolute(Value::Quarter(year, quarter));
        }
        self.anchored(
            |now| {
                let current = (now.month() - 1) / 3 + 1;
                // Reports look back: a quarter not yet begun is last year's unless the verb looks ahead.
                let year = if quarter > current && tense() != Tense::Future {
                    now.year() - 1
                } else {
                    now.year()
                };
                Some(Value::Quarter(year, quarter))
            },
            "quarter near publication",
        )
    }

    fn weekday(
        &self,
        weekday: Weekday,
        turn: Turn,
        e: &Expression,
        tense: impl Fn() -> Tense,
    ) -> Resolved {
        let _ = e;
        self.anchored(
            |now| {
                let back = i64::from(weekday.until(now.weekday()));
                let on = i64::from(now.weekday().until(weekday));
                let days = match turn {
                    Turn::Last | Turn::Before => {
                        if back == 0 {
                            -7
                        } else {
                            -back
                        }
                    }
                    Turn::Next | Turn::After => {
                        if on == 0 {
                            7
                        } else {
                            on
                        }
                    }
                    Turn::Same => -back,
                    Turn::This => {
                        if tense() == Tense::Past {
                            -back
                        } else {
                            on
                        }
                    }
                    Turn::Bare => {
                        if tense() == Tense::Future {
                            on
                        } else {
                            -back
                        }
                    }
                };
                Some(Value::Day(now.checked_add(days.days()).ok()?))
            },
            match turn {
                Turn::Bare => "weekday by the verb's tense",
                _ => "weekday counted from publication",
            },
        )
    }

    fn weekend(&self, turn: Turn, tense: impl Fn() -> Tense) -> Resolved {
        self.anchored(
            |now| {
                let this = monday(now)?.checked_add(5.days()).ok()?;
                let before = this.checked_sub(7.days()).ok()?;
                let after = this.checked_add(7.days()).ok()?;
                let begun = now >= this;
                Some(Value::Weekend(match turn {
                    Turn::Last | Turn::Before => before,
                    Turn::Next | Turn::After => {
                        if begun {
                            after
                        } else {
                            this
                        }
                    }
                    Turn::This | Turn::Same => {
                        // Until Wednesday "this weekend" may still be the last one.
                        let early = now.weekday().to_monday_one_offset() <= 3;
                        if early && tense() == Tense::Past {
                            before
                        } else {
                            this
                        }
                    }
                    Turn::Bare => match tense() {
                        Tense::Future => this,
                        _ if begun => this,
                        _ => before,
                    },
                }))
            },
            "weekend by the verb's tense",
        )
    }

    fn unit(&self, unit: Unit, turn: Turn, e: &Expression) -> Resolved {
        let last = self.spoken(unit);
        let spoken = last.and_then(Value::start);
        let from_text = |by: i16| {
            let day = spoken?;
            Value::unit_at(unit, day)?.moved(by)
        };
        match turn {
            Turn::Same | Turn::Before | Turn::After => {
                let by = match turn {
                    Turn::Before => -1,
                    Turn::After => 1,
                    _ => 0,
                };
                // "that day" needs a day spoken of, "that year" anything within it.
                let fine = last.and_then(Value::unit).is_some_and(|u| u <= unit);
                match from_text(by).filter(|_| fine) {
                    Some(value) => Resolved {
                        value,
                        reason: "counted from the time spoken of",
                    },
                    None => self.anchored(
                        |now| Value::unit_at(unit, now)?.moved(by),
                        "counted from publication",
                    ),
                }
            }
            Turn::Bare | Turn::This | Turn::Last | Turn::Next => {
                let by = match turn {
                    Turn::Last => -1,
                    Turn::Next => 1,
                    _ => 0,
                };
                // "earlier that week" is the text's, "earlier this week" runs from Monday to today.
                if e.edge == Some(Edge::Earlier) && unit == Unit::Week && by == 0 {
                    return self
                        .anchored(|now| Some(Value::Week(now)), "this week until publication");
                }
                self.anchored(
                    |now| Value::unit_at(unit, now)?.moved(by),
                    "counted from publication",
                )
            }
        }
    }

    fn away(
        &self,
        amount: Option<f64>,
        unit: Unit,
        later: bool,
        anchor: Anchor,
        tense: impl Fn() -> Tense,
    ) -> Resolved {
        if anchor == Anchor::Ahead && tense() == Tense::Past {
            return Resolved {
                value: Value::Duration(amount, unit),
                reason: "length of time",
            };
        }
        if unit < Unit::Day && anchor != Anchor::Publication {
            return Resolved {
                value: Value::Duration(amount, unit),
                reason: "length of time",
            };
        }
        let Some(amount) = amount else {
            let value = match (anchor, self.published) {
                (Anchor::Publication, Some(now)) if !later => Value::Before(now),
                (Anchor::Publication | Anchor::Ahead, _) if later => Value::Future,
                _ => Value::Duration(None, unit),
            };
            return Resolved {
                value,
                reason: "unknown distance",
            };
        };
        if amount == 1.0 && unit == Unit::Year && !later && self.period.is_some() {
            return self.year_ago();
        }
        let signed = if later { amount } else { -amount };
        let from = match anchor {
            Anchor::Publication | Anchor::Ahead => self.published,
            Anchor::Text => self.spoken(unit).and_then(Value::start).or(self.published),
        };
        let reason = match anchor {
            Anchor::Text => "counted from the time spoken of",
            _ => "counted from publication",
        };
        let coarse = match anchor {
            // "two months later" is no finer than what it is counted from.
            Anchor::Text => self.spoken(unit).and_then(Value::unit).unwrap_or(Unit::Day),
            _ => Unit::Day,
        };
        let value = from.and_then(|day| {
            let day = unit.shift(day, signed)?;
            let grain = match unit {
                Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => Unit::Day,
                Unit::Month | Unit::Quarter => Unit::Month,
                Unit::Year | Unit::Decade | Unit::Century => Unit::Year,
            };
            Value::unit_at(grain.max(coarse), day)
        });
        match value {
            Some(value) => Resolved { value, reason },
            None => Resolved {
                value: if later { Value::Future } else { Value::Past },
                reason,
            },
        }
    }

    fn stretch(&self, amount: Option<f64>, unit: Unit, ahead: bool) -> Resolved {
        // Early in a century "the past century" is the one before.
        if unit == Unit::Century && amount == Some(1.0) && !ahead {
            return self.anchored(
                |now| Value::unit_at(unit, now)?.moved(-i16::from(now.year().rem_euclid(100) < 50)),
                "century spoken of",
            );
        }
        let bounds = self.published.map(|now| match (amount, ahead) {
            (None, false) => (None, Some(now)),
            (None, true) => (Some(now), None),
            (Some(n), false) => {
                let from = unit.shift(now, -n).and_then(|d| d.tomorrow().ok());
                (from, Some(now))
            }
            (Some(n), true) => (Some(now), unit.shift(now, n)),
        });
        let (from, to) = bounds.unwrap_or((None, None));
        Resolved {
            value: Value::Stretch {
                amount,
                unit,
                from,
                to,
            },
            reason: "stretch that touches publication",
        }
    }

    /// "a year ago" in a report on a quarter is that quarter a year before.
    fn year_ago(&self) -> Resolved {
        let period = match &self.period {
            Some(Value::Quarter(y, q)) => {
                let this = self.published.map_or(*y, |d| d.year());
                // Periods of the year before are already year-ago periods.
                Some(Value::Quarter(if *y >= this { *y - 1 } else { *y }, *q))
            }
            _ => None,
        };
        match period {
            Some(value) => Resolved {
                value,
                reason: "same quarter a year before",
            },
            None => self.anchored(
                |now| Some(Value::Year(now.year() - 1)),
                "year before publication",
            ),
        }
    }
}

fn absolute(value: Value) -> Resolved {
    Resolved {
        value,
        reason: "said in full",
    }
}

fn partial(text: &str) -> Resolved {
    Resolved {
        value: Value::Partial(SmolStr::new(text)),
        reason: "no anchor",
    }
}

fn nearest(now: Date, candidates: &[Date]) -> Option<Date> {
    candidates
        .iter()
        .copied()
        .min_by_key(|d| now.until(*d).map_or(i32::MAX, |s| s.get_days().abs()))
}

/// The two months, or years, whose meeting is nearest.
fn turn_of(unit: Unit, now: Date) -> Option<Value> {
    let this = Value::unit_at(unit, now)?;
    let (from, to) = this.interval()?;
    let (since, until) = (now.duration_since(from?), to?.duration_since(now));
    Some(if since <= until {
        Value::Turn(Box::new(this.moved(-1)?), Box::new(this))
    } else {
        let next = this.moved(1)?;
        Value::Turn(Box::new(this), Box::new(next))
    })
}

/// The TIMEX3 value of a resolved expression with its time of day.
pub(crate) fn timex(e: &Expression, value: &Value) -> SmolStr {
    let base = value.timex();
    if let Value::Day(_) = value {
        if let Some(clock) = e.clock {
            return match clock.minute {
                Some(minute) => format_smolstr!("{base}T{:02}:{minute:02}", clock.hour),
                None => format_smolstr!("{base}T{:02}:00", clock.hour),
            };
        }
        // "Friday night" is annotated by its day, "this morning" and "last night" with the part.
        let told = e.part.filter(|part| {
            matches!(e.what, What::Deictic(_) | What::Unit { .. })
                || matches!(part, DayPart::Afternoon | DayPart::Evening)
        });
        if let Some(part) = told {
            return format_smolstr!("{base}{}", part.timex());
        }
    }
    base
}
