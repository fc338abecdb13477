//! Dates and times of day as pages print them, read from a list of small tokens.

use jiff::civil::{Date, Time, Weekday};
use std::ops::Range;

/// A number, a word or a sign, with its place in the line.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    pub(crate) range: Range<usize>,
    /// True when a blank stands before it.
    pub(crate) spaced: bool,
}

/// A date, or two when day and month can be taken either way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    /// Only one way to read it.
    Sure(Date),
    /// "04/05/2025".
    Either { day_first: Date, month_first: Date },
}

/// Cuts a line into runs of digits, runs of letters and single signs, so that the run-together
/// "Realtime14 April" comes apart.
pub(crate) fn tokens(line: &str) -> Vec<Token<'_>> {
    let class = |c: char| match c {
        c if c.is_ascii_digit() => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut spaced = true;
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last)
                if !spaced
                    && class(c) != 2
                    && last
                        .text
                        .chars()
                        .next()
                        .is_some_and(|first| class(first) == class(c)) =>
            {
                last.range.end = end;
                last.text = &line[last.range.clone()];
            }
            _ => out.push(Token {
                text: &line[at..end],
                range: at..end,
                spaced,
            }),
        }
        spaced = false;
    }
    apart(line, out)
}

/// Parts what runs together within a token: the year and the hour of "20245:32", the zone and the
/// word of "PDTUpdated".
fn apart<'t>(line: &'t str, tokens: Vec<Token<'t>>) -> Vec<Token<'t>> {
    let mut out = Vec::with_capacity(tokens.len());
    for (i, token) in tokens.iter().enumerate() {
        let before_colon = tokens
            .get(i + 1)
            .is_some_and(|t| t.text == ":" && !t.spaced);
        let year = token.text.starts_with("19") || token.text.starts_with("20");
        let cut = if matches!(token.text.len(), 5 | 6) && before_colon && year {
            Some(4)
        } else {
            zone_cut(token.text)
        };
        match cut {
            Some(cut) => {
                let middle = token.range.start + cut;
                for (range, spaced) in [
                    (token.range.start..middle, token.spaced),
                    (middle..token.range.end, false),
                ] {
                    out.push(Token {
                        text: &line[range.clone()],
                        range,
                        spaced,
                    });
                }
            }
            None => out.push(token.clone()),
        }
    }
    out
}

/// Where a zone or "AM" ends that a capitalised word is glued to.
fn zone_cut(word: &str) -> Option<usize> {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let cut = capitals.checked_sub(1).filter(|_| {
        word.as_bytes()
            .get(capitals)
            .is_some_and(u8::is_ascii_lowercase)
    })?;
    let glued = &word[..cut];
    (matches!(glued, "AM" | "PM") || (cut >= 2 && ZONES.contains(&glued))).then_some(cut)
}

/// Months of English, French and Spanish pages by their first letters, longest word as printed.
const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("janvier", 1),
    ("enero", 1),
    ("jan", 1),
    ("janv", 1),
    ("ene", 1),
    ("february", 2),
    ("février", 2),
    ("fevrier", 2),
    ("febrero", 2),
    ("feb", 2),
    ("févr", 2),
    ("fév", 2),
    ("march", 3),
    ("mars", 3),
    ("marzo", 3),
    ("mar", 3),
    ("april", 4),
    ("avril", 4),
    ("abril", 4),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mayo", 5),
    ("june", 6),
    ("juin", 6),
    ("junio", 6),
    ("jun", 6),
    ("july", 7),
    ("juillet", 7),
    ("julio", 7),
    ("jul", 7),
    ("juil", 7),
    ("august", 8),
    ("août", 8),
    ("aout", 8),
    ("agosto", 8),
    ("aug", 8),
    ("ago", 8),
    ("september", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("sep", 9),
    ("sept", 9),
    ("october", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("oct", 10),
    ("november", 11),
    ("novembre", 11),
    ("noviembre", 11),
    ("nov", 11),
    ("december", 12),
    ("décembre", 12),
    ("decembre", 12),
    ("diciembre", 12),
    ("dec", 12),
    ("déc", 12),
    ("dic", 12),
];

/// Week days, Monday first, English, French, Spanish.
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("mon", Weekday::Monday),
    ("lundi", Weekday::Monday),
    ("lunes", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("tue", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("mardi", Weekday::Tuesday),
    ("martes", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("wed", Weekday::Wednesday),
    ("mercredi", Weekday::Wednesday),
    ("miércoles", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("thu", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("jeudi", Weekday::Thursday),
    ("jueves", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("fri", Weekday::Friday),
    ("vendredi", Weekday::Friday),
    ("viernes", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sat", Weekday::Saturday),
    ("samedi", Weekday::Saturday),
    ("sábado", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("sun", Weekday::Sunday),
    ("dimanche", Weekday::Sunday),
    ("domingo", Weekday::Sunday),
];

/// Zones as papers abbreviate them; kept as written, never converted.
const ZONES: &[&str] = &[
    "GMT", "UTC", "Z", "EAT", "CAT", "WAT", "SAST", "EST", "EDT", "ET", "CST", "CDT", "CT", "MST",
    "MDT", "MT", "PST", "PDT", "PT", "AST", "ADT", "BST", "WET", "CET", "CEST", "EET", "EEST",
    "MSK", "IST", "IDT", "GST", "PKT", "WIB", "JST", "KST", "HKT", "SGT", "AEST", "AEDT", "NZST",
    "NZDT", "BRT", "ART", "COT", "VET",
];

fn named<T: Copy>(list: &[(&str, T)], word: &str) -> Option<T> {
    let word = word.to_lowercase();
    list.iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

/// The week day a word names.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    named(WEEKDAYS, word)
}

fn month(token: &Token<'_>) -> Option<i8> {
    named(MONTHS, token.text)
}

fn number(token: &Token<'_>, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
    digits
        .contains(&token.text.len())
        .then(|| token.text.parse().ok())?
}

fn year(token: &Token<'_>) -> Option<i16> {
    number(token, 4..=4).filter(|y| (1900..2200).contains(y))
}

fn day_number(token: &Token<'_>) -> Option<i8> {
    number(token, 1..=2).and_then(|d| i8::try_from(d).ok())
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Steps over tokens that are one of `signs`, at most `most` of them.
pub(crate) fn skip(tokens: &[Token<'_>], mut at: usize, signs: &[&str], most: usize) -> usize {
    let end = at + most;
    while at < end
        && tokens
            .get(at)
            .is_some_and(|t| signs.iter().any(|s| s.eq_ignore_ascii_case(t.text)))
    {
        at += 1;
    }
    at
}

/// The date that begins at token `at`, and the token after it.
pub(crate) fn date_at(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    numeric(tokens, at)
        .or_else(|| day_month(tokens, at))
        .or_else(|| month_day(tokens, at))
}

/// `2025-04-14`, `2025/04/14`, `14/04/2025`, `14.04.2025`.
fn numeric(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let [a, sign, b, again, c] = tokens.get(at..at + 5)? else {
        return None;
    };
    if !matches!(sign.text, "-" | "/" | ".") || sign.text != again.text || b.spaced != sign.spaced {
        return None;
    }
    let (a_day, b_day) = (day_number(a), day_number(b)?);
    if let Some(year) = year(a) {
        return Some((Day::Sure(date(year, b_day, day_number(c)?)?), at + 5));
    }
    let (a_day, year) = (a_day?, year(c)?);
    let day = match (date(year, b_day, a_day), date(year, a_day, b_day)) {
        (Some(only), None) | (None, Some(only)) => Day::Sure(only),
        (Some(day), Some(other)) if day == other || sign.text == "." => Day::Sure(day),
        (Some(day_first), Some(month_first)) => Day::Either {
            day_first,
            month_first,
        },
        (None, None) => return None,
    };
    Some((day, at + 5))
}

const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "º"];

/// `14 April 2025`, `14th of April, 2025`, `14-Apr-2025`, `14 de abril de 2025`.
fn day_month(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let day = day_number(tokens.get(at)?)?;
    let mut next = skip(tokens, at + 1, ORDINALS, 1);
    next = skip(tokens, next, &["of", "de", "-", ".", "/"], 1);
    let month = month(tokens.get(next)?)?;
    next = skip(tokens, next + 1, &[".", ",", "-", "/", "de", "del"], 2);
    Some((
        Day::Sure(date(year(tokens.get(next)?)?, month, day)?),
        next + 1,
    ))
}

/// `April 14, 2025`, `Apr. 14th 2025`, and the clock's `Apr 14 13:39:00 EAT 2025` without its time.
fn month_day(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let month = month(tokens.get(at)?)?;
    let mut next = skip(tokens, at + 1, &[".", "-"], 1);
    let day = day_number(tokens.get(next)?)?;
    next = skip(tokens, next + 1, ORDINALS, 1);
    next = skip(tokens, next, &[",", ".", "-"], 1);
    Some((
        Day::Sure(date(year(tokens.get(next)?)?, month, day)?),
        next + 1,
    ))
}

/// The time of day that begins at token `at`, its zone as written, and the token after both.
pub(crate) fn time_at(
    line: &str,
    tokens: &[Token<'_>],
    at: usize,
) -> Option<(Time, Option<String>, usize)> {
    let first = tokens.get(at)?;
    let after = |next: usize, text: &str| {
        tokens
            .get(next)
            .is_some_and(|t| t.text.eq_ignore_ascii_case(text))
    };
    let mut second = 0;
    let (mut hour, minute, mut next, bare);
    if let (Some(h), true) = (
        day_number(first),
        after(at + 1, ":") || after(at + 1, "h") || after(at + 1, "."),
    ) {
        let minutes = tokens
            .get(at + 2)
            .filter(|t| t.text.len() == 2 && !t.spaced)
            .and_then(day_number)?;
        (hour, minute, next, bare) = (h, minutes, at + 3, after(at + 1, "."));
        if after(next, ":")
            && let Some(s) = tokens
                .get(next + 1)
                .filter(|t| t.text.len() == 2)
                .and_then(day_number)
        {
            (second, next) = (s, next + 2);
            // Fractions of a second are of no use to anybody.
            if after(next, ".")
                && tokens
                    .get(next + 1)
                    .is_some_and(|t| !t.spaced && number(t, 1..=9).is_some())
            {
                next += 2;
            }
        }
    } else if let Some(clock) = number(first, 4..=4) {
        (hour, minute) = (
            i8::try_from(clock / 100).ok()?,
            i8::try_from(clock % 100).ok()?,
        );
        (next, bare) = (at + 1, true);
    } else {
        (hour, minute, next, bare) = (day_number(first)?, 0, at + 1, true);
    }
    let mut marked = false;
    if let Some((pm, end)) = meridiem(tokens, next) {
        if !(1..=12).contains(&hour) {
            return (hour < 24)
                .then(|| Time::new(hour, minute, second, 0).ok())?
                .map(|t| (t, None, end));
        }
        hour = hour % 12 + if pm { 12 } else { 0 };
        (next, marked) = (end, true);
    } else if ["hrs", "hours", "hr"].iter().any(|w| after(next, w)) {
        (next, marked) = (next + 1, true);
    }
    let (zone, end) = zone_at(line, tokens, next);
    // "14" or "2025" or "13.39" alone is no time of day.
    if bare && !marked && zone.is_none() {
        return None;
    }
    Some((Time::new(hour, minute, second, 0).ok()?, zone, end))
}

/// `am`, `p.m.`: whether afternoon, and the token after.
fn meridiem(tokens: &[Token<'_>], at: usize) -> Option<(bool, usize)> {
    let text = tokens.get(at)?.text.to_ascii_lowercase();
    match text.as_str() {
        "am" | "pm" => Some((text == "pm", at + 1)),
        "a" | "p" => {
            let dot = skip(tokens, at + 1, &["."], 1);
            let m = tokens
                .get(dot)
                .filter(|t| t.text.eq_ignore_ascii_case("m") && dot > at + 1)?;
            debug_assert!(!m.text.is_empty());
            Some((text == "p", skip(tokens, dot + 1, &["."], 1)))
        }
        _ => None,
    }
}

/// The zone at token `at` exactly as written, `+03:00`, `(GMT+3)`, `EAT`.
fn zone_at(line: &str, tokens: &[Token<'_>], at: usize) -> (Option<String>, usize) {
    let bracket = tokens.get(at).is_some_and(|t| t.text == "(");
    let from = if bracket { at + 1 } else { at };
    let name = tokens
        .get(from)
        .is_some_and(|t| ZONES.contains(&t.text) || t.text == "z");
    let end = match (
        name,
        offset(tokens, from + usize::from(name), bracket || name),
    ) {
        (_, Some(end)) => end,
        (true, None) => from + 1,
        (false, None) => return (None, at),
    };
    let span = tokens[from].range.start..tokens[end - 1].range.end;
    let close = usize::from(bracket && tokens.get(end).is_some_and(|t| t.text == ")"));
    (line.get(span).map(str::to_owned), end + close)
}

/// `+03:00`, `-0500`, and after a zone's name `+3`: the token after it.
fn offset(tokens: &[Token<'_>], at: usize, short: bool) -> Option<usize> {
    let sign = tokens.get(at)?;
    let hours = tokens.get(at + 1).filter(|t| !t.spaced)?;
    if !matches!(sign.text, "+" | "-" | "−") {
        return None;
    }
    match hours.text.len() {
        4 => number(hours, 4..=4).map(|_| at + 2),
        1 | 2 if number(hours, 1..=2).is_some_and(|h| h <= 14) => {
            let minutes = tokens
                .get(at + 3)
                .is_some_and(|t| t.text.len() == 2 && number(t, 2..=2).is_some());
            if tokens.get(at + 2).is_some_and(|t| t.text == ":") && minutes {
                Some(at + 4)
            } else {
                (short || (sign.text == "+" && hours.text.len() == 2 && !sign.spaced))
                    .then_some(at + 2)
            }
        }
        _ => None,
    }
}
