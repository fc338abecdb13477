//! The gangs of a country as such: "the gangs", "armed gangs", "gang members", in a text about that country.

use super::page::{Page, known};
use crate::Usage;
use smol_str::format_smolstr;

/// Finds the noun "gang" and lets it stand for the gangs of the country that the document is mostly about.
pub(crate) fn find(page: &mut Page<'_>) {
    let registry = page.registry;
    let spoken = page
        .countries
        .iter()
        .filter(|(country, _)| registry.generic_group(country).is_some());
    let Some((country, _)) =
        spoken.max_by_key(|(country, n)| (**n, std::cmp::Reverse((*country).clone())))
    else {
        return;
    };
    let Some(group) = registry.generic_group(country) else {
        return;
    };
    let Some(entry) = registry.entry(&group.id) else {
        return;
    };
    for line in &mut page.lines {
        let mut word = 0;
        while word < line.words.len() {
            let gang = matches!(line.key(word), "gang" | "gangs" | "gangsters" | "gunmen");
            if !gang || !line.free(word, word) || line.gap(word).starts_with(['-', '‑']) {
                word += 1;
                continue;
            }
            let members = matches!(
                line.key(word + 1),
                "member" | "members" | "leader" | "leaders" | "fighters" | "alliance" | "coalition"
            ) && line.gap(word) == " "
                && line.free(word + 1, word + 1);
            let leader = members && line.key(word + 1).starts_with("leader");
            let modifies = line
                .token(word)
                .is_some_and(|t| t.deprel == contingent_text::Deprel::Compound);
            let (last, usage) = match (members && !leader, modifies) {
                (true, _) => (word + 1, Usage::Reference),
                (false, true) => (word, Usage::Adjective),
                (false, false) => (word, Usage::Reference),
            };
            let entity = known(registry, entry, usage);
            let reason = format_smolstr!("gangs, in a text about {country}");
            line.add(word, last, entity, reason);
            word = last + 1;
        }
    }
}
