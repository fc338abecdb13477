//! What is not a number: acts, offices, positions, and what the mission is.

use crate::claim::{Content, Mandate, Who};
use crate::edtf::{Span, days};
use crate::figure::{Judged, stands_at};
use crate::recorded::Recorded;
use crate::sources::Sources;
use crate::view::{ActRow, MandateView, Position, ProfileRow, Tenure};
use crate::vocabulary::{Act, Standing};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(crate) struct Setting<'a> {
    pub(crate) all: &'a [&'a Recorded],
    sources: &'a Sources<'a>,
    as_of: Date,
    /// In order of time, known by the day shown.
    told: Vec<Told<'a>>,
}

/// Actor, type, party concerned and object.
type Stance<'a> = (&'a Who, &'a SmolStr, &'a Who, Option<&'a SmolStr>);

/// One claim with where it stands in time.
struct Told<'a> {
    member: u32,
    /// Kept here, since it is compared often.
    id: SmolStr,
    at: Date,
    content: &'a Content,
    span: Option<Span>,
}

impl<'a> Setting<'a> {
    pub(crate) fn new(
        all: &'a [&'a Recorded],
        claims: &'a [(u32, Judged<'a>)],
        sources: &'a Sources<'a>,
        as_of: Date,
    ) -> Self {
        let mut told: Vec<Told<'_>> = (claims.iter())
            .filter(|(_, claim)| {
                matches!(
                    claim.content,
                    Content::Mandate(_)
                        | Content::Role(_)
                        | Content::Event(_)
                        | Content::Profile(_)
                )
            })
            .map(|(member, claim)| Told {
                member: *member,
                id: all[*member as usize].claim_id.clone(),
                at: stands_at(all[*member as usize], claim.span),
                content: &claim.content,
                span: claim.span,
            })
            .filter(|told| told.at <= as_of)
            .collect();
        told.sort_unstable_by(|a, b| a.at.cmp(&b.at).then_with(|| a.id.cmp(&b.id)));
        Self {
            all,
            sources,
            as_of,
            told,
        }
    }

    fn id(&self, member: u32) -> &SmolStr {
        &self.all[member as usize].claim_id
    }

    fn ids(&self, members: &[u32]) -> Vec<SmolStr> {
        members.iter().map(|m| self.id(*m).clone()).collect()
    }

    /// Acts on the legal basis: one told by many is one, with all that any of them adds.
    pub(crate) fn mandate(&self) -> MandateView {
        let mut acts: Vec<(ActRow, Vec<u32>)> = Vec::new();
        let mut known: BTreeMap<(Act, SmolStr), Vec<usize>> = BTreeMap::new();
        for told in &self.told {
            let Content::Mandate(c) = told.content else {
                continue;
            };
            let until = c
                .until
                .clone()
                .or_else(|| runs_out(c, told.at, told.span.is_some()));
            let same = known.entry((c.act, c.by.words())).or_default();
            let found = same.iter().rev().copied().find(|n| {
                let (row, _) = &acts[*n];
                let instrument = match (&row.instrument, &c.instrument) {
                    (Some(a), Some(b)) => return a == b,
                    _ => true,
                };
                let vague = told.span.is_some_and(|s| s.meets(&Span::day(row.at)));
                instrument
                    && (vague
                        || days(row.at, told.at).abs() <= 7
                        || told.span.is_none() && days(row.at, told.at) <= 400)
            });
            if let Some((row, members)) = found.and_then(|n| acts.get_mut(n)) {
                members.push(told.member);
                if told.span.is_some() && !row.dated {
                    (row.at, row.dated) = (told.at, true);
                }
                row.instrument = row.instrument.take().or_else(|| c.instrument.clone());
                row.until = row.until.take().or(until);
                row.votes = row.votes.or(c.votes);
                continue;
            }
            same.push(acts.len());
            acts.push((
                ActRow {
                    at: told.at,
                    dated: told.span.is_some(),
                    act: c.act,
                    by: c.by.words(),
                    instrument: c.instrument.clone(),
                    until,
                    votes: c.votes,
                    sources: 0,
                    claims: Vec::new(),
                },
                vec![told.member],
            ));
        }
        let mut acts: Vec<ActRow> = (acts.into_iter())
            .map(|(mut row, members)| {
                row.sources = self.sources.count(&members);
                row.claims = self.ids(&members);
                row
            })
            .collect();
        acts.sort_by(|a, b| (a.at, &a.claims).cmp(&(b.at, &b.claims)));
        let decides = |row: &&ActRow| {
            matches!(
                row.act,
                Act::Authorized | Act::Extended | Act::Ended | Act::Transformed
            )
        };
        let last = acts.iter().rev().find(decides).map(|row| row.act);
        let expires = acts
            .iter()
            .rev()
            .filter(decides)
            .find_map(|row| row.until.clone());
        let days_left = expires
            .as_deref()
            .and_then(Span::parse)
            .and_then(|s| s.last)
            .map(|last| days(self.as_of, last));
        MandateView {
            acts,
            expires,
            days_left,
            last,
        }
    }

    /// Who held which office, from the first to the last day told of.
    pub(crate) fn offices(&self) -> Vec<Tenure> {
        let mut tenures: BTreeMap<(SmolStr, String), (Tenure, Vec<u32>)> = BTreeMap::new();
        for told in &self.told {
            let Content::Role(c) = told.content else {
                continue;
            };
            let surname = c
                .person
                .split_whitespace()
                .last()
                .unwrap_or_default()
                .to_lowercase();
            let (tenure, members) = tenures.entry((c.body.words(), surname)).or_insert_with(|| {
                let tenure = Tenure {
                    body: c.body.words(),
                    person: c.person.clone(),
                    titles: Vec::new(),
                    standing: c.standing,
                    first: told.at,
                    last: told.at,
                    sources: 0,
                    claims: Vec::new(),
                };
                (tenure, Vec::new())
            });
            if c.person.len() > tenure.person.len() {
                tenure.person = c.person.clone();
            }
            if let Some(title) = &c.title {
                tenure.titles.retain(|t| t != title);
                tenure.titles.insert(0, title.clone());
            }
            // Being called former says that the tenure is over, not that it went on until that day.
            if c.standing != Standing::Former {
                tenure.last = tenure.last.max(told.at);
            }
            tenure.standing = c.standing;
            members.push(told.member);
        }
        let mut out: Vec<Tenure> = (tenures.into_values())
            .map(|(mut tenure, members)| {
                tenure.sources = self.sources.count(&members);
                tenure.claims = self.ids(&members);
                tenure
            })
            .collect();
        out.sort_by(|a, b| (&a.body, a.first, &a.person).cmp(&(&b.body, b.first, &b.person)));
        out
    }

    /// Stances, the latest first.
    pub(crate) fn positions(&self) -> Vec<Position> {
        let mut positions: FxHashMap<Stance<'_>, (Date, Vec<u32>)> = FxHashMap::default();
        for told in &self.told {
            let Content::Event(c) = told.content else {
                continue;
            };
            if !matches!(
                c.plover.as_str(),
                "SUPPORT" | "ACCUSE" | "REJECT" | "REQUEST" | "THREATEN" | "PROTEST"
            ) || c.actor.all().is_empty()
            {
                continue;
            }
            let key = (&c.actor, &c.plover, &c.recipient, c.object.as_ref());
            let (at, members) = positions.entry(key).or_insert((told.at, Vec::new()));
            *at = told.at.max(*at);
            members.push(told.member);
        }
        let mut out: Vec<Position> = (positions.into_iter())
            .map(|((actor, stance, about, object), (at, members))| Position {
                actor: actor.words(),
                stance: stance.clone(),
                about: about.words(),
                object: object.cloned(),
                at,
                sources: self.sources.count(&members),
                claims: self.ids(&members),
            })
            .collect();
        out.sort_by(|a, b| {
            let key = |p: &'_ Position| (Reverse(p.at), p.actor.clone(), p.stance.clone());
            (key(a).cmp(&key(b))).then_with(|| (&a.about, &a.object).cmp(&(&b.about, &b.object)))
        });
        out
    }

    /// What the mission is said to be.
    pub(crate) fn profile(&self) -> Vec<ProfileRow> {
        let mut rows: BTreeMap<(&SmolStr, &SmolStr), (Date, Date, Vec<u32>)> = BTreeMap::new();
        for told in &self.told {
            let Content::Profile(c) = told.content else {
                continue;
            };
            let row =
                rows.entry((&c.attribute, &c.value))
                    .or_insert((told.at, told.at, Vec::new()));
            row.1 = row.1.max(told.at);
            row.2.push(told.member);
        }
        (rows.into_iter())
            .map(|((attribute, value), (first, last, members))| ProfileRow {
                attribute: attribute.clone(),
                value: value.clone(),
                first,
                last,
                sources: self.sources.count(&members),
                claims: self.ids(&members),
            })
            .collect()
    }
}

/// When a dated act with a term runs out.
fn runs_out(mandate: &Mandate, at: Date, dated: bool) -> Option<SmolStr> {
    let term: jiff::Span = mandate.term.as_deref().filter(|_| dated)?.parse().ok()?;
    let end = at.checked_add(term).ok()?;
    Some(SmolStr::new(end.to_string()))
}
