//! Which of the times in a sentence dates a claim.

use crate::scene::Scene;
use contingent_mention::{Time, Value};
use contingent_text::{Span, Upos};
use smol_str::SmolStr;

/// The time that dates what `trigger` says: one that hangs on its clause, or on the clause it completes.
/// `taken` is a time that already says something else, such as until when.
///
/// Of harm also the time of what did it counts: "were killed when a vehicle hit a mine on 31 August", "the attack of 5 March,
/// in which two were killed".
pub(crate) fn date(
    scene: &Scene<'_>,
    trigger: usize,
    harm: bool,
    taken: Option<&str>,
) -> Option<(SmolStr, Span)> {
    by_clause(scene, trigger, taken).or_else(|| harm.then(|| around(scene, trigger)).flatten())
}

/// The time in the clause that says how the harm came about, or in the clause that this one describes a word of.
fn around(scene: &Scene<'_>, trigger: usize) -> Option<(SmolStr, Span)> {
    let graph = &scene.graph;
    let clause = scene.clause(trigger);
    let below = graph.children(clause).filter(|c| {
        graph.token(*c).deprel.base() == "advcl"
            && graph
                .children(*c)
                .any(|m| matches!(graph.token(m).lemma.as_str(), "when" | "as"))
    });
    let above = || {
        let base = graph.token(clause).deprel.base();
        let head = graph.token(clause).head.map(usize::from)?;
        let apart = (graph.children(clause)).any(|m| {
            matches!(
                graph.token(m).lemma.as_str(),
                "after" | "before" | "since" | "until"
            )
        });
        (!apart && matches!(base, "acl" | "advcl" | "conj" | "parataxis")).then_some(head)
    };
    // "one was killed and eight were hurt when …"
    let beside = graph
        .children(clause)
        .filter(|c| graph.token(*c).deprel.base() == "conj");
    let shared = || {
        let mut how = beside.flat_map(|c| {
            graph.children(c).filter(|d| {
                graph.token(*d).deprel.base() == "advcl"
                    && graph.children(*d).any(|m| graph.token(m).lemma == "when")
            })
        });
        how.find_map(|at| own_date(scene, at, None))
    };
    let noun = |at: usize| graph.token(at).upos == Upos::Noun;
    (below
        .map(|at| own_date(scene, at, None))
        .find(Option::is_some)
        .flatten())
    // What hangs on the noun itself comes before what hangs on its verb.
    .or_else(|| above().and_then(|at| own_date(scene, at, None)))
    .or_else(shared)
    .or_else(|| {
        noun(trigger)
            .then(|| own_date(scene, scene.clause(trigger), None))
            .flatten()
    })
}

fn by_clause(scene: &Scene<'_>, trigger: usize, taken: Option<&str>) -> Option<(SmolStr, Span)> {
    let mut trigger = trigger;
    for _ in 0..scene.graph.len() {
        let own = own_date(scene, trigger, taken);
        if own.is_some() {
            return own;
        }
        trigger = decided_by(scene, trigger)?;
    }
    None
}

/// "agreed on Monday to extend it", "adopted on Monday a resolution that extends it": the verb that dates an act of
/// decision.
fn decided_by(scene: &Scene<'_>, trigger: usize) -> Option<usize> {
    let graph = &scene.graph;
    let clause = scene.clause(trigger);
    let token = graph.token(clause);
    let head = usize::from(token.head?);
    let lists = |list: &str, at: usize| scene.setting.program.in_list(list, graph.lemma(at));
    match token.deprel.base() {
        "xcomp" | "ccomp" if lists("resolving", head) => Some(head),
        "acl" if lists("utterance", head) => Some(scene.clause(head)),
        _ => None,
    }
}

fn own_date(scene: &Scene<'_>, trigger: usize, taken: Option<&str>) -> Option<(SmolStr, Span)> {
    let clause = scene.clause(trigger);
    let mut best: Option<((u8, usize), SmolStr, Span)> = None;
    for (mention, heads) in scene.mentions() {
        let Value::Time(Time {
            edtf,
            duration: false,
            ..
        }) = &mention.value
        else {
            continue;
        };
        if taken == Some(edtf.as_str()) {
            continue;
        }
        let Some(at) = heads.first().copied() else {
            continue;
        };
        let Some(rank) = closeness(scene, trigger, clause, at) else {
            continue;
        };
        let key = (rank, at.abs_diff(trigger));
        if best.as_ref().is_none_or(|(k, ..)| key < *k) {
            best = Some((key, edtf.clone(), mention.span));
        }
    }
    best.map(|(_, edtf, span)| (edtf, span))
}

/// How closely the time at `at` belongs to the trigger's clause; `None` when it belongs elsewhere.
fn closeness(scene: &Scene<'_>, trigger: usize, clause: usize, at: usize) -> Option<u8> {
    let graph = &scene.graph;
    // Below the trigger itself, without a clause in between ("the arrival in June of …").
    let owner = owner(scene, at);
    if owner == trigger {
        return Some(0);
    }
    if scene.clause(at) != clause {
        let its_clause = scene.clause(at);
        let token = graph.token(clause);
        let completes = token.head == Some(its_clause as u16);
        return match token.deprel.base() {
            // "plans to send 400 in June": the small parser hangs the time on either verb.
            "xcomp" if completes => Some(2),
            // "On Monday it voted and sent …": a time before both verbs dates both.
            "conj" if completes && at < its_clause => Some(3),
            _ => {
                let other = graph.token(its_clause);
                (other.deprel.base() == "xcomp" && other.head == Some(clause as u16)).then_some(2)
            }
        };
    }
    Some(if owner == clause { 1 } else { 2 })
}

/// The word that the time hangs on.
fn owner(scene: &Scene<'_>, at: usize) -> usize {
    scene.graph.token(at).head.map_or(at, usize::from)
}
