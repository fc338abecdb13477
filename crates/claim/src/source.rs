//! Who is said to have said it.

use crate::scene::Scene;
use crate::schema::ClaimType;
use contingent_mention::EntityKind;
use contingent_pattern::Rel;
use contingent_text::{Deprel, Span, Upos, Xpos};
use smol_str::SmolStr;

/// A source as a claim names it, and where the sentence does so.
pub(crate) type Source = (SmolStr, Span);

/// The source that the sentence names for what `trigger` says; `None` when the publisher speaks.
pub(crate) fn said_by(scene: &Scene<'_>, trigger: usize, kind: ClaimType) -> Option<Source> {
    by_tree(scene, trigger)
        .or_else(|| by_order(scene, trigger))
        .or_else(|| {
            (kind == ClaimType::Toll)
                .then(|| by_count(scene, trigger))
                .flatten()
        })
        .or_else(|| by_figures(scene))
}

/// The verb of saying that `trigger` completes.
pub(crate) fn saying(scene: &Scene<'_>, trigger: usize) -> Option<usize> {
    let graph = &scene.graph;
    let mut at = scene.clause(trigger);
    for _ in 0..graph.len() {
        let head = usize::from(graph.token(at).head?);
        match graph.token(at).deprel.base() {
            "ccomp" if is_saying(scene, head) => return Some(head),
            "acl" => return misplaced_speech(scene, at),
            "conj" => at = head,
            _ => return None,
        }
    }
    None
}

/// Whoever the sentence says to speak in it, for quotations that run on beyond it: the last one, with the verb.
pub(crate) fn speaker_of_sentence(scene: &Scene<'_>) -> Option<(Source, usize)> {
    (0..scene.graph.len())
        .rev()
        .filter(|at| is_saying(scene, *at))
        .find_map(|verb| Some((speaker(scene, verb)?, verb)))
        .or_else(|| (0..scene.graph.len()).find_map(|at| Some((according_to(scene, at)?, at))))
}

/// The speaker above or beside the clause.
fn by_tree(scene: &Scene<'_>, trigger: usize) -> Option<Source> {
    let graph = &scene.graph;
    let mut at = trigger;
    for _ in 0..graph.len() {
        if let Some(source) = according_to(scene, at) {
            return Some(source);
        }
        let token = graph.token(at);
        // "…, Bruce said": the saying hangs beside or below what is said.
        for child in graph.children(at) {
            let beside = graph.token(child).deprel.base() == "parataxis";
            if beside && is_saying(scene, child) && child != trigger {
                return speaker(scene, child);
            }
        }
        let head = token.head.map(usize::from)?;
        let below_speech = match token.deprel.base() {
            "ccomp" | "parataxis" | "dep" => true,
            // "claims to have killed them"
            "xcomp" => graph.has_grammar_label(at, "infinitive") && graph.lemma(head) == "claim",
            _ => false,
        };
        if below_speech && is_saying(scene, head) && head != trigger {
            return speaker(scene, head);
        }
        if token.deprel.base() == "acl"
            && let Some(verb) = misplaced_speech(scene, at)
        {
            return speaker(scene, verb);
        }
        at = head;
    }
    None
}

/// "told reporters that it was so": the small parser hangs the clause on the reporters.
fn misplaced_speech(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let graph = &scene.graph;
    let heard = usize::from(graph.token(at).head?);
    let verb = usize::from(graph.token(heard).head?);
    let object = matches!(graph.token(heard).deprel, Deprel::Iobj | Deprel::Obj);
    (object && marked_that(scene, at) && is_saying(scene, verb)).then_some(verb)
}

fn marked_that(scene: &Scene<'_>, at: usize) -> bool {
    (scene.graph.children(at)).any(|c| {
        let token = scene.graph.token(c);
        token.lemma == "that" && token.deprel == Deprel::Mark
    })
}

/// Where the tree is wrong the order of the words still tells: ", sources said" behind it, "said … that" before it.
fn by_order(scene: &Scene<'_>, trigger: usize) -> Option<Source> {
    let graph = &scene.graph;
    let stops = |at: usize| matches!(graph.form(at), ";" | ":");
    for verb in (0..graph.len()).filter(|at| *at != trigger && is_saying(scene, *at)) {
        let token = graph.token(verb);
        // "the IOM reports" may be taken for a noun.
        let verbal = token.upos == Upos::Verb || matches!(graph.form(verb), "reports" | "claims");
        if !verbal || (verb.min(trigger)..verb.max(trigger)).any(stops) {
            continue;
        }
        if let Some((subject, goes_on)) = subject_behind(scene, verb)
            && (verb > trigger || goes_on)
        {
            return source_name(scene, subject);
        }
        if verb < trigger && token.upos == Upos::Verb {
            let that = (verb + 1..trigger).take(6).find(|at| {
                graph.token(*at).lemma == "that" && graph.token(*at).deprel != Deprel::Det
            });
            let again = (verb + 1..trigger).any(|at| {
                graph.token(at).upos == Upos::Verb && graph.token(at).deprel == Deprel::Root
            });
            if that.is_some() && !again {
                return speaker(scene, verb);
            }
        }
    }
    None
}

/// Of ", sources in the operation said," or ", its chief, Ama Boateng, told them." the speaker: what stands between the
/// comma before the verb and the verb, when the clause ends soon behind it; and whether the sentence goes on there.
fn subject_behind(scene: &Scene<'_>, verb: usize) -> Option<(usize, bool)> {
    let graph = &scene.graph;
    let comma = |at: &usize| {
        graph.token(*at).xpos == Xpos::Comma || graph.form(*at).starts_with(['"', '”', '’', '\''])
    };
    let ends = |at: &usize| comma(at) || graph.form(*at).starts_with(['.', '!']);
    let end = (verb + 1..graph.len()).take(16).find(ends)?;
    let goes_on = comma(&end);
    // ", reports Xinhua,"
    let inverted = verb.checked_sub(1).is_some_and(|at| comma(&at)) && verb + 1 < end;
    if inverted && graph.token(verb + 1).upos == Upos::Propn {
        return Some((verb + 1, goes_on));
    }
    if (verb + 1..end)
        .any(|at| graph.token(at).lemma == "that" || graph.token(at).upos == Upos::Verb)
    {
        return None;
    }
    let mut last = (0..verb).rev().find(comma)?;
    if last + 1 == verb {
        last = (0..last).rev().find(comma)?;
    }
    let segment = last + 1..verb;
    if segment
        .clone()
        .any(|at| matches!(graph.token(at).upos, Upos::Verb | Upos::Aux))
    {
        return None;
    }
    let named = |at: &usize| matches!(graph.token(*at).upos, Upos::Noun | Upos::Propn);
    let person =
        |at: &usize| (scene.entity(*at)).is_some_and(|(_, e)| e.kind == EntityKind::Person);
    let outside =
        |at: &usize| (graph.token(*at).head).is_none_or(|h| !segment.contains(&usize::from(h)));
    (segment.clone().find(person))
        .or_else(|| segment.clone().filter(named).find(outside))
        .map(|subject| (subject, goes_on))
}

/// "doctors counted 11 dead", "India confirms the death of two": whoever gives the number.
fn by_count(scene: &Scene<'_>, trigger: usize) -> Option<Source> {
    let graph = &scene.graph;
    let mut at = trigger;
    for _ in 0..graph.len() {
        let token = graph.token(at);
        let head = token.head.map(usize::from)?;
        let counts = scene.setting.program.in_list("counting", graph.lemma(head));
        if counts && matches!(token.deprel.base(), "obj" | "obl" | "xcomp" | "ccomp") {
            return speaker(scene, head);
        }
        if graph.token(head).upos == Upos::Verb && token.deprel.base() != "conj" {
            return None;
        }
        at = head;
    }
    None
}

/// "by UN figures", "on the army's count": whose figures they are.
fn by_figures(scene: &Scene<'_>) -> Option<Source> {
    let graph = &scene.graph;
    let figures = (0..graph.len()).find(|at| {
        let token = graph.token(*at);
        let counted = matches!(
            token.lemma.as_str(),
            "figure" | "figures" | "count" | "estimate" | "tally" | "account" | "reckoning"
        );
        counted && matches!(graph.case_of(*at).as_deref(), Some("by" | "on"))
    })?;
    let whose = graph.children(figures).find(|c| {
        let base = graph.token(*c).deprel.base();
        (matches!(base, "compound" | "nmod")) && scene.entity(*c).is_some()
    })?;
    let (mention, entity) = scene.entity(whose)?;
    let name = match entity.kind {
        EntityKind::Person => entity.name.clone(),
        _ => SmolStr::new(mention.span.of(scene.text())),
    };
    Some((name, mention.span))
}

fn is_saying(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .setting
        .program
        .in_list("saying", scene.graph.lemma(at))
}

fn subject_of(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let graph = &scene.graph;
    let agent = graph.down(verb).iter().find(|e| e.rel == Rel::Agent);
    agent.map(|e| usize::from(e.to)).or_else(|| {
        // ", reports Xinhua,": the name behind the verb is no object.
        let after = verb + 1;
        let name = after < graph.len() && graph.token(after).upos == Upos::Propn;
        let comma = verb
            .checked_sub(1)
            .is_some_and(|b| graph.token(b).xpos == Xpos::Comma);
        (name && comma).then_some(after)
    })
}

fn speaker(scene: &Scene<'_>, verb: usize) -> Option<Source> {
    source_name(scene, subject_of(scene, verb)?)
}

fn according_to(scene: &Scene<'_>, at: usize) -> Option<Source> {
    let edge = scene.graph.down(at).iter().find(|e| {
        // A small lemmatiser takes "according" for a form of "accord".
        matches!(&e.rel, Rel::Prep(word) if word.starts_with("accord") || word == "per")
    })?;
    source_name(scene, usize::from(edge.to))
}

/// A person by the full name, anybody else by the words.
fn source_name(scene: &Scene<'_>, at: usize) -> Option<Source> {
    let phrase = scene.phrase(at);
    let words = |span: Span| SmolStr::new(span.of(scene.text()));
    if let Some((mention, entity)) = scene.entity(at) {
        if entity.kind == EntityKind::Person {
            return Some((entity.name.clone(), mention.span));
        }
        // Behind "it" and "they" stands what was named before.
        if scene.graph.token(at).upos == Upos::Pron {
            return Some((entity.name.clone(), mention.span));
        }
        let span = phrase.cover(mention.span);
        // "the joint force of Nigeria, Niger and Chad" has no short name but its id.
        let listed = (phrase.end..scene.sentence.span.end).len() > 1
            && scene
                .text()
                .get(phrase.end as usize..)
                .is_some_and(|rest| rest.starts_with(','))
            && mention.span.end > phrase.end;
        return match entity.id.clone().filter(|_| listed) {
            Some(id) => Some((id, mention.span)),
            None => Some((words(span), span)),
        };
    }
    let token = scene.graph.token(at);
    let empty = matches!(
        token.lemma.as_str(),
        "it" | "he" | "she" | "they" | "who" | "which" | "that" | "i" | "we" | "you" | "I" | "year"
    );
    (!empty && !matches!(token.upos, Upos::Num | Upos::Pron)).then(|| (words(phrase), phrase))
}
