//! Numbers as people write them: "14,500", "1.3m", "a hundred and forty-four", "two dozen", "half a million".
//!
//! Reads the number alone; hedges, units and what is counted are the business of `quantity`,
//! days and years that of `time`.

mod romance;

use crate::line::Line;

/// A number that ends before atom `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) end: usize,
    /// `None` for "several", "dozens", "a few thousand".
    pub(crate) value: Option<f64>,
    pub(crate) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// 217
    Digits,
    /// two hundred and seventeen
    Words,
    /// 1.3 million, 1.3m
    Scaled,
    /// "une centaine": a hundred or so
    Rounded,
    /// several, dozens, hundreds of thousands
    Vague,
}

/// Reads the number that begins at atom `i`, if one does.
pub(crate) fn read(line: &Line<'_>, i: usize) -> Option<Number> {
    if line.is_digits(i) {
        return digits(line, i);
    }
    if !line.is_word(i) {
        return None;
    }
    half(line, i)
        .or_else(|| part_of_scale(line, i))
        .or_else(|| vague(line, i))
        .or_else(|| words(line, i))
        .or_else(|| romance::read(line, i))
}

/// "1", "14,500", "1 041 229", "1.041.000", "1,3 million", "2.5m", "2½".
fn digits(line: &Line<'_>, i: usize) -> Option<Number> {
    let mut end = i + 1;
    let mut text = String::from(line.word(i));
    // Thousands set apart by spaces: one to three digits, then groups of three.
    if text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0') {
        while line.is_digits(end)
            && !line.glued(end)
            && is_group(line.word(end))
            && space_groups(line, end)
        {
            text.push_str(line.word(end));
            end += 1;
        }
    }
    let (scale, after) = scale_after(line, end);
    let mut value = parse_digits(&text, scale.is_some())?;
    if scale.is_none() {
        if let Some(part) = vulgar(line.word(end)).filter(|_| line.glued(end)) {
            value += part;
            end += 1;
            let (scale, after) = scale_after(line, end);
            return Some(scaled(value, scale, end, after, Form::Digits));
        }
        // "2 and a half million", "2 1/2"
        if let Some((part, after)) = and_a_half(line, end) {
            value += part;
            let (scale, after_scale) = scale_after(line, after);
            return Some(scaled(value, scale, after, after_scale, Form::Digits));
        }
    }
    Some(scaled(value, scale, end, after, Form::Digits))
}

fn scaled(value: f64, scale: Option<f64>, end: usize, after: usize, plain: Form) -> Number {
    match scale {
        Some(scale) => Number {
            end: after,
            value: Some(tidy(value * scale)),
            form: Form::Scaled,
        },
        None => Number {
            end,
            value: Some(value),
            form: plain,
        },
    }
}

/// 1.1 million is 1,100,000, not 1,100,000.0000000001.
fn tidy(value: f64) -> f64 {
    let rounded = value.round();
    if value > 1000.0 && (value - rounded).abs() < 1e-3 {
        rounded
    } else {
        value
    }
}

fn is_group(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the space before group `at` is a thousands mark and not a plain gap between two numbers.
/// A no-break or thin space always is; a plain space only when a month does not stand before.
fn space_groups(line: &Line<'_>, at: usize) -> bool {
    let (Some(left), Some(right)) = (line.atoms.get(at.wrapping_sub(1)), line.atoms.get(at)) else {
        return false;
    };
    let gap = line
        .text
        .get(left.end as usize..right.start as usize)
        .unwrap_or_default();
    match gap {
        "\u{a0}" | "\u{2009}" | "\u{202f}" => true,
        " " => at < 2 || crate::time::month(line.word(at - 2)).is_none(),
        _ => false,
    }
}

/// "14,500" and "1.041.000" have thousands, "1.3" and "1,3" decimals.
///
/// A single dot or comma before exactly three digits is a thousands mark, unless a scale word follows
/// ("1.125 billion") or the number begins with 0.
fn parse_digits(text: &str, scale_follows: bool) -> Option<f64> {
    let commas = text.bytes().filter(|b| *b == b',').count();
    let dots = text.bytes().filter(|b| *b == b'.').count();
    let mut plain = String::with_capacity(text.len());
    let groups = |mark: char| text.split(mark).skip(1).all(|g| g.len() == 3);
    match (commas, dots) {
        (0, 0) => plain.push_str(text),
        (0, 1) if groups('.') && !scale_follows && !text.starts_with('0') && text.len() <= 7 => {
            plain.extend(text.chars().filter(|c| *c != '.'));
        }
        (0, 1) => plain.push_str(text),
        (0, _) => plain.extend(text.chars().filter(|c| *c != '.')),
        (1, 0) if scale_follows || !groups(',') => plain.push_str(&text.replace(',', ".")),
        (_, 0) => plain.extend(text.chars().filter(|c| *c != ',')),
        _ if text.rfind(',') > text.rfind('.') => {
            plain = text.replace('.', "").replacen(',', ".", 1);
        }
        _ => plain.extend(text.chars().filter(|c| *c != ',')),
    }
    plain.parse().ok()
}

/// The value of digits alone: "14,500", "1.3".
pub(crate) fn read_plain(text: &str) -> Option<f64> {
    text.starts_with(|c: char| c.is_ascii_digit())
        .then(|| parse_digits(text, true))
        .flatten()
}

fn vulgar(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

/// "and a half", "1/2".
fn and_a_half(line: &Line<'_>, at: usize) -> Option<(f64, usize)> {
    if line.is(at, "and") && matches!(line.word(at + 1), "a" | "one") {
        return match line.word(at + 2) {
            "half" => Some((0.5, at + 3)),
            "quarter" => Some((0.25, at + 3)),
            _ => None,
        };
    }
    (line.is(at, "1") && line.is(at + 1, "/") && line.is(at + 2, "2")).then_some((0.5, at + 3))
}

/// A scale word or suffix behind a number, and the atom after it.
fn scale_after(line: &Line<'_>, end: usize) -> (Option<f64>, usize) {
    let word = line.word(end);
    if line.glued(end) && line.is_word(end) {
        let scale = match word {
            "k" => 1e3,
            "m" if !is_length(line, end + 1) => 1e6,
            "mn" | "mln" | "mio" | "mil" => 1e6,
            "bn" | "b" => 1e9,
            "tn" | "trn" => 1e12,
            _ => return (None, end),
        };
        return (Some(scale), end + 1);
    }
    let at = if line.dash(end) && line.glued(end) {
        end + 1
    } else {
        end
    };
    let mut scale = match scale_word(line.word(at)) {
        Some(scale) if at == end || scale >= 100.0 => scale,
        _ => match line.word(end) {
            // "700 M23 fighters" has no million.
            _ if line.glued(end) || line.glued(end + 1) && line.is_digits(end + 1) => {
                return (None, end);
            }
            "m" | "mn" | "mln" if !is_length(line, end + 1) => 1e6,
            "bn" => 1e9,
            "k" => 1e3,
            _ => return (None, end),
        },
    };
    let mut after = at + 1;
    // "3 hundred thousand", "10 million million" is nobody's number, but costs nothing.
    while let Some(next) = scale_word(line.word(after)) {
        scale *= next;
        after += 1;
    }
    (Some(scale), after)
}

/// "60m wide", "100m race".
fn is_length(line: &Line<'_>, next: usize) -> bool {
    matches!(
        line.word(next),
        "long" | "wide" | "high" | "tall" | "deep" | "away" | "race" | "sprint" | "below" | "above"
    )
}

pub(crate) fn scale_word(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" | "mille" | "mil" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "millions" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "billions" | "milliard" => 1e9,
        "trillion" | "trillions" => 1e12,
        "dozen" => 12.0,
        _ => return None,
    })
}

/// "half a million", "half a dozen", "a half-million".
fn half(line: &Line<'_>, i: usize) -> Option<Number> {
    let at = i + usize::from(line.is(i, "a") && line.is(i + 1, "half"));
    if !line.is(at, "half") {
        return None;
    }
    let mut next = at + 1;
    next += usize::from(line.dash(next));
    next += usize::from(matches!(line.word(next), "a" | "an"));
    next += usize::from(line.dash(next));
    let scale = scale_word(line.word(next))?;
    Some(Number {
        end: next + 1,
        value: Some(scale / 2.0),
        form: Form::Scaled,
    })
}

/// "a quarter of a million", "three quarters of a billion".
pub(crate) fn part_of_scale(line: &Line<'_>, i: usize) -> Option<Number> {
    let parts = match line.word(i) {
        "a" | "one" => 1.0,
        "three" => 3.0,
        _ => return None,
    };
    let at = i + 1 + usize::from(line.dash(i + 1));
    let said = match line.word(at) {
        "quarter" => parts == 1.0,
        "quarters" => parts > 1.0,
        _ => false,
    };
    if !(said && line.is(at + 1, "of") && matches!(line.word(at + 2), "a" | "one")) {
        return None;
    }
    let scale = scale_word(line.word(at + 3)).filter(|scale| *scale >= 1e6)?;
    Some(Number {
        end: at + 4,
        value: Some(scale * parts / 4.0),
        form: Form::Scaled,
    })
}

/// "several", "a few hundred", "dozens", "tens of thousands", "a handful".
fn vague(line: &Line<'_>, i: usize) -> Option<Number> {
    let article = usize::from(matches!(line.word(i), "a" | "an"));
    let at = i + article;
    let mut end = match line.word(at) {
        "few" if line.before(i, 1) == "as" => return None,
        "several" | "few" => at + 1,
        "many"
            if article == 0
                && !line.is(at + 1, "as")
                && line.before(i, 1) != "as"
                && line.before(i, 1) != "how" =>
        {
            at + 1
        }
        "handful" | "number" | "score" if article == 1 && line.is(at + 1, "of") => at + 1,
        "handful" => at + 1,
        "tens" | "dozens" | "scores" | "hundreds" | "thousands" | "millions" | "billions"
        | "trillions" => at + 1,
        _ => return None,
    };
    if article == 1 && !matches!(line.word(at), "few" | "handful" | "number" | "score") {
        return None;
    }
    loop {
        if scale_word(line.word(end)).is_some() {
            end += 1;
        } else if line.is(end, "of")
            && matches!(
                line.word(end + 1),
                "thousands" | "millions" | "hundreds" | "billions"
            )
        {
            end += 2;
        } else {
            break;
        }
    }
    Some(Number {
        end,
        value: None,
        form: Form::Vague,
    })
}

/// "a hundred and forty-four", "twelve", "two thousand five hundred", "a couple of", "two and a half million".
fn words(line: &Line<'_>, i: usize) -> Option<Number> {
    let mut at = i;
    let (mut total, mut current) = (0.0, 0.0);
    let mut state = State::Start;
    if matches!(line.word(i), "a" | "an" | "another" | "the") {
        // Only the article counts as "one", and only before a scale ("a hundred", "a couple").
        if !matches!(line.word(i), "a" | "an") {
            return None;
        }
        if line.is(i + 1, "couple") || line.is(i + 1, "pair") && line.is(i + 2, "of") {
            return Some(Number {
                end: i + 2 + usize::from(line.is(i + 2, "of")),
                value: Some(2.0),
                form: Form::Words,
            });
        }
        scale_word(line.word(i + 1))?;
        current = 1.0;
        state = State::Small;
        at = i + 1;
    } else if let Some(scale) = scale_word(line.word(i)) {
        // "hundred and forty-four": a scale alone stands for one of it.
        if matches!(
            line.word(i),
            "millions" | "billions" | "trillions" | "mil" | "mille"
        ) {
            return None;
        }
        current = scale;
        if scale >= 1000.0 {
            total = scale;
            current = 0.0;
        }
        state = State::Scale;
        at = i + 1;
    }
    let mut end = at;
    loop {
        let mut next = at;
        if state != State::Start && line.dash(next) && line.glued(next) && line.glued(next + 1) {
            next += 1;
        }
        if state == State::Scale && line.is(next, "and") {
            next += 1;
        }
        let word = line.word(next);
        if let Some(unit) = small(word) {
            let fits = match state {
                State::Start | State::Scale => true,
                State::Tens => unit < 10.0,
                State::Small => false,
            };
            if !fits {
                break;
            }
            current += unit;
            state = State::Small;
        } else if let Some(ten) = tens(word) {
            if !matches!(state, State::Start | State::Scale) {
                break;
            }
            current += ten;
            state = State::Tens;
        } else if let Some(scale) = scale_word(word) {
            if state == State::Start || next != at && line.is(at, "and") {
                break;
            }
            if scale < 1000.0 {
                if current == 0.0 {
                    break;
                }
                current *= scale;
            } else {
                total = (total + current) * scale;
                current = 0.0;
            }
            state = State::Scale;
        } else {
            break;
        }
        at = next + 1;
        end = at;
    }
    if state == State::Start {
        return None;
    }
    let mut value = total + current;
    // "two and a half million", "a million and a half"
    if let Some((part, after)) = and_a_half(line, end) {
        let (scale, behind) = scale_after(line, after);
        match scale {
            Some(scale) => {
                return Some(Number {
                    end: behind,
                    value: Some(tidy((value + part) * scale)),
                    form: Form::Scaled,
                });
            }
            None if state == State::Scale && value >= 1000.0 => {
                value += value_of_last_scale(value) * part;
                end = after;
            }
            None if state != State::Scale => {
                value += part;
                end = after;
            }
            None => {}
        }
    }
    Some(Number {
        end,
        value: Some(value),
        form: Form::Words,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Small,
    Tens,
    Scale,
}

fn value_of_last_scale(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3]
        .into_iter()
        .find(|scale| value >= *scale)
        .unwrap_or(1.0)
}

pub(crate) fn small(word: &str) -> Option<f64> {
    Some(match word {
        "zero" | "nil" => 0.0,
        "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        _ => return None,
    })
}

pub(crate) fn tens(word: &str) -> Option<f64> {
    Some(match word {
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" | "fourty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    })
}

/// "first" 1, "twenty-first" 21, "3rd" 3: the rank and the atom behind it.
pub(crate) fn ordinal(line: &Line<'_>, i: usize) -> Option<(u32, usize)> {
    if line.is_digits(i) {
        let suffix = line.glued(i + 1) && matches!(line.word(i + 1), "st" | "nd" | "rd" | "th");
        return suffix
            .then(|| line.word(i).parse().ok())
            .flatten()
            .map(|n| (n, i + 2));
    }
    if let Some(n) = ordinal_word(line.word(i)) {
        return Some((n, i + 1));
    }
    let ten = tens(line.word(i))? as u32;
    let next = i + 1 + usize::from(line.dash(i + 1));
    let unit = ordinal_word(line.word(next)).filter(|n| *n < 10)?;
    Some((ten + unit, next + 1))
}

fn ordinal_word(word: &str) -> Option<u32> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        "fortieth" => 40,
        "fiftieth" => 50,
        "sixtieth" => 60,
        "seventieth" => 70,
        "eightieth" => 80,
        "ninetieth" => 90,
        "hundredth" => 100,
        _ => return None,
    })
}
