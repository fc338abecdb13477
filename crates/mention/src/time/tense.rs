//! Whether the words around a time speak of what was or of what will be.
//!
//! A bare "Friday" or "September" is behind or ahead of the day of publication, and only the verb tells.
//! The nearest verb to the left decides, then the nearest to the right. Tags are used where there are any;
//! without them the commonest forms are known by name.

use crate::line::{Kind, Line, listed};
use contingent_text::Xpos;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// The tense around a time over atoms `first..end`, with the prepositions that look ahead by themselves:
/// "by Friday", "as soon as Tuesday", "extended until Monday".
pub(crate) fn towards(line: &Line<'_>, first: usize, end: usize) -> Tense {
    let before = line.before(first, 1);
    let soon = before == "as" && matches!(line.before(first, 2), "soon" | "early")
        || before == "than" && line.before(first, 2) == "later" && line.before(first, 3) == "no";
    if soon {
        return Tense::Future;
    }
    let limit = matches!(before, "by" | "until" | "till" | "before");
    let tense = around(line, first, end);
    match tense {
        Tense::Unknown | Tense::Present if limit || before == "to" => Tense::Future,
        Tense::Past
            if limit && before != "by" && (0..first).any(|i| listed(line.word(i), EXTENDING)) =>
        {
            Tense::Future
        }
        tense => tense,
    }
}

/// Verbs and adjectives that look ahead by themselves.
const AHEAD: &str = "scheduled expected due slated upcoming expects plans intends hopes planned planning effective \
    goes meets begins starts opens leaves departs arrives travels flies visits ends expires votes hosts returns \
    resumes convenes meet begin expire";

/// Words before a participle that only describes: "the promised officers".
const DESCRIBED: &str = "a an the its their his her this that these those of still more most some other newly \
    recently previously";

/// Words of a span that is still running when it is told.
const EXTENDING: &str = "gave extend extended extends extending extension prolonged renewed renew renewing given gives deadline mandate has have postponed";

/// The tense around atoms `first..end`.
pub(crate) fn around(line: &Line<'_>, first: usize, end: usize) -> Tense {
    let left = |stop: fn(&Line<'_>, usize) -> bool| {
        (0..first)
            .rev()
            .take_while(|i| !stop(line, *i))
            .find_map(|i| verb(line, i))
    };
    let right = |stop: fn(&Line<'_>, usize) -> bool| {
        (end..line.len())
            .take_while(|i| !stop(line, *i))
            .filter(|i| !describes(line, *i))
            .find_map(|i| verb(line, i))
    };
    left(ends_phrase)
        .or_else(|| right(ends_phrase))
        .or_else(|| left(ends_clause))
        .or_else(|| right(ends_clause))
        .or_else(|| left(|_, _| false))
        .unwrap_or(Tense::Unknown)
}

/// Marks and words behind which another clause may begin.
fn ends_phrase(line: &Line<'_>, i: usize) -> bool {
    ends_clause(line, i) || matches!(line.word(i), "," | "but" | "(" | ")" | "–" | "—")
}

/// Right of a time "planned support" and "due process" are no verbs.
fn describes(line: &Line<'_>, i: usize) -> bool {
    matches!(
        line.word(i),
        "planned" | "planning" | "expected" | "scheduled" | "due" | "upcoming" | "effective"
    )
}

fn ends_clause(line: &Line<'_>, i: usize) -> bool {
    matches!(
        line.word(i),
        ";" | "?" | "!" | "\"" | "“" | "”" | "``" | ":"
    )
}

/// True when a modal is denied: "could not", "neither he nor she could".
fn denied(line: &Line<'_>, i: usize) -> bool {
    matches!(line.word(i + 1), "not" | "n't" | "never" | "hardly")
        || (1..9).any(|back| matches!(line.before(i, back), "neither" | "nobody" | "none"))
}

/// The tense told by atom `i`, if it is a verb or goes with one.
fn verb(line: &Line<'_>, i: usize) -> Option<Tense> {
    if line.atoms.get(i)?.kind != Kind::Word {
        return None;
    }
    let word = line.word(i);
    match word {
        "will" | "'ll" | "shall" | "wo" => return Some(Tense::Future),
        // "Nobody could be reached Wednesday" is over.
        "could" if denied(line, i) => return Some(Tense::Past),
        "would" | "should" | "could" | "might" | "may" | "can" | "must" => {
            return (word != "may" || !line.capital(i)).then(|| {
                let perfect = line.is(i + 1, "have") || line.is(i + 2, "have");
                if perfect { Tense::Past } else { Tense::Future }
            });
        }
        "was" | "were" | "had" | "did" => {
            // "was to have", "was to leave", "was due to", "were expected to"
            return Some(if ahead_behind(line, i + 1) {
                Tense::Future
            } else {
                Tense::Past
            });
        }
        "is" | "are" | "'s" | "'re" | "am"
            if word != "'s" || line.xpos(i).is_some_and(|x| x == Xpos::Vbz) =>
        {
            return Some(if ahead_behind(line, i + 1) {
                Tense::Future
            } else {
                Tense::Present
            });
        }
        "be" | "been" | "being" => return None,
        "has" | "have" | "'ve" => {
            return Some(
                if line.is(i + 1, "to") || line.is(i + 1, "yet") || line.is(i + 1, "until") {
                    Tense::Future
                } else {
                    Tense::Past
                },
            );
        }
        _ if listed(word, AHEAD) => {
            // "had been scheduled to expire Friday" is over.
            let over = line.before(i, 1) == "had"
                || line.before(i, 1) == "been" && line.before(i, 2) == "had";
            return Some(if over { Tense::Past } else { Tense::Future });
        }
        "set" | "supposed" | "ready" | "anticipated" | "poised"
            if matches!(line.word(i + 1), "to" | "for")
                && !matches!(line.before(i, 1), "had" | "have" | "has") =>
        {
            return Some(Tense::Future);
        }
        "to" if infinitive(line, i) || line.is(i + 1, "be") || headline(line, i) => {
            return Some(Tense::Future);
        }
        _ => {}
    }
    // "would still be held", "has been sent": the auxiliary decides.
    if auxiliary_before(line, i) {
        return None;
    }
    // "a still unspecified date", "the promised officers": a participle that describes.
    if word.ends_with("ed") && listed(line.before(i, 1), DESCRIBED) {
        return None;
    }
    match line.xpos(i) {
        Some(Xpos::Vbd | Xpos::Vbn) => Some(Tense::Past),
        Some(Xpos::Vbz | Xpos::Vbp) => Some(Tense::Present),
        Some(Xpos::Vb | Xpos::Vbg | Xpos::Md) => None,
        Some(_) => None,
        None => past_form(word)
            .then_some(Tense::Past)
            .or_else(|| present_form(word).then_some(Tense::Present)),
    }
}

/// "to leave", "due to go", "going to", "expected to", "scheduled for" right behind a form of "be".
fn ahead_behind(line: &Line<'_>, at: usize) -> bool {
    let at = at
        + usize::from(
            [
                "not", "n't", "also", "now", "still", "already", "all", "both",
            ]
            .contains(&line.word(at)),
        );
    listed(
        line.word(at),
        "due scheduled expected slated poised going supposed set planned likely ready meant",
    ) || line.is(at, "to") && line.is_word(at + 1)
        || line.is(at, "about") && line.is(at + 1, "to")
}

/// "plans to send", "vowed to return", "agreed to pay": a verb that looks ahead governs the infinitive.
fn infinitive(line: &Line<'_>, i: usize) -> bool {
    listed(
        line.before(i, 1),
        "plan plans planned planning plan's going due set expected scheduled ready agreed agrees vowed pledged promised hopes hoped hope wants want intends intend intended expects expect is are slated poised likely decided offered able preparing prepares about agreement plan decision offer proposal bid deal need needs",
    ) && line.is_word(i + 1)
        && !line.capital(i + 1)
}

/// "Hungary to send troops in October": an infinitive behind the name that the line begins with, and no verb before it.
fn headline(line: &Line<'_>, i: usize) -> bool {
    let name = |at: usize| {
        matches!(
            line.xpos(at),
            Some(Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps | Xpos::Jj | Xpos::Cd | Xpos::Dt)
        )
    };
    i > 0 && line.xpos(i + 1) == Some(Xpos::Vb) && (0..i).all(name)
}

fn auxiliary_before(line: &Line<'_>, i: usize) -> bool {
    let back = if line.before(i, 1).ends_with("ly")
        || matches!(
            line.before(i, 1),
            "not" | "n't" | "also" | "still" | "already" | "now" | "never"
        ) {
        2
    } else {
        1
    };
    listed(
        line.before(i, back),
        "be been being is are was were has have had get got 've 're",
    )
}

fn present_form(word: &str) -> bool {
    listed(
        word,
        "says runs takes comes marks remains faces wants gets makes holds",
    )
}

/// A past tense or participle by its look.
pub(crate) fn past_form(word: &str) -> bool {
    if word.len() > 4
        && word.ends_with("ed")
        && !listed(
            word,
            "hundred united need indeed speed agreed armed limited kindred wounded sacred",
        )
    {
        return true;
    }
    listed(
        word,
        "said told went came took made got gave held met began fell rose left won lost sent brought found became grew broke led saw spoke wrote drove flew fought shot struck hit paid sold bought ran stood sat kept put cut let set felt thought knew heard built lay laid sought caught taught agreed threw withdrew dropped died arose chose froze stole swore tore wore slid spent sank sprang swept wept slept ended used been",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use contingent_text::Span;

    fn of(text: &str, word: &str) -> Tense {
        let line = Line::of_text(text, Span::new(0, text.len()));
        let at = (0..line.len())
            .find(|i| line.is(*i, word))
            .expect("word in text");
        around(&line, at, at + 1)
    }

    #[test]
    fn the_nearest_verb_decides() {
        assert_eq!(
            of("He said Friday that they will go", "friday"),
            Tense::Past
        );
        assert_eq!(
            of("He said they will go on Friday", "friday"),
            Tense::Future
        );
        assert_eq!(of("On Friday the council met", "friday"), Tense::Past);
        assert_eq!(
            of("The first units are due in April", "april"),
            Tense::Future
        );
        assert_eq!(of("Kenya plans to send 60 by May", "may"), Tense::Future);
    }
}
