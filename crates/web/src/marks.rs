//! A text with the words of its claims marked by what they are for: cue, contributor, count, date. A mark leads
//! to the claim beside the text, and the claim to its words.

use crate::words::escaped;
use contingent_record::StoredClaim;
use contingent_text::Part;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Words of one claim in a part, in characters.
struct Stretch {
    start: usize,
    end: usize,
    /// The place of the claim in the list.
    claim: usize,
    /// Its role; nothing for the whole evidence.
    role: Option<&'static str>,
}

/// The kinds of marks. Every role is one of them.
pub const ROLES: [(&str, &str); 6] = [
    ("cue", "the word that tells"),
    ("who", "who"),
    ("count", "how many"),
    ("date", "when"),
    ("where", "where, which mission"),
    ("said", "who says so"),
];

/// The kind of mark for a role of a rule.
pub fn role_class(role: &str) -> &'static str {
    match role {
        "cue" => "cue",
        "contributor" | "donor" | "by" | "actor" | "holder" | "person" | "recipient"
        | "nationality" | "victims" | "title" => "who",
        "count" | "amount" | "share" | "votes" | "personnel" | "item" => "count",
        "date" | "until" | "term" => "date",
        "said_by" => "said",
        _ => "where",
    }
}

/// A part of a document, its paragraphs each in a `p` (the title without one), marked. Where the claims stand beside it
/// (`linked`), each mark leads to its claim.
pub fn marked(text: &str, part: Part, claims: &[StoredClaim], linked: bool) -> Markup {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let stretches = stretches(part, claims, letters.len());
    let byte = |at: usize| letters.get(at).map_or(text.len(), |(byte, _)| *byte);
    // A claim told in both parts has its anchor in the title.
    let in_title = |c: &StoredClaim| c.evidence.iter().any(|w| w.part == Part::Title);
    let mut anchored: BTreeSet<usize> = (claims.iter().enumerate())
        .filter(|(_, c)| part == Part::Body && in_title(c))
        .map(|(at, _)| at)
        .collect();
    let mut paragraphs = Vec::new();
    for (start, end) in paragraph_bounds(&letters, part) {
        let mut cuts: BTreeSet<usize> = BTreeSet::from([start, end]);
        for s in &stretches {
            cuts.extend(
                [s.start, s.end]
                    .into_iter()
                    .filter(|at| (start..end).contains(at)),
            );
        }
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let pieces = cuts.windows(2).filter_map(|pair| match pair {
            [from, to] => Some((*from, *to)),
            _ => None,
        });
        let pieces: Vec<Markup> = pieces
            .map(|(from, to)| {
                let words = text.get(byte(from)..byte(to)).unwrap_or_default();
                piece(words, from, to, &stretches, claims, &mut anchored, linked)
            })
            .collect();
        paragraphs.push(html! { @for piece in &pieces { (piece) } });
    }
    match part {
        Part::Title => html! { @for p in &paragraphs { (p) } },
        Part::Body => html! { @for p in &paragraphs { p { (p) } } },
    }
}

fn piece(
    words: &str,
    from: usize,
    to: usize,
    stretches: &[Stretch],
    claims: &[StoredClaim],
    anchored: &mut BTreeSet<usize>,
    linked: bool,
) -> Markup {
    let over: Vec<&Stretch> = stretches
        .iter()
        .filter(|s| s.start <= from && to <= s.end)
        .collect();
    let Some(shortest) = over
        .iter()
        .min_by_key(|s| (s.role.is_none(), s.end - s.start))
    else {
        return html! { (words) };
    };
    let of: BTreeSet<usize> = over.iter().map(|s| s.claim).collect();
    let ids: Vec<String> = of
        .iter()
        .filter_map(|at| claims.get(*at))
        .map(|c| c.id.to_string())
        .collect();
    let first: Vec<String> = (over.iter())
        .filter(|s| s.start == from && anchored.insert(s.claim))
        .filter_map(|s| claims.get(s.claim))
        .map(|c| format!("w-{}", c.id))
        .collect();
    let target = claims
        .get(shortest.claim)
        .map(|c| c.id.to_string())
        .unwrap_or_default();
    // The space between the words of two claims is no mark: a link must have something to read.
    let role = (shortest.role).filter(|_| !words.trim().is_empty());
    html! {
        @for id in &first { span.anchor id=(id) {} }
        @match role {
            Some(role) if !linked => span class={ "mark m-" (role) } data-claims=(ids.join(" ")) { (words) },
            Some(role) => a class={ "mark m-" (role) } href={ "#c-" (escaped(&target)) } data-claims=(ids.join(" ")) { (words) },
            None => span.evidence data-claims=(ids.join(" ")) { (words) },
        }
    }
}

fn stretches(part: Part, claims: &[StoredClaim], length: usize) -> Vec<Stretch> {
    let mut all = Vec::new();
    for (claim, stored) in claims.iter().enumerate() {
        for words in stored.evidence.iter().filter(|w| w.part == part) {
            let mut add = |start: u32, end: u32, role| {
                let (start, end) = (start as usize, (end as usize).min(length));
                if start < end {
                    all.push(Stretch {
                        start,
                        end,
                        claim,
                        role,
                    });
                }
            };
            add(words.start, words.end, None);
            for (role, start, end) in &words.roles {
                add(*start, *end, Some(role_class(role)));
            }
        }
    }
    all
}

/// Where paragraphs begin and end; they are separated by an empty line.
fn paragraph_bounds(letters: &[(usize, char)], part: Part) -> Vec<(usize, usize)> {
    if part == Part::Title {
        return vec![(0, letters.len())];
    }
    let mut bounds = Vec::new();
    let mut start = 0;
    for (at, pair) in letters.windows(2).enumerate() {
        if let [(_, '\n'), (_, '\n')] = pair {
            if start < at {
                bounds.push((start, at));
            }
            start = at + 2;
        }
    }
    if start < letters.len() {
        bounds.push((start, letters.len()));
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let shown = marked("<b>a</b>\n\n\n\n& é", Part::Body, &[], true).into_string();
        assert_eq!(shown, "<p>&lt;b&gt;a&lt;/b&gt;</p><p>&amp; é</p>");
    }

    #[test]
    fn a_space_alone_is_no_link() {
        let stretches = [Stretch {
            start: 0,
            end: 1,
            claim: 0,
            role: Some("who"),
        }];
        let of =
            |words| piece(words, 0, 1, &stretches, &[], &mut BTreeSet::new(), true).into_string();
        assert!(of("a").starts_with("<a "));
        assert!(of(" ").starts_with("<span "));
    }

    #[test]
    fn every_role_has_a_kind() {
        for role in [
            "cue",
            "contributor",
            "count",
            "date",
            "place",
            "said_by",
            "anything",
        ] {
            assert!(
                ROLES.iter().any(|(kind, _)| *kind == role_class(role)),
                "{role}"
            );
        }
    }
}
