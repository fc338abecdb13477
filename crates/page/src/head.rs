//! What stands around the body: the title above it, who wrote it, when, and the teasers that repeat it.

use crate::block::Mark;
use crate::clean;
use crate::kind::Look;
use crate::region::Seen;
use std::collections::HashSet;
use std::ops::Range;

/// Words of running text that may stand between the headline and the byline or the date.
const STANDFIRST: usize = 60;

/// The block that is the headline, if any. `known` is what the page's head says it is.
pub(crate) fn title(seen: &[Seen], run: &Range<usize>, known: Option<&str>) -> Option<usize> {
    let body: HashSet<String> = seen[run.clone()]
        .iter()
        .filter(|s| s.look.is_prose())
        .flat_map(|s| clean::words(&s.block.text))
        .filter(|w| w.chars().count() >= 4)
        .collect();
    let known: Option<Vec<String>> = known.map(|k| clean::words(k).collect());
    let last = last_place_of_title(seen, run);
    let mut scores: Vec<(usize, f32)> = Vec::new();
    let text = (run.start..run.end)
        .find(|at| seen[*at].look.is_prose())
        .unwrap_or(run.start);
    let mut texts_after = 0;
    for at in (0..last).rev() {
        let s = &seen[at];
        if let Some(score) =
            title_score(seen, at, &body, known.as_deref(), (run.start, texts_after))
        {
            scores.push((at, score));
        }
        if s.look.is_text() && at < text {
            texts_after += 1;
        }
    }
    // On a draw the lower one: the scores run upwards.
    let best = scores
        .iter()
        .copied()
        .rev()
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    // A standfirst says much the same as the headline above it.
    let texts_between = |from: usize| {
        seen[from + 1..best.0]
            .iter()
            .filter(|s| s.look.is_text())
            .count()
    };
    let above = scores.iter().find(|(at, score)| {
        *at < best.0
            && best.1 < SURE
            && *score >= best.1 - 2.5
            && seen[*at].words >= 4
            && shared(&seen[*at].block.text, &body) >= 0.4
            && texts_between(*at) <= 2
    });
    Some(*above.unwrap_or(&best))
        .filter(|(_, score)| *score > 0.0)
        .map(|(at, _)| at)
}

/// How far down the headline may stand: above the text, or above a byline or date below its first lines.
fn last_place_of_title(seen: &[Seen], run: &Range<usize>) -> usize {
    let mut words = 0;
    for (at, s) in seen.iter().enumerate().take(run.end).skip(run.start) {
        if s.look.is_prose() {
            words += s.words;
            if words > STANDFIRST {
                return at;
            }
        }
    }
    run.end
}

/// A score that only a marked headline, or one that the page's head names, can reach.
const SURE: f32 = 11.0;

/// Share of a line's longer words that stand in the text.
fn shared(line: &str, body: &HashSet<String>) -> f32 {
    let long: Vec<String> = clean::words(line)
        .filter(|w| w.chars().count() >= 4)
        .collect();
    long.iter().filter(|w| body.contains(*w)).count() as f32 / long.len().max(1) as f32
}

fn title_score(
    seen: &[Seen],
    at: usize,
    body: &HashSet<String>,
    known: Option<&[String]>,
    (run_start, after): (usize, usize),
) -> Option<f32> {
    let s = &seen[at];
    let heading = match s.block.mark {
        Mark::Heading(1) => 6.0,
        Mark::Heading(2) => 1.0,
        _ => 0.0,
    };
    if s.block.aside || !(s.look.is_text() || heading > 5.0) || s.words > 40 || s.words == 0 {
        return None;
    }
    let words: Vec<String> = clean::words(&s.block.text).collect();
    // A text's only sentence is its text.
    let sentence = clean::ends_sentence(&s.block.text) && s.look.is_prose();
    if sentence && !seen[at + 1..].iter().any(|n| n.look.is_prose()) {
        return None;
    }
    let mut score = heading;
    if let Some(known) = known
        && is_same(&words, known)
    {
        score += 8.0;
    }
    // A sentence that ends like one is rarely a headline, unless it asks or shouts.
    if clean::ends_sentence(&s.block.text)
        && !s.block.text.ends_with(['?', '!', '…', '’', '”', '"'])
    {
        score -= 5.0;
    }
    score += match s.words {
        1 => -4.0,
        2 => -1.0,
        3 | 4 => 1.0,
        5..=22 => 3.0,
        _ => 0.0,
    };
    if !sentence {
        score += 5.0 * shared(&s.block.text, body);
    }
    if is_office(&s.block.text) {
        score -= 3.0;
    }
    if matches!(s.look, Look::Item) {
        score -= 3.0;
    }
    if s.block.linked > 0.7 {
        score -= 2.0;
    }
    if s.block.text.ends_with([':', ';', ',']) {
        score -= 4.0;
    }
    score -= (after as f32 * 0.5).min(8.0);
    // What names the writer or the day comes right after the headline or its standfirst.
    // Below the first lines of text only a signed or marked headline can stand.
    let late = at > run_start
        && seen[run_start..at]
            .iter()
            .any(|n| n.look.is_prose() && !n.block.aside);
    let signed = seen
        .iter()
        .skip(at + 1)
        .take(4)
        .any(|n| matches!(n.look, Look::Byline(_) | Look::Stamp(_)));
    if signed {
        score += 1.5;
    } else if late && score < 8.0 {
        return None;
    }
    Some(score)
}

/// "Office of the Spokesperson", "Ministry of Defence": who issues a text, not what it says.
fn is_office(line: &str) -> bool {
    const OFFICES: &[&str] = &[
        "office of",
        "ministry of",
        "department of",
        "bureau of",
        "bureau for",
        "directorate of",
        "embassy of",
        "press office",
    ];
    let key = clean::key(line);
    clean::word_count(line) <= 6 && OFFICES.iter().any(|o| key.starts_with(o))
}

/// True when one text holds the other but for a publisher's name at its end.
pub(crate) fn is_same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 2 && long.starts_with(short) && long.len() - short.len() <= 6
}

/// The blocks below the headline that belong to it: up to the last byline or date that stands there
/// before the text has well begun. Empty when there is none.
pub(crate) fn below_title(seen: &[Seen], from: usize, end: usize) -> Range<usize> {
    let (mut words, mut last) = (0, from);
    for (at, s) in seen.iter().enumerate().take(end).skip(from) {
        match &s.look {
            Look::Prose if !s.block.aside => words += s.words,
            Look::Byline(_) | Look::Stamp(_) => last = at + 1,
            _ => {}
        }
        if words > STANDFIRST {
            break;
        }
    }
    from..last
}

/// How much of a sentence's words a paragraph must hold to be called a repetition.
const REPEATED: f32 = 0.85;

/// True when the words of `text` stand again in one of `others`, in one paragraph.
pub(crate) fn is_repeated<'s>(text: &str, others: impl Iterator<Item = &'s Seen>) -> bool {
    let words: Vec<String> = clean::words(text).collect();
    if words.len() < 5 {
        return false;
    }
    others.filter(|s| s.look.is_prose()).any(|s| {
        let there: HashSet<String> = clean::words(&s.block.text).collect();
        let found = words.iter().filter(|w| there.contains(*w)).count();
        found as f32 >= REPEATED * words.len() as f32
    })
}
