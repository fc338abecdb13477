//! What mentions tell rules about words: one bit a label, on the word that governs the mention.

use crate::schema::{ClaimType, Domain};
use contingent_mention::quantity::counted_kind;
use contingent_mention::{EntityKind, Mention, Quantity, Unit, Usage, Value};
use contingent_text::{Deprel, Sentence, Token, Upos, Xpos};
use smol_str::SmolStr;

/// The labels of mentions, in the order of their bits.
///
/// Who and where: `country`, `body`, `group`, `mission`, `person`, `place`; `known` when the registry has it,
/// `host` for the country where the mission works;
/// `adjective`, `nationals`, `government`, `reference` for how the words use it; `acts` when its acts are put down
/// to a country, a body, a group or a mission; `titled` for a person with a title. When: `time`, `duration`, `until`, `since`. How much: `count`,
/// `money`, `percent`, `times`; `more` for an addition, `vague` without a number, `ordinal` for a rank, `huge` for more than any mission has people.
/// `elliptic` for a small bare number that goes on counting things and not people ("eight trucks ... another three");
/// `police`, `military`, `civilian`, `personnel`, `people`, `gang`, `item`: what kind of thing the noun is.
pub const LABELS: &[&str] = &[
    "country",
    "body",
    "group",
    "mission",
    "person",
    "place",
    "known",
    "host",
    "adjective",
    "nationals",
    "government",
    "reference",
    "acts",
    "titled",
    "time",
    "duration",
    "until",
    "since",
    "count",
    "money",
    "percent",
    "times",
    "more",
    "vague",
    "ordinal",
    "huge",
    "elliptic",
    "police",
    "military",
    "civilian",
    "personnel",
    "people",
    "gang",
    "item",
];

/// The bit of a label.
fn bit(label: &str) -> u128 {
    LABELS
        .iter()
        .position(|l| *l == label)
        .map_or(0, |at| 1 << at)
}

/// The labels of every word of a sentence.
pub(crate) fn of_sentence(
    sentence: &Sentence,
    mentions: &[&Mention],
    hosts: &[SmolStr],
    counted_before: u128,
) -> Vec<u128> {
    let mut counted_last = counted_before;
    let mut out: Vec<u128> = (sentence.tokens.iter())
        .map(|token| noun_labels(&token.lemma))
        .collect();
    for mention in mentions {
        let mut labels = of_value(&mention.value);
        // Of "no fewer than 96,000 inhabitants" the tree may take "fewer" for the head.
        if let Value::Quantity(quantity) = &mention.value
            && let Some(noun) = counted_noun(sentence, mention, quantity)
                .and_then(|at| sentence.tokens.get(usize::from(at)))
        {
            labels |= noun_labels(&noun.lemma);
        }
        match counts(sentence, mention) {
            Some(Counted::Kind(kind)) => counted_last = kind,
            Some(Counted::Bare(value))
                if value < SMALL && counted_last & things() != 0
                    || value < FEW && counted_last == bit("money") =>
            {
                labels |= bit("elliptic");
            }
            Some(Counted::Bare(_)) | None => {}
        }
        if let Value::Entity(entity) = &mention.value
            && entity
                .acts_for
                .as_ref()
                .is_some_and(|id| hosts.contains(id))
        {
            labels |= bit("host");
        }
        if title_noun(sentence, mention).is_some() {
            labels |= bit("titled");
        }
        for at in heads(sentence, mention) {
            if let Some(own) = out.get_mut(at) {
                *own |= labels;
            }
        }
    }
    out
}

/// The kind of what the last counted noun of a sentence names; that of the sentence before when it has none.
pub(crate) fn counted_last(sentence: &Sentence, mentions: &[&Mention], before: u128) -> u128 {
    (mentions.iter().rev())
        .find_map(|mention| match counts(sentence, mention) {
            Some(Counted::Kind(kind)) => Some(kind),
            _ => None,
        })
        .unwrap_or(before)
}

/// Numbers from here on are people even where things were counted before.
const SMALL: f64 = 60.0;
/// Smaller ones go on counting millions: "has paid four million and promised two more".
const FEW: f64 = 10.0;

/// The kinds that a contingent is not made of.
fn things() -> u128 {
    bit("item") | bit("civilian") | bit("gang")
}

/// What a number counts.
enum Counted {
    /// Nothing that is named.
    Bare(f64),
    /// A noun of that kind.
    Kind(u128),
}

fn counts(sentence: &Sentence, mention: &Mention) -> Option<Counted> {
    let Value::Quantity(quantity) = &mention.value else {
        return None;
    };
    if matches!(quantity.unit, Unit::Money(_)) {
        return Some(Counted::Kind(bit("money")));
    }
    if quantity.unit != Unit::Count || quantity.ordinal {
        return None;
    }
    match counted_noun(sentence, mention, quantity)
        .and_then(|at| sentence.tokens.get(usize::from(at)))
    {
        Some(noun) => Some(noun_labels(&noun.lemma))
            .filter(|kind| *kind != 0)
            .map(Counted::Kind),
        None => quantity.value.map(Counted::Bare),
    }
}

/// The words of a mention that are governed from outside it: usually one, more where the tree tears it.
/// A count includes the noun that it counts.
pub(crate) fn heads(sentence: &Sentence, mention: &Mention) -> Vec<usize> {
    let counted = match &mention.value {
        Value::Quantity(quantity) => counted_noun(sentence, mention, quantity),
        _ => None,
    };
    let inside = |at: u16| (mention.first..=mention.last).contains(&at) || counted == Some(at);
    let governed_from_outside = |token: &Token| token.head.is_none_or(|head| !inside(head));
    let mut out: Vec<usize> = (mention.first..=mention.last)
        .chain(counted.filter(|at| !(mention.first..=mention.last).contains(at)))
        .map(usize::from)
        .filter(|at| sentence.tokens.get(*at).is_some_and(governed_from_outside))
        .collect();
    if out.is_empty() {
        out.push(usize::from(mention.head));
    }
    out.extend(title_noun(sentence, mention));
    out
}

/// The noun that is counted; of "700 M23 fighters" the fighters and of "twenty pickup trucks" the trucks, though
/// another noun stands next to the number.
fn counted_noun(sentence: &Sentence, mention: &Mention, quantity: &Quantity) -> Option<u16> {
    let Some(at) = quantity.counted else {
        // "eleven mine-resistant vehicles": only the tree reaches over the hyphen.
        let number = sentence.tokens.get(usize::from(mention.head))?;
        let head = (number.head).filter(|head| {
            number.deprel == Deprel::Nummod && *head > mention.last && *head <= mention.last + 5
        })?;
        let noun = sentence.tokens.get(usize::from(head))?;
        return (noun_labels(&noun.lemma) != 0).then_some(head);
    };
    let token = sentence.tokens.get(usize::from(at))?;
    let before_noun = matches!(token.deprel, Deprel::Compound);
    let next = token.head.filter(|head| {
        let governor = sentence.tokens.get(usize::from(*head));
        before_noun
            && *head > at
            && *head <= at + 2
            && (token.upos == Upos::Propn
                || governor.is_some_and(|noun| noun_labels(&noun.lemma) != 0))
    });
    Some(next.unwrap_or(at))
}

/// "Secretary" of "Secretary of State Marco Rubio": the noun before a name that governs it stands for the person.
pub(crate) fn title_noun(sentence: &Sentence, mention: &Mention) -> Option<usize> {
    let person = matches!(&mention.value, Value::Entity(e) if e.kind == EntityKind::Person);
    if !person {
        return None;
    }
    let token = sentence.tokens.get(usize::from(mention.head))?;
    let head = token.head.filter(|head| *head < mention.first)?;
    let governor = sentence.tokens.get(usize::from(head))?;
    let named = matches!(
        token.deprel,
        Deprel::Flat
            | Deprel::Appos
            | Deprel::NmodDesc
            | Deprel::NmodUnmarked
            | Deprel::Compound
            | Deprel::Nmod
    );
    // A name in apposition follows its title at once or after a comma; behind a bracket it is somebody else.
    let before = (mention.first.checked_sub(1)).and_then(|at| sentence.tokens.get(usize::from(at)));
    if token.deprel == Deprel::Appos
        && head + 1 != mention.first
        && before.is_none_or(|t| t.xpos != Xpos::Comma)
    {
        return None;
    }
    // A preposition right before the name makes it a phrase of its own.
    let marked = before.is_some_and(|t| t.deprel == Deprel::Case && t.xpos != Xpos::Pos);
    let noun = matches!(governor.upos, Upos::Noun | Upos::Propn);
    let near = mention.first - head <= 6;
    (named && !marked && noun && near).then_some(usize::from(head))
}

fn of_value(value: &Value) -> u128 {
    match value {
        Value::Time(time) => {
            let mut labels = bit(if time.duration { "duration" } else { "time" });
            if time.until {
                labels |= bit("until");
            }
            if time.since {
                labels |= bit("since");
            }
            labels
        }
        Value::Quantity(quantity) => {
            let mut labels = match quantity.unit {
                Unit::Money(_) => bit("money"),
                Unit::Percent => bit("percent"),
                Unit::Times => bit("times"),
                Unit::Count if !quantity.ordinal => bit("count"),
                Unit::Count | Unit::Measure => 0,
            };
            for (wanted, label) in [
                (quantity.more, "more"),
                (quantity.value.is_none(), "vague"),
                (quantity.ordinal, "ordinal"),
                (quantity.value.is_some_and(|v| v > 250_000.0), "huge"),
            ] {
                if wanted {
                    labels |= bit(label);
                }
            }
            labels
        }
        Value::Entity(entity) => {
            let mut labels = bit(match entity.kind {
                EntityKind::Country => "country",
                EntityKind::Body => "body",
                EntityKind::Group => "group",
                EntityKind::Mission => "mission",
                EntityKind::Person => "person",
                EntityKind::Place => "place",
            });
            labels |= match entity.usage {
                Usage::Name => 0,
                Usage::Adjective => bit("adjective"),
                Usage::People => bit("nationals"),
                Usage::Government => bit("government"),
                Usage::Reference => bit("reference"),
            };
            if entity.id.is_some() {
                labels |= bit("known");
            }
            let acts = entity.acts_for.is_some()
                || matches!(
                    entity.kind,
                    EntityKind::Country
                        | EntityKind::Body
                        | EntityKind::Group
                        | EntityKind::Mission
                );
            if acts {
                labels |= bit("acts");
            }
            if entity.title.is_some() {
                labels |= bit("titled");
            }
            labels
        }
    }
}

/// What kind of thing a noun names, whether it is counted or not.
fn noun_labels(lemma: &str) -> u128 {
    match counted_kind(lemma) {
        Some(kind @ ("police" | "military" | "civilian" | "personnel" | "people" | "gang")) => {
            bit(kind)
        }
        Some(kind) if is_item(kind) => bit("item"),
        _ => 0,
    }
}

/// True for the codebook's items of equipment.
pub(crate) fn is_item(kind: &str) -> bool {
    matches!(
        ClaimType::Equipment.field("item").map(|f| f.domain),
        Some(Domain::OneOf(items)) if items.contains(&kind)
    )
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_bits_of_their_own_and_leave_room_for_grammar() {
        let bits: Vec<_> = LABELS.iter().map(|l| bit(l)).collect();
        assert!(bits.iter().all(|b| b.count_ones() == 1));
        assert!(LABELS.len() + contingent_pattern::GRAMMAR_LABELS.len() <= 128);
        assert_eq!(bit("nonsense"), 0);
    }
}
