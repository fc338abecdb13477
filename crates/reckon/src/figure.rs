//! A figure: one number about one thing at one date, with every claim that gives it.

use crate::claim::{Amount, Content, Who};
use crate::edtf::Span;
use crate::recorded::{Recorded, Verdict};
use crate::sources::Sources;
use crate::vocabulary::{Hedge, Measure, MoneyMeasure};
use jiff::civil::Date;
use serde::Serialize;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// People of the mission.
    Strength,
    /// Money for it.
    Money,
    /// Things for it.
    Equipment,
    /// Harm to people.
    Toll,
    /// Share of ground held, in percent.
    Ground,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A level at a date, or the count of a period.
    Level,
    /// One movement or gift.
    Change,
    /// All since the start.
    SinceStart,
    /// For each year or month.
    Rate,
}

/// One number, and who says it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What it counts.
    pub topic: Topic,
    /// Whose: contributor, donor, holder, nationality; empty for the whole.
    pub party: SmolStr,
    /// Of what: kind of thing, fund, kind of victims, place.
    pub item: SmolStr,
    /// Where, for harm.
    pub place: SmolStr,
    /// The codebook's status, or the kind of harm.
    pub stage: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// The number; `None` when none is given.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// The hedge.
    pub hedge: Hedge,
    /// ISO 4217, for money.
    pub currency: SmolStr,
    /// The first day it can mean; `None` without a stated date.
    pub from: Option<Date>,
    /// The last day it can mean.
    pub until: Option<Date>,
    /// Where it stands in time: its date, or else the day of publication.
    pub at: Date,
    /// True when the text gives the date.
    pub dated: bool,
    /// When it was first known.
    pub known: Date,
    /// How many independent sources give it.
    pub sources: usize,
    /// The claims that give it, earliest known first.
    pub claims: Vec<SmolStr>,
    /// Places of those claims in the input.
    #[serde(skip)]
    pub(crate) members: Vec<u32>,
    /// For each of them the document, as the place of its first claim in the input.
    #[serde(skip)]
    pub(crate) documents: Vec<u32>,
}

impl Figure {
    /// The days it can mean.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            first: self.from.or(Some(self.at)),
            last: self.until.or(Some(self.at)),
        }
    }
}

/// Claims after judgements: what is reckoned with. The record itself is not altered.
pub(crate) type Judged<'a> = Cow<'a, crate::claim::Claim>;

/// The claim as it stands after the reviewer's decision; `None` when rejected.
pub(crate) fn judged(recorded: &Recorded) -> Option<Judged<'_>> {
    match recorded.judgement.as_ref().map(|j| &j.verdict) {
        Some(Verdict::Reject) => None,
        // A correction that cannot be applied leaves the claim as it was read.
        Some(Verdict::Correct(fields)) => Some(
            (recorded.claim.corrected(fields)).map_or(Cow::Borrowed(&recorded.claim), Cow::Owned),
        ),
        _ => Some(Cow::Borrowed(&recorded.claim)),
    }
}

/// Where a claim stands in time: its date when that is over, else the day it was said.
pub(crate) fn stands_at(recorded: &Recorded, span: Option<Span>) -> Date {
    let said = recorded
        .document
        .published
        .unwrap_or(recorded.document.known);
    match span {
        Some(Span {
            last: Some(last), ..
        }) => last.min(said),
        _ => said,
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    topic: Topic,
    party: Cow<'a, str>,
    item: &'a str,
    place: &'a str,
    stage: &'static str,
    kind: Kind,
    value: Option<u64>,
    max: Option<u64>,
    currency: &'a str,
    dated: Option<Span>,
    at: Date,
}

/// All figures of the claims, in order of time.
pub(crate) fn figures(
    all: &[Recorded],
    claims: &[(u32, Judged<'_>)],
    as_of: Date,
    sources: &Sources<'_>,
) -> Vec<Figure> {
    let mut at_key: HashMap<Key<'_>, usize> = HashMap::new();
    let mut figures: Vec<Figure> = Vec::new();
    for (place, claim) in claims {
        let recorded = &all[*place as usize];
        let Some(raw) = raw(&claim.content) else {
            continue;
        };
        let at = stands_at(recorded, claim.span);
        if at > as_of {
            continue;
        }
        let amount = raw.amount;
        let value = amount.and_then(|a| a.value).filter(|v| v.is_finite());
        let max = amount.and_then(|a| a.max).filter(|v| v.is_finite());
        let currency = amount
            .and_then(|a| a.currency.as_deref())
            .unwrap_or_default();
        let key = Key {
            topic: raw.topic,
            party: match raw.party {
                Who::Nobody => Cow::Borrowed(""),
                Who::One(id) => Cow::Borrowed(id.as_str()),
                several => Cow::Owned(several.words().to_string()),
            },
            item: raw.item,
            place: raw.place,
            stage: raw.stage,
            kind: raw.kind,
            value: value.map(f64::to_bits),
            max: max.map(f64::to_bits),
            currency,
            dated: claim.span,
            at,
        };
        if let Some(figure) = at_key.get(&key).and_then(|n| figures.get_mut(*n)) {
            figure.members.push(*place);
            continue;
        }
        figures.push(Figure {
            topic: raw.topic,
            party: raw.party.words(),
            item: SmolStr::new(raw.item),
            place: SmolStr::new(raw.place),
            stage: raw.stage,
            kind: raw.kind,
            value,
            max,
            hedge: amount.map_or(Hedge::Exact, |a| a.qualifier),
            currency: SmolStr::new(currency),
            from: claim.span.and_then(|s| s.first),
            until: claim.span.and_then(|s| s.last),
            at,
            dated: claim.span.is_some(),
            known: recorded.document.known,
            sources: 0,
            claims: Vec::new(),
            members: vec![*place],
            documents: Vec::new(),
        });
        at_key.insert(key, figures.len() - 1);
    }
    for figure in &mut figures {
        let of = |m: &u32| &all[*m as usize];
        figure.members.sort_by(|a, b| {
            (of(a).document.known, &of(a).claim_id).cmp(&(of(b).document.known, &of(b).claim_id))
        });
        figure.known = figure
            .members
            .first()
            .map_or(figure.known, |m| of(m).document.known);
        figure.claims = figure
            .members
            .iter()
            .map(|m| of(m).claim_id.clone())
            .collect();
        figure.documents = figure
            .members
            .iter()
            .map(|m| sources.document(*m))
            .collect();
        figure.sources = sources.count(&figure.members);
    }
    figures.sort_by(|a, b| {
        (
            a.topic,
            &a.party,
            a.at,
            a.stage,
            a.kind,
            &a.item,
            &a.place,
            &a.currency,
        )
            .cmp(&(
                b.topic,
                &b.party,
                b.at,
                b.stage,
                b.kind,
                &b.item,
                &b.place,
                &b.currency,
            ))
            .then(a.value.unwrap_or(-1.0).total_cmp(&b.value.unwrap_or(-1.0)))
            .then_with(|| a.claims.cmp(&b.claims))
    });
    figures
}

struct Raw<'a> {
    topic: Topic,
    party: &'a Who,
    item: &'a str,
    place: &'a str,
    stage: &'static str,
    kind: Kind,
    amount: Option<&'a Amount>,
}

fn raw(content: &Content) -> Option<Raw<'_>> {
    let raw = |topic, party, item, place, stage, kind, amount| {
        Some(Raw {
            topic,
            party,
            item,
            place,
            stage,
            kind,
            amount,
        })
    };
    match content {
        Content::Strength(c) => {
            let kind = match c.measure {
                Measure::Total => Kind::Level,
                Measure::Increment => Kind::Change,
                Measure::Cumulative => Kind::SinceStart,
            };
            raw(
                Topic::Strength,
                &c.contributor,
                "",
                "",
                c.status.word(),
                kind,
                c.count.as_ref(),
            )
        }
        Content::Funding(c) => {
            let kind = match c.measure {
                Some(MoneyMeasure::Increment) => Kind::Change,
                Some(MoneyMeasure::PerYear | MoneyMeasure::PerMonth) => Kind::Rate,
                Some(MoneyMeasure::Total) | None => Kind::Level,
            };
            let fund = c.recipient.as_deref().unwrap_or("mission");
            raw(
                Topic::Money,
                &c.donor,
                fund,
                "",
                c.status.word(),
                kind,
                c.amount.as_ref(),
            )
        }
        Content::Equipment(c) => raw(
            Topic::Equipment,
            &c.contributor,
            c.item.word(),
            "",
            c.status.word(),
            Kind::Level,
            c.count.as_ref(),
        ),
        Content::Toll(c) => raw(
            Topic::Toll,
            &c.nationality,
            c.victims.word(),
            c.place.as_deref().unwrap_or_default(),
            c.harm.word(),
            Kind::Level,
            c.count.as_ref(),
        ),
        Content::Control(c) => raw(
            Topic::Ground,
            &c.holder,
            &c.place,
            "",
            "held",
            Kind::Level,
            c.share.as_ref(),
        ),
        _ => None,
    }
}
