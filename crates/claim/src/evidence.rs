//! The smallest clause that carries a claim.

use crate::model::Evidence;
use crate::resolve;
use crate::scene::Scene;
use contingent_pattern::Match;
use contingent_text::Span;
use smol_str::SmolStr;

/// The evidence of a match: from the first to the last word of the clause that holds all its words,
/// without clauses that hold none of them.
pub(crate) fn of_match(scene: &Scene<'_>, found: &Match<'_>) -> Evidence {
    let words: Vec<usize> = (found.words.iter())
        .flat_map(|(_, words)| words.iter().map(|w| usize::from(*w)))
        .collect();
    let cue = scene.graph.token(usize::from(found.trigger())).span;
    let mut span = clause_span(scene, &words);
    for word in &words {
        span = span.cover(resolve::marked(scene, *word));
    }
    Evidence {
        part: scene.part(),
        span: trim(span, scene.text()),
        rule: found.rule.name.text.clone(),
        roles: vec![(SmolStr::new_static("cue"), cue)],
        path: found.path(&scene.graph),
    }
}

fn clause_span(scene: &Scene<'_>, words: &[usize]) -> Span {
    let Some(top) = common_ancestor(scene, words) else {
        return scene.sentence.span;
    };
    let holds_a_word = |at: usize| {
        let below = scene.yield_of(at, &|_| false);
        words.iter().any(|w| below.contains(w))
    };
    let cut = |child: usize| {
        let loose = matches!(
            scene.graph.token(child).deprel.base(),
            "advcl" | "parataxis" | "conj" | "ccomp" | "cc" | "discourse" | "punct" | "mark"
        );
        let leads_in = scene.graph.token(child).deprel.base() == "case"
            && scene.graph.token(child).head == Some(top as u16);
        (loose || leads_in) && !holds_a_word(child)
    };
    scene.span(&scene.yield_of(top, &cut))
}

/// The lowest word that governs them all.
fn common_ancestor(scene: &Scene<'_>, words: &[usize]) -> Option<usize> {
    let chain = |at: usize| {
        let mut out = vec![at];
        let mut at = at;
        while let Some(head) = scene.graph.token(at).head {
            if out.len() > scene.graph.len() {
                break;
            }
            at = usize::from(head);
            out.push(at);
        }
        out
    };
    let (first, rest) = words.split_first()?;
    let rest: Vec<Vec<usize>> = rest.iter().map(|w| chain(*w)).collect();
    chain(*first)
        .into_iter()
        .find(|at| rest.iter().all(|c| c.contains(at)))
}

/// Without the white space and the signs that hang on at either end.
fn trim(span: Span, text: &str) -> Span {
    let quote = span.of(text);
    let hanging = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—');
    let start = quote.len() - quote.trim_start_matches(hanging).len();
    let end = quote
        .trim_end_matches(|c: char| hanging(c) || c == '.')
        .len();
    if start >= end {
        return span;
    }
    Span::new(span.start as usize + start, span.start as usize + end)
}
