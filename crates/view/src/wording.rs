//! Numbers and dates in words, and how much room words take.

use contingent_reckon::Hedge;
use jiff::civil::Date;

/// A number as people write it: `2,500`, `37.5`; a very large one by its power of ten.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "?".to_owned();
    }
    if value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let rounded = (value * 100.0).round() / 100.0;
    let text = format!("{}", rounded.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if rounded < 0.0 {
        out.push('−');
    }
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push('.');
        out.push_str(part);
    }
    out
}

/// The same in little room: `2.5k`, `13.5M`.
pub fn short(value: f64) -> String {
    let size = value.abs();
    for (from, unit) in [(1e12, "T"), (1e9, "B"), (1e6, "M")] {
        if size >= from && size < 1e15 {
            let tenths = (value / from * 10.0).round() / 10.0;
            return format!("{tenths}{unit}");
        }
    }
    number(value)
}

/// A number with its hedge: `at least 200`, `750 to 800`; `some` where none is given.
pub fn hedged(value: Option<f64>, max: Option<f64>, hedge: Hedge) -> String {
    let Some(value) = value else {
        return "some".to_owned();
    };
    let n = number(value);
    match (hedge, max) {
        (Hedge::Range, Some(max)) => format!("{n} to {}", number(max)),
        (Hedge::Exact | Hedge::Range, _) => n,
        (Hedge::About, _) => format!("about {n}"),
        (Hedge::AtLeast, _) => format!("at least {n}"),
        (Hedge::AtMost, _) => format!("at most {n}"),
        (Hedge::MoreThan, _) => format!("more than {n}"),
        (Hedge::LessThan, _) => format!("less than {n}"),
    }
}

/// The same in little room: `≥ 200`, `~200`.
pub fn brief(value: Option<f64>, hedge: Hedge) -> String {
    let Some(value) = value else {
        return "?".to_owned();
    };
    let n = short(value);
    match hedge {
        Hedge::Exact | Hedge::Range => n,
        Hedge::About => format!("~{n}"),
        Hedge::AtLeast => format!("≥ {n}"),
        Hedge::AtMost => format!("≤ {n}"),
        Hedge::MoreThan => format!("> {n}"),
        Hedge::LessThan => format!("< {n}"),
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `Jun`
pub fn month(day: Date) -> &'static str {
    let place = usize::try_from(day.month() - 1).unwrap_or(0);
    MONTHS.get(place).copied().unwrap_or("")
}

/// `18 Jul 2024`
pub fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// `1 source`, `3 sources`
pub fn counted(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// How wide a text is at least as likely to be, in pixels at this size of letters. The fonts of readers differ; this
/// errs towards too wide.
pub fn width(text: &str, size: f64) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    ems * size
}

fn ems(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' => 0.28,
        'I' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' | '·' | '’' => 0.39,
        ' ' => 0.29,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.93,
        '1' => 0.5,
        'a'..='z' | '0'..='9' => 0.61,
        'A'..='Z' | '+' | '=' | '<' | '>' | '≥' | '≤' | '~' | '−' => 0.71,
        // Marks that stand on the letter before.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        c if u32::from(c) < 0x1100 => 0.68,
        _ => 1.05,
    }
}

/// As much of a text as has room, with `…` where something is left out.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&text, size) <= room {
        return text;
    }
    let mut out = String::new();
    let mut left = room / size - ems('…');
    for c in text.chars() {
        left -= ems(c);
        if left < 0.0 {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Without what XML cannot hold, and without what turns the order of letters around.
pub fn clean(text: &str) -> String {
    let fits = |c: char| {
        let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !control && !turns && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(|c| fits(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (value, written) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (2_500_000.0, "2,500,000"),
            (37.5, "37.5"),
            (-1234.0, "−1,234"),
            (1e300, "1e300"),
            (f64::NAN, "?"),
        ] {
            assert_eq!(number(value), written);
        }
        assert_eq!(short(13_500_000.0), "13.5M");
        assert_eq!(short(2500.0), "2,500");
    }

    #[test]
    fn what_is_too_long_is_cut_between_letters() {
        assert_eq!(fit("Kenya", 12.0, 100.0), "Kenya");
        let cut = fit("République démocratique du Congo", 12.0, 90.0);
        assert!(cut.ends_with('…') && width(&cut, 12.0) <= 90.0, "{cut}");
    }
}
