//! From a document with its sentences and mentions to its claims.

use crate::context;
use crate::evidence;
use crate::merge::merge;
use crate::model::{Claim, Value};
use crate::resolve;
use crate::rules::Rules;
use crate::scene::{Earlier, Scene, Setting};
use crate::schema::{ClaimType, Core, Domain};
use crate::speech::Speeches;
use crate::{source, when};
use contingent_mention::Mention;
use contingent_pattern::Match;
use contingent_registry::{MissionKind, Registry};
use contingent_text::{Document, Sentence};
use smol_str::SmolStr;

/// What the document claims, in the order of the words, each claim once.
#[must_use]
pub fn read(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    registry: &Registry,
    rules: &Rules,
) -> Vec<Claim> {
    let focus = contingent_mention::focus(mentions, document, registry);
    read_about(document, sentences, mentions, registry, rules, focus)
}

/// The same when it is known beforehand which mission the document is about.
#[must_use]
pub fn read_about(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    registry: &Registry,
    rules: &Rules,
    focus: Option<SmolStr>,
) -> Vec<Claim> {
    let setting = Setting {
        document,
        registry,
        program: rules.program(),
        focus,
        currency: first_currency(mentions),
    };
    let courts = context::courts(mentions, registry);
    let mentions = courts.as_deref().unwrap_or(mentions);
    let mut claims = all_claims(&setting, sentences, mentions);
    // Whoever holds an office by the document's own words acts for it in all of its sentences.
    if let Some(mentions) = context::offices(&claims, mentions) {
        claims = all_claims(&setting, sentences, &mentions);
    }
    context::settle(&mut claims);
    context::same_victims(&mut claims);
    context::date_acts(&mut claims);
    merge(claims)
}

fn all_claims(setting: &Setting<'_>, sentences: &[Sentence], mentions: &[Mention]) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut speeches = Speeches::new(setting.document);
    for (number, scene) in scenes(setting, sentences, mentions).enumerate() {
        speeches.hear(&scene);
        for found in setting.program.matches(&scene.graph) {
            if let Some(claim) = claim(&scene, &found) {
                speeches.note(number, claims.len(), &claim);
                claims.push(claim);
            }
        }
    }
    speeches.attribute(&mut claims);
    claims
}

/// How near the rules came that have their trigger in the document and did not match, a line each.
#[must_use]
pub fn near_misses(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    registry: &Registry,
    rules: &Rules,
) -> Vec<String> {
    let setting = Setting {
        document,
        registry,
        program: rules.program(),
        focus: contingent_mention::focus(mentions, document, registry),
        currency: first_currency(mentions),
    };
    let claims = all_claims(&setting, sentences, mentions);
    let settled = context::offices(&claims, mentions);
    let mentions = settled.as_deref().unwrap_or(mentions);
    let mut out = Vec::new();
    for scene in scenes(&setting, sentences, mentions) {
        for miss in setting.program.misses(&scene.graph) {
            let word = scene.graph.form(usize::from(miss.trigger));
            out.push(format!(
                "{} at “{word}” lacks {}",
                miss.rule.name.text, miss.lacks
            ));
        }
    }
    out
}

fn first_currency(mentions: &[Mention]) -> Option<SmolStr> {
    use contingent_mention::{Unit, Value as Meaning};
    mentions.iter().find_map(|m| match &m.value {
        Meaning::Quantity(quantity) => match &quantity.unit {
            Unit::Money(currency) => Some(currency.code.clone()),
            _ => None,
        },
        _ => None,
    })
}

fn scenes<'d>(
    setting: &'d Setting<'d>,
    sentences: &'d [Sentence],
    mentions: &'d [Mention],
) -> impl Iterator<Item = Scene<'d>> {
    let mut rest = mentions;
    let mut earlier = Earlier::default();
    sentences.iter().enumerate().map(move |(number, sentence)| {
        // Mentions come in the order of their sentences.
        let before = rest
            .iter()
            .take_while(|m| (m.sentence as usize) < number)
            .count();
        let here = rest[before..]
            .iter()
            .take_while(|m| m.sentence as usize == number)
            .count();
        let own: Vec<&Mention> = rest[before..before + here].iter().collect();
        rest = &rest[before + here..];
        let scene = Scene::new(setting, sentence, &own, &earlier);
        earlier.read(setting, sentence, &own);
        scene
    })
}

/// The claim that a match makes; `None` when something it cannot do without is missing.
fn claim(scene: &Scene<'_>, found: &Match<'_>) -> Option<Claim> {
    let kind = ClaimType::named(&found.rule.claim.text)?;
    let trigger = usize::from(found.trigger());
    let mut claim = Claim::new(kind, evidence::of_match(scene, found));
    let (mut date_set, mut source_set) = (false, false);
    for assignment in found.assignments() {
        let name = assignment.field.text.as_str();
        let field = kind.field(name);
        let Some((value, span)) = resolve::assign(scene, found, field, &assignment.values) else {
            date_set |= name == "date";
            source_set |= name == "said_by";
            continue;
        };
        let role = SmolStr::new(name);
        match (name, value) {
            ("date", Value::Text(date)) => {
                claim.date = (date != "none").then_some(date);
                date_set = true;
            }
            ("said_by", Value::Text(source)) => {
                claim.said_by = (source != "none").then_some(source);
                source_set = true;
            }
            (_, Value::Text(none)) if none == "none" => {
                claim.set(name, None);
            }
            (_, value) => {
                claim.set(name, Some(value));
            }
        }
        if let Some(span) = span {
            claim.evidence[0].roles.push((role, span));
        }
    }
    let harm = claim.kind == ClaimType::Toll || claim.text("plover") == Some("ASSAULT");
    let until = claim.text("until").map(SmolStr::new);
    if !date_set && let Some((date, span)) = when::date(scene, trigger, harm, until.as_deref()) {
        claim.date = Some(date);
        claim.evidence[0]
            .roles
            .push((SmolStr::new_static("date"), span));
    }
    if !date_set
        && claim.date.is_none()
        && is_speech_act(&claim)
        && let Some(saying) = source::saying(scene, trigger)
        && let Some((date, span)) = when::date(scene, saying, false, None)
    {
        // A stance is taken, a promise given when it is spoken.
        claim.date = Some(date);
        claim.evidence[0]
            .roles
            .push((SmolStr::new_static("date"), span));
    }
    let source = (!source_set).then(|| {
        source::said_by(scene, trigger, claim.kind).or_else(|| stance_holder(scene, found, &claim))
    });
    if let Some((source, span)) = source.flatten() {
        claim.said_by = Some(source);
        claim.evidence[0]
            .roles
            .push((SmolStr::new_static("said_by"), span));
    }
    complete(scene, found, &mut claim)?;
    Some(claim)
}

/// What a person supports, rejects or asks for is that person's word.
fn stance_holder(
    scene: &Scene<'_>,
    found: &Match<'_>,
    claim: &Claim,
) -> Option<(SmolStr, contingent_text::Span)> {
    let stance = matches!(
        claim.text("plover"),
        Some("SUPPORT" | "ACCUSE" | "REJECT" | "REQUEST" | "THREATEN")
    );
    let verb = scene.graph.lemma(usize::from(found.trigger()));
    let spoken = scene.setting.program.in_list("uttering", verb);
    let who = found.words("who").first().filter(|_| stance && spoken)?;
    let (mention, entity) = scene.entity(usize::from(*who))?;
    (entity.kind == contingent_mention::EntityKind::Person)
        .then(|| (entity.name.clone(), mention.span))
}

/// True for what is done by saying it: a stance, a promise, a need that is voiced.
fn is_speech_act(claim: &Claim) -> bool {
    claim.kind == ClaimType::Event
        || matches!(claim.kind, ClaimType::Strength | ClaimType::Funding)
            && matches!(
                claim.text("status"),
                Some("pledged" | "required" | "requested")
            )
}

/// Fills in what no rule need repeat, and refuses a claim that lacks what makes it one.
fn complete(scene: &Scene<'_>, found: &Match<'_>, claim: &mut Claim) -> Option<()> {
    let needs_mission = claim
        .kind
        .field("mission")
        .is_some_and(|f| f.core == Core::Equal);
    if claim.kind.field("mission").is_some() && claim.get("mission").is_none() {
        let own = mission_of_sentence(scene, usize::from(found.trigger()))
            .filter(|own| !supports(scene, claim.kind, own));
        let mission = own
            .or_else(|| {
                // What a document says of numbers, money and mandates goes on from sentence to sentence.
                let goes_on = matches!(
                    claim.kind,
                    ClaimType::Strength | ClaimType::Funding | ClaimType::Mandate
                );
                let there = scene.mission_there.clone();
                there
                    .or_else(|| scene.earlier_mission.clone())
                    .filter(|_| goes_on)
            })
            .or_else(|| scene.setting.focus.clone());
        if needs_mission && mission.is_none() {
            return None;
        }
        claim.set("mission", mission.map(Value::Text));
    }
    if claim.kind == ClaimType::Strength && claim.get("personnel").is_none() {
        let at = found.words("n").first().copied().unwrap_or(found.trigger());
        let personnel = resolve::personnel(scene, usize::from(at));
        claim.set("personnel", Some(Value::Text(personnel)));
    }
    if claim.kind == ClaimType::Strength && lies_ahead(scene, claim) {
        let ahead = match claim.text("status") {
            Some("deployed") => Some("planned"),
            Some("withdrawn") => Some("withdrawal_planned"),
            _ => None,
        };
        if let Some(ahead) = ahead {
            claim.set("status", Some(Value::Text(SmolStr::new_static(ahead))));
        }
    }
    if claim.kind == ClaimType::Mandate
        && claim.get("by").is_none()
        && claim
            .text("instrument")
            .is_some_and(|i| i.starts_with("UNSCR"))
    {
        let council = SmolStr::new_static("un-security-council");
        claim.set("by", Some(Value::Text(council)));
    }
    // Nobody but the Security Council prolongs or changes what it has set up.
    if claim.kind == ClaimType::Mandate
        && claim.get("by").is_none()
        && matches!(claim.text("act"), Some("extended" | "changed"))
        && let Some(mission) = claim
            .text("mission")
            .and_then(|id| scene.setting.registry.mission(id))
        && (mission.un_operation || mission.parent.is_none())
        && mission
            .resolution
            .as_deref()
            .is_some_and(|r| r.starts_with("UNSCR"))
    {
        let council = SmolStr::new_static("un-security-council");
        claim.set("by", Some(Value::Text(council)));
    }
    if claim.kind == ClaimType::Mandate
        && claim.get("by").is_none()
        && claim.text("act") == Some("transformed")
    {
        return None;
    }
    if claim.kind == ClaimType::Profile && claim.get("mission") == claim.get("value") {
        return None;
    }
    if claim.kind == ClaimType::Role && claim.get("body").is_none() {
        return None;
    }
    let with_itself = claim.kind == ClaimType::Event
        && claim.get("actor").is_some()
        && claim.get("actor") == claim.get("recipient");
    match claim.text("plover") {
        // One side that meets or agrees with nobody is all that was found out.
        Some("CONSULT" | "AGREE" | "COOPERATE" | "AID") if with_itself => return None,
        // "Kenya defended its plan": the stance is there, and it is about nobody else.
        Some(plover) if with_itself && plover != "ASSAULT" => {
            claim.set("recipient", None);
        }
        _ => {}
    }
    // A closed word that is core must be there; a rule without it is not finished.
    let missing = claim.fields().any(|(field, value)| {
        field.core != Core::No && matches!(field.domain, Domain::OneOf(_)) && value.is_none()
    });
    (!missing).then_some(())
}

/// "They arrive next week": a day after that of publication, whatever the verb's tense.
fn lies_ahead(scene: &Scene<'_>, claim: &Claim) -> bool {
    let (Some(date), Some(published)) = (&claim.date, &scene.setting.document.published) else {
        return false;
    };
    let start = date.split('/').next().unwrap_or_default();
    let first_day = match start.len() {
        4 => format!("{start}-01-01"),
        7 => format!("{start}-01"),
        _ => start.to_owned(),
    };
    (first_day.parse::<jiff::civil::Date>()).is_ok_and(|day| day > published.date)
}

/// "A support office runs operations, among them the base": things, and how people are paid, are the force's and not
/// those of the office beside it.
fn supports(scene: &Scene<'_>, kind: ClaimType, own: &str) -> bool {
    let registry = scene.setting.registry;
    let focus = (scene.setting.focus.as_deref()).and_then(|id| registry.mission(id));
    let (Some(focus), Some(own)) = (focus, registry.mission(own)) else {
        return false;
    };
    matches!(kind, ClaimType::Equipment | ClaimType::Profile)
        && focus.kind == MissionKind::Force
        && own.kind == MissionKind::Office
        && focus.hosts.first() == own.hosts.first()
}

/// The mission that the sentence names nearest to the trigger.
fn mission_of_sentence(scene: &Scene<'_>, trigger: usize) -> Option<SmolStr> {
    use contingent_mention::{EntityKind, Value as Meaning};
    (scene.mentions())
        .filter_map(|(m, _)| match &m.value {
            Meaning::Entity(e) if e.kind == EntityKind::Mission => {
                let id = e.id.clone()?;
                // "The previous mission had lacked people … It is to have 5,550": the new one, of course.
                let passed = m.reason.starts_with("pronoun") && scene.setting.came_before(&id);
                (!passed).then(|| (usize::from(m.head).abs_diff(trigger), id))
            }
            _ => None,
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, id)| id)
}
