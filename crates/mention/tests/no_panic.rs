//! Whatever the text, reading times and amounts ends, without panic and inside the text.

use contingent_mention::quantity::{amounts_in, counted_kind};
use contingent_mention::time::{times_in, timexes_in};
use jiff::civil::Date;
use proptest::prelude::*;

/// Pieces that the scanners look for, so that random texts get far into them.
const PIECES: [&str; 64] = [
    "the",
    "last",
    "next",
    "this",
    "June",
    "May",
    "Monday",
    "14",
    "2024",
    "1990s",
    "0",
    "31",
    "February",
    "of",
    "to",
    "from",
    "between",
    "and",
    "until",
    "-",
    "–",
    "/",
    ".",
    ",",
    ":",
    "(",
    ")",
    "$",
    "€",
    "US$",
    "KSh",
    "million",
    "dollars",
    "hundred",
    "a",
    "half",
    "third",
    "two",
    "dozen",
    "several",
    "years",
    "ago",
    "earlier",
    "months",
    "quarter",
    "century",
    "percent",
    "%",
    "some",
    "more than",
    "or so",
    "-strong",
    "’s",
    "'",
    "’90s",
    "first",
    "99999999999999999999",
    "9999-12-31",
    "0001",
    "1e9",
    "½",
    "é",
    "\u{202f}",
    "\n",
];

fn check(text: &str, published: Option<Date>) {
    let inside = |start: u32, end: u32| {
        assert!(
            start <= end && text.get(start as usize..end as usize).is_some(),
            "{start}..{end} in {text:?}"
        );
    };
    for (span, time) in times_in(text, published) {
        inside(span.start, span.end);
        assert!(!time.edtf.is_empty());
    }
    for timex in timexes_in(text, published) {
        inside(timex.span.start, timex.span.end);
    }
    for amount in amounts_in(text) {
        inside(amount.span.start, amount.span.end);
        assert!(
            amount.quantity.value.is_none_or(f64::is_finite),
            "{amount:?}"
        );
        let _ = counted_kind(&amount.quantity.text);
    }
}

proptest! {
    #[test]
    fn any_text(text in any::<String>(), day in -9999i16..9999) {
        check(&text, Date::new(day, 6, 15).ok());
    }

    #[test]
    fn texts_of_pieces(
        pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 0..24),
        year in prop::sample::select(&[-9999i16, 1, 1583, 2024, 9999][..]),
    ) {
        let text: String = pieces.iter().map(|(piece, space)| format!("{piece}{}", if *space { " " } else { "" })).collect();
        check(&text, Date::new(year, 1, 31).ok());
        check(&text, None);
    }
}
