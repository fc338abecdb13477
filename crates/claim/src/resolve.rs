//! From a word that a rule found to what a field holds.

use crate::model::{Amount, Value};
use crate::scene::Scene;
use crate::schema::{Domain, Field};
use crate::votes;
use crate::{context, labels};
use contingent_mention::quantity::counted_kind;
use contingent_mention::{Entity, EntityKind, Qualifier, Quantity, Unit, Usage};
use contingent_pattern::{Expression, Match};
use contingent_text::{Span, Upos};
use smol_str::SmolStr;

/// What an assignment gives: the first of its values that the sentence supports, and the words it came from.
pub(crate) fn assign(
    scene: &Scene<'_>,
    found: &Match<'_>,
    field: Option<&Field>,
    values: &[Expression],
) -> Option<(Value, Option<Span>)> {
    let domain = field.map_or(Domain::Date, |f| f.domain);
    values.iter().find_map(|value| match value {
        Expression::Word(word) if found.is_argument(&word.text) => {
            argument(scene, domain, found.words(&word.text))
        }
        Expression::Word(word) => constant(scene, domain, &word.text).map(|v| (v, None)),
        Expression::Call(function, word) => {
            let at = usize::from(*found.words(&word.text).first()?);
            call(scene, domain, &function.text, at)
        }
    })
}

fn argument(scene: &Scene<'_>, domain: Domain, words: &[u16]) -> Option<(Value, Option<Span>)> {
    let first = usize::from(*words.first()?);
    match domain {
        Domain::Identity | Domain::Any => {
            let mut ids = Vec::new();
            let mut span: Option<Span> = None;
            for word in words {
                let (id, at) = identity(scene, usize::from(*word))?;
                span = Some(span.map_or(at, |s| s.cover(at)));
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            let value = if ids.len() == 1 {
                Value::Text(ids.swap_remove(0))
            } else {
                Value::Several(ids)
            };
            Some((value, span))
        }
        Domain::Place => {
            let (mention, entity) = scene.entity(first)?;
            Some((place(entity), Some(mention.span)))
        }
        Domain::Quantity => {
            let (mention, quantity) = scene.quantity(first)?;
            let counts = !matches!(quantity.unit, Unit::Money(_)) && !quantity.ordinal;
            counts.then(|| (amount(quantity), Some(mention.span)))
        }
        Domain::Money => {
            let (mention, quantity) = scene.quantity(first)?;
            match (&quantity.unit, amount(quantity)) {
                (Unit::Money(_), sum) => Some((sum, Some(mention.span))),
                // "Canada pledged 80.5 million": the currency is the one that the document counts in.
                (Unit::Count, Value::Quantity(mut sum))
                    if quantity.value.is_some_and(|v| v >= 100_000.0) =>
                {
                    sum.currency = Some(scene.setting.currency.clone()?);
                    Some((Value::Quantity(sum), Some(mention.span)))
                }
                _ => None,
            }
        }
        Domain::Date => {
            let (mention, time) = scene.time(first)?;
            (!time.duration).then(|| (Value::Text(time.edtf.clone()), Some(mention.span)))
        }
        Domain::Duration => {
            let (mention, time) = scene.time(first)?;
            time.duration
                .then(|| (Value::Text(time.edtf.clone()), Some(mention.span)))
        }
        Domain::Text => {
            if let Some((mention, entity)) = scene.entity(first) {
                return Some((Value::Text(entity.name.clone()), Some(mention.span)));
            }
            let span = scene.phrase(first);
            Some((Value::Text(words_of(scene, span)), Some(span)))
        }
        Domain::OneOf(_) | Domain::Bool | Domain::Votes => None,
    }
}

/// Whom the word names, as the codebook identifies it: the id of what acts, else the name as written.
pub(crate) fn identity(scene: &Scene<'_>, at: usize) -> Option<(SmolStr, Span)> {
    let (mention, entity) = scene.entity(at)?;
    let id = match entity.kind {
        EntityKind::Place => entity.country.clone().or_else(|| entity.id.clone()),
        EntityKind::Person => entity.acts_for.clone(),
        _ => entity.acts_for.clone().or_else(|| entity.id.clone()),
    };
    Some((id.unwrap_or_else(|| entity.name.clone()), mention.span))
}

fn constant(scene: &Scene<'_>, domain: Domain, word: &str) -> Option<Value> {
    let setting = scene.setting;
    let host = || {
        let mission = setting.registry.mission(setting.focus.as_deref()?)?;
        mission.hosts.first().cloned()
    };
    let text = match word {
        "focus" => setting.focus.clone()?,
        "host" => host()?,
        "group" => scene.earlier_group.clone()?,
        "spoken" => scene.earlier_country.clone()?,
        "gangs" => setting.registry.generic_group(&host()?)?.id.clone(),
        "published" => SmolStr::new(setting.document.published.as_ref()?.date.to_string()),
        "true" | "false" if matches!(domain, Domain::Bool | Domain::Any) => {
            return Some(Value::Bool(word == "true"));
        }
        other => SmolStr::new(other),
    };
    if domain == Domain::Place {
        let name = setting
            .registry
            .country(&text)
            .map_or(text.clone(), |c| c.name.clone());
        return Some(Value::Place {
            name,
            coordinates: None,
            geonames: None,
        });
    }
    Some(Value::Text(text))
}

fn call(
    scene: &Scene<'_>,
    domain: Domain,
    function: &str,
    at: usize,
) -> Option<(Value, Option<Span>)> {
    let lemma = scene.graph.lemma(at);
    match function {
        "text" => {
            let span = scene.whole(at);
            Some((Value::Text(words_of(scene, span)), Some(span)))
        }
        "words" => {
            let own = || {
                let mut words: Vec<usize> = (scene.graph.children(at))
                    .filter(|c| matches!(scene.graph.token(*c).deprel.base(), "compound" | "amod"))
                    .collect();
                words.push(at);
                scene.span(&words)
            };
            let span = scene.entity(at).map_or_else(own, |(m, _)| m.span);
            let name = words_of(scene, span);
            let value = match domain {
                // A place that no table and no tagger knows is still the place that the sentence names.
                Domain::Place => Value::Place {
                    name,
                    coordinates: None,
                    geonames: None,
                },
                _ => Value::Text(name),
            };
            Some((value, Some(span)))
        }
        "country" => {
            let (mention, entity) = scene.entity(at)?;
            Some((Value::Text(entity.country.clone()?), Some(mention.span)))
        }
        "office" => {
            let (mention, entity) = scene.entity(at)?;
            Some((Value::Text(entity.acts_for.clone()?), Some(mention.span)))
        }
        "name" => {
            let (mention, entity) = scene.entity(at)?;
            let value = match domain {
                Domain::Place => place(entity),
                _ => Value::Text(entity.name.clone()),
            };
            Some((value, Some(mention.span)))
        }
        "title" => {
            let (mention, entity) = scene.entity(at)?;
            if let Some(title) = &entity.title {
                return Some((Value::Text(title.clone()), None));
            }
            let noun = labels::title_noun(scene.sentence, mention)?;
            let before = usize::from(mention.first).checked_sub(1)?;
            let first = (noun..=before).find(|w| scene.graph.token(*w).upos != Upos::Det)?;
            let compound = |w: &usize| scene.graph.token(*w).deprel.base() == "compound";
            let first = scene
                .graph
                .children(noun)
                .find(compound)
                .unwrap_or(first)
                .min(first);
            let span = scene.span(&[first, before]);
            let title = words_of(scene, span);
            Some((
                Value::Text(SmolStr::new(title.trim_end_matches([',', ' ']))),
                Some(span),
            ))
        }
        "standing" => Some((Value::Text(standing(scene, at)), None)),
        "one" | "none" => {
            let span = scene.phrase(at);
            let value = if function == "one" { 1.0 } else { 0.0 };
            let amount = Amount {
                value: Some(value),
                max: None,
                qualifier: Qualifier::Exact,
                currency: None,
                text: words_of(scene, span),
            };
            Some((Value::Quantity(amount), Some(span)))
        }
        "item" => (armoured(scene, at).then_some("armoured_vehicle"))
            .or_else(|| counted_kind(lemma))
            .filter(|kind| labels::is_item(kind))
            .map(|kind| (Value::Text(SmolStr::new_static(kind)), None)),
        "personnel" => Some((Value::Text(personnel(scene, at)), None)),
        "victims" => Some((Value::Text(victims(scene, at)), None)),
        "votes" => votes::read(scene).map(|v| (v, None)),
        "instrument" => {
            votes::instrument(scene, at).map(|(name, span)| (Value::Text(name), Some(span)))
        }
        _ => None,
    }
}

/// "mine-resistant vehicles", "armoured personnel carriers".
fn armoured(scene: &Scene<'_>, at: usize) -> bool {
    let vehicle = matches!(
        counted_kind(scene.graph.lemma(at)),
        Some("vehicle" | "armoured_vehicle")
    );
    let below = scene.yield_of(at, &|_| false);
    vehicle
        && below.iter().any(|w| {
            let lemma = scene.graph.token(*w).lemma.to_lowercase();
            ["armo", "mine-resistant", "resistant", "bulletproof"]
                .iter()
                .any(|start| lemma.starts_with(start))
        })
}

/// How an office is held, by the words of the title and those around the name.
fn standing(scene: &Scene<'_>, at: usize) -> SmolStr {
    let (first, last) = scene.entity(at).map_or((at, at), |(m, _)| {
        (usize::from(m.first), usize::from(m.last))
    });
    let before = first.saturating_sub(2);
    let around = (before..=last).chain(scene.graph.children(at));
    let standing = around.filter(|w| *w < scene.graph.len()).find_map(|word| {
        let form = scene.graph.form(word).to_lowercase();
        Some(match form.as_str() {
            "former" | "ex" | "then" | "late" | "ousted" | "deposed" | "ex-president" => "former",
            "acting" | "interim" | "caretaker" | "temporary" | "provisional" => "acting",
            "outgoing" | "departing" => "outgoing",
            "designate" | "elect" | "incoming" | "nominated" | "designated" => "named",
            _ => return None,
        })
    });
    SmolStr::new_static(standing.unwrap_or("holds"))
}

/// The kind of people by the noun and what describes it: "Kenyan police officers", "troops and police".
pub(crate) fn personnel(scene: &Scene<'_>, at: usize) -> SmolStr {
    let mut police = false;
    let mut military = false;
    let mut civilian = false;
    let describes = |c: &usize| {
        matches!(
            scene.graph.token(*c).deprel.base(),
            "compound" | "amod" | "conj" | "nmod" | "appos" | "flat"
        )
    };
    for word in std::iter::once(at).chain(scene.graph.children(at).filter(describes)) {
        match counted_kind(&scene.graph.token(word).lemma) {
            Some("police") => police = true,
            Some("military") => military = true,
            Some("civilian") => civilian = true,
            _ => {}
        }
    }
    SmolStr::new(match (police, military, civilian) {
        (true, false, false) => "police",
        (false, true, false) => "military",
        (false, false, true) => "civilian",
        (false, false, false) => "unspecified",
        _ => "mixed",
    })
}

/// Whom the harm befell: by the noun, by what describes it ("police officers", "members of the mission"), and for a
/// bare number by what it is a part of ("one of its peacekeepers").
fn victims(scene: &Scene<'_>, at: usize) -> SmolStr {
    let graph = &scene.graph;
    let describing =
        |c: &usize| matches!(graph.token(*c).deprel.base(), "compound" | "amod" | "nmod");
    let words = || std::iter::once(at).chain(graph.children(at).filter(describing));
    let is_mission = |word: usize| {
        let named = scene
            .entity(word)
            .is_some_and(|(_, e)| e.kind == EntityKind::Mission);
        named || graph.token(word).lemma == "peacekeeper"
    };
    // "its soldiers", "our officers": whoever speaks of them so has sent them.
    let own_people = |word: usize| {
        let possessed = graph.children(word).any(|c| {
            matches!(
                graph.token(c).lemma.to_lowercase().as_str(),
                "its" | "our" | "their" | "it" | "we"
            ) && graph.token(c).deprel.as_str() == "nmod:poss"
        });
        let kind = counted_kind(&graph.token(word).lemma);
        let ours = matches!(
            graph.token(word).lemma.as_str(),
            "man" | "woman" | "people" | "member"
        );
        possessed && (ours || matches!(kind, Some("police" | "military" | "personnel")))
    };
    // "two members were injured": of the mission, when nothing says of what.
    let bare_member = graph.token(at).lemma == "member"
        && !graph
            .children(at)
            .any(|c| graph.token(c).deprel.base() == "nmod");
    let kinds = || words().filter_map(|word| counted_kind(&graph.token(word).lemma));
    let armed = words().any(|w| graph.token(w).lemma == "armed");
    if armed || kinds().any(|kind| kind == "gang") {
        return SmolStr::new_static("armed_group");
    }
    let has_mission = scene.setting.focus.is_some();
    if has_mission && (bare_member || words().any(|w| is_mission(w) || own_people(w))) {
        return SmolStr::new_static("mission");
    }
    // Soldiers and police whom another country has sent: "two Jordanians", "a member of the Kenyan contingent".
    let in_uniform = || kinds().any(|kind| matches!(kind, "police" | "military" | "personnel"));
    if has_mission && !kinds().any(|kind| kind == "civilian") {
        match sent_from(scene, at) {
            Some(Usage::People) => return SmolStr::new_static("mission"),
            Some(_) if in_uniform() => return SmolStr::new_static("mission"),
            _ => {}
        }
    }
    let kind = kinds().find(|kind| matches!(*kind, "police" | "military" | "civilian"));
    if let Some(kind) = kind {
        return SmolStr::new_static(kind);
    }
    // "53 died and 723 were wounded", "seven others": of the people last spoken of.
    let bare = graph.token(at).upos == Upos::Num
        || matches!(graph.token(at).lemma.as_str(), "other" | "others");
    if bare {
        let human = |w: &usize| {
            let kind = counted_kind(&graph.token(*w).lemma);
            kind.is_some_and(|k| !labels::is_item(k)) || sent_from(scene, *w) == Some(Usage::People)
        };
        return match (0..at).rev().find(human) {
            Some(word) if graph.token(word).upos != Upos::Num => victims(scene, word),
            _ => SmolStr::new_static(context::SAME),
        };
    }
    SmolStr::new_static("people")
}

/// How the words name another country than the mission's host, below the noun for people.
fn sent_from(scene: &Scene<'_>, at: usize) -> Option<Usage> {
    let graph = &scene.graph;
    let clausal = |c: usize| {
        matches!(
            graph.token(c).deprel.base(),
            "acl" | "advcl" | "conj" | "parataxis" | "appos"
        )
    };
    scene.yield_of(at, &clausal).into_iter().find_map(|word| {
        let (_, entity) = scene.entity(word)?;
        let foreign = entity.kind == EntityKind::Country
            && entity.usage != Usage::Reference
            && !scene.setting.hosts().contains(entity.id.as_ref()?);
        foreign.then_some(entity.usage)
    })
}

fn place(entity: &Entity) -> Value {
    Value::Place {
        name: entity.name.clone(),
        coordinates: entity.coordinates,
        geonames: entity.geonames,
    }
}

fn amount(quantity: &Quantity) -> Value {
    let currency = match &quantity.unit {
        Unit::Money(currency) => Some(currency.code.clone()),
        _ => None,
    };
    Value::Quantity(Amount {
        value: quantity.value,
        max: quantity.max,
        qualifier: quantity.qualifier,
        currency,
        text: quantity.text.clone(),
    })
}

fn words_of(scene: &Scene<'_>, span: Span) -> SmolStr {
    SmolStr::new(
        span.of(scene.text())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// The words that a mention at `at` covers, for marking evidence by role.
pub(crate) fn marked(scene: &Scene<'_>, at: usize) -> Span {
    let heads_it = |heads: &[usize]| heads.contains(&at);
    (scene.mentions())
        .filter(|(_, heads)| heads_it(heads))
        .map(|(m, _)| m.span)
        .reduce(Span::cover)
        .unwrap_or(scene.graph.token(at).span)
        .cover(scene.graph.token(at).span)
}
