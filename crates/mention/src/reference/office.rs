//! Offices without a name: "the prime minister", "the Kenyan president", "the commander".

use super::live::{Live, again, earlier, same};
use crate::link::{Line, Page, known, title_head};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::Role;
use contingent_text::Deprel;
use smol_str::{SmolStr, format_smolstr};

/// Finds the offices of one sentence.
pub(crate) fn find(page: &mut Page<'_>, live: &Live, at: usize) {
    let Some(line) = page.lines.get(at) else {
        return;
    };
    let mut found: Vec<(usize, usize, Entity, SmolStr)> = Vec::new();
    for word in 0..line.words.len() {
        if let Some((role, first)) =
            role_at(line, word).filter(|(_, first)| line.free(*first, word))
            && !named_after(line, word)
            && let Some((entity, reason)) = holder(page, live, line, at, first, word, role)
        {
            found.push((first, word, entity, reason));
        }
    }
    if let Some(line) = page.lines.get_mut(at) {
        for (first, last, entity, reason) in found {
            line.add(first, last, entity, reason);
        }
    }
}

/// The office whose title ends at `word`, with the title's first word.
fn role_at(line: &Line<'_>, word: usize) -> Option<(Role, usize)> {
    let one = line.before(word, 1);
    let two = line.before(word, 2);
    Some(match line.key(word) {
        "minister" => match one {
            "prime" => (Role::HeadOfGovernment, word - 1),
            "foreign" => (Role::ForeignMinister, word - 1),
            "interior" => (Role::InteriorMinister, word - 1),
            "defence" | "defense" => (Role::DefenceMinister, word - 1),
            _ => (Role::Other, word),
        },
        "premier" => (Role::HeadOfGovernment, word),
        "president" if one != "vice" && one != "deputy" => (Role::HeadOfState, word),
        "general" if one == "secretary" => (Role::Head, word - 1),
        "state" if one == "of" && two == "secretary" => (Role::ForeignMinister, word - 2),
        "secretary"
            if line.capital(word)
                && line.key(word + 1) != "general"
                && line.key(word + 1) != "of" =>
        {
            (Role::ForeignMinister, word)
        }
        "commander" => (
            Role::Commander,
            if one == "force" { word - 1 } else { word },
        ),
        "representative" if one == "special" => (Role::Head, word - 1),
        "judge" | "spokesman" | "spokeswoman" | "spokesperson" | "envoy" | "ambassador"
        | "official" | "officer" | "coordinator" => (Role::Other, word),
        _ => return None,
    })
}

/// True when the name follows the title, so that the person is found already, or when the title is part of another.
fn named_after(line: &Line<'_>, word: usize) -> bool {
    let person = |at: usize| {
        line.entity_at(at)
            .is_some_and(|e| e.kind == EntityKind::Person)
    };
    // "Their commander, Lieutenant Colonel Philippe Butoyi"
    let comma = line.gap(word) == ", "
        && (word + 1..word + 5)
            .take_while(|at| person(*at) || line.gap(*at) == " " || line.gap(*at) == ". ")
            .any(person);
    let compound = line
        .token(word)
        .is_some_and(|t| matches!(t.deprel, Deprel::Compound | Deprel::Appos | Deprel::Flat));
    (line.gap(word) == " " && (person(word + 1) || title_head(line.key(word + 1))))
        || comma
        || compound
}

fn holder(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    first: usize,
    word: usize,
    role: Role,
) -> Option<(Entity, SmolStr)> {
    let one = line.before(first, 1);
    let beside = first.checked_sub(1).and_then(|w| owner(line, w));
    let of = if matches!(line.key(word + 1), "of" | "for") {
        line.entity_at(word + 2)
            .or_else(|| line.entity_at(word + 3))
    } else {
        None
    };
    if line.key(word + 1) == "of" && of.is_none() {
        return None;
    }
    let definite = matches!(one, "the" | "its" | "their" | "this")
        || beside.is_some()
        || (first == 0 && line.headline);
    if !definite || matches!(one, "a" | "an" | "another" | "any") {
        return None;
    }
    if (1..5).any(|back| {
        matches!(line.before(first, back), "a" | "an" | "another")
            && first >= back
            && !(first - back..first).any(|w| line.gap(w).contains([',', ';']))
            && beside.is_some()
    }) {
        return None;
    }
    let noun = line.key(word);
    let apart = of.or(beside);
    // Somebody whose title in the text has the same noun.
    let titled = |e: &Entity| {
        e.kind == EntityKind::Person
            && e.title.as_deref().is_some_and(|t| fits(t, role, noun))
            && apart.is_none_or(|a| a.country.is_none() || e.country == a.country)
    };
    let mut spoken = live.all(titled);
    for entity in earlier(line, first).filter(|e| titled(e)) {
        if !spoken.iter().any(|e| same(e, entity)) {
            spoken.push(entity);
        }
    }
    if let [only] = spoken.as_slice() {
        return Some((
            again(only),
            format_smolstr!("the {noun} spoken of: {}", only.name),
        ));
    }
    if let Some(latest) = live.nearest(line, at, first, 1, titled) {
        return Some((
            again(latest),
            format_smolstr!("the {noun} spoken of last: {}", latest.name),
        ));
    }
    if role == Role::Other {
        return None;
    }
    let body = match (apart, role) {
        (Some(entity), _) => entity.acts_for.clone().or_else(|| entity.country.clone())?,
        (None, Role::Head) if line.key(first) == "secretary" => {
            secretariat(page, live, line, at, first)?
        }
        (None, Role::Head | Role::Commander) => live.focus.clone()?,
        (None, Role::ForeignMinister) if line.key(first) == "secretary" => {
            SmolStr::new_static("USA")
        }
        (None, _) => live.host.clone()?,
    };
    let day = page.day?;
    let mut holders = page.registry.holders(&body, role, day);
    let (spell, second) = (holders.next()?, holders.next());
    if second.is_some() {
        return None;
    }
    let mut entity = known(
        page.registry,
        page.registry.entry(&spell.person)?,
        Usage::Reference,
    );
    entity.acts_for = Some(spell.body.clone());
    entity.country = page.registry.country(&spell.body).map(|c| c.iso3.clone());
    entity.title = Some(SmolStr::from(line.form(first, word)));
    Some((
        entity,
        format_smolstr!("{} of {} on {day}", spell.title, spell.body),
    ))
}

/// The organisation whose secretary general is meant: the last one spoken of that has one, else the United Nations.
fn secretariat(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    first: usize,
) -> Option<SmolStr> {
    let day = page.day?;
    let has = |e: &Entity| {
        e.kind == EntityKind::Body
            && e.id.as_deref().is_some_and(|id| {
                let mut heads = page.registry.holders(id, Role::Head, day);
                heads.any(|s| contingent_registry::key(&s.title) == "secretary general")
            })
    };
    let spoken = live.nearest(line, at, first, 3, has);
    // Written with a capital it is the United Nations' one, unless another organisation is at hand.
    spoken
        .and_then(|e| e.id.clone())
        .or_else(|| Some(SmolStr::new_static("un")))
}

/// True when a title is that of the office, or ends in the noun that stands for it.
fn fits(title: &str, role: Role, noun: &str) -> bool {
    let title = contingent_registry::key(title);
    let deputy = ["deputy", "assistant", "vice", "former"]
        .iter()
        .any(|w| title.split(' ').any(|t| t == *w));
    let wanted = match role {
        Role::HeadOfGovernment => "prime minister",
        Role::ForeignMinister if noun == "minister" => "foreign minister",
        Role::ForeignMinister => "secretary of state",
        Role::InteriorMinister => "interior minister",
        Role::DefenceMinister => "minister",
        Role::Head if noun == "general" => "secretary general",
        Role::Head => "special representative",
        _ => noun,
    };
    !deputy && (title.ends_with(wanted) || title.split(' ').any(|w| w == wanted))
}

/// Whose office it is: a country, body or mission right before the title.
fn owner<'l>(line: &'l Line<'_>, before: usize) -> Option<&'l Entity> {
    let at = if line.key(before) == "s" {
        before.checked_sub(1)?
    } else {
        before
    };
    line.entity_at(at)
        .filter(|e| !matches!(e.kind, EntityKind::Person | EntityKind::Place))
}
