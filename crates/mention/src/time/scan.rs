//! Finds time expressions in a line of atoms, word by word, without a tree.

use super::dates::{self, clock};
use super::expression::{Anchor, Expression, Turn, What, YearRef};
use super::value::{DayPart, Edge, Unit};
use super::words::{day_part, month, season, unit, weekday};
use super::{tense, years};
use crate::line::{Line, listed};
use crate::number;
use smol_str::SmolStr;

/// All time expressions of a line, in order, none overlapping another.
pub(crate) fn scan(line: &Line<'_>) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < line.len() {
        match at(line, i) {
            Some(expression) if expression.end > i => {
                i = expression.end;
                let second = dates::second_day(line, &expression);
                found.push(expression);
                if let Some(second) = second {
                    i = second.end;
                    found.push(second);
                }
            }
            _ => i += 1,
        }
    }
    found
}

/// The expression that begins at atom `i`.
fn at(line: &Line<'_>, i: usize) -> Option<Expression> {
    if !line.is_word(i) && !line.is_digits(i) {
        return years::short_year(line, i);
    }
    let mut expression = edged(line, i).or_else(|| plain(line, i))?;
    day_part_behind(line, &mut expression);
    clock_behind(line, &mut expression);
    Some(expression)
}

/// An expression without "early", "the end of" and the like before it.
fn plain(line: &Line<'_>, i: usize) -> Option<Expression> {
    let i = i + usize::from(line.is(i, "the") && !line.is(i + 1, "the"));
    clock_first(line, i)
        .or_else(|| dates::date(line, i))
        .or_else(|| deictic(line, i))
        .or_else(|| turned(line, i))
        .or_else(|| dates::named(line, i))
        .or_else(|| amount(line, i))
        .or_else(|| reference(line, i))
        .or_else(|| repeated(line, i))
}

/// "early March", "mid-2024", "the end of the month", "later this year", "year end".
fn edged(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (edge, next) = edge(line, i)?;
    let next = next + usize::from(line.is(next, "the") || line.is(next, "its"));
    let inner = dates::date(line, next)
        .or_else(|| deictic(line, next))
        .or_else(|| turned(line, next))
        .or_else(|| dates::named_after_edge(line, next))
        .or_else(|| bare_unit(line, next));
    if let Some(mut expression) = inner {
        // "the start of the 2014 Winter Olympics" is the games', not the year's.
        if matches!(expression.what, What::Year(_))
            && line.word(next.saturating_sub(1)) == "the"
            && line.is_word(expression.end)
        {
            expression.what = What::Event;
        }
        expression.first = i;
        expression.edge = Some(edge);
        return Some(expression);
    }
    None
}

fn edge(line: &Line<'_>, i: usize) -> Option<(Edge, usize)> {
    let word = line.word(i);
    let direct = match word {
        "early" => Some(Edge::Early),
        "late" => Some(Edge::Late),
        "mid" => Some(Edge::Mid),
        "earlier" => Some(Edge::Earlier),
        "later" => Some(Edge::Later),
        _ => None,
    };
    if let Some(edge) = direct {
        let mut next = i + 1;
        next += usize::from(line.dash(next));
        // "early in the year", "late on Friday"
        next += usize::from(matches!(line.word(next), "in" | "on"));
        return Some((edge, next));
    }
    let at = i + usize::from(word == "the");
    let edge = match line.word(at) {
        "end" | "close" => Edge::End,
        "beginning" | "start" | "onset" => Edge::Start,
        "middle" => Edge::Mid,
        _ => return None,
    };
    line.is(at + 1, "of").then_some((edge, at + 2))
}

/// "the end of the month": the unit alone stands for the present one.
fn bare_unit(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (unit, plural) = unit(line.word(i))?;
    if plural || unit <= Unit::Day {
        return None;
    }
    Some(Expression::new(
        i,
        i + 1,
        What::Unit {
            unit,
            turn: Turn::This,
        },
    ))
}

/// "today", "yesterday", "tonight", "the day before yesterday".
fn deictic(line: &Line<'_>, i: usize) -> Option<Expression> {
    if line.is(i, "day") {
        let days = match (line.word(i + 1), line.word(i + 2)) {
            ("before", "yesterday") => -2,
            ("after", "tomorrow") => 2,
            _ => return None,
        };
        return Some(Expression::new(i, i + 3, What::Deictic(days)));
    }
    let (days, part) = match line.word(i) {
        // "VOA Today" is a name.
        "today" if line.capital(i) && i > 0 && line.capital(i - 1) && line.is_word(i - 1) => {
            return None;
        }
        "today" => (0, None),
        "tonight" => (0, Some(DayPart::Night)),
        "yesterday" => (-1, None),
        "tomorrow" => (1, None),
        "overnight" if i == 0 || line.is(i.wrapping_sub(1), ",") => return None,
        _ => return None,
    };
    let mut expression = Expression::new(i, i + 1, What::Deictic(days));
    expression.part = part;
    Some(expression)
}

/// "this year", "last June", "next Friday", "the past two months", "that day", "the following week".
fn turned(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (turn, mut next) = turn(line, i)?;
    let word = line.word(next);
    if word == "," {
        return None;
    }
    // "this past Friday", "this coming week", "this same day"
    if matches!(turn, Turn::This | Turn::Same)
        && let Some((inner, after)) = self::turn(line, next)
        && inner != Turn::This
    {
        if let Some(mut expression) = turned_at(line, inner, after) {
            expression.first = i;
            return Some(expression);
        }
        next = after;
    }
    let mut expression = turned_at(line, turn, next)?;
    expression.first = i;
    Some(expression)
}

fn turn(line: &Line<'_>, i: usize) -> Option<(Turn, usize)> {
    let turn = match line.word(i) {
        "this" | "current" | "present" => Turn::This,
        "these" => Turn::This,
        "last" | "past" | "latest" => Turn::Last,
        "next" | "coming" | "upcoming" => Turn::Next,
        "that" | "same" => Turn::Same,
        "previous" | "preceding" | "prior" => Turn::Before,
        "following" | "ensuing" | "subsequent" => Turn::After,
        _ => return None,
    };
    Some((turn, i + 1))
}

/// What stands behind "last", "this", "next": `next` is the first atom behind it.
fn turned_at(line: &Line<'_>, turn: Turn, next: usize) -> Option<Expression> {
    let word = line.word(next);
    let make = |end, what| Some(Expression::new(next, end, what));
    let behind = line.before(next, 1);
    let determined = ["the", "these", "its", "their", "his", "her", "our", "over"]
        .contains(&line.before(next, 2))
        || !matches!(behind, "current" | "present" | "latest");
    if let Some((unit, plural)) = unit(word) {
        if matches!(behind, "latest") && unit == Unit::Quarter {
            return make(next + 1, What::LatestPeriod);
        }
        if plural {
            return match behind {
                "these" if unit == Unit::Day => make(next + 1, What::Present),
                "past" | "last" | "previous" | "preceding" => make(
                    next + 1,
                    What::Stretch {
                        amount: None,
                        unit,
                        ahead: false,
                    },
                ),
                "next" | "coming" | "upcoming" | "following" => make(
                    next + 1,
                    What::Stretch {
                        amount: None,
                        unit,
                        ahead: true,
                    },
                ),
                _ => None,
            };
        }
        if unit < Unit::Day && behind != "past" && behind != "last" && behind != "next" {
            return None;
        }
        // "on its last day" is no yesterday.
        if unit == Unit::Day && behind == "last" {
            return None;
        }
        // "the past year" is twelve months, "last year" a calendar year.
        if behind == "past" && line.before(next, 2) == "the"
            || unit < Unit::Day
            || matches!(behind, "last" | "next")
                && line.before(next, 2) == "the"
                && matches!(
                    line.before(next, 3),
                    "over" | "in" | "during" | "within" | "for"
                )
        {
            let ahead = turn == Turn::Next;
            // "the next day" goes with the text, not with a length.
            if !(ahead && unit == Unit::Day) {
                return make(
                    next + 1,
                    What::Stretch {
                        amount: Some(1.0),
                        unit,
                        ahead,
                    },
                );
            }
        }
        let turn = if behind == "next" && line.before(next, 2) == "the" {
            Turn::After
        } else {
            turn
        };
        // "this year's third quarter"
        if unit == Unit::Year
            && line.is(next + 1, "'s")
            && let Some((what, end)) = dates::quarter(line, next + 2, YearRef::Turn(turn))
        {
            return make(end, what);
        }
        if unit == Unit::Year && line.is(next + 1, "'s") && line.is(next + 2, "quarter") {
            let year = YearRef::Turn(turn);
            return make(next + 3, What::Quarter { year, quarter: 0 });
        }
        if unit == Unit::Year && line.is(next + 1, "'s") && line.is(next + 2, "end") {
            let mut expression = Expression::new(next, next + 3, What::Unit { unit, turn });
            expression.edge = Some(Edge::End);
            return Some(expression);
        }
        return determined
            .then(|| Expression::new(next, next + 1, What::Unit { unit, turn }))
            .or_else(|| make(next + 1, What::Unit { unit, turn }));
    }
    if matches!(
        word,
        "fiscal" | "financial" | "calendar" | "school" | "academic"
    ) && line.is(next + 1, "year")
    {
        return make(
            next + 2,
            What::Unit {
                unit: Unit::Year,
                turn,
            },
        );
    }
    if word == "period" && matches!(behind, "latest" | "current") {
        return make(next + 1, What::LatestPeriod);
    }
    if word == "weekend" {
        return make(next + 1, What::Weekend(turn));
    }
    if let Some((month, end)) = dates::month_at(line, next, true) {
        // "last 14 June" is nobody's phrase; "last June 14" keeps its day.
        if let Some(mut expression) = dates::date(line, next)
            && let What::Day { year, .. } = &mut expression.what
            && *year == YearRef::Open
        {
            *year = YearRef::Open;
            return Some(expression);
        }
        return make(
            end,
            What::Month {
                year: YearRef::Open,
                month,
                turn,
            },
        );
    }
    if let Some(weekday) = dates::weekday_at(line, next, true) {
        return make(
            next + 1 + usize::from(line.is(next + 1, ".") && word.len() < 6),
            What::Weekday { weekday, turn },
        );
    }
    let season_at = next + usize::from(matches!(word, "past" | "coming"));
    if let Some(season) = season(line.word(season_at)) {
        return make(
            season_at + 1,
            What::Season {
                year: YearRef::Open,
                season,
                turn,
            },
        );
    }
    if let Some(part) = day_part(word) {
        // "this morning", "last night", "that evening", "the next morning"
        let what = match turn {
            Turn::This => What::Deictic(0),
            Turn::Last => What::Deictic(-1),
            Turn::Next | Turn::After => What::Unit {
                unit: Unit::Day,
                turn: Turn::After,
            },
            Turn::Before => What::Unit {
                unit: Unit::Day,
                turn: Turn::Before,
            },
            Turn::Same | Turn::Bare => What::Unit {
                unit: Unit::Day,
                turn: Turn::Same,
            },
        };
        let mut expression = Expression::new(next, next + 1, what);
        expression.part = Some(part);
        return Some(expression);
    }
    if matches!(
        turn,
        Turn::Last | Turn::Next | Turn::Before | Turn::After | Turn::This
    ) && !matches!(line.word(next), "a" | "an")
        && let Some((amount, unit, end)) = amount_of_units(line, next)
    {
        let old = end + usize::from(line.dash(end));
        if line.is(old, "old") {
            return make(old + 1, What::Age { amount, unit });
        }
        return make(
            end,
            What::Stretch {
                amount,
                unit,
                ahead: matches!(turn, Turn::Next | Turn::After),
            },
        );
    }
    None
}

/// "two years", "24-month", "a few days": amount, unit and the atom behind them.
fn amount_of_units(line: &Line<'_>, i: usize) -> Option<(Option<f64>, Unit, usize)> {
    let article = matches!(line.word(i), "a" | "an" | "another" | "one");
    let (mut amount, mut next) = match number::read(line, i) {
        Some(number) => (number.value, number.end),
        None if article => (Some(1.0), i + 1),
        // "a two-year", "a further 12 months"
        None => return None,
    };
    // "two to three weeks", "a year or two", "12 to 18 months"
    if matches!(line.word(next), "to" | "or" | "and") || line.dash(next) {
        let second = next + 1;
        if let Some(number) = number::read(line, second)
            && unit_behind(line, number.end).is_some()
            && (line.word(next) != "and")
            && number.value > amount
        {
            next = number.end;
        }
    }
    if line.is(next, "of") {
        return None;
    }
    let (unit, plural, end) = unit_behind(line, next)?;
    if article && plural && number::read(line, i).is_none() {
        return None;
    }
    let mut end = end;
    // "a year and a half", "half a year"
    if line.is(end, "and") && line.is(end + 1, "a") && line.is(end + 2, "half") {
        amount = amount.map(|n| n + 0.5);
        end += 3;
    } else if line.is(end, "or") && line.is(end + 1, "two")
        || line.is(end, "or") && line.is(end + 1, "so")
    {
        end += 2;
    }
    Some((amount, unit, end))
}

/// The unit behind a number, over a dash or a word like "consecutive": unit, plural, atom behind.
fn unit_behind(line: &Line<'_>, at: usize) -> Option<(Unit, bool, usize)> {
    let mut next = at + usize::from(line.dash(at));
    if listed(
        line.word(next),
        "more full consecutive straight trading business working calendar further additional extra whole other long short successive entire solid such fiscal school",
    ) {
        next += 1;
    }
    let (unit, plural) = unit(line.word(next))?;
    // "one second place", "a quarter", "three quarters of the city"
    if unit == Unit::Second && !plural
        || unit == Unit::Quarter && (!plural || line.is(next + 1, "of"))
    {
        return None;
    }
    Some((unit, plural, next + 1))
}

/// "two years ago", "a day earlier", "for twelve months", "18-year-old", "$800m a year".
fn amount(line: &Line<'_>, i: usize) -> Option<Expression> {
    let make = |end, what| Some(Expression::new(i, end, what));
    if let Some(expression) = year_ago_period(line, i)
        .or_else(|| first_units(line, i))
        .or_else(|| unit_long(line, i))
    {
        return Some(expression);
    }
    // "a year-earlier loss"
    if matches!(line.word(i), "a" | "an")
        && let Some(mut expression) = year_ago_period(line, i + 1).filter(|_| line.dash(i + 2))
    {
        expression.first = i;
        return Some(expression);
    }
    // "60 Minutes" is a name.
    if line.is_digits(i) && line.capital(i + 1) && words_unit(line, i + 1) {
        return None;
    }
    let (amount, unit, end) = match amount_of_units(line, i) {
        Some(found) => found,
        None => return bare_plural(line, i),
    };
    if unit == Unit::Second && line.before(i, 1) == "a" {
        return None;
    }
    let old = end + usize::from(line.dash(end));
    if matches!(line.word(old), "old" | "olds") || line.is(end, "of") && line.is(end + 1, "age") {
        let end = if line.is(end, "of") { end + 2 } else { old + 1 };
        return make(end, What::Age { amount, unit });
    }
    // "a couple of years ago" is no two years ago.
    let couple = line.is(i, "couple") || line.is(i + 1, "couple");
    let away = |later, anchor| What::Away {
        amount: amount.filter(|_| !couple),
        unit,
        later,
        anchor,
    };
    match line.word(end) {
        "ago" => {
            // "the third quarter a year ago" and "the year-ago quarter" are settled when resolved.
            return make(end + 1, away(false, Anchor::Publication));
        }
        "back" if !line.is_word(end + 1) || line.is(end + 1, "that") => {
            return make(end + 1, away(false, Anchor::Publication));
        }
        "earlier" | "previously" | "beforehand" => {
            return make(end + 1, away(false, Anchor::Text));
        }
        "before" if !starts_clause(line, end + 1) => {
            return make(end + 1, away(false, Anchor::Text));
        }
        "later" | "afterwards" | "afterward" => return make(end + 1, away(true, Anchor::Text)),
        "after" if line.is(end + 1, "that") => return make(end + 2, away(true, Anchor::Text)),
        "from" if line.is(end + 1, "now") => return make(end + 2, away(true, Anchor::Publication)),
        "from" if line.is(end + 1, "today") => {
            return make(end + 2, away(true, Anchor::Publication));
        }
        "hence" => return make(end + 1, away(true, Anchor::Publication)),
        _ => {}
    }
    // "800 million dollars a year", "twice a week"
    if matches!(line.word(i), "a" | "an") && rate_before(line, i) && number::read(line, i).is_none()
    {
        return make(end, What::Set(unit.duration(Some(1.0))));
    }
    if ahead_preposition(line, i) {
        return make(end, away(true, Anchor::Ahead));
    }
    make(end, What::Duration { amount, unit })
}

fn words_unit(line: &Line<'_>, i: usize) -> bool {
    unit(line.word(i)).is_some()
}

/// "day-long", "yearlong": one of them.
fn unit_long(line: &Line<'_>, i: usize) -> Option<Expression> {
    let joined = line.word(i).strip_suffix("long");
    let (word, end) = match joined {
        Some(word) if !word.is_empty() => (word, i + 1),
        _ if line.dash(i + 1) && line.is(i + 2, "long") => (line.word(i), i + 3),
        _ => return None,
    };
    let (unit, plural) = unit(word)?;
    (!plural && unit >= Unit::Hour).then(|| {
        Expression::new(
            i,
            end,
            What::Duration {
                amount: Some(1.0),
                unit,
            },
        )
    })
}

/// "in two weeks", "in about a month", "within days": a point ahead, when the verb is not past.
fn ahead_preposition(line: &Line<'_>, i: usize) -> bool {
    let back = if matches!(
        line.before(i, 1),
        "about" | "around" | "roughly" | "some" | "approximately" | "just" | "under"
    ) {
        2
    } else {
        1
    };
    line.before(i, back) == "in"
}

/// Whether a clause or a noun follows that "before" or "after" goes with ("two days before the vote").
fn starts_clause(line: &Line<'_>, i: usize) -> bool {
    line.is_word(i) && !listed(line.word(i), "and but or when in on at with to by from")
        || line.is_digits(i)
}

fn rate_before(line: &Line<'_>, i: usize) -> bool {
    let word = line.before(i, 1);
    listed(
        word,
        "% percent dollars euros pounds shillings times once twice cents million billion thousand m bn hours days people barrels yen marks francs rand",
    ) || i.checked_sub(1).is_some_and(|p| line.is_digits(p))
}

/// "year-ago quarter", "the year-earlier period", "year-ago".
fn year_ago_period(line: &Line<'_>, i: usize) -> Option<Expression> {
    let dashed = i + 1 + usize::from(line.dash(i + 1));
    if !line.is(i, "year") || !matches!(line.word(dashed), "ago" | "earlier") {
        return None;
    }
    if dashed == i + 1 && line.before(i, 1) != "the" {
        return None;
    }
    let mut end = dashed + 1;
    if matches!(
        line.word(end),
        "period" | "quarter" | "third" | "first" | "second" | "fourth"
    ) {
        end += 1;
        end += usize::from(line.is(end, "quarter"));
    }
    Some(Expression::new(i, end, What::YearAgoPeriod))
}

/// "the first nine months", "the final two weeks", "nine months ended Sept. 30".
fn first_units(line: &Line<'_>, i: usize) -> Option<Expression> {
    if !matches!(
        line.word(i),
        "first" | "final" | "initial" | "recent" | "opening"
    ) {
        return None;
    }
    if line.is(i, "recent") {
        let (unit, plural) = unit(line.word(i + 1))?;
        return plural.then(|| {
            Expression::new(
                i,
                i + 2,
                What::Stretch {
                    amount: None,
                    unit,
                    ahead: false,
                },
            )
        });
    }
    let (amount, unit, end) = amount_of_units(line, i + 1)?;
    Some(Expression::new(i, end, What::Duration { amount, unit }))
}

/// "weeks", "years": an unknown number of them.
fn bare_plural(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (unit, plural) = unit(line.word(i))?;
    let many = line.before(i, 1) == "of"
        && number::scale_word(line.before(i, 2).trim_end_matches('s')).is_some();
    if many || !plural || unit < Unit::Day || unit == Unit::Quarter || line.before(i, 1) == "-" {
        return None;
    }
    let duration = What::Duration { amount: None, unit };
    // "within days" is this month, as far as anybody can tell.
    if unit == Unit::Day && line.before(i, 1) == "within" {
        let what = What::Unit {
            unit: Unit::Month,
            turn: Turn::This,
        };
        return Some(Expression::new(i, i + 1, what));
    }
    Some(match line.word(i + 1) {
        "ago" => Expression::new(i, i + 2, What::Past),
        "later" | "earlier" => Expression::new(
            i,
            i + 2,
            What::Away {
                amount: None,
                unit,
                later: line.is(i + 1, "later"),
                anchor: Anchor::Text,
            },
        ),
        _ => Expression::new(i, i + 1, duration),
    })
}

/// "now", "recently", "in the future".
fn reference(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (what, length) = match line.word(i) {
        "now" => (What::Present, 1),
        "right" if line.is(i + 1, "now") => (What::Present, 2),
        "currently" | "nowadays" | "presently" => (What::Present, 1),
        "current" if line.is_word(i + 1) => (What::Present, 1),
        "recently" | "lately" => (What::Past, 1),
        "past"
            if line.before(i, 1) == "the"
                && (!line.is_word(i + 1) || line.before(i, 2) == "in" && line.is(i + 1, "it")) =>
        {
            (What::Past, 1)
        }
        "future" if line.before(i, 1) == "the" || line.before(i, 1) == "near" => (What::Future, 1),
        "near" if matches!(line.word(i + 1), "future" | "term") => (What::Future, 2),
        "short" if line.is(i + 1, "term") && line.before(i, 1) == "the" => (What::Future, 2),
        "as" if line.is(i + 1, "soon") && line.is(i + 2, "as") && line.is(i + 3, "possible") => {
            (What::Future, 4)
        }
        "soon"
            if !matches!(line.word(i + 1), "after" | "as")
                && !matches!(line.before(i, 1), "as" | "was" | "were")
                && !tense::past_form(line.word(i + 1)) =>
        {
            (What::Future, 1)
        }
        _ => return None,
    };
    Some(Expression::new(i, i + length, what))
}

/// "daily", "every day", "each year", "per month", "Mondays".
fn repeated(line: &Line<'_>, i: usize) -> Option<Expression> {
    let make = |end, set: &str| Some(Expression::new(i, end, What::Set(SmolStr::new(set))));
    match line.word(i) {
        "daily" | "nightly" => return make(i + 1, "P1D"),
        "weekly" => return make(i + 1, "P1W"),
        "monthly" => return make(i + 1, "P1M"),
        "annually" | "yearly" => return make(i + 1, "P1Y"),
        "hourly" => return make(i + 1, "PT1H"),
        "every" | "each" | "per" => {}
        _ => return None,
    }
    let next = i + 1;
    if let Some((unit, false)) = unit(line.word(next)).filter(|(unit, _)| *unit >= Unit::Hour) {
        return make(next + 1, &unit.duration(Some(1.0)));
    }
    if line.is(i, "per") {
        return None;
    }
    if let Some((amount, unit, end)) = amount_of_units(line, next) {
        return make(end, &unit.duration(amount));
    }
    if let Some(day) = weekday(line.word(next)) {
        return make(
            next + 1,
            &format!("XXXX-WXX-{}", day.to_monday_one_offset()),
        );
    }
    if let Some(month) = month(line.word(next)) {
        return make(next + 1, &format!("XXXX-{month:02}"));
    }
    if let Some(part) = day_part(line.word(next)) {
        return make(next + 1, &format!("XXXX-XX-XX{}", part.timex()));
    }
    None
}

/// "5 p.m. EST, Nov. 6", "noon Thursday", "10:40 on Friday", "at 16:30".
fn clock_first(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (time, end) = clock(line, i)?;
    let mut next = elsewhere(line, end).unwrap_or(end);
    next += usize::from(line.is(next, ","));
    next += usize::from(matches!(line.word(next), "on" | "of"));
    let day = dates::date(line, next)
        .or_else(|| deictic(line, next))
        .or_else(|| dates::named(line, next).filter(|e| matches!(e.what, What::Weekday { .. })))
        .or_else(|| {
            turned(line, next)
                .filter(|e| e.part.is_some() || matches!(e.what, What::Weekday { .. }))
        });
    let mut expression = match day {
        Some(day) => day,
        None => Expression::new(i, end, What::Clock),
    };
    expression.first = i;
    expression.clock = Some(time);
    Some(expression)
}

/// "(0735 GMT)" behind a clock time: the same moment by another clock. The atom behind the bracket.
fn elsewhere(line: &Line<'_>, at: usize) -> Option<usize> {
    let close = (at + 2..at + 8).find(|i| line.is(*i, ")"))?;
    let zone = (at + 1..close).any(|i| {
        listed(
            line.word(i),
            "gmt utc est edt cst cdt pst pdt cet cest eat local",
        )
    });
    (line.is(at, "(") && line.is_digits(at + 1) && zone).then_some(close + 1)
}

/// "Tuesday morning", "yesterday afternoon", "25 March, early in the morning".
fn day_part_behind(line: &Line<'_>, expression: &mut Expression) {
    let is_day = matches!(
        expression.what,
        What::Day { .. } | What::Weekday { .. } | What::Deictic(_) | What::Holiday { .. }
    );
    if !is_day || expression.part.is_some() {
        return;
    }
    let at = expression.end;
    if let Some(part) = day_part(line.word(at)) {
        expression.part = Some(part);
        expression.end = at + 1;
    }
}

/// "on 25 March at around 16:30", "Friday at 5 p.m."
fn clock_behind(line: &Line<'_>, expression: &mut Expression) {
    let is_day = matches!(
        expression.what,
        What::Day { .. } | What::Weekday { .. } | What::Deictic(_)
    );
    if !is_day || expression.clock.is_some() {
        return;
    }
    let mut at = expression.end;
    at += usize::from(line.is(at, ","));
    at += usize::from(line.is(at, "at"));
    at += usize::from(matches!(line.word(at), "around" | "about"));
    if let Some((time, end)) = clock(line, at) {
        expression.clock = Some(time);
        expression.end = end;
    }
}
