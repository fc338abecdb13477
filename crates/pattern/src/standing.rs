//! What a clause stands for: something that was, is, will be, would be, is denied, asked, supposed.
//!
//! Settled once for every word of the tree, so that no rule has to repeat it. The governors that give
//! a standing ("plan", "deny", "hope") are data in the rule files (`standing planned = plan, …`).

use crate::graph::Graph;
use contingent_text::{Deprel, Upos, Xpos};

/// The labels that grammar gives to a word, after which a caller's own labels are numbered.
///
/// `past`, `present`, `perfect`, `progressive`, `infinitive`, `passive`: the form of the verb.
/// `future`: will, shall, is to, "to" in a headline. `conditional`: would. `possible`: may, might, could.
/// `able`: can. `obliged`: must, should. `negated`: not, never, no. `yet`: has yet to. `question`, `supposed` (if, unless).
/// `lapsed`: was to have. `planned`, `wished`, `denied`, `claimed`, `promised`, `asked`: below such a governor.
/// `subordinate`: the clause hangs on another one. `root`: the head of the sentence.
pub const GRAMMAR_LABELS: &[&str] = &[
    "past",
    "present",
    "perfect",
    "progressive",
    "infinitive",
    "passive",
    "future",
    "conditional",
    "possible",
    "obliged",
    "negated",
    "yet",
    "question",
    "supposed",
    "lapsed",
    "planned",
    "wished",
    "denied",
    "claimed",
    "promised",
    "asked",
    "able",
    "subordinate",
    "root",
];

macro_rules! bits {
    ($($name:ident = $at:expr),+ $(,)?) => { $(pub(crate) const $name: u128 = 1 << $at;)+ };
}

bits! {
    PAST = 0, PRESENT = 1, PERFECT = 2, PROGRESSIVE = 3, INFINITIVE = 4, PASSIVE = 5, FUTURE = 6,
    CONDITIONAL = 7, POSSIBLE = 8, OBLIGED = 9, NEGATED = 10, YET = 11, QUESTION = 12, SUPPOSED = 13,
    LAPSED = 14, PLANNED = 15, WISHED = 16, DENIED = 17, CLAIMED = 18, PROMISED = 19, ASKED = 20,
    ABLE = 21, SUBORDINATE = 22, ROOT = 23,
}

/// What a clause hands down to the clauses that complete it.
const HANDED_TO_COMPLEMENTS: u128 = FUTURE
    | CONDITIONAL
    | POSSIBLE
    | OBLIGED
    | QUESTION
    | SUPPOSED
    | PLANNED
    | WISHED
    | DENIED
    | CLAIMED
    | PROMISED
    | ASKED
    | ABLE
    | LAPSED;

/// Sets the grammar labels of every word of `graph`.
pub(crate) fn settle(graph: &mut Graph<'_>, governors: &dyn Fn(&str) -> u128) {
    let len = graph.len();
    let own: Vec<u128> = (0..len).map(|at| own_labels(graph, at)).collect();
    for at in 0..len {
        let handed = inherited(graph, &own, governors, at);
        let beside = governor_beside(graph, governors, at);
        graph.add_labels(at, own[at] | handed | beside);
    }
}

/// What the word's own form and helpers say.
fn own_labels(graph: &Graph<'_>, at: usize) -> u128 {
    let token = graph.token(at);
    let mut labels = match token.xpos {
        Xpos::Vbd => PAST,
        Xpos::Vbz | Xpos::Vbp => PRESENT,
        _ => 0,
    };
    let mut to = false;
    for child in graph.children(at) {
        let word = graph.token(child);
        let lemma = word.lemma.as_str();
        match word.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                labels |= match lemma {
                    "will" | "shall" => FUTURE,
                    "would" => CONDITIONAL,
                    "may" | "might" | "could" => POSSIBLE,
                    "can" => ABLE,
                    "must" | "should" | "ought" => OBLIGED,
                    "have" => PERFECT,
                    "be" if token.xpos == Xpos::Vbg && word.deprel == Deprel::Aux => PROGRESSIVE,
                    _ => 0,
                };
                match word.xpos {
                    Xpos::Vbd => labels |= PAST,
                    Xpos::Vbz | Xpos::Vbp => labels |= PRESENT,
                    _ => {}
                }
                if word.deprel == Deprel::AuxPass {
                    labels |= PASSIVE;
                }
            }
            Deprel::NsubjPass | Deprel::CsubjPass => labels |= PASSIVE,
            Deprel::Mark => match lemma {
                "to" if word.upos == Upos::Part => {
                    to = true;
                    labels |= INFINITIVE;
                }
                "if" | "unless" | "whether" => labels |= SUPPOSED,
                _ => {}
            },
            Deprel::Advmod | Deprel::Det | Deprel::Cc | Deprel::CcPreconj => {
                if matches!(lemma, "not" | "n't" | "never" | "neither" | "nor") {
                    labels |= NEGATED;
                }
            }
            _ => {}
        }
    }
    if negative_argument(graph, at) {
        labels |= NEGATED;
    }
    // "is to leave": either a helper "be" beside "to", or "to" at the root of a headline.
    let be_helper = graph.children(at).any(|child| {
        let word = graph.token(child);
        matches!(word.deprel, Deprel::Aux | Deprel::Cop) && word.lemma == "be"
    });
    let had_to_have = labels & PERFECT != 0;
    if to && be_helper && token.upos == Upos::Verb {
        labels |= if had_to_have { LAPSED } else { FUTURE };
    }
    if graph.is_headline(at) {
        labels |= FUTURE;
    }
    if token.head.is_none() {
        labels |= ROOT;
        let has_subject = graph
            .children(at)
            .any(|c| graph.token(c).deprel.base() == "nsubj");
        if to && has_subject {
            labels |= FUTURE;
        }
        if graph.ends_with_question() {
            labels |= QUESTION;
        }
    }
    if matches!(
        token.deprel,
        Deprel::Ccomp
            | Deprel::Xcomp
            | Deprel::Advcl
            | Deprel::Acl
            | Deprel::AclRelcl
            | Deprel::Csubj
            | Deprel::AdvclRelcl
    ) {
        labels |= SUBORDINATE;
    }
    labels
}

/// "No troops have arrived", "none of them came", "nobody was sent".
fn negative_argument(graph: &Graph<'_>, at: usize) -> bool {
    graph.children(at).any(|child| {
        let word = graph.token(child);
        let argument = matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj);
        argument
            && (matches!(
                word.lemma.as_str(),
                "none" | "nobody" | "no-one" | "nothing" | "neither"
            ) || graph.children(child).any(|det| {
                let det = graph.token(det);
                det.deprel == Deprel::Det && matches!(det.lemma.as_str(), "no" | "neither")
            }))
    })
}

/// What the clauses above hand down to the word at `at`.
fn inherited(graph: &Graph<'_>, own: &[u128], governors: &dyn Fn(&str) -> u128, at: usize) -> u128 {
    let mut labels = 0;
    let mut at = at;
    // A tree has no cycle, but a walk that cannot run on for ever needs no proof of that.
    for _ in 0..graph.len() {
        let token = graph.token(at);
        let Some(head) = token.head.map(usize::from) else {
            break;
        };
        let governor = graph.token(head);
        let above = own.get(head).copied().unwrap_or(0);
        let given = governors(graph.lemma(head));
        match token.deprel {
            Deprel::Xcomp => {
                labels |= above & (HANDED_TO_COMPLEMENTS | NEGATED | PAST | PRESENT) | given;
                if is_going_to(graph, head) {
                    labels |= FUTURE;
                }
                if governor.lemma == "have" && has_child(graph, head, "yet") {
                    labels |= YET;
                }
                if governor.lemma == "have" && own[at] & INFINITIVE != 0 {
                    labels |= OBLIGED;
                }
                if governor.lemma == "be" {
                    let lapsed = own[at] & PERFECT != 0;
                    labels |= if lapsed { LAPSED } else { FUTURE };
                }
            }
            Deprel::Ccomp => labels |= above & HANDED_TO_COMPLEMENTS | given,
            // "plans to send", "ready to go": an infinitive under a noun or adjective of planning.
            Deprel::Acl | Deprel::Advcl if own[at] & INFINITIVE != 0 => labels |= given,
            Deprel::Conj => {
                labels |= above & (HANDED_TO_COMPLEMENTS | LAPSED);
                // "has not and will not": a helper of the first verb serves the second when that has none.
                if own[at] & (PAST | PRESENT) == 0 {
                    labels |= above & (PAST | PRESENT | PERFECT);
                }
            }
            // "said on Monday that it would …, if …": adverbial clauses do not share the standing of their main clause.
            _ => break,
        }
        at = head;
    }
    labels
}

/// "are due to follow", "is ready to send": a small parser may take the governor before "to" for a part of the
/// infinitive; then the words side by side tell.
fn governor_beside(graph: &Graph<'_>, governors: &dyn Fn(&str) -> u128, at: usize) -> u128 {
    if graph.token(at).upos != Upos::Verb {
        return 0;
    }
    let mut before = (0..at)
        .rev()
        .skip_while(|w| graph.token(*w).upos == Upos::Adv);
    let to = before
        .next()
        .is_some_and(|w| graph.form(w).eq_ignore_ascii_case("to"));
    match before.next() {
        Some(governor) if to && graph.token(governor).upos == Upos::Adj => {
            governors(graph.lemma(governor))
        }
        _ => 0,
    }
}

fn is_going_to(graph: &Graph<'_>, at: usize) -> bool {
    let token = graph.token(at);
    token.lemma == "go" && token.xpos == Xpos::Vbg
}

fn has_child(graph: &Graph<'_>, at: usize, lemma: &str) -> bool {
    graph.children(at).any(|c| graph.token(c).lemma == lemma)
}
