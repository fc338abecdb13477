//! Names that the registry knows: the longest that the words allow, unless what stands around says otherwise.

use super::page::{Line, Page, known};
use super::place;
use crate::{EntityKind, Usage};
use contingent_registry::{Alias, AliasKind, Entry, Shape};
use contingent_text::{Deprel, NameKind, Upos};
use smol_str::{SmolStr, format_smolstr};

/// Finds the registry's names and the places in every sentence.
pub(crate) fn find(page: &mut Page<'_>) {
    count(page);
    for at in 0..page.lines.len() {
        let mut word = 0;
        while page
            .lines
            .get(at)
            .is_some_and(|line| word < line.words.len())
        {
            word = step(page, at, word);
        }
    }
}

/// Counts what is named without doubt, so that doubtful names can be settled by it.
fn count(page: &mut Page<'_>) {
    let mut sure: Vec<Entry> = Vec::new();
    for line in &page.lines {
        let mut word = 0;
        while word < line.words.len() {
            let rest = line.words.get(word..).unwrap_or_default();
            let Some((length, aliases)) = page.registry.longest(rest) else {
                word += 1;
                continue;
            };
            if let Some(alias) = aliases.iter().find(|a| !a.shared)
                && !refused(line, word, word + length - 1, alias)
            {
                sure.push(alias.entry);
            }
            word += length;
        }
    }
    for entry in sure {
        *page.counts.entry(entry).or_default() += 1;
        let country = match entry {
            Entry::Country(_) => Some(SmolStr::from(page.registry.id(entry))),
            _ => known(page.registry, entry, Usage::Name).country,
        };
        if let Some(country) = country {
            page.count_country(&country);
        }
    }
}

/// Looks at one word; returns the next one to look at.
fn step(page: &mut Page<'_>, at: usize, word: usize) -> usize {
    let Some(line) = page.lines.get(at) else {
        return usize::MAX;
    };
    if line.taken.get(word).copied().unwrap_or(true) {
        return word + 1;
    }
    let rest = line.words.get(word..).unwrap_or_default();
    let named = page.registry.longest(rest).and_then(|(length, aliases)| {
        let last = word + length - 1;
        let alias = settle(page, line, word, last, &aliases)?;
        Some((last, alias))
    });
    let place = place::at(page, line, word);
    let capital = named
        .as_ref()
        .is_some_and(|(_, alias)| alias.kind == AliasKind::Capital);
    if let Some(place) = place
        && named
            .as_ref()
            .is_none_or(|(last, _)| *last < place.last || (*last == place.last && capital))
        && !(capital
            && named.as_ref().is_some_and(|(l, _)| *l == place.last)
            && governs(line, word))
    {
        let last = place.last;
        let country = place.entity.country.clone().unwrap_or_default();
        let mut place = place;
        // "the Caribbean country" is not in the Caribbean, it is of it.
        if country.is_empty()
            && line
                .token(last)
                .is_some_and(|t| matches!(t.deprel, Deprel::Amod | Deprel::Compound))
        {
            place.entity.usage = Usage::Adjective;
        }
        if let Some(line) = page.lines.get_mut(at) {
            line.add(word, last, place.entity, place.reason);
        }
        page.count_country(&country);
        return last + 1;
    }
    let Some((last, alias)) = named else {
        return word + 1;
    };
    let usage = usage(line, word, last, alias.kind);
    let mut entity = known(page.registry, alias.entry, usage);
    let reason = reason(alias.kind, usage, &entity.name);
    if alias.kind == AliasKind::Force {
        entity.kind = EntityKind::Body;
        entity.name = SmolStr::from(line.form(word, last));
        entity.id = None;
        entity.usage = Usage::Name;
    }
    if let Some(line) = page.lines.get_mut(at) {
        line.add(word, last, entity, reason);
    }
    last + 1
}

/// Chooses among the rows that share a name.
fn settle(
    page: &Page<'_>,
    line: &Line<'_>,
    first: usize,
    last: usize,
    aliases: &[Alias],
) -> Option<Alias> {
    let open: Vec<&Alias> = aliases
        .iter()
        .filter(|a| !refused(line, first, last, a))
        .collect();
    let count = |alias: &Alias| page.counts.get(&alias.entry).copied().unwrap_or_default();
    let best = open
        .iter()
        .max_by_key(|a| (count(a), std::cmp::Reverse(a.entry)))?;
    let same = open.iter().filter(|a| a.entry == best.entry);
    // A country whose people and adjective share a form, or whose name serves as its adjective ("US"): which one is
    // meant is said by the tree, in `usage`.
    let named = open
        .iter()
        .any(|a| a.entry == best.entry && a.kind == AliasKind::Name);
    let chosen = same.min_by_key(|a| match a.kind {
        AliasKind::Name if named => 0,
        AliasKind::Adjective => 1,
        AliasKind::People => 2,
        _ => 3,
    })?;
    if chosen.shared
        && count(chosen) == 0
        && open.len() == 1
        && !matches!(chosen.entry, Entry::Country(_))
    {
        return None;
    }
    // "The transitional council" of another country, years before this one's.
    if let Entry::Body(number) = chosen.entry
        && let Some(body) = page.registry.bodies().get(number as usize)
        && body.country.is_some()
        && page.day.is_some_and(|day| body.period.distance(day) > 400)
    {
        return None;
    }
    if let Entry::Mission(number) = chosen.entry
        && let Some(mission) = page.registry.missions().get(number as usize)
        && let Some(day) = page.day
        && chosen.kind == AliasKind::Acronym
        && mission.period.distance(day) > 900
    {
        return None;
    }
    Some(**chosen)
}

/// True when what stands around a name says that it is no such name.
fn refused(line: &Line<'_>, first: usize, last: usize, alias: &Alias) -> bool {
    // "the National Security Council" is not the Security Council.
    let national = first > 0
        && line.gap(first - 1) == " "
        && matches!(line.before(first, 1), "national" | "state");
    if national && line.capital(first - 1) && matches!(alias.entry, Entry::Body(_)) {
        return true;
    }
    if first != last {
        return false;
    }
    let Some(word) = line.words.get(first) else {
        return true;
    };
    // A headline all in capitals: "WHO", "US", "IT" may be common words.
    let capitals = line
        .words
        .iter()
        .filter(|w| w.shape == Shape::Upper)
        .count();
    if alias.kind == AliasKind::Acronym
        && word.key.len() < 4
        && capitals * 2 > line.words.len()
        && line.words.len() > 3
    {
        return true;
    }
    if !matches!(alias.kind, AliasKind::Name | AliasKind::Capital) || word.shape == Shape::Upper {
        return false;
    }
    let person = matches!(alias.entry, Entry::Person(_));
    // Part of a longer name of a person ("Michael Jordan", "Chad Smith"); a headline's capitals say nothing.
    if matches!(line.name_at(first), Some((NameKind::Person, _, _))) && !person && !line.headline {
        let before = first > 0 && line.gap(first - 1) == " " && line.capital(first - 1);
        let after = line.gap(first) == " " && line.capital(first + 1);
        let given = line.given.contains(&word.key);
        return before || after || (given && !among_countries(line, first));
    }
    let flat = line
        .token(first)
        .is_some_and(|t| t.deprel == Deprel::Flat && t.upos == Upos::Propn);
    flat && !person && first > 0 && line.capital(first - 1) && line.gap(first - 1) == " "
}

/// True when a word stands in a list, or after a word of place ("Cameroon and Chad", "from Chad").
fn among_countries(line: &Line<'_>, word: usize) -> bool {
    let joint = |at: usize| matches!(line.key(at), "and" | "or");
    let listed =
        word > 0 && (joint(word - 1) || line.gap(word - 1) == ", " && line.capital(word - 1));
    listed || joint(word + 1) || place::locative(line, word)
}

/// True when a capital stands for a government: it acts, and nobody is in it.
fn governs(line: &Line<'_>, word: usize) -> bool {
    let Some(token) = line.token(word) else {
        return false;
    };
    // "KIGALI — ..." says where the report was written.
    let dateline = word == 0 && line.gap(word).contains(['—', '–']);
    if dateline || place::locative(line, word) {
        return false;
    }
    let subject = matches!(
        token.deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent | Deprel::NsubjOuter
    );
    let owner = token.deprel == Deprel::NmodPoss;
    let object = matches!(token.deprel, Deprel::Obj | Deprel::Iobj);
    subject || owner || object || (token.deprel == Deprel::Conj && !place::locative(line, word))
}

/// How the words use a country.
fn usage(line: &Line<'_>, first: usize, last: usize, kind: AliasKind) -> Usage {
    match kind {
        AliasKind::Government | AliasKind::Capital => return Usage::Government,
        AliasKind::Force => return Usage::Name,
        _ => {}
    }
    let Some(token) = line.token(last) else {
        return Usage::Name;
    };
    let modifies = matches!(token.deprel, Deprel::Amod | Deprel::Compound)
        || (token.upos == Upos::Adj
            && !matches!(token.deprel, Deprel::Nsubj | Deprel::Obj | Deprel::Obl));
    let led = line.gap(last).starts_with(['-', '‑']);
    match kind {
        AliasKind::Adjective | AliasKind::People => {
            let noun_follows = line.token(last + 1).is_some_and(|next| {
                matches!(next.upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num)
                    && line.gap(last) == " "
            });
            let adjective = kind == AliasKind::Adjective && token.upos == Upos::Adj;
            if modifies || led || adjective || (noun_follows && token.upos != Upos::Noun) {
                Usage::Adjective
            } else {
                Usage::People
            }
        }
        _ if first == last && (matches!(token.deprel, Deprel::Amod | Deprel::Compound) || led) => {
            Usage::Adjective
        }
        _ => Usage::Name,
    }
}

fn reason(kind: AliasKind, usage: Usage, name: &str) -> SmolStr {
    match (kind, usage) {
        (AliasKind::Adjective | AliasKind::People, Usage::Adjective) => {
            format_smolstr!("demonym of {name}")
        }
        (AliasKind::Adjective | AliasKind::People, _) => format_smolstr!("people of {name}"),
        (AliasKind::Capital, _) => format_smolstr!("capital, for the government of {name}"),
        (AliasKind::Government, _) => format_smolstr!("seat or part of the government of {name}"),
        (AliasKind::Force, _) => format_smolstr!("armed forces or police of {name}"),
        (AliasKind::Acronym, _) => format_smolstr!("acronym of {name}"),
        (AliasKind::Name, Usage::Adjective) => format_smolstr!("name of {name} before a noun"),
        (AliasKind::Name, _) => format_smolstr!("name of {name}"),
    }
}
