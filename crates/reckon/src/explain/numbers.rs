//! When two numbers are the same, nearly the same, or ten times each other.

use crate::figure::Figure;
use crate::vocabulary::Hedge;

/// Equal, but for what adding up decimals leaves behind.
pub(crate) fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// True when both can be meant by one true number.
pub(crate) fn compatible(a: &Figure, b: &Figure) -> bool {
    match (interval(a), interval(b)) {
        (Some((low, high)), Some((from, to))) => from <= high && low <= to,
        _ => true,
    }
}

fn interval(figure: &Figure) -> Option<(f64, f64)> {
    let value = figure.value?;
    Some(match figure.hedge {
        Hedge::Exact => (value, value),
        Hedge::About => (value * 0.9, value * 1.1),
        Hedge::AtLeast | Hedge::MoreThan => (value, value * 1.2),
        Hedge::AtMost | Hedge::LessThan => (value * 0.8, value),
        Hedge::Range => (value, figure.max.unwrap_or(value).max(value)),
    })
}

/// True when `round` is `fine` written with fewer digits, and no other number of that fineness is as near.
pub(crate) fn rounds_to(fine: f64, round: f64, rough: bool) -> bool {
    if !(fine > 0.0 && round > 0.0) || equal(fine, round) {
        return false;
    }
    let grain = grain(round);
    let near = (fine - round).abs();
    let allowed = if rough { 0.1 } else { 0.05 };
    grain > self::grain(fine) && near < grain / 2.0 && near <= allowed * fine
}

/// The place of the last digit that is not nought: 100 for 400, 10 for 110, 0.1 for 110.3 (in whole cents).
fn grain(value: f64) -> f64 {
    let cents = (value * 100.0).round();
    if !(1.0..9e15).contains(&cents) {
        return 1.0;
    }
    let mut cents = cents as u64;
    let mut grain = 0.01;
    while cents.is_multiple_of(10) {
        cents /= 10;
        grain *= 10.0;
    }
    grain
}

/// The share that words speak of: "40 per cent", "a third of".
pub(crate) fn share(words: &str) -> Option<f64> {
    let low = words.to_lowercase();
    for sign in ["%", " percent", " per cent"] {
        if let Some(at) = low.find(sign) {
            let before = low[..at].trim_end();
            let start = before
                .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
                .map_or(0, |n| {
                    n + before[n..].chars().next().map_or(1, char::len_utf8)
                });
            if let Ok(value) = before[start..].parse::<f64>() {
                return Some(value / 100.0);
            }
        }
    }
    const FRACTIONS: [(&str, f64); 8] = [
        ("two thirds of", 2.0 / 3.0),
        ("two-thirds of", 2.0 / 3.0),
        ("three quarters of", 0.75),
        ("three-quarters of", 0.75),
        ("a third of", 1.0 / 3.0),
        ("a quarter of", 0.25),
        ("a fifth of", 0.2),
        ("half of", 0.5),
    ];
    FRACTIONS
        .iter()
        .find(|(word, _)| low.contains(word))
        .map(|(_, share)| *share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_exact() {
        assert!(rounds_to(382.0, 400.0, false));
        assert!(rounds_to(110.3e6, 110e6, false));
        assert!(!rounds_to(5550.0, 5500.0, false), "half way");
        assert!(!rounds_to(859.0, 877.0, true));
        assert!(!rounds_to(400.0, 382.0, true), "the other way round");
        assert!(!rounds_to(250.0, 300.0, true), "too far");
        assert_eq!(share("a bare 40 per cent of the 1,500"), Some(0.4));
        assert_eq!(share("a third of them"), Some(1.0 / 3.0));
        assert_eq!(share("é%"), None);
    }
}
