//! Who is said to have said it.

use crate::scene::Scene;
use contingent_mention::EntityKind;
use contingent_pattern::Rel;
use contingent_text::Span;
use smol_str::SmolStr;

/// The source that the sentence names for what `trigger` says; `None` when the publisher speaks.
pub(crate) fn said_by(scene: &Scene<'_>, trigger: usize) -> Option<(SmolStr, Span)> {
    let graph = &scene.graph;
    let mut at = trigger;
    for _ in 0..graph.len() {
        if let Some(source) = according_to(scene, at) {
            return Some(source);
        }
        let token = graph.token(at);
        // "…, Bruce said": the saying hangs beside or below what is said.
        for child in graph.children(at) {
            let deprel = graph.token(child).deprel;
            if deprel.base() == "parataxis" && is_saying(scene, child) && child != trigger {
                return speaker(scene, child);
            }
        }
        let Some(head) = token.head.map(usize::from) else {
            break;
        };
        let below_speech = matches!(token.deprel.base(), "ccomp" | "parataxis" | "dep");
        if below_speech && is_saying(scene, head) && head != trigger {
            return speaker(scene, head);
        }
        at = head;
    }
    None
}

/// The verb of saying that `trigger` completes.
pub(crate) fn saying(scene: &Scene<'_>, trigger: usize) -> Option<usize> {
    let token = scene.graph.token(scene.clause(trigger));
    let head = usize::from(token.head?);
    (token.deprel.base() == "ccomp" && is_saying(scene, head)).then_some(head)
}

fn is_saying(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .setting
        .program
        .in_list("saying", scene.graph.lemma(at))
}

fn speaker(scene: &Scene<'_>, verb: usize) -> Option<(SmolStr, Span)> {
    let agent = scene
        .graph
        .down(verb)
        .iter()
        .find(|e| e.rel == Rel::Agent)?;
    source_name(scene, usize::from(agent.to))
}

fn according_to(scene: &Scene<'_>, at: usize) -> Option<(SmolStr, Span)> {
    let edge = scene.graph.down(at).iter().find(|e| {
        matches!(&e.rel, Rel::Prep(word) if matches!(word.as_str(), "according" | "according_to" | "per"))
    })?;
    source_name(scene, usize::from(edge.to))
}

/// A person by the full name, a country or body by its id, anybody else by the words.
fn source_name(scene: &Scene<'_>, at: usize) -> Option<(SmolStr, Span)> {
    if let Some((mention, entity)) = scene.entity(at) {
        let name = match entity.kind {
            EntityKind::Person => entity.name.clone(),
            _ => entity
                .acts_for
                .clone()
                .or_else(|| entity.id.clone())
                .unwrap_or_else(|| entity.name.clone()),
        };
        return Some((name, mention.span));
    }
    let token = scene.graph.token(at);
    if matches!(
        token.lemma.as_str(),
        "it" | "he" | "she" | "they" | "who" | "which" | "that"
    ) {
        return None;
    }
    let span = scene.phrase(at);
    Some((SmolStr::new(span.of(scene.text())), span))
}
