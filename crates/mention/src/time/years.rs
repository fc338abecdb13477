//! Years: which four digits are one, years in words, and the year that stands behind a date.

use super::dates::quarter;
use super::expression::{Expression, Turn, What, YearRef};
use super::words::{self, month};
use crate::line::{Line, listed};
use crate::number;
use contingent_text::Xpos;

/// "in 1994", "since 2019", "(2024)", "2004-2017", "2023/24": a year that its surroundings vouch for.
pub(crate) fn year_alone(line: &Line<'_>, i: usize) -> Option<Expression> {
    let year = year_number(line, i).filter(|y| (1000..=2100).contains(y))?;
    if let Some(next) = next_year(line, i, year) {
        return Some(Expression::new(i, i + 3, What::Years(year, next)));
    }
    if line.is(i + 1, "quarter") && line.before(i, 1) == "the" {
        let what = What::Quarter {
            year: YearRef::Is(year),
            quarter: 0,
        };
        return Some(Expression::new(i, i + 2, what));
    }
    if let Some((what, end)) = quarter(line, i + 1, YearRef::Is(year)) {
        return Some(Expression::new(i, end, what));
    }
    if !vouched_for(line, i, year) {
        return None;
    }
    let end = i + 1 + usize::from(line.is(i + 1, "period") && line.before(i, 1) == "the");
    Some(Expression::new(i, end, What::Year(year)))
}

/// "2023/24", "2023-24": the second year.
fn next_year(line: &Line<'_>, i: usize, year: i16) -> Option<i16> {
    let joint = (line.is(i + 1, "/") || line.dash(i + 1)) && line.glued(i + 1) && line.glued(i + 2);
    let short: i16 = line.word(i + 2).parse().ok()?;
    (joint && line.word(i + 2).len() == 2 && short == (year + 1) % 100 && !line.dash(i + 3))
        .then_some(year + 1)
}

/// Words that a number follows when it counts, names or measures something.
const COUNTING: &str = "$ € £ no number resolution res page flight route boeing article section some about nearly almost roughly than least most another approximately unscr room channel # +";

/// Words behind a number that is no year.
const COUNTED: &str = "percent per % dollars euros km miles metres meters feet tons tonnes acres hectares people troops soldiers officers men women others members degrees more points times words gmt bc bce";

/// Words that lead up to a year.
const LEADING: &str = "both in since by until till from of between during through before after early late mid end year circa c spring summer autumn fall winter fiscal fy around throughout back ad calendar q1 q2 q3 q4";

fn vouched_for(line: &Line<'_>, i: usize, year: i16) -> bool {
    let before = line.before(i, 1);
    let near = (1900..=2050).contains(&year);
    let counts = counts_noun(line, i);
    let ranged = range_ahead(line, i);
    if listed(before, COUNTING)
        || before == "over" && ranged.is_none()
        || before == "." && matches!(line.before(i, 2), "no" | "res" | "p")
        || listed(line.word(i + 1), COUNTED)
        || words::unit(line.word(i + 1)).is_some_and(|(_, plural)| plural)
        || line.glued(i)
            && matches!(before, "/" | ":" | "#")
            && !(before == "/" && four_digits(line.before(i, 2)).is_some())
    {
        return false;
    }
    // "from 1500 to 2000 troops" counts, "from 2006 to 2009 under the tax" does not.
    if let Some(second) = ranged
        && (counts_noun(line, second) || listed(line.word(second + 1), COUNTED))
    {
        return false;
    }
    if listed(before, LEADING) || before == "over" {
        // "a group of 2000 police": a noun that can be counted stands behind.
        let plain = matches!(
            before,
            "in" | "since" | "year" | "early" | "late" | "mid" | "fiscal"
        );
        return (!counts || plain) && (near || year >= 1600 || !line.is_word(i + 1));
    }
    let dated = (2..4).any(|back| {
        four_digits(line.before(i, back)).is_some_and(|y| (1000..=2100).contains(&y))
            || month(line.before(i, back)).is_some()
    });
    if listed(before, "to and - – — or / , than") && dated {
        return !counts;
    }
    // "(1704 – 1787)", "(1738)"
    if before == "(" && (line.is(i + 1, ")") || ranged.is_some()) && !counts {
        return true;
    }
    if matches!(before, "born" | "died" | "b" | "founded" | "established") {
        return true;
    }
    if !near {
        return false;
    }
    // From here on only years of living memory.
    let whose = [
        "the", "its", "his", "her", "their", "a", "our", "that", "this", "'s",
    ];
    if whose.contains(&before) && line.is_word(i + 1) {
        // "the 2014 protests", but "the 2000 officers".
        return !(counts && year % 50 == 0);
    }
    if counts {
        return false;
    }
    let ends = !line.is_word(i + 1) && !line.is_digits(i + 1);
    match before {
        "as" => matches!(line.before(i, 2), "early" | "late" | "recently" | "back"),
        "(" => line.is(i + 1, ")") || line.dash(i + 1) || line.is(i + 1, ","),
        // "dating to 1994", "due 1993", "for 2015", "from file, 2008."
        "for" | "due" => true,
        "to" => matches!(line.before(i, 2), "dating" | "back" | "dates" | "dated"),
        "," => ends || line.is(i + 1, "for"),
        "" => ends || line.capital(i + 1) || line.is(i + 1, "'s"),
        // "Fan Expo Canada 2016 in Toronto", "2018 FIFA World Cup"
        _ => {
            let name_behind = line.capital(i - 1) && line.is_word(i - 1) && !line.capital(i + 1);
            let name_follows = line.capital(i + 1) && line.is_word(i + 1);
            // "his unsuccessful 1996 campaign"
            let described = listed(line.before(i, 2), "the a an its his her their our this")
                && line.is_word(i + 1);
            name_behind || name_follows || described
        }
    }
}

/// The atom of the second year of "2000 - 2050", "2004 to 2009".
fn range_ahead(line: &Line<'_>, i: usize) -> Option<usize> {
    let joined = line.dash(i + 1) || matches!(line.word(i + 1), "to" | "and" | "or");
    (joined && four_digits(line.word(i + 2)).is_some()).then_some(i + 2)
}

/// Whether the noun behind is one that the number would count, by the tree or by its look.
fn counts_noun(line: &Line<'_>, i: usize) -> bool {
    if let (Some(sentence), Some(token)) = (line.sentence, line.token(i)) {
        let head = token
            .head
            .and_then(|head| sentence.tokens.get(usize::from(head)));
        if let Some(head) = head
            && token.deprel.as_str() == "nummod"
        {
            // A proper plural is a name: "the 2000 Olympics".
            return head.xpos == Xpos::Nns;
        }
        if line.is_word(i + 1) {
            return line.xpos(i + 1) == Some(Xpos::Nns);
        }
    }
    let next = line.word(i + 1);
    let collective = matches!(next, "police" | "staff" | "personnel");
    crate::quantity::counted_kind(next).is_some()
        && !line.capital(i + 1)
        && (next.ends_with('s') || collective)
}

/// The year behind a day or month: ", 2024", "of 1998", "last year", "of that year".
pub(crate) fn year_behind(line: &Line<'_>, at: usize) -> (YearRef, usize) {
    let mut next = at;
    next += usize::from(line.is(next, ","));
    next += usize::from(line.is(next, "of") || line.is(next, "in") && next == at);
    if let Some(year) = year_number(line, next) {
        let part_of_word = line.dash(next + 1) && line.glued(next + 1) && line.is_word(next + 2);
        if (1000..=2100).contains(&year) && !part_of_word && !line.is(next + 1, ":") {
            return (YearRef::Is(year), next + 1);
        }
    }
    if let Some(written) = written_year(line, next)
        && let What::Year(year) = written.what
    {
        return (YearRef::Is(year), written.end);
    }
    if matches!(line.word(next), "'" | "’")
        && line.glued(next + 1)
        && line.word(next + 1).len() == 2
        && let Ok(short) = line.word(next + 1).parse::<i16>()
    {
        return (YearRef::Is(pivot(short)), next + 2);
    }
    if line.is(at, ",") {
        return (YearRef::Open, at);
    }
    next += usize::from(line.is(next, "the"));
    let turn = match line.word(next) {
        "last" | "past" => Turn::Last,
        // "March 11 this year" is two expressions, "in March this year" one.
        "this" if !(at > 0 && line.is_digits(at - 1)) => Turn::This,
        "next" => Turn::Next,
        "same" | "that" => Turn::Same,
        "following" => Turn::After,
        "previous" => Turn::Before,
        _ => return (YearRef::Open, at),
    };
    next += 1;
    next += usize::from(line.is(next, "same") || line.is(next, "calendar"));
    if line.is(next, "year") {
        (YearRef::Turn(turn), next + 1)
    } else {
        (YearRef::Open, at)
    }
}

/// "nineteen ninety-seven", "the year two thousand".
pub(crate) fn written_year(line: &Line<'_>, i: usize) -> Option<Expression> {
    let word = line.word(i);
    if line.before(i, 1) == "year" && word == "two" && line.is(i + 1, "thousand") {
        let number = number::read(line, i)?;
        let year = number.value? as i16;
        return (2000..2100)
            .contains(&year)
            .then(|| Expression::new(i, number.end, What::Year(year)));
    }
    let century = match word {
        "eighteen" => 1800,
        "nineteen" => 1900,
        "twenty" => 2000,
        _ => return None,
    };
    let ten = number::tens(line.word(i + 1)).or_else(|| {
        (century != 2000)
            .then(|| number::small(line.word(i + 1)))
            .flatten()
            .filter(|n| *n >= 10.0)
    })?;
    let mut end = i + 2;
    let mut year = century + ten as i16;
    if ten >= 20.0 {
        let unit_at = end + usize::from(line.dash(end));
        if let Some(unit) = number::small(line.word(unit_at)).filter(|n| (1.0..10.0).contains(n)) {
            year += unit as i16;
            end = unit_at + 1;
        }
    }
    let counted = line.is(end, "hundred") || words::unit(line.word(end)).is_some();
    (!counted).then(|| Expression::new(i, end, What::Year(year)))
}

/// "'98", "the '90s".
pub(crate) fn short_year(line: &Line<'_>, i: usize) -> Option<Expression> {
    let quoted = matches!(line.word(i), "'" | "’" | "‘") && line.glued(i + 1);
    if !quoted || line.word(i + 1).len() != 2 {
        return None;
    }
    let short: i16 = line.word(i + 1).parse().ok()?;
    if line.glued(i + 2) && matches!(line.word(i + 2), "s" | "'s") {
        return Some(Expression::new(i, i + 3, What::Decade(short - short % 10)));
    }
    let spaced = !(line.glued(i) || line.glued(i + 2) && line.is_word(i + 2));
    let led =
        ["in", "of", "since", "from", "to", "and", "by", "until"].contains(&line.before(i, 1));
    (spaced && led).then(|| Expression::new(i, i + 2, What::Year(pivot(short))))
}

/// A four-digit year, with nothing said about whether it is one.
pub(crate) fn year_number(line: &Line<'_>, i: usize) -> Option<i16> {
    let year = four_digits(line.word(i))?;
    let letters = line.glued(i + 1) && line.is_word(i + 1) && !line.word(i + 1).starts_with('\'');
    (!letters).then_some(year)
}

pub(crate) fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The year that two digits mean: 24 is 2024, 89 is 1989.
pub(crate) fn pivot(short: i16) -> i16 {
    if short < 50 {
        2000 + short
    } else {
        1900 + short
    }
}
