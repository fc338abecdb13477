//! Finds amounts in a line: number, hedge, unit, range.

use super::counted;
use super::currency::{self, Home};
use super::hedge;
use super::share;
use crate::line::{Line, listed};
use crate::mention::{Currency, Qualifier, Quantity, Unit};
use crate::number::{self, Form, Number};
use smol_str::SmolStr;

/// An amount over atoms `first..end` of its line.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) end: usize,
    /// The atom the number itself begins at.
    pub(super) number: usize,
    /// The atom of the counted noun.
    pub(super) counted: Option<usize>,
    pub(super) quantity: Quantity,
}

/// All amounts of a line in order. `times` are the stretches that are times already.
pub(super) fn scan(line: &Line<'_>, times: &[(usize, usize)], home: Home) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut i = 0;
    let mut times = times.iter().peekable();
    while i < line.len() {
        while times.peek().is_some_and(|(_, end)| *end <= i) {
            times.next();
        }
        if let Some((first, end)) = times.peek()
            && *first <= i
        {
            i = *end;
            continue;
        }
        match at(line, i, home) {
            Some(found) if found.end > i => {
                i = found.end;
                out.push(found);
            }
            _ => i += 1,
        }
    }
    share_scales(line, &mut out);
    out
}

/// The amount whose number begins at atom `i`.
fn at(line: &Line<'_>, i: usize, home: Home) -> Option<Found> {
    if name_part(line, i) {
        return None;
    }
    let hedged = |first: usize, end: usize, value: f64, unit: Unit| {
        let before = hedge::before(line, first);
        Some(make(
            line,
            before,
            i,
            end,
            Some(value),
            None,
            before.qualifier,
            unit,
        ))
    };
    if let Some((value, end)) = share::percent_words(line, i) {
        let mut found = hedged(i, end, value, Unit::Percent)?;
        found.counted = counted::of_phrase(line, found.end);
        return Some(found);
    }
    if let Some((value, end)) = share::factor(line, i) {
        return hedged(i, end, value, Unit::Times);
    }
    ordinal(line, i).or_else(|| number_at(line, i, home))
}

/// A number with its hedges, range, currency and unit.
fn number_at(line: &Line<'_>, i: usize, home: Home) -> Option<Found> {
    let mut number = number::read(line, i)?;
    let prefix = currency::before(line, i, home);
    if prefix.is_none() && glued_to_letters(line, i) || pronoun_one(line, i) {
        return None;
    }
    let mut first = prefix.as_ref().map_or(i, |(_, at)| *at);
    let mut before = hedge::before(line, first);
    let mut max = None;
    let mut qualifier = before.qualifier;
    // "$10.8-11m": the suffix currency of the first number is looked up before the range.
    let mut money: Option<(Currency, usize)> = prefix;
    if let Some((currency, end)) = currency::behind(line, number.end, home)
        && money.is_none()
        && number.form != Form::Vague
    {
        number.end = end;
        money = Some((currency, i));
    } else if money.is_some()
        && let Some((currency, end)) = currency::behind(line, number.end, home)
    {
        // "$40m Canadian dollars" and "$10m USD": the fuller word wins.
        if !currency.guessed {
            money = Some((currency, first));
        }
        number.end = end;
    }
    let percent_first = share::percent_sign(line, number.end);
    if let Some(range) = range(line, i, &number, percent_first, money.is_some(), home) {
        number.value = Some(range.low);
        number.end = range.end;
        max = Some(range.high);
        qualifier = Qualifier::Range;
        if let Some(currency) = range.currency {
            money = Some((currency, i));
        }
        if let Some(between) = range.first {
            first = between;
            before = hedge::Before {
                first,
                qualifier,
                more: before.more,
            };
        }
    }
    let mut end = number.end;
    let mut unit = Unit::Count;
    // "hundreds of millions of dollars", "several million dollars"
    if number.value.is_none() && money.is_none() {
        let at = end + usize::from(line.is(end, "of"));
        if let Some((currency, after)) = currency::behind(line, at, home) {
            money = Some((currency, i));
            end = after;
        }
    }
    if let Some((currency, _)) = money {
        unit = Unit::Money(currency);
    } else if let Some(after) = share::percent_sign(line, end) {
        end = after;
        unit = Unit::Percent;
    } else if let Some(after) = share::times(line, end) {
        end = after;
        unit = Unit::Times;
    } else if measured(line, end) {
        unit = Unit::Measure;
    }
    if number.form == Form::Rounded && qualifier == Qualifier::Exact {
        qualifier = Qualifier::About;
    }
    let behind = hedge::behind(line, end);
    if let Some(hedge) = behind.qualifier
        && qualifier != Qualifier::Range
    {
        qualifier = hedge;
    }
    // "400 million or more dollars" is nobody's order, but "800 or so dollars" might be.
    let mut found = make(
        line,
        before,
        i,
        behind.end,
        number.value,
        max,
        qualifier,
        unit,
    );
    found.first = before.first.min(first);
    found.quantity.text = SmolStr::new(line.span(found.first, found.end).of(line.text));
    found.quantity.more |= behind.more;
    found.counted = match found.quantity.unit {
        Unit::Count => counted::noun(line, i, behind.end, behind.strong),
        Unit::Percent => counted::of_phrase(line, behind.end),
        _ => None,
    };
    if number.form == Form::Vague && found.quantity.value.is_none() {
        found.quantity.max = None;
    }
    // "a force 900 strong"
    if behind.strong && found.counted.is_none() {
        found.counted = found
            .first
            .checked_sub(1)
            .filter(|at| super::noun::counted_kind(line.word(*at)).is_some());
    }
    // "70 soldiers or more", "500 troops at least"
    if found.quantity.qualifier == Qualifier::Exact
        && let Some(noun) = found.counted.filter(|noun| *noun >= found.end)
        && let Some(hedge) = hedge::behind(line, noun + 1).qualifier
        && matches!(line.word(noun + 1), "or" | "at")
    {
        found.quantity.qualifier = hedge;
    }
    Some(found)
}

#[expect(clippy::too_many_arguments, reason = "the fields of one amount")]
fn make(
    line: &Line<'_>,
    before: hedge::Before,
    number: usize,
    end: usize,
    value: Option<f64>,
    max: Option<f64>,
    qualifier: Qualifier,
    unit: Unit,
) -> Found {
    Found {
        first: before.first,
        end,
        number,
        counted: None,
        quantity: Quantity {
            value,
            max,
            qualifier,
            unit,
            more: before.more,
            ordinal: false,
            counted: None,
            text: SmolStr::new(line.span(before.first, end).of(line.text)),
        },
    }
}

struct Range {
    /// The word "between", when the range begins with it.
    first: Option<usize>,
    low: f64,
    high: f64,
    end: usize,
    currency: Option<Currency>,
}

/// "2,500 to 2,600", "between 200 and 400", "200-400", "515 to 600 million", "seven or eight".
///
/// "from 100 to 200 million" is a rise, not a range, and stays two amounts.
fn range(
    line: &Line<'_>,
    i: usize,
    low: &Number,
    percent_first: Option<usize>,
    money: bool,
    home: Home,
) -> Option<Range> {
    let value = low.value?;
    let end = percent_first.unwrap_or(low.end);
    let start = currency::before(line, i, home).map_or(i, |(_, at)| at);
    let between = hedge_between(line, start);
    let joint = line.word(end);
    let second = end + 1;
    let joined = match joint {
        "and" => between.is_some(),
        "to" => line.before(start, 1) != "from",
        "or" => value < 1000.0,
        _ => line.dash(end),
    };
    if !joined {
        return None;
    }
    // "$1m to $2m", "US$1m-US$2m"
    let symbol_at = (second..second + 3).find(|at| line.is_digits(*at));
    let number_at = match symbol_at {
        Some(at)
            if at > second
                && currency::before(line, at, home).is_some_and(|(_, from)| from == second) =>
        {
            at
        }
        _ => second,
    };
    let high = number::read(line, number_at)?;
    let mut top = high.value?;
    let mut bottom = value;
    let mut end = high.end;
    let mut currency = None;
    if let Some((found, after)) = currency::behind(line, end, home) {
        currency = Some(found);
        end = after;
    }
    // The scale is said once: "515 to 600 million", "$10-15m".
    if high.form == Form::Scaled && low.form != Form::Scaled && bottom < 1000.0 {
        bottom *= scale_of(line, number_at, &high)?;
    } else if high.form == Form::Words
        && let Some(scale) = scale_of(line, number_at, &high)
        && bottom * scale < top
    {
        // "two to three thousand"
        bottom *= scale;
    }
    if joint == "or" {
        // "400 or 500 police" is a range only for neighbours: "seven or eight", "two or three".
        let step = top - bottom;
        if !(step > 0.0 && (step <= 2.0 || step / top <= 0.34)) {
            return None;
        }
    }
    // "raised by 3,500 to 8,940" names a step and where it leads.
    if joint == "to" && line.before(start, 1) == "by" && top >= 2.0 * bottom {
        return None;
    }
    if bottom >= top {
        // "2 to 3" the other way round is a vote or a score.
        return None;
    }
    if line.dash(low.end)
        && !money
        && currency.is_none()
        && number_at == second
        && line.dash(end)
        && line.is_digits(end + 1)
    {
        // "555-1234-56": a telephone or serial number.
        return None;
    }
    if number_at > second && currency.is_none() {
        currency = currency::before(line, number_at, home).map(|(found, _)| found);
    }
    top = top.max(bottom);
    Some(Range {
        first: between,
        low: bottom,
        high: top,
        end,
        currency,
    })
}

/// The atom of "between" right before `at`, over "around" and the like.
fn hedge_between(line: &Line<'_>, at: usize) -> Option<usize> {
    let hedged = hedge::before(line, at);
    hedged
        .first
        .checked_sub(1)
        .filter(|place| line.is(*place, "between"))
}

/// What a scaled number was multiplied with: 1e6 for "600 million".
fn scale_of(line: &Line<'_>, i: usize, number: &Number) -> Option<f64> {
    let written = number::read_plain(line.word(i))
        .or_else(|| number::small(line.word(i)).or_else(|| number::tens(line.word(i))))?;
    let scale = number.value? / written;
    [1e2, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12, 12.0]
        .into_iter()
        .find(|known| (scale / known - 1.0).abs() < 1e-6)
}

/// "from 100 to 200 million": the first takes the scale, and the currency, of the second.
fn share_scales(line: &Line<'_>, found: &mut [Found]) {
    for k in 1..found.len() {
        let (left, right) = found.split_at_mut(k);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else {
            continue;
        };
        let joined =
            line.is(a.end, "to") && a.end + 1 >= b.first && line.before(a.first, 1) == "from";
        let Some(low) = a.quantity.value.filter(|v| *v < 1000.0) else {
            continue;
        };
        if !joined || !matches!(a.quantity.unit, Unit::Count | Unit::Money(_)) {
            continue;
        }
        let Some(number) = number::read(line, b.number) else {
            continue;
        };
        if number.form == Form::Scaled
            && let Some(scale) = scale_of(line, b.number, &number)
            && number::read(line, a.number).is_some_and(|n| n.form != Form::Scaled)
        {
            a.quantity.value = Some(low * scale);
        }
        if let (Unit::Count, Unit::Money(_)) = (&a.quantity.unit, &b.quantity.unit) {
            a.quantity.unit = b.quantity.unit.clone();
            a.counted = None;
        }
    }
}

/// "the second contingent", "third-largest": a rank.
fn ordinal(line: &Line<'_>, i: usize) -> Option<Found> {
    let (rank, end) = number::ordinal(line, i)?;
    if matches!(line.word(i), "first" | "second")
        && matches!(line.word(end), "of" | "time" | "," | "." | "")
        && line.before(i, 1) != "the"
    {
        return None;
    }
    let before = hedge::Before {
        first: i,
        qualifier: Qualifier::Exact,
        more: false,
    };
    let mut found = make(
        line,
        before,
        i,
        end,
        Some(f64::from(rank)),
        None,
        Qualifier::Exact,
        Unit::Count,
    );
    found.quantity.ordinal = true;
    found.counted = counted::noun(line, i, end, false);
    Some(found)
}

/// "M23", "F-16", "S/2023/709", "resolution 2699", "Article 240": numbers that are names.
fn name_part(line: &Line<'_>, i: usize) -> bool {
    if !line.is_digits(i) {
        return false;
    }
    let hedge_word = line.before(i, 1);
    let named = listed(
        hedge_word,
        "resolution resolutions article articles chapter paragraph paragraphs section no number flight room page pages item annex decree law regulation unscr document route highway channel unit phase clause rule appendix camp gate terminal figure table apollo boeing airbus version type mark class grade level category tier stage convention",
    ) && !line.is(i + 1, "%");
    let numbered = hedge_word == "."
        && matches!(
            line.before(i, 2),
            "no" | "res" | "art" | "p" | "pp" | "para"
        );
    let slashed = line.is(i + 1, "/")
        && line.glued(i + 1)
        && line.glued(i + 2)
        && line.is_digits(i + 2)
        && line.word(i + 2).len() > 1
        || matches!(hedge_word, "/" | "#") && line.glued(i);
    // "6 Infantry Battalion", "3 Commando Brigade"
    let unit_name = line.capital(i + 1) && (1..4).any(|k| {
        line.capital(i + k)
            && listed(
                line.word(i + k),
                "battalion brigade regiment division squadron corps wing fleet commando infantry",
            )
    }) && !line.is(i + 1, "million");
    // "13:39", "2-1" are left to others; "10.10.2024" to dates.
    let dotted = line.word(i).matches('.').count() > 1
        && !line.word(i).split('.').skip(1).all(|g| g.len() == 3);
    let clock =
        line.is(i + 1, ":") && line.glued(i + 1) && line.is_digits(i + 2) && line.glued(i + 2)
            || hedge_word == ":" && line.glued(i) && i > 1 && line.is_digits(i - 2);
    // "MI-17", "COVID-19", "A-10": letters, a hyphen, digits without a space.
    let designation = i >= 2
        && line.dash(i - 1)
        && line.glued(i)
        && line.glued(i - 1)
        && line.is_word(i - 2)
        && number::read(line, i - 2).is_none()
        && !matches!(
            line.word(i - 2),
            "non" | "mid" | "early" | "late" | "some" | "over"
        );
    named || numbered || slashed || unit_name || dotted || clock || designation
}

/// "M23", "G5": letters right before the digits, and no currency.
fn glued_to_letters(line: &Line<'_>, i: usize) -> bool {
    i > 0 && line.is_digits(i) && line.glued(i) && line.is_word(i - 1)
}

/// "no one", "one another", "this one", "one's": a pronoun.
fn pronoun_one(line: &Line<'_>, i: usize) -> bool {
    let alone = number::read(line, i).is_none_or(|n| n.end == i + 1);
    // "the old one", "a new one"
    let said_again = matches!(line.before(i, 2), "the" | "a" | "an")
        && !line.is_word(i + 1)
        && !line.dash(i + 1);
    line.is(i, "one")
        && alone
        && (said_again
            || listed(
                line.before(i, 1),
                "no any every some this that each which the another every-",
            )
            || [
                "another", "'s", "day", "thing", "can", "must", "should", "way",
            ]
            .contains(&line.word(i + 1)))
}

/// Lengths, weights and the like, which nobody's claims count.
fn measured(line: &Line<'_>, end: usize) -> bool {
    let at = end + usize::from(line.dash(end));
    // "700 M23 fighters" are no metres.
    if line.is(at, "m") && line.glued(at + 1) && line.is_digits(at + 1) {
        return false;
    }
    listed(
        line.word(at),
        "km kilometre kilometres kilometer kilometers mile miles metre metres meter meters m cm mm foot feet ft inch inches yard yards kg kilo kilos kilogram kilograms kilogrammes gram grams tonne tonnes ton tons litre litres liter liters gallon gallons acre acres hectare hectares sq square degree degrees ° mph kph knots percentage points calibre caliber megawatt megawatts mw gb hours minutes seconds hour minute days weeks months years day week month year decades cents cent barrels",
    ) && !line.is(at + 1, "$")
}
