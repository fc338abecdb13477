//! A claim read from the codebook's JSON, and written as such again.

use crate::claim::{
    Amount, Claim, Content, Control, Equipment, Event, Funding, Mandate, Profile, Quote, Role,
    Strength, Toll, Votes, Who,
};
use crate::edtf::Span;
use crate::error::ReckonError;
use crate::vocabulary::{
    Act, Harm, Hedge, Item, Measure, MoneyMeasure, MoneyStatus, Personnel, Standing, Status,
    ThingStatus, Victims,
};
use contingent_claim::ClaimType;
use contingent_text::Part;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use std::fmt;

impl Claim {
    /// Reads one claim: the line that `contingent read --format jsonl` writes, or the like of another tool. Only `type`
    /// and the closed words of that type must be there; keys that the codebook does not know are passed over.
    ///
    /// # Errors
    ///
    /// When it is no JSON object, has no known type, or a closed field holds no word of its list.
    pub fn from_json(text: &str) -> Result<Self, ReckonError> {
        Line::claim(serde_json::from_str(text)?)
    }

    /// Reads one claim from JSON already parsed.
    ///
    /// # Errors
    ///
    /// As [`Claim::from_json`].
    pub fn from_value(value: Value) -> Result<Self, ReckonError> {
        Line::claim(serde_json::from_value(value)?)
    }

    /// The claim with some fields replaced, by the names and in the form of the codebook's JSON.
    ///
    /// # Errors
    ///
    /// When a value is none that the field may hold.
    pub fn corrected(&self, fields: &Map<String, Value>) -> Result<Self, ReckonError> {
        let mut value = self.to_value();
        if let Value::Object(map) = &mut value {
            for (name, field) in fields {
                map.insert(name.clone(), field.clone());
            }
        }
        Self::from_value(value)
    }

    /// The claim in the codebook's form, without offsets.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut map = Map::new();
        let mut put = |name: &str, value: Value| {
            map.insert(name.to_owned(), value);
        };
        put("type", json!(self.kind().name()));
        match &self.content {
            Content::Strength(c) => {
                put("mission", json!(c.mission));
                put("contributor", json!(c.contributor));
                put("count", amount(c.count.as_ref()));
                put("status", json!(c.status));
                put("measure", json!(c.measure));
                put("personnel", json!(c.personnel));
            }
            Content::Mandate(c) => {
                put("mission", json!(c.mission));
                put("act", json!(c.act));
                put("by", json!(c.by));
                put("instrument", json!(c.instrument));
                put("until", json!(c.until));
                put("term", json!(c.term));
                put("votes", json!(c.votes));
            }
            Content::Funding(c) => {
                put("mission", json!(c.mission));
                put("donor", json!(c.donor));
                put("amount", amount(c.amount.as_ref()));
                put("status", json!(c.status));
                put("recipient", json!(c.recipient));
                put("measure", json!(c.measure));
            }
            Content::Equipment(c) => {
                put("mission", json!(c.mission));
                put("contributor", json!(c.contributor));
                put("item", json!(c.item));
                put("count", amount(c.count.as_ref()));
                put("status", json!(c.status));
            }
            Content::Profile(c) => {
                put("mission", json!(c.mission));
                put("attribute", json!(c.attribute));
                put(
                    "value",
                    match c.value.as_str() {
                        "true" => json!(true),
                        "false" => json!(false),
                        other => json!(other),
                    },
                );
            }
            Content::Control(c) => {
                put("holder", json!(c.holder));
                put("place", json!(c.place));
                if let Some((latitude, longitude)) = c.coordinates {
                    put("latitude", json!(latitude));
                    put("longitude", json!(longitude));
                }
                put("share", amount(c.share.as_ref()));
                put("mission", json!(c.mission));
            }
            Content::Toll(c) => {
                put("harm", json!(c.harm));
                put("count", amount(c.count.as_ref()));
                put("victims", json!(c.victims));
                put("nationality", json!(c.nationality));
                put("place", json!(c.place));
                put("by", json!(c.by));
                put("mission", json!(c.mission));
            }
            Content::Role(c) => {
                put("person", json!(c.person));
                put("title", json!(c.title));
                put("body", json!(c.body));
                put("standing", json!(c.standing));
            }
            Content::Event(c) => {
                put("plover", json!(c.plover));
                put("cameo", json!(c.cameo));
                put("actor", json!(c.actor));
                put("recipient", json!(c.recipient));
                put("object", json!(c.object));
                put("place", json!(c.place));
                if c.mission.is_some() {
                    put("mission", json!(c.mission));
                }
            }
        }
        put("date", json!(self.date));
        put("said_by", json!(self.said_by));
        let quotes = self.quotes.iter();
        put(
            "evidence",
            quotes
                .map(|q| json!({"part": q.part, "quote": q.text}))
                .collect(),
        );
        Value::Object(map)
    }
}

fn amount(amount: Option<&Amount>) -> Value {
    let Some(a) = amount else {
        return Value::Null;
    };
    let number = |value: Option<f64>| match value {
        Some(v) if v.fract() == 0.0 && v.abs() < 9e15 => json!(v as i64),
        other => json!(other),
    };
    let mut value = json!({
        "value": number(a.value),
        "max": number(a.max),
        "qualifier": a.qualifier,
        "text": a.text,
    });
    if let (Some(currency), Value::Object(map)) = (&a.currency, &mut value) {
        map.insert("currency".to_owned(), json!(currency));
    }
    value
}

/// All keys that a claim can have, read in one pass and without copies.
#[derive(serde::Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line {
    r#type: Option<SmolStr>,
    mission: Option<SmolStr>,
    contributor: Who,
    donor: Who,
    holder: Who,
    by: Who,
    body: Who,
    actor: Who,
    recipient: Who,
    nationality: Who,
    count: Option<Amount>,
    amount: Option<Amount>,
    share: Option<Amount>,
    status: Option<SmolStr>,
    measure: Option<SmolStr>,
    personnel: Option<SmolStr>,
    act: Option<SmolStr>,
    instrument: Option<SmolStr>,
    until: Option<SmolStr>,
    term: Option<SmolStr>,
    votes: Option<Votes>,
    item: Option<SmolStr>,
    attribute: Option<SmolStr>,
    value: Option<Word>,
    place: Option<SmolStr>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    harm: Option<SmolStr>,
    victims: Option<SmolStr>,
    person: Option<SmolStr>,
    title: Option<SmolStr>,
    standing: Option<SmolStr>,
    plover: Option<SmolStr>,
    cameo: Option<SmolStr>,
    object: Option<SmolStr>,
    date: Option<SmolStr>,
    said_by: Option<Word>,
    evidence: Vec<Words>,
}

#[derive(serde::Deserialize)]
struct Words {
    part: Option<Part>,
    quote: Option<SmolStr>,
}

impl Line {
    fn claim(self) -> Result<Claim, ReckonError> {
        let kind = self.r#type.as_deref().unwrap_or_default();
        let Some(kind) = ClaimType::named(kind) else {
            return Err(ReckonError::Type(kind.to_owned()));
        };
        let mission = self.mission;
        let content = match kind {
            ClaimType::Strength => Content::Strength(Strength {
                mission,
                contributor: self.contributor,
                count: self.count,
                status: must("status", self.status, Status::of)?,
                measure: must("measure", self.measure, Measure::of)?,
                personnel: may("personnel", self.personnel, Personnel::of)?
                    .unwrap_or(Personnel::Unspecified),
            }),
            ClaimType::Mandate => Content::Mandate(Box::new(Mandate {
                mission,
                act: must("act", self.act, Act::of)?,
                by: self.by,
                instrument: self.instrument,
                until: self.until,
                term: self.term,
                votes: self.votes,
            })),
            ClaimType::Funding => Content::Funding(Funding {
                mission,
                donor: self.donor,
                amount: self.amount,
                status: must("status", self.status, MoneyStatus::of)?,
                recipient: self.recipient.one().cloned(),
                measure: may("measure", self.measure, MoneyMeasure::of)?,
            }),
            ClaimType::Equipment => Content::Equipment(Equipment {
                mission,
                contributor: self.contributor,
                item: must("item", self.item, Item::of)?,
                count: self.count,
                status: must("status", self.status, ThingStatus::of)?,
            }),
            ClaimType::Profile => Content::Profile(Profile {
                mission,
                attribute: must("attribute", self.attribute, |w| Some(SmolStr::new(w)))?,
                value: self.value.unwrap_or_default().0,
            }),
            ClaimType::Control => Content::Control(Control {
                mission,
                holder: self.holder,
                place: self.place.unwrap_or_default(),
                share: self.share,
                coordinates: self.latitude.zip(self.longitude),
            }),
            ClaimType::Toll => Content::Toll(Box::new(Toll {
                mission,
                harm: must("harm", self.harm, Harm::of)?,
                count: self.count,
                victims: may("victims", self.victims, Victims::of)?.unwrap_or(Victims::People),
                nationality: self.nationality,
                place: self.place,
                by: self.by,
            })),
            ClaimType::Role => Content::Role(Role {
                person: self.person.unwrap_or_default(),
                title: self.title,
                body: self.body,
                standing: may("standing", self.standing, Standing::of)?.unwrap_or(Standing::Holds),
            }),
            ClaimType::Event => Content::Event(Box::new(Event {
                mission,
                plover: must("plover", self.plover, |w| Some(SmolStr::new(w)))?,
                cameo: self.cameo,
                actor: self.actor,
                recipient: self.recipient,
                object: self.object,
                place: self.place,
            })),
        };
        let quotes = self.evidence.into_iter().filter_map(|words| {
            Some(Quote {
                part: words.part.unwrap_or(Part::Body),
                text: words.quote?,
            })
        });
        Ok(Claim {
            content,
            span: self.date.as_deref().and_then(Span::parse),
            date: self.date,
            said_by: self.said_by.map(|w| w.0).filter(|w| !w.is_empty()),
            quotes: quotes.collect(),
        })
    }
}

fn may<T>(
    field: &'static str,
    word: Option<SmolStr>,
    of: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, ReckonError> {
    let Some(word) = word else {
        return Ok(None);
    };
    of(&word).map(Some).ok_or_else(|| ReckonError::Field {
        field,
        value: word.to_string(),
    })
}

fn must<T>(
    field: &'static str,
    word: Option<SmolStr>,
    of: impl Fn(&str) -> Option<T>,
) -> Result<T, ReckonError> {
    may(field, word, of)?.ok_or_else(|| ReckonError::Field {
        field,
        value: String::new(),
    })
}

/// A string, a truth value, or a number where a word is meant.
#[derive(Default)]
struct Word(SmolStr);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a truth value")
            }
            fn visit_str<E>(self, v: &str) -> Result<Word, E> {
                Ok(Word(SmolStr::new(v)))
            }
            fn visit_bool<E>(self, v: bool) -> Result<Word, E> {
                Ok(Word(SmolStr::new_static(if v { "true" } else { "false" })))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Word, E> {
                Ok(Word(SmolStr::new(v.to_string())))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Word, E> {
                Ok(Word(SmolStr::new(v.to_string())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Word, A::Error> {
                let mut words = Vec::new();
                while let Some(Word(word)) = seq.next_element()? {
                    words.push(word);
                }
                Ok(Word(SmolStr::new(words.join(" and "))))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Who;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, a list of names or null")
            }
            fn visit_unit<E>(self) -> Result<Who, E> {
                Ok(Who::Nobody)
            }
            fn visit_str<E>(self, v: &str) -> Result<Who, E> {
                Ok(if v.is_empty() {
                    Who::Nobody
                } else {
                    Who::One(SmolStr::new(v))
                })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Who, A::Error> {
                let mut ids: Vec<SmolStr> = Vec::new();
                while let Some(id) = seq.next_element()? {
                    ids.push(id);
                }
                ids.sort();
                ids.dedup();
                Ok(match ids.len() {
                    0 => Who::Nobody,
                    1 => ids.pop().map_or(Who::Nobody, Who::One),
                    _ => Who::Several(ids),
                })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Amount;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a quantity")
            }
            fn visit_f64<E>(self, v: f64) -> Result<Amount, E> {
                Ok(Amount {
                    value: Some(v),
                    max: None,
                    qualifier: Hedge::Exact,
                    currency: None,
                    text: SmolStr::default(),
                })
            }
            fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<Amount, E> {
                self.visit_f64(v as f64)
            }
            fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<Amount, E> {
                self.visit_f64(v as f64)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Amount, A::Error> {
                #[derive(serde::Deserialize)]
                struct Parts {
                    #[serde(default)]
                    value: Option<f64>,
                    #[serde(default)]
                    max: Option<f64>,
                    #[serde(default)]
                    qualifier: Option<Hedge>,
                    #[serde(default)]
                    currency: Option<SmolStr>,
                    #[serde(default)]
                    text: Option<SmolStr>,
                }
                let parts = Parts::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(Amount {
                    value: parts.value.filter(|v| v.is_finite()),
                    max: parts.max.filter(|v| v.is_finite()),
                    qualifier: parts.qualifier.unwrap_or(Hedge::Exact),
                    currency: parts.currency,
                    text: parts.text.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_reads_back_as_it_was_written() {
        for line in [
            r#"{"type":"strength","mission":"m","contributor":["BLZ","BHS"],"count":{"value":8,"max":null,"qualifier":"exact","text":"eight"},"status":"deployed","measure":"total","date":"2024-06"}"#,
            r#"{"type":"profile","mission":"m","attribute":"un_operation","value":false}"#,
            r#"{"type":"funding","mission":"m","donor":"CAN","amount":{"value":1.5,"currency":"CAD"},"status":"pledged","recipient":"trust-fund","measure":null}"#,
            r#"{"type":"mandate","mission":"m","act":"extended","by":"un-security-council","votes":{"in_favour":13,"against":0,"abstaining":2}}"#,
            r#"{"type":"event","plover":"SUPPORT","actor":"USA","recipient":"caricom","object":"the plan"}"#,
        ] {
            let claim = Claim::from_json(line).expect(line);
            assert_eq!(Claim::from_value(claim.to_value()).expect(line), claim);
        }
        assert!(Claim::from_json("[]").is_err());
        assert!(Claim::from_json(r#"{"type":"weather"}"#).is_err());
        assert!(
            Claim::from_json(r#"{"type":"strength","status":"asleep","measure":"total"}"#).is_err()
        );
    }

    #[test]
    fn a_correction_replaces_what_it_names() {
        let claim = Claim::from_json(
            r#"{"type":"strength","mission":"m","contributor":"KEN","count":400,"status":"deployed","measure":"total"}"#,
        )
        .expect("a claim");
        let fields = json!({"count": {"value": 200, "qualifier": "exact", "text": "200"}});
        let corrected = claim
            .corrected(fields.as_object().expect("an object"))
            .expect("a correction");
        let Content::Strength(strength) = corrected.content else {
            panic!("another type");
        };
        assert_eq!(strength.count.and_then(|c| c.value), Some(200.0));
        assert_eq!(strength.contributor.one().map(SmolStr::as_str), Some("KEN"));
    }
}
