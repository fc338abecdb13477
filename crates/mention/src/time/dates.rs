//! Dates by name and number: "14 April 2025", "Friday, July 21", "2024-06-25", "the 1990s", "Q1", "10:40".

use super::expression::{Clock, Expression, Holiday, Turn, What, YearRef};
use super::words::{self, month, season, weekday};
use super::years::{four_digits, pivot, written_year, year_alone, year_behind, year_number};
use crate::line::{Line, listed};
use crate::number;
use contingent_text::{NameKind, Xpos};
use jiff::civil::Weekday;

/// A date with a day or a month in it, or a lone year: what needs no word before it to be a time.
pub(crate) fn date(line: &Line<'_>, i: usize) -> Option<Expression> {
    iso(line, i)
        .or_else(|| slashed(line, i))
        .or_else(|| after_weekday(line, i))
        .or_else(|| day_first(line, i))
        .or_else(|| month_first(line, i))
        .or_else(|| written_year(line, i))
        .or_else(|| decade_or_century(line, i))
        .or_else(|| year_alone(line, i))
}

/// Weekdays, months, seasons, quarters, decades, holidays, weekends: names that come round.
pub(crate) fn named(line: &Line<'_>, i: usize) -> Option<Expression> {
    holiday(line, i)
        .or_else(|| {
            let weekday = weekday_at(line, i, false)?;
            let end = i + 1 + usize::from(line.is(i + 1, ".") && line.word(i).len() < 6);
            Some(Expression::new(
                i,
                end,
                What::Weekday {
                    weekday,
                    turn: Turn::Bare,
                },
            ))
        })
        .or_else(|| plural_weekday(line, i))
        .or_else(|| {
            line.is(i, "weekend")
                .then(|| Expression::new(i, i + 1, What::Weekend(Turn::Bare)))
        })
        .or_else(|| quarter_expression(line, i))
        .or_else(|| decade_or_century(line, i))
        .or_else(|| season_at(line, i, false))
        .or_else(|| the_unit(line, i))
        .or_else(|| day_of_month(line, i))
}

/// As `named`, where "early" or "the end of" has already said that a time follows.
pub(crate) fn named_after_edge(line: &Line<'_>, i: usize) -> Option<Expression> {
    season_at(line, i, true)
        .or_else(|| {
            let (month, end) = month_at(line, i, true)?;
            Some(Expression::new(
                i,
                end,
                What::Month {
                    year: YearRef::Open,
                    month,
                    turn: Turn::Bare,
                },
            ))
        })
        .or_else(|| {
            let year = year_number(line, i)?;
            let counted = line.is_word(i + 1) && line.xpos(i + 1) == Some(Xpos::Nns);
            (!counted).then(|| Expression::new(i, i + 1, What::Year(year)))
        })
        .or_else(|| named(line, i))
}

/// "2024-06-25"
fn iso(line: &Line<'_>, i: usize) -> Option<Expression> {
    let year = four_digits(line.word(i))?;
    if !(line.is(i + 1, "-") && line.is(i + 3, "-") && (1..5).all(|k| line.glued(i + k))) {
        return None;
    }
    let month = small_number(line.word(i + 2), 12)?;
    let day = small_number(line.word(i + 4), 31)?;
    (line.word(i + 2).len() == 2).then(|| {
        Expression::new(
            i,
            i + 5,
            What::Day {
                year: YearRef::Is(year),
                month,
                day,
            },
        )
    })
}

/// "25/06/2024", "10/26/89", "25.06.2024": day first where the numbers allow no other reading,
/// month first in the American manner otherwise only with a two-digit year.
fn slashed(line: &Line<'_>, i: usize) -> Option<Expression> {
    let dotted: Vec<&str> = line.word(i).split('.').collect();
    let (first, second, year, end, dots) = if let [a, b, c] = dotted[..] {
        (a, b, c, i + 1, true)
    } else {
        if !(line.is(i + 1, "/") && line.is(i + 3, "/") && (1..5).all(|k| line.glued(i + k))) {
            return None;
        }
        (
            line.word(i),
            line.word(i + 2),
            line.word(i + 4),
            i + 5,
            false,
        )
    };
    let (a, b) = (small_number(first, 31)?, small_number(second, 31)?);
    let year = match year.len() {
        4 => four_digits(year)?,
        2 if !dots => pivot(year.parse().ok()?),
        _ => return None,
    };
    let (day, month) = if a > 12 || dots {
        (a, b)
    } else if b > 12 || end == i + 5 && line.word(i + 4).len() == 2 {
        (b, a)
    } else {
        (a, b)
    };
    (month <= 12).then(|| {
        Expression::new(
            i,
            end,
            What::Day {
                year: YearRef::Is(year),
                month,
                day,
            },
        )
    })
}

/// "Friday, July 21, 2017", "Thursday 2 October", "Tuesday morning, 4 May".
fn after_weekday(line: &Line<'_>, i: usize) -> Option<Expression> {
    weekday_at(line, i, true)?;
    if !line.capital(i) {
        return None;
    }
    let mut next = i + 1;
    next += usize::from(line.is(next, ".") && line.word(i).len() < 6);
    let part = words::day_part(line.word(next));
    next += usize::from(part.is_some());
    next += usize::from(line.is(next, ","));
    next += usize::from(line.is(next, "the"));
    if line.is(next, "(") {
        next += 1;
    }
    let mut found = day_first(line, next)
        .or_else(|| month_first(line, next).filter(|e| matches!(e.what, What::Day { .. })))?;
    found.first = i;
    found.part = part;
    Some(found)
}

/// "14 April 2025", "the 2nd of October", "5-6 September 2019".
fn day_first(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (day, mut next) = day_number(line, i)?;
    let end_of_day = next;
    // "5-6 September", "14 to 16 April", "14 and 15 April": the first day takes the month of the second.
    let joined = line.dash(next) || matches!(line.word(next), "to" | "and" | "or" | "until");
    let shared = joined
        .then(|| day_number(line, next + 1))
        .flatten()
        .map(|(_, after)| after);
    if let Some(after) = shared {
        next = after;
    }
    next += usize::from(line.is(next, "of") || line.dash(next) && line.glued(next));
    let (month, after_month) = month_at(line, next, true)?;
    if !line.capital(next) && matches!(line.word(next), "may" | "march") {
        return None;
    }
    // "30 March for Life activists", "8 May Day marches" are rare enough.
    let (year, end) = year_behind(line, after_month);
    let end = if shared.is_some() { end_of_day } else { end };
    Some(Expression::new(i, end, What::Day { year, month, day }))
}

/// "April 14, 2025", "Oct. 2", "October 2nd", "June 2024", "last year's May" not.
fn month_first(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (month, next) = month_at(line, i, false)?;
    let day_at = next + usize::from(line.is(next, "the"));
    if let Some((day, after)) = day_number(line, day_at) {
        // "in June 400 officers" has no day; "June 25 officers" hardly exists.
        let scale = number::scale_word(line.word(after)).is_some() || line.is(after, "%");
        let clock = line.is(after, ":") && line.is_digits(after + 1) && line.glued(after + 1);
        if !scale && !clock {
            let mut end = after;
            let mut year_at = after;
            // "April 14-16, 2024": the year stands behind the second day.
            let joined = line.dash(after) || matches!(line.word(after), "to" | "and");
            if joined && let Some((_, behind)) = day_number(line, after + 1) {
                year_at = behind;
            }
            let (year, behind) = year_behind(line, year_at);
            if year_at == after {
                end = behind;
            }
            return Some(Expression::new(i, end, What::Day { year, month, day }));
        }
    }
    let (year, end) = year_behind(line, next);
    Some(Expression::new(
        i,
        end,
        What::Month {
            year,
            month,
            turn: Turn::Bare,
        },
    ))
}

/// The second day of "April 14-16": a bare number behind a day that was just read.
pub(crate) fn second_day(line: &Line<'_>, before: &Expression) -> Option<Expression> {
    let What::Day { month, .. } = before.what else {
        return None;
    };
    let joint = before.end;
    if !(line.dash(joint) || matches!(line.word(joint), "to" | "and"))
        || line.is_digits(before.first)
    {
        return None;
    }
    let (day, after) = day_number(line, joint + 1)?;
    if month_at(line, after, true).is_some() || line.is(joint, "and") && line.is_word(after) {
        return None;
    }
    if words::unit(line.word(after)).is_some() || line.is(after, ":") {
        return None;
    }
    let (year, end) = year_behind(line, after);
    Some(Expression::new(
        joint + 1,
        end,
        What::Day { year, month, day },
    ))
}

/// A day of the month as "14", "2nd", "first": its number and the atom behind it.
fn day_number(line: &Line<'_>, i: usize) -> Option<(i8, usize)> {
    if let Some((n, after)) = number::ordinal(line, i) {
        // "second" alone is too often a rank: only with a month right behind or "of".
        return (1..=31).contains(&n).then_some((n as i8, after));
    }
    if !line.is_digits(i) || line.before(i, 1) == "$" && line.glued(i) {
        return None;
    }
    let glued_letters = line.glued(i + 1) && line.is_word(i + 1);
    let n = small_number(line.word(i), 31)?;
    (!glued_letters).then_some((n, i + 1))
}

fn small_number(text: &str, most: i8) -> Option<i8> {
    if text.len() > 2 {
        return None;
    }
    text.parse().ok().filter(|n| (1..=most).contains(n))
}

/// The month at an atom and the atom behind it (over an abbreviation's stop).
///
/// `sure` says that the words before it leave no doubt; otherwise "may", "march" and abbreviations need
/// a day, a year or a preposition beside them.
pub(crate) fn month_at(line: &Line<'_>, i: usize, sure: bool) -> Option<(i8, usize)> {
    let word = line.word(i);
    let month = month(word)?;
    let abbreviated = word.len() <= 4 && !matches!(word, "may" | "june" | "july");
    let end = i + 1 + usize::from(abbreviated && line.is(i + 1, ".") && line.glued(i + 1));
    let number_beside = line.is_digits(end) || number::ordinal(line, end).is_some();
    let number_before = i.checked_sub(1).is_some_and(|p| {
        line.is_digits(p) || matches!(line.word(p), "of" | "th" | "st" | "nd" | "rd")
    });
    if sure && line.capital(i) {
        return Some((month, end));
    }
    if abbreviated {
        let known = line.capital(i) && (end > i + 1 || number_beside || number_before);
        return known.then_some((month, end));
    }
    let doubtful = matches!(word, "may" | "march") || !line.capital(i);
    if !doubtful && (!matches!(word, "june" | "april" | "august") || !is_person(line, i)) {
        return Some((month, end));
    }
    if !line.capital(i) && matches!(word, "may" | "march" | "august") {
        return None;
    }
    let prepared = listed(
        line.before(i, 1),
        "in of since by until till from through during before after between early late mid last next this each every for around",
    ) || matches!(line.before(i, 1), "to" | "and" | "-" | "–" | "," | "or")
        && (2..5).any(|back| words::month(line.before(i, back)).is_some());
    // "the March attack", not "the March on Rome".
    let walked = listed(line.word(i + 1), "on for of to against in and was is");
    let attributive =
        line.before(i, 1) == "the" && line.capital(i) && line.is_word(i + 1) && !walked;
    let year_beside =
        line.is_digits(end) && (four_digits(line.word(end)).is_some() || number_beside);
    let tagged = matches!(line.xpos(i), Some(Xpos::Nnp))
        && line.capital(i)
        && i > 0
        && !(word == "march" && walked);
    (prepared
        || attributive
        || year_beside
        || tagged
        || line.is_digits(i.wrapping_sub(1)) && number_before)
        .then_some((month, end))
}

/// Whether the tagger takes the atom for (part of) a person's name.
fn is_person(line: &Line<'_>, i: usize) -> bool {
    let (Some(sentence), Some(atom)) = (line.sentence, line.atoms.get(i)) else {
        return false;
    };
    sentence
        .names
        .iter()
        .any(|name| name.kind == NameKind::Person && (name.first..=name.last).contains(&atom.token))
}

/// The weekday at an atom.
pub(crate) fn weekday_at(line: &Line<'_>, i: usize, sure: bool) -> Option<Weekday> {
    let word = line.word(i);
    let weekday = weekday(word)?;
    if word.len() >= 6 {
        return Some(weekday);
    }
    if !line.capital(i) || !line.is_word(i) {
        return None;
    }
    let stop = usize::from(line.is(i + 1, "."));
    let next = i + 1 + stop;
    let comma = usize::from(line.is(next, ","));
    let dated = line.is_digits(next + comma) || month(line.word(next + comma)).is_some();
    let known = if matches!(word, "sun" | "sat" | "wed" | "mon") {
        dated || sure && stop == 1
    } else {
        dated || stop == 1 || sure
    };
    known.then_some(weekday)
}

/// "the third quarter of 1990", "third-quarter", "Q1", "the first half of 2024".
fn quarter_expression(line: &Line<'_>, i: usize) -> Option<Expression> {
    let (what, end) = quarter(line, i, YearRef::Open)?;
    Some(Expression::new(i, end, what))
}

pub(crate) fn quarter(line: &Line<'_>, i: usize, year: YearRef) -> Option<(What, usize)> {
    let mut at = i;
    if matches!(line.word(at), "fiscal" | "financial") {
        at += 1;
        at += usize::from(line.dash(at));
    }
    let (n, end, half) = match line.word(at) {
        "q" if line.glued(at + 1) => (small_number(line.word(at + 1), 4)?, at + 2, false),
        _ => {
            let (n, after) = match line.word(at) {
                "last" | "latter" if line.is(at + 1, "half") => (2, at + 1),
                "final" if line.is(at + 1, "quarter") => (4, at + 1),
                _ => number::ordinal(line, at)?,
            };
            let noun = after + usize::from(line.dash(after));
            // "the second and fourth quarters"
            let joined = line.is(noun, "and")
                && number::ordinal(line, noun + 1).is_some_and(|(_, e)| line.is(e, "quarters"));
            match line.word(noun) {
                "quarter" | "quarters" => (n as i8, noun + 1, false),
                "half" if n <= 2 => (n as i8, noun + 1, true),
                _ if joined => (n as i8, after, false),
                // "the first two quarters of 1990"
                "two" if n == 1 && line.is(noun + 1, "quarters") => (1, noun + 2, true),
                _ => return None,
            }
        }
    };
    if !(1..=4).contains(&n) {
        return None;
    }
    let (behind, after) = year_behind(line, end);
    let mut of_year = false;
    if behind == YearRef::Open && line.is(end, "of") {
        let noun = end + 1 + usize::from(line.is(end + 1, "the"));
        of_year = line.is(noun, "year");
        // "the first half of the game", "the third quarter of the moon"
        if !of_year && (half || line.is(end + 1, "the")) {
            return None;
        }
    }
    // Half of what, when no year is named?
    if half && behind == YearRef::Open && year == YearRef::Open && !of_year {
        return None;
    }
    let end = if behind != YearRef::Open {
        after
    } else if of_year {
        end + 2 + usize::from(line.is(end + 1, "the"))
    } else {
        end
    };
    let year = if behind == YearRef::Open {
        year
    } else {
        behind
    };
    let what = if half {
        What::Half { year, half: n }
    } else {
        What::Quarter { year, quarter: n }
    };
    Some((what, end))
}

/// "the 1990s", "the nineties", "the 20th century".
fn decade_or_century(line: &Line<'_>, i: usize) -> Option<Expression> {
    if line.is_digits(i) && line.glued(i + 1) && matches!(line.word(i + 1), "s" | "'s") {
        let text = line.word(i);
        if let Some(year) = four_digits(text)
            .filter(|y| y % 10 == 0 && (line.is(i + 1, "s") || line.before(i, 1) == "the"))
        {
            return Some(Expression::new(i, i + 2, What::Decade(year)));
        }
        if text.len() == 2
            && text.ends_with('0')
            && line.is(i + 1, "s")
            && matches!(line.before(i, 1), "the" | "early" | "late" | "mid" | "-")
        {
            return Some(Expression::new(i, i + 2, What::Decade(text.parse().ok()?)));
        }
    }
    if let Some(decade) = words::decade(line.word(i)) {
        let century = match line.before(i, 1) {
            "nineteen" => 1900,
            "eighteen" => 1800,
            _ => 0,
        };
        let known = matches!(
            line.before(i, 1),
            "the" | "early" | "late" | "mid" | "nineteen" | "eighteen" | "-"
        );
        return known.then(|| Expression::new(i, i + 1, What::Decade(century + decade)));
    }
    let (n, after) = number::ordinal(line, i)?;
    let noun = after + usize::from(line.dash(after));
    (line.is(noun, "century") && (1..=30).contains(&n))
        .then(|| Expression::new(i, noun + 1, What::Century((n as i16 - 1) * 100)))
}

/// "the summer of 2023", "fall 2021", "in the spring".
fn season_at(line: &Line<'_>, i: usize, sure: bool) -> Option<Expression> {
    let season = season(line.word(i))?;
    let (year, end) = year_behind(line, i + 1);
    if year != YearRef::Open {
        // "winter of 1776-77"
        let end = if line.dash(end)
            && line.glued(end)
            && line.word(end + 1).len() == 2
            && line.is_digits(end + 1)
        {
            end + 2
        } else {
            end
        };
        return Some(Expression::new(
            i,
            end,
            What::Season {
                year,
                season,
                turn: Turn::Bare,
            },
        ));
    }
    let verb_like = matches!(line.word(i), "fall" | "spring");
    let prepared = match line.before(i, 1) {
        "in" | "during" | "since" | "until" | "by" => true,
        "the" => {
            !verb_like
                || listed(
                    line.before(i, 2),
                    "in during since until by into for through over",
                )
        }
        _ => false,
    };
    let of_other = line.is(i + 1, "of");
    let noun_behind = line.is(i + 1, "olympics")
        || line.is(i + 1, "games")
        || line.capital(i + 1) && line.is_word(i + 1);
    ((prepared && !of_other || sure) && !noun_behind).then(|| {
        Expression::new(
            i,
            i + 1,
            What::Season {
                year: YearRef::Open,
                season,
                turn: Turn::Bare,
            },
        )
    })
}

/// "the quarter", "the year", "year end": periods that the text has already spoken of, or the present one.
fn the_unit(line: &Line<'_>, i: usize) -> Option<Expression> {
    let end_word = i + 1 + usize::from(line.dash(i + 1) || line.is(i + 1, "'s"));
    if matches!(line.word(i), "year" | "month" | "week") && line.is(end_word, "end") {
        let unit = words::unit(line.word(i))?.0;
        let mut expression = Expression::new(
            i,
            end_word + 1,
            What::Unit {
                unit,
                turn: Turn::This,
            },
        );
        expression.edge = Some(super::value::Edge::End);
        return Some(expression);
    }
    if line.before(i, 1) != "the" {
        return None;
    }
    if line.is(i, "turn") && line.is(i + 1, "of") && line.is(i + 2, "the") {
        let (unit, plural) = words::unit(line.word(i + 3))?;
        return (!plural).then(|| Expression::new(i, i + 4, What::TurnOf(unit)));
    }
    // "the year before", "the day after": counted from the time spoken of, unless a clause goes with it.
    if let Some((unit, false)) = words::unit(line.word(i))
        && unit >= super::value::Unit::Day
    {
        let turn = match line.word(i + 1) {
            "before" | "earlier" => Some(Turn::Before),
            "after" | "later" => Some(Turn::After),
            _ => None,
        };
        let ends = !line.is_word(i + 2) && !line.is_digits(i + 2) || line.is(i + 2, "when");
        if let Some(turn) = turn.filter(|_| ends) {
            return Some(Expression::new(i, i + 2, What::Unit { unit, turn }));
        }
    }
    if line.is(i, "quarter") && !line.is(i + 1, "of") {
        return Some(Expression::new(i, i + 1, What::LatestPeriod));
    }
    let full = usize::from(
        matches!(line.word(i), "full" | "whole" | "fiscal" | "financial") && line.is(i + 1, "year"),
    );
    if line.is(i + full, "year") || line.is(i, "month") || line.is(i, "week") {
        let unit = words::unit(line.word(i + full))?.0;
        let told = matches!(
            line.before(i, 2),
            "of" | "in" | "for" | "during" | "throughout" | "this"
        ) || full == 1;
        let plain = ![
            "before", "after", "of", "when", "that", "two", "earlier", "ago",
        ]
        .contains(&line.word(i + full + 1))
            && !line.dash(i + full + 1)
            && !line.is_digits(i + full + 1);
        // "the year ended March 31" is a length, not a calendar year.
        if matches!(line.word(i + full + 1), "ended" | "ending") {
            let duration = What::Duration {
                amount: Some(1.0),
                unit,
            };
            return (unit == super::value::Unit::Year)
                .then(|| Expression::new(i, i + full + 1, duration));
        }
        return (told && plain).then(|| {
            Expression::new(
                i,
                i + full + 1,
                What::Unit {
                    unit,
                    turn: Turn::This,
                },
            )
        });
    }
    None
}

/// "on the 25th", "by the 3rd": a day of a month that is understood.
fn day_of_month(line: &Line<'_>, i: usize) -> Option<Expression> {
    if line.before(i, 1) != "the"
        || !matches!(
            line.before(i, 2),
            "on" | "by" | "until" | "since" | "from" | "before" | "after"
        )
    {
        return None;
    }
    if !line.is_digits(i) {
        return None;
    }
    let (n, end) = number::ordinal(line, i)?;
    let noun = line.is_word(end)
        && !listed(
            line.word(end),
            "and but of at in by with was is to for the a when that had has after before on from",
        );
    ((1..=31).contains(&n) && !noun).then(|| Expression::new(i, end, What::DayOfMonth(n as i8)))
}

/// "Mondays": every one of them.
fn plural_weekday(line: &Line<'_>, i: usize) -> Option<Expression> {
    let day = weekday(line.word(i).strip_suffix('s')?)?;
    let set = smol_str::format_smolstr!("XXXX-WXX-{}", day.to_monday_one_offset());
    (line.word(i).len() >= 7).then(|| Expression::new(i, i + 1, What::Set(set)))
}

fn holiday(line: &Line<'_>, i: usize) -> Option<Expression> {
    let day_behind = |at: usize| at + usize::from(matches!(line.word(at), "day"));
    if !line.capital(i) {
        return None;
    }
    let (holiday, end) = match (line.word(i), line.word(i + 1)) {
        ("christmas", "eve") => (Holiday::Fixed(12, 24), i + 2),
        ("christmas", _) => (Holiday::Fixed(12, 25), day_behind(i + 1)),
        ("boxing", "day") => (Holiday::Fixed(12, 26), i + 2),
        ("thanksgiving", _) => (Holiday::Nth(11, 4, Weekday::Thursday), day_behind(i + 1)),
        ("halloween", _) => (Holiday::Fixed(10, 31), i + 1),
        ("easter", "sunday") => (Holiday::Easter(0), i + 2),
        ("easter", "monday") => (Holiday::Easter(1), i + 2),
        ("easter", _) => (Holiday::Easter(0), i + 1),
        ("good", "friday") => (Holiday::Easter(-2), i + 2),
        ("labor", "day") => (Holiday::Nth(9, 1, Weekday::Monday), i + 2),
        ("memorial", "day") => (Holiday::Nth(5, -1, Weekday::Monday), i + 2),
        ("veterans", "day") | ("armistice", "day") => (Holiday::Fixed(11, 11), i + 2),
        ("valentine", "'s") if line.is(i + 2, "day") => (Holiday::Fixed(2, 14), i + 3),
        ("new", "year") if line.is(i + 2, "'s") => match line.word(i + 3) {
            "eve" => (Holiday::Fixed(12, 31), i + 4),
            "day" => (Holiday::Fixed(1, 1), i + 4),
            _ => return None,
        },
        ("bastille", "day") => (Holiday::Fixed(7, 14), i + 2),
        _ => return None,
    };
    let (year, end) = year_behind(line, end);
    Some(Expression::new(i, end, What::Holiday { holiday, year }))
}

/// A time of day: "5 p.m.", "10:40", "noon", "1430 GMT", "five o'clock".
pub(crate) fn clock(line: &Line<'_>, i: usize) -> Option<(Clock, usize)> {
    match line.word(i) {
        "noon" if line.before(i, 1) == "high" => return None,
        "noon" | "midday" => {
            return Some((
                Clock {
                    hour: 12,
                    minute: Some(0),
                },
                i + 1,
            ));
        }
        "midnight" => {
            return Some((
                Clock {
                    hour: 0,
                    minute: Some(0),
                },
                i + 1,
            ));
        }
        _ => {}
    }
    if !line.is_digits(i) {
        let hour = number::small(line.word(i))?;
        if line.is(i + 1, "o'clock") || line.is(i + 1, "o") && line.is(i + 2, "'clock") {
            let end = i + 2 + usize::from(line.is(i + 1, "o"));
            return Some((
                Clock {
                    hour: hour as i8,
                    minute: None,
                },
                end,
            ));
        }
        return None;
    }
    let text = line.word(i);
    let (hour, minute, mut end) = if line.is(i + 1, ":")
        && line.glued(i + 1)
        && line.glued(i + 2)
        && line.word(i + 2).len() == 2
    {
        (
            text.parse::<i8>().ok()?,
            Some(line.word(i + 2).parse::<i8>().ok()?),
            i + 3,
        )
    } else if text.len() == 4
        && matches!(line.word(i + 1), "gmt" | "utc" | "hours" | "hrs")
        && !text.contains(['.', ','])
    {
        let (h, m) = (text.get(..2)?, text.get(2..)?);
        (h.parse().ok()?, Some(m.parse().ok()?), i + 1)
    } else if let Some((h, m)) = text
        .split_once('.')
        .filter(|(h, m)| h.len() <= 2 && m.len() == 2)
    {
        (h.parse().ok()?, Some(m.parse().ok()?), i + 1)
    } else {
        (text.parse::<i8>().ok()?, None, i + 1)
    };
    if !(0..=24).contains(&hour) || minute.is_some_and(|m| !(0..60).contains(&m)) {
        return None;
    }
    // Seconds: "10:40:05".
    if line.is(end, ":") && line.glued(end) && line.glued(end + 1) && line.word(end + 1).len() == 2
    {
        end += 2;
    }
    let (half_day, after) = match line.word(end) {
        "am" | "pm" => (Some(line.is(end, "pm")), end + 1),
        "a" | "p" if line.is(end + 1, ".") && line.is(end + 2, "m") => (
            Some(line.is(end, "p")),
            end + 3 + usize::from(line.is(end + 3, ".") && line.glued(end + 3)),
        ),
        "o'clock" => (None, end + 1),
        "o" if line.is(end + 1, "'clock") => (None, end + 2),
        "gmt" | "utc" => (None, end),
        _ if minute.is_some() && line.is(i + 1, ":") => (None, end),
        _ => return None,
    };
    let hour = match half_day {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    let mut end = after;
    if listed(line.word(end), "gmt utc est edt pst et eat bst cet") {
        end += 1;
    } else if line.is(end, "local") && line.is(end + 1, "time") {
        end += 2;
    }
    Some((Clock { hour, minute }, end))
}
