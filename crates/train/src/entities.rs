//! Names made from GUM's entities: GUM marks whole phrases ("Judiciary Chair Jerry Nadler of New York"), names
//! are the proper nouns of their heads.

use crate::corpus::Gold;
use contingent_text::{Upos, Xpos};
use std::collections::{HashMap, HashSet};

/// A phrase that GUM marks, with the first tag of its kind.
struct Entity {
    first: usize,
    last: usize,
    kind: u8,
}

const PERSON: u8 = 1;
const ORGANISATION: u8 = 3;

/// Tags of a task beside the names: the unbroken proper nouns around the head of each person, organisation and
/// place; empty where nothing is marked.
pub fn entity_tags(sentence: &Gold, misc: &[String]) -> Vec<u8> {
    let entities = entities(misc);
    let mut tags = vec![0u8; if entities.is_some() { misc.len() } else { 0 }];
    // Wider entities are closed later and win.
    for entity in entities.iter().flatten() {
        if let Some(head) = proper_head(sentence, entity) {
            let (from, to) = grow(entity, head, |i| is_proper(sentence, i));
            mark(&mut tags, from, to, entity.kind);
        }
    }
    tags
}

/// Tags as Universal NER would give them: without titles before persons, with the "of" and the adjectives of the
/// names of organisations and places.
pub fn name_tags(sentence: &Gold, titles: &HashSet<String>) -> Vec<u8> {
    let entities = entities(&sentence.notes);
    let mut tags = vec![0u8; sentence.notes.len()];
    for entity in entities.iter().flatten() {
        let Some(head) = proper_head(sentence, entity) else {
            continue;
        };
        if entity.kind == PERSON {
            // "Americans" are no person.
            if sentence.xpos.get(head) == Some(&(Xpos::Nnps as u8)) {
                continue;
            }
            let inside = |i: usize| is_proper(sentence, i) || is_joint(sentence, i, &["-", "–"]);
            let (from, to) = grow(entity, head, inside);
            let title = |i: &usize| titles.contains(&sentence.forms[*i]);
            let from = (from..to).rfind(title).map_or(from, |at| at + 1);
            mark(&mut tags, from, to, entity.kind);
        } else {
            let joints: &[&str] = if entity.kind == ORGANISATION {
                &["of", "for", "and", "&", "on", "-", "–"]
            } else {
                &["of", "-", "–"]
            };
            let inside = |i: usize| {
                is_proper(sentence, i) || is_capital(sentence, i) || is_joint(sentence, i, joints)
            };
            let (from, to) = grow(entity, head, inside);
            mark(&mut tags, from, to, entity.kind);
        }
    }
    tags
}

/// Proper nouns that stand before names of persons and are no part of them: "Mr.", "President".
pub fn titles(sentences: &[Gold]) -> HashSet<String> {
    let mut counts: HashMap<&str, [usize; 2]> = HashMap::new();
    for sentence in sentences.iter().filter(|s| !s.names.is_empty()) {
        for (i, &tag) in sentence.names.iter().enumerate() {
            let before_person = tag == 0 && sentence.names.get(i + 1) == Some(&PERSON);
            if is_proper(sentence, i) && (before_person || tag != 0) {
                counts.entry(&sentence.forms[i]).or_default()[usize::from(tag != 0)] += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, [before, inside])| *before >= 2 && before > inside)
        .map(|(word, _)| word.to_owned())
        .collect()
}

/// What the column of notes marks, in the order in which it is closed; `None` when there is nothing.
fn entities(misc: &[String]) -> Option<Vec<Entity>> {
    if !misc.iter().any(|note| note.contains("Entity=")) {
        return None;
    }
    let mut found = Vec::new();
    let mut open: Vec<(String, u8, usize)> = Vec::new();
    for (i, note) in misc.iter().enumerate() {
        let value = note
            .split('|')
            .find_map(|part| part.strip_prefix("Entity="));
        let mut rest = value.unwrap_or_default();
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')']).unwrap_or(inner.len());
                let mut fields = inner[..end].split('-');
                let id = fields.next().unwrap_or_default().to_owned();
                let kind = match fields.next() {
                    Some("person") => 1,
                    Some("organization") => 3,
                    Some("place") => 5,
                    _ => 0,
                };
                rest = &inner[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    found.push(Entity {
                        first: i,
                        last: i,
                        kind,
                    });
                    rest = after;
                } else {
                    open.push((id, kind, i));
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                let id = &rest[..end];
                if let Some(at) = open.iter().rposition(|(name, ..)| name == id) {
                    let (_, kind, first) = open.remove(at);
                    found.push(Entity {
                        first,
                        last: i,
                        kind,
                    });
                }
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }
    found.retain(|entity| entity.kind != 0);
    Some(found)
}

/// The entity's head, when it is a proper noun.
fn proper_head(sentence: &Gold, entity: &Entity) -> Option<usize> {
    let outside = |i: usize| {
        let head = usize::from(sentence.heads[i]);
        head == 0 || head - 1 < entity.first || head - 1 > entity.last
    };
    let head = (entity.first..=entity.last).find(|&i| outside(i))?;
    is_proper(sentence, head).then_some(head)
}

fn is_proper(sentence: &Gold, i: usize) -> bool {
    sentence.upos[i] == Upos::Propn as u8
}

/// "Supreme" in "the Supreme Court".
fn is_capital(sentence: &Gold, i: usize) -> bool {
    let kinds = [Upos::Adj as u8, Upos::Noun as u8];
    kinds.contains(&sentence.upos[i]) && sentence.forms[i].starts_with(char::is_uppercase)
}

/// "of" in "University of Texas": a word that joins two proper nouns.
fn is_joint(sentence: &Gold, i: usize, joints: &[&str]) -> bool {
    let name = |i: usize| is_proper(sentence, i) || is_capital(sentence, i);
    i > 0
        && i + 1 < sentence.forms.len()
        && name(i - 1)
        && name(i + 1)
        && joints.contains(&sentence.forms[i].as_str())
}

/// The words around `head` that belong to the name, none of them beyond the entity.
fn grow(entity: &Entity, head: usize, inside: impl Fn(usize) -> bool) -> (usize, usize) {
    let mut from = head;
    while from > entity.first && inside(from - 1) {
        from -= 1;
    }
    let mut to = head;
    while to < entity.last && inside(to + 1) {
        to += 1;
    }
    (from, to)
}

fn mark(tags: &mut [u8], from: usize, to: usize, kind: u8) {
    tags[from] = kind;
    for tag in &mut tags[from + 1..=to] {
        *tag = kind + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence of words with tag, head and note.
    fn sentence(words: &[(&str, Upos, Xpos, u16, &str)]) -> Gold {
        Gold {
            forms: words.iter().map(|word| word.0.to_owned()).collect(),
            upos: words.iter().map(|word| word.1 as u8).collect(),
            xpos: words.iter().map(|word| word.2 as u8).collect(),
            heads: words.iter().map(|word| word.3).collect(),
            notes: words.iter().map(|word| word.4.to_owned()).collect(),
            ..Gold::default()
        }
    }

    #[test]
    fn names_are_cut_out_of_phrases() {
        use Upos::{Adj, Adp, Propn};
        use Xpos::{In, Jj, Nnp};
        // "[President Abdel Noor of [the Supreme Court of Ruritania]]"
        let gold = sentence(&[
            ("President", Propn, Nnp, 3, "Entity=(1-person-x"),
            ("Abdel", Propn, Nnp, 3, "_"),
            ("Noor", Propn, Nnp, 0, "_"),
            ("of", Adp, In, 6, "_"),
            ("Supreme", Adj, Jj, 6, "Entity=(2-organization-x"),
            ("Court", Propn, Nnp, 3, "_"),
            ("of", Adp, In, 8, "_"),
            ("Ruritania", Propn, Nnp, 6, "Entity=(3-place-x)2)1)"),
        ]);
        let titles = HashSet::from(["President".to_owned()]);
        assert_eq!(name_tags(&gold, &titles), [0, 1, 2, 0, 3, 4, 4, 4]);
        assert_eq!(entity_tags(&gold, &gold.notes), [1, 2, 2, 0, 0, 3, 0, 5]);
    }
}
