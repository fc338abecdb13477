//! How a vote went, and the act that was voted: "13 votes in favour with two abstentions", "resolution 2793".

use crate::model::Value;
use crate::scene::Scene;
use contingent_mention::Unit;
use contingent_text::Span;
use smol_str::{SmolStr, format_smolstr};

/// The votes that the sentence gives; `None` when it gives none.
pub(crate) fn read(scene: &Scene<'_>) -> Option<Value> {
    let graph = &scene.graph;
    let forms: Vec<String> = (0..graph.len())
        .map(|at| graph.form(at).to_lowercase())
        .collect();
    let near = |from: usize, reach: usize, words: &[&str]| {
        (forms.iter().skip(from).take(reach)).any(|f| words.iter().any(|w| f.starts_with(w)))
    };
    let (mut in_favour, mut against, mut abstaining) = (None, None, None);
    for (mention, _) in scene.mentions() {
        let contingent_mention::Value::Quantity(quantity) = &mention.value else {
            continue;
        };
        let Some(value) = quantity.value.filter(|v| *v >= 0.0 && *v < 1000.0) else {
            continue;
        };
        if quantity.unit != Unit::Count || quantity.ordinal {
            continue;
        }
        let after = usize::from(mention.last) + 1;
        let number = Some(value as u32);
        if near(after, 3, &["abst"]) {
            abstaining = number;
        } else if near(after, 4, &["favour", "favor", "for", "yes"]) && in_favour.is_none() {
            in_favour = number;
        } else if near(after, 3, &["against", "opposed", "no"]) {
            against = number;
        } else if near(after, 2, &["vote", "member"])
            && in_favour.is_none()
            && near(0, forms.len(), &["vote", "unanim", "dissent"])
        {
            in_favour = number;
        }
    }
    if forms.iter().any(|f| f.starts_with("unanim")) || near(0, forms.len(), &["dissent"]) {
        against = against.or(Some(0));
        abstaining = abstaining.or(Some(0));
    }
    let given = in_favour.or(against).or(abstaining).is_some();
    given.then_some(Value::Votes {
        in_favour,
        against,
        abstaining,
    })
}

/// "UNSCR 2699" for "resolution 2699 (2023)", nearest to `at`.
pub(crate) fn instrument(scene: &Scene<'_>, at: usize) -> Option<(SmolStr, Span)> {
    let graph = &scene.graph;
    let resolution = |word: usize| {
        let lemma = graph.token(word).lemma.to_lowercase();
        matches!(
            lemma.as_str(),
            "resolution" | "resolutions" | "unscr" | "res."
        )
    };
    (0..graph.len())
        .filter(|word| resolution(*word))
        .filter_map(|word| {
            let number = (word + 1..graph.len().min(word + 4))
                .find(|n| is_resolution_number(graph.form(*n)))?;
            let span = graph.token(word).span.cover(graph.token(number).span);
            Some((
                number.abs_diff(at),
                format_smolstr!("UNSCR {}", graph.form(number)),
                span,
            ))
        })
        .min_by_key(|(distance, ..)| *distance)
        .map(|(_, name, span)| (name, span))
}

/// The Council has numbered its resolutions through from 1; those on missions of today have three or four digits.
fn is_resolution_number(form: &str) -> bool {
    (3..=4).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_digit())
}
