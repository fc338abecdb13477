//! Percent, fractions and factors.

use crate::line::{Line, listed};
use crate::number;

/// "%", "percent", "per cent" behind a number: the atom after it.
pub(super) fn percent_sign(line: &Line<'_>, at: usize) -> Option<usize> {
    let at = at + usize::from(line.dash(at) && line.glued(at));
    match line.word(at) {
        "%" | "percent" | "pct" | "٪" => Some(at + 1),
        "pc" if !line.capital(at) && at > 0 && line.is_digits(at - 1) => Some(at + 1),
        "per" if line.is(at + 1, "cent") => Some(at + 2),
        "per" if line.is(at + 2, "cent") && line.dash(at + 1) => Some(at + 3),
        _ => None,
    }
    .filter(|end| !matches!(line.word(*end), "point" | "points"))
}

/// "a third", "two-thirds", "half of", "three quarters", "one in five": percent and the atom after it.
pub(super) fn percent_words(line: &Line<'_>, i: usize) -> Option<(f64, usize)> {
    if let Some(found) = one_in(line, i) {
        return Some(found);
    }
    // "a quarter of a million" is a number.
    if number::part_of_scale(line, i).is_some() {
        return None;
    }
    if line.is(i, "half") {
        return half(line, i);
    }
    let (count, next) = match line.word(i) {
        "a" => (1.0, i + 1),
        word => (
            number::small(word).filter(|n| (1.0..=20.0).contains(n))?,
            i + 1,
        ),
    };
    let next = next + usize::from(line.dash(next));
    let (part, plural) = denominator(line.word(next))?;
    let end = next + 1;
    if plural != (count > 1.0) || count >= part {
        return None;
    }
    // "a third contingent" is a rank, "a third of" a share; "two thirds" is a share in any case.
    let share = plural
        || line.is(end, "of")
        || line.dash(next.saturating_sub(1)) && next > i + 1
        || line.is(i, "one") && part < 10.0
        || !line.is_word(end) && !line.is(i, "a");
    share.then_some((round(100.0 * count / part), end))
}

fn denominator(word: &str) -> Option<(f64, bool)> {
    Some(match word {
        "third" => (3.0, false),
        "thirds" => (3.0, true),
        "quarter" => (4.0, false),
        "quarters" => (4.0, true),
        "fifth" => (5.0, false),
        "fifths" => (5.0, true),
        "sixth" => (6.0, false),
        "sixths" => (6.0, true),
        "eighth" => (8.0, false),
        "eighths" => (8.0, true),
        "tenth" => (10.0, false),
        "tenths" => (10.0, true),
        _ => return None,
    })
}

/// "half of", "half the", "more than half"; not "half a million", "half-hour", "first half", "half past".
fn half(line: &Line<'_>, i: usize) -> Option<(f64, usize)> {
    let next = line.word(i + 1);
    let before = line.before(i, 1);
    if matches!(
        before,
        "first" | "second" | "latter" | "other" | "a" | "and"
    ) && next != "of"
        || line.dash(i + 1)
        || listed(next, "past hour a an brother sister time way century year")
        || number::scale_word(next).is_some()
        || matches!(before, "first" | "second" | "latter")
    {
        return None;
    }
    Some((50.0, i + 1))
}

/// "one in three", "nine out of ten".
fn one_in(line: &Line<'_>, i: usize) -> Option<(f64, usize)> {
    let small = |at: usize| {
        number::small(line.word(at)).or_else(|| {
            line.is_digits(at)
                .then(|| number::read_plain(line.word(at)))
                .flatten()
        })
    };
    let count = small(i)?;
    let at = match (line.word(i + 1), line.word(i + 2)) {
        ("in", _) if count == 1.0 => i + 2,
        // "four in ten children", not "two in ten days"
        ("in", "ten" | "five" | "four" | "three") if !words_of_time(line, i + 3) => i + 2,
        ("out", "of") => i + 3,
        _ => return None,
    };
    let every = at + usize::from(line.is(at, "every"));
    let whole = small(every).filter(|n| *n > count && *n <= 20.0)?;
    // "one in four cities" counts a share, "one in 2024" is a year.
    Some((round(100.0 * count / whole), every + 1))
}

fn words_of_time(line: &Line<'_>, at: usize) -> bool {
    listed(
        line.word(at),
        "seconds minutes hours days weeks months years decades attacks",
    )
}

/// 66.67 for two thirds: two decimals are more than anybody means.
fn round(percent: f64) -> f64 {
    (percent * 100.0).round() / 100.0
}

/// "doubled", "twice", "five-fold", "tripling": the factor and the atom after it.
pub(super) fn factor(line: &Line<'_>, i: usize) -> Option<(f64, usize)> {
    let factor = match line.word(i) {
        "doubled" | "doubles" | "doubling" | "twofold" => 2.0,
        "double" if !line.dash(i + 1) => 2.0,
        "twice" => 2.0,
        "thrice" | "tripled" | "triples" | "tripling" | "triple" | "trebled" | "trebling"
        | "treble" | "threefold" => 3.0,
        "quadrupled" | "quadruples" | "quadrupling" | "quadruple" | "fourfold" => 4.0,
        "fivefold" | "quintupled" => 5.0,
        "sixfold" => 6.0,
        "sevenfold" => 7.0,
        "eightfold" => 8.0,
        "tenfold" => 10.0,
        "halved" | "halving" | "halves" => 0.5,
        _ => {
            let number = number::read(line, i)?;
            let at = number.end + usize::from(line.dash(number.end));
            return (line.is(at, "fold")).then_some((number.value?, at + 1));
        }
    };
    Some((factor, i + 1))
}

/// "times" behind a number, where it multiplies ("three times as many", "five times the size"):
/// the atom after it.
pub(super) fn times(line: &Line<'_>, at: usize) -> Option<usize> {
    if !matches!(line.word(at), "times" | "x" | "×") {
        return None;
    }
    if !line.is(at, "times") {
        return line.glued(at).then_some(at + 1);
    }
    let multiplies = listed(
        line.word(at + 1),
        "as more larger bigger higher greater the that its their this what over stronger faster smaller less fewer lower his her our",
    );
    multiplies.then_some(at + 1)
}
