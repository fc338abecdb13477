//! What stands in the rows.

use super::columns::What;
use crate::disputes::Disputes;
use contingent_claim::{Amount, Claim, ClaimType, Value};
use contingent_reckon::{Figure, Kind, MissionView, Span, Topic};
use contingent_registry::Registry;
use std::borrow::Cow;
use std::collections::HashMap;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(f64),
    Truth(bool),
}

/// A row: a cell for each column.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub(super) what: What,
    pub(super) fields: Vec<Field<'a>>,
}

/// What is known of a document beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocumentRow<'a> {
    /// Its number in the record.
    pub id: i64,
    /// The number of the page's first version.
    pub page: i64,
    /// Which version of the page it is.
    pub version: i64,
    /// Its hash, in hexadecimal.
    pub content: &'a str,
    /// The name it was added under.
    pub name: &'a str,
    /// The headline.
    pub title: &'a str,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// When it was published; what follows the day is left out.
    pub published: Option<&'a str>,
    /// Since when it could be known, as ISO 8601.
    pub known: &'a str,
    /// When it was added, as ISO 8601.
    pub added: &'a str,
    /// Where it was found.
    pub address: Option<&'a str>,
    /// Documents with the same number copy one story.
    pub voice: i64,
    /// Claims by its latest reading.
    pub claims: i64,
}

/// A claim with what the record knows of it.
#[derive(Clone, Copy, Debug)]
pub struct ClaimFacts<'a> {
    /// Its id.
    pub id: &'a str,
    /// The mission that it counts for.
    pub mission: Option<&'a str>,
    /// What was read.
    pub claim: &'a Claim,
    /// The words that carry it.
    pub words: &'a [&'a str],
    /// The rule that read it.
    pub rule: &'a str,
    /// What a reviewer decided (`accept`, `correct`, `reject`), who, and the fields put right, as JSON.
    pub verdict: Option<(&'a str, &'a str, Option<&'a str>)>,
    /// Where it stands.
    pub document: DocumentRow<'a>,
}

impl<'a> Row<'a> {
    /// Of a claim. A place without coordinates in the claim gets those that the registry has for the mission's host.
    #[must_use]
    pub fn of_claim(facts: &ClaimFacts<'a>, registry: &Registry) -> Self {
        let claim = facts.claim;
        let name = |field: &str| claim.get(field).map_or(Field::Nothing, words);
        let first = |fields: &[&str]| -> Field<'a> {
            let known = fields.iter().find_map(|f| claim.get(f));
            known.map_or(Field::Nothing, words)
        };
        let amount = ["count", "amount", "share"]
            .iter()
            .find_map(|f| match claim.get(f) {
                Some(Value::Quantity(amount)) => Some(amount),
                _ => None,
            });
        let span = claim.date.as_deref().and_then(Span::parse);
        let date =
            |day: Option<jiff::civil::Date>| day.map_or(Field::Nothing, |d| text(d.to_string()));
        let (place, at) = place_of(claim, facts.mission, registry);
        let document = &facts.document;
        let (verdict, by, correction) = match facts.verdict {
            Some((verdict, by, correction)) => {
                (some(Some(verdict)), some(Some(by)), some(correction))
            }
            None => (Field::Nothing, Field::Nothing, Field::Nothing),
        };
        let (actor, status, about, object) = match claim.kind {
            ClaimType::Strength => ("contributor", "status", &["personnel"][..], ""),
            ClaimType::Mandate => ("by", "act", &["instrument"][..], ""),
            ClaimType::Funding => ("donor", "status", &["recipient"][..], ""),
            ClaimType::Equipment => ("contributor", "status", &["item"][..], ""),
            ClaimType::Profile => ("", "attribute", &["value"][..], ""),
            ClaimType::Control => ("holder", "", &[][..], ""),
            ClaimType::Toll => ("by", "harm", &["victims"][..], ""),
            ClaimType::Role => ("person", "standing", &["body"][..], "title"),
            ClaimType::Event => ("actor", "plover", &["recipient"][..], "object"),
        };
        let value = |v: Option<f64>| {
            v.filter(|v| v.is_finite())
                .map_or(Field::Nothing, Field::Number)
        };
        Self {
            what: What::Claims,
            fields: vec![
                some(Some(facts.id)),
                text(claim.kind.name()),
                some(facts.mission),
                name(actor),
                name(status),
                name("measure"),
                first(about),
                name(object),
                value(amount.and_then(|a| a.value)),
                value(amount.and_then(|a| a.max)),
                amount.map_or(Field::Nothing, |a| text(hedge(a))),
                amount.map_or(Field::Nothing, |a| unit_of_claim(claim.kind, a)),
                some(claim.date.as_deref()),
                date(span.and_then(|s| s.first)),
                date(span.and_then(|s| s.last)),
                name("until"),
                name("nationality"),
                place.map_or(Field::Nothing, text),
                value(at.map(|at| at.0)),
                value(at.map(|at| at.1)),
                some(claim.said_by.as_deref()),
                text(facts.words.join(" … ")),
                some(Some(facts.rule)),
                verdict,
                by,
                correction,
                Field::Number(document.id as f64),
                some(Some(document.title)),
                some(document.publisher),
                day_of(document.published),
                some(Some(document.known)),
                some(document.address),
                Field::Number(document.voice as f64),
            ],
        }
    }

    /// Of each figure of the view, in its order.
    pub fn of_series(view: &'a MissionView, registry: &'a Registry) -> impl Iterator<Item = Self> {
        let disputes = Disputes::of(view);
        // Where the ground is that a claim gives coordinates of; other places are looked up once.
        let mut places: HashMap<&str, Option<Point>> = HashMap::new();
        for row in view.ground.iter().filter(|r| r.coordinates.is_some()) {
            places.entry(&row.place).or_insert(row.coordinates);
        }
        view.series.iter().map(move |figure| {
            let place = if figure.topic == Topic::Ground {
                figure.item.as_str()
            } else {
                figure.place.as_str()
            };
            let known = || known_place(place, Some(&view.mission), registry);
            let at = *places.entry(place).or_insert_with(known);
            Self::of_figure(
                view,
                figure,
                place,
                at.filter(on_earth),
                disputes.hold(figure),
            )
        })
    }

    fn of_figure(
        view: &'a MissionView,
        figure: &'a Figure,
        place: &'a str,
        at: Option<Point>,
        disputed: bool,
    ) -> Self {
        let (topic, unit): (&str, Cow<'a, str>) = match figure.topic {
            Topic::Strength => ("strength", "people".into()),
            Topic::Money => ("money", figure.currency.as_str().into()),
            Topic::Equipment => ("equipment", "things".into()),
            Topic::Toll => ("toll", "people".into()),
            Topic::Ground => ("ground", "percent".into()),
        };
        let kind = match figure.kind {
            Kind::Level => "level",
            Kind::Change => "change",
            Kind::SinceStart => "since_start",
            Kind::Rate => "rate",
        };
        let value = |v: Option<f64>| {
            v.filter(|v| v.is_finite())
                .map_or(Field::Nothing, Field::Number)
        };
        let day = |d: Option<jiff::civil::Date>| d.map_or(Field::Nothing, |d| text(d.to_string()));
        Self {
            what: What::Series,
            fields: vec![
                some(Some(&view.mission)),
                text(topic),
                some(Some(&figure.party)),
                text(figure.stage),
                text(kind),
                some(Some(&figure.item)),
                some(Some(place)),
                value(figure.value),
                value(figure.max),
                text(figure.hedge.word()),
                text(unit),
                day(Some(figure.at)),
                day(figure.from),
                day(figure.until),
                Field::Truth(figure.dated),
                day(Some(figure.known)),
                Field::Number(figure.sources as f64),
                Field::Truth(disputed),
                value(at.map(|at| at.0)),
                value(at.map(|at| at.1)),
                text(figure.claims.join(" ")),
            ],
        }
    }

    /// Of a document.
    #[must_use]
    pub fn of_document(document: &DocumentRow<'a>) -> Self {
        let number = |n: i64| Field::Number(n as f64);
        Self {
            what: What::Documents,
            fields: vec![
                number(document.id),
                number(document.page),
                number(document.version),
                some(Some(document.content)),
                some(Some(document.name)),
                some(Some(document.title)),
                some(document.publisher),
                day_of(document.published),
                some(Some(document.known)),
                some(Some(document.added)),
                some(document.address),
                number(document.voice),
                number(document.claims),
            ],
        }
    }

    /// Degrees east and north, where the row has them.
    pub(super) fn point(&self) -> Option<(f64, f64)> {
        let of = |name: &str| {
            let column = self.what.columns().iter().position(|c| c.name == name)?;
            match self.fields.get(column)? {
                Field::Number(n) => Some(*n),
                _ => None,
            }
        };
        Some((of("longitude")?, of("latitude")?))
    }
}

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Field<'a> {
    let text = text.into();
    if text.is_empty() {
        Field::Nothing
    } else {
        Field::Text(text)
    }
}

fn some(of: Option<&str>) -> Field<'_> {
    of.map_or(Field::Nothing, text)
}

/// Without the time of day.
fn day_of(moment: Option<&str>) -> Field<'_> {
    let day = moment.and_then(|m| m.get(.."2025-04-14".len()));
    some(day.filter(|d| d.parse::<jiff::civil::Date>().is_ok()))
}

fn words(value: &Value) -> Field<'_> {
    match value {
        Value::Text(words) | Value::Place { name: words, .. } => text(words.as_str()),
        Value::Several(names) => text(names.join(" and ")),
        Value::Bool(truth) => text(truth.to_string()),
        Value::Quantity(amount) => text(amount.text.as_str()),
        Value::Votes { .. } => Field::Nothing,
    }
}

/// The codebook's word, which is how the qualifier is written in JSON.
fn hedge(amount: &Amount) -> String {
    let written = serde_json::to_value(amount.qualifier).ok();
    let word = written.as_ref().and_then(|v| v.as_str());
    word.unwrap_or_default().to_owned()
}

fn unit_of_claim(kind: ClaimType, amount: &Amount) -> Field<'_> {
    match kind {
        ClaimType::Strength | ClaimType::Toll => text("people"),
        ClaimType::Equipment => text("things"),
        ClaimType::Control => text("percent"),
        _ => some(amount.currency.as_deref()),
    }
}

type Point = (f64, f64);

/// The place of a claim, with degrees north and east.
fn place_of<'a>(
    claim: &'a Claim,
    mission: Option<&str>,
    registry: &Registry,
) -> (Option<&'a str>, Option<Point>) {
    let place = claim.get("place").or_else(|| match claim.get("value") {
        Some(value @ Value::Place { .. }) => Some(value),
        _ => None,
    });
    let Some(Value::Place {
        name, coordinates, ..
    }) = place
    else {
        let name = place.and_then(|p| match p {
            Value::Text(name) => Some(name.as_str()),
            _ => None,
        });
        let at = name.and_then(|n| known_place(n, mission, registry));
        return (name, at);
    };
    let at = coordinates.or_else(|| known_place(name, mission, registry));
    (Some(name), at.filter(on_earth))
}

/// Where the registry has a place of this name in a host of the mission.
fn known_place(name: &str, mission: Option<&str>, registry: &Registry) -> Option<Point> {
    let hosts = &registry.mission(mission?)?.hosts;
    let is_country = hosts
        .iter()
        .any(|h| registry.country(h).is_some_and(|c| c.name == name));
    if name.is_empty() || is_country {
        return None;
    }
    let places = registry.places(name);
    let here = places.iter().find(|p| hosts.contains(&p.country))?;
    Some((here.latitude, here.longitude))
}

fn on_earth(at: &Point) -> bool {
    at.0.abs() <= 90.0 && at.1.abs() <= 180.0
}
