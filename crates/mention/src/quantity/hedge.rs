//! Hedges around a number: "some", "no fewer than", "or so", and words that make it an addition.

use crate::line::Line;
use crate::mention::Qualifier;

/// What stands before a number: where it begins, the hedge, and whether it is an addition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub(super) first: usize,
    pub(super) qualifier: Qualifier,
    pub(super) more: bool,
}

/// Reads backwards from the number at atom `number`.
pub(super) fn before(line: &Line<'_>, number: usize) -> Before {
    let mut first = number;
    let mut qualifier = Qualifier::Exact;
    let mut more = false;
    loop {
        if let Some((hedge, length)) = ends_at(line, first) {
            if qualifier == Qualifier::Exact {
                qualifier = hedge;
            } else if qualifier == Qualifier::About && hedge != Qualifier::About {
                // "more than some 400": the outer word decides.
                qualifier = hedge;
            }
            first -= length;
        } else if let Some(length) = addition(line, first) {
            more = true;
            first -= length;
        } else {
            break;
        }
    }
    Before {
        first,
        qualifier,
        more,
    }
}

/// The hedge whose last word stands right before atom `at`, and its length in atoms.
fn ends_at(line: &Line<'_>, at: usize) -> Option<(Qualifier, usize)> {
    use Qualifier::{About, AtLeast, AtMost, LessThan, MoreThan};
    let w = |back: usize| line.before(at, back);
    let plain = |qualifier, length| Some((qualifier, length));
    let found = match w(1) {
        "than" => match (w(2), w(3)) {
            ("more" | "fewer" | "less" | "greater" | "larger" | "higher", "no" | "not" | "n't") => {
                let limit = matches!(w(2), "fewer" | "less");
                plain(if limit { AtLeast } else { AtMost }, 3)
            }
            (
                "more" | "greater" | "higher" | "larger" | "better" | "bigger",
                "much" | "far" | "slightly" | "little" | "well",
            ) => plain(MoreThan, 3),
            ("more" | "greater" | "higher" | "larger" | "better" | "bigger", _) => {
                plain(MoreThan, 2)
            }
            (
                "fewer" | "less" | "lower" | "smaller",
                "far" | "slightly" | "little" | "much" | "well",
            ) => plain(LessThan, 3),
            ("fewer" | "less" | "lower" | "smaller", _) => plain(LessThan, 2),
            _ => None,
        },
        "over" | "above" | "exceeding" | "topping" | "surpassing" | "past" => {
            // "over" and "above" are also prepositions of place, but then a number seldom follows.
            match w(2) {
                "just" | "well" | "slightly" | "far" | "little" | "somewhat" | "only"
                | "comfortably" => {
                    plain(MoreThan, 2 + usize::from(w(2) == "little" && w(3) == "a"))
                }
                _ if w(1) == "past" => None,
                _ => plain(MoreThan, 1),
            }
        }
        "of" => match (w(2), w(3), w(4)) {
            ("upwards" | "upward", _, _) | ("north", _, _) => plain(MoreThan, 2),
            ("excess", "in", _) => plain(MoreThan, 3),
            ("minimum", "a", _) | ("least", "at", _) => plain(AtLeast, 3),
            ("minimum", _, _) => plain(AtLeast, 2),
            ("maximum", "a" | "the", _) => plain(AtMost, 3),
            ("maximum", _, _) => plain(AtMost, 2),
            ("ceiling" | "cap" | "limit", "a", _) => plain(AtMost, 3),
            ("shy" | "short", "just" | "little", _) => plain(LessThan, 3),
            ("shy", _, _) => plain(LessThan, 2),
            (
                "region" | "order" | "neighbourhood" | "neighborhood" | "vicinity",
                "the",
                "in" | "on",
            ) => plain(About, 4),
            _ => None,
        },
        "to" => match (w(2), w(3)) {
            ("up", _) => plain(AtMost, 2),
            ("close" | "near" | "next", "very") if w(2) != "next" => plain(LessThan, 3),
            ("close", _) => plain(LessThan, 2),
            _ => None,
        },
        "least" if w(2) == "at" => plain(AtLeast, 2),
        "most" if w(2) == "at" => plain(AtMost, 2),
        "minimum" if matches!(w(2), "a" | "the") => plain(AtLeast, 2),
        "maximum" if matches!(w(2), "a" | "the") => plain(AtMost, 2),
        "many" | "much" if w(2) == "as" && w(3) != "as" => None,
        "as" => match (w(2), w(3)) {
            ("many" | "much", "as") => plain(AtMost, 3),
            ("few" | "little", "as") => plain(AtLeast, 3),
            _ => None,
        },
        "under" | "below" => match w(2) {
            "just" | "well" | "slightly" | "far" => plain(LessThan, 2),
            _ => plain(LessThan, 1),
        },
        "nearly" | "almost" | "approaching" | "nearing" => plain(LessThan, 1),
        "quite" if w(2) == "not" => plain(LessThan, 2),
        "on" if w(2) == "close" => plain(LessThan, 2),
        "reached" if w(2) == "never" => plain(LessThan, 2),
        "about" | "around" | "roughly" | "approximately" | "approx" | "circa" | "some" | "~"
        | "≈" | "maybe" | "perhaps" => plain(About, 1),
        "estimated" => plain(About, 1 + usize::from(matches!(w(2), "an" | "the"))),
        "like" if w(2) == "something" => plain(About, 2),
        "." if matches!(w(2), "c" | "ca" | "approx") && line.glued(at - 1) => plain(About, 2),
        "c" | "ca" if line.glued(at) => plain(About, 1),
        ">" => plain(MoreThan, 1),
        "<" => plain(LessThan, 1),
        "≥" => plain(AtLeast, 1),
        "≤" => plain(AtMost, 1),
        // French and Spanish, where a page slips in a phrase or is read as it is.
        "de" => match (w(2), w(3)) {
            ("plus" | "más", _) => plain(MoreThan, 2),
            ("moins" | "menos", _) => plain(LessThan, 2),
            ("près", _) => plain(LessThan, 2),
            ("cerca" | "alrededor", _) => plain(About, 2),
            _ => None,
        },
        "hasta" => plain(AtMost, 1),
        "à" if matches!((w(2), w(3)), ("'" | "’", "jusqu")) => plain(AtMost, 3),
        "environ" => plain(About, 1),
        "unos" | "unas" => plain(About, 1),
        "moins" if w(2) == "au" => plain(AtLeast, 2),
        "menos" if w(2) == "al" => plain(AtLeast, 2),
        _ => None,
    };
    found.map(|(qualifier, length)| (qualifier, length.min(at)))
}

/// "another", "a further", "an additional" right before atom `at`: its length.
fn addition(line: &Line<'_>, at: usize) -> Option<usize> {
    let w = |back: usize| line.before(at, back);
    let length = match w(1) {
        "another" => 1,
        "further" | "additional" | "extra" | "added" => 1 + usize::from(matches!(w(2), "a" | "an")),
        _ => return None,
    };
    Some(length.min(at))
}

/// What stands behind a number: "or so", "-plus", "or more", "more".
#[derive(Clone, Copy, Debug)]
pub(super) struct Behind {
    pub(super) end: usize,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) more: bool,
    /// "2,500-strong"
    pub(super) strong: bool,
}

/// Reads on from atom `end`, the one behind the number and its unit.
pub(super) fn behind(line: &Line<'_>, end: usize) -> Behind {
    use Qualifier::{About, AtLeast, AtMost};
    let mut out = Behind {
        end,
        qualifier: None,
        more: false,
        strong: false,
    };
    let w = |on: usize| line.word(end + on);
    let (qualifier, length) = match w(0) {
        "+" if line.glued(end) => (Some(AtLeast), 1),
        "plus" => (Some(AtLeast), 1),
        "or" => match w(1) {
            "so" | "thereabouts" => (Some(About), 2),
            "more" | "above" | "over" => (Some(AtLeast), 2),
            "fewer" | "less" | "below" => (Some(AtMost), 2),
            _ => (None, 0),
        },
        "and" => match w(1) {
            "more" if !line.is_word(end + 2) => (Some(AtLeast), 2),
            "counting" => (Some(AtLeast), 2),
            _ => (None, 0),
        },
        "odd" => (Some(About), 1),
        "ish" if line.glued(end) => (Some(About), 1),
        "at" => match w(1) {
            "least" => (Some(AtLeast), 2),
            "the" if matches!((w(2), w(3)), ("very", "least")) => (Some(AtLeast), 4),
            "the" if matches!((w(2), w(3)), ("very", "most")) => (Some(AtMost), 4),
            "most" | "maximum" => (Some(AtMost), 2),
            _ => (None, 0),
        },
        "maximum" | "max" => (Some(AtMost), 1),
        "minimum" => (Some(AtLeast), 1),
        "approximately" | "roughly" => (None, 0),
        "give" if w(1) == "or" && w(2) == "take" => (Some(About), 3),
        _ if line.dash(end) && line.glued(end) && line.glued(end + 1) => match w(1) {
            "plus" => (Some(AtLeast), 2),
            "odd" | "ish" => (Some(About), 2),
            "strong" => {
                out.strong = true;
                (None, 2)
            }
            _ => (None, 0),
        },
        "strong" => {
            out.strong = true;
            (None, 1)
        }
        _ => (None, 0),
    };
    out.qualifier = qualifier;
    out.end = end + length;
    // "217 more police", "600 additional officers"; "more than" compares.
    if matches!(
        line.word(out.end),
        "more" | "further" | "additional" | "extra" | "new"
    ) && !line.is(out.end + 1, "than")
    {
        out.more = !line.is(out.end, "new");
        if out.more {
            out.end += usize::from(line.is(out.end, "more"));
        }
    }
    out
}
