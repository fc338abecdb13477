//! A claim as JSON: the codebook's form read back, and a shorter one for reckoning.

use contingent_claim::{Amount, Claim, ClaimType, Domain, Evidence, Value};
use contingent_mention::Qualifier;
use contingent_text::{Part, Span};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::fmt;

/// A claim as it stands in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The claim; its evidence is empty, since bytes can only be told with the text.
    pub claim: Claim,
    /// The evidence in characters.
    pub evidence: Vec<Words>,
}

/// One piece of evidence, in characters, as the codebook writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Title or body.
    pub part: Part,
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words there.
    #[serde(default)]
    pub quote: String,
    /// The rule that read them.
    #[serde(default)]
    pub rule: SmolStr,
    /// The words that fill single fields.
    #[serde(default)]
    pub roles: Vec<(SmolStr, u32, u32)>,
}

impl Words {
    /// With byte offsets into `text`, the part it speaks of.
    pub fn evidence(&self, text: &Bytes<'_>) -> Evidence {
        let span = |start, end| Span::new(text.byte(start), text.byte(end));
        Evidence {
            part: self.part,
            span: span(self.start, self.end),
            rule: self.rule.clone(),
            roles: (self.roles.iter())
                .map(|(role, start, end)| (role.clone(), span(*start, *end)))
                .collect(),
            path: Vec::new(),
        }
    }
}

/// Turns characters of a text into bytes.
pub struct Bytes<'t> {
    text: &'t str,
    ascii: bool,
}

impl<'t> Bytes<'t> {
    /// For this text.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
        }
    }

    /// The byte where a character begins (clamped to the text).
    pub fn byte(&self, character: u32) -> usize {
        let character = character as usize;
        if self.ascii {
            return character.min(self.text.len());
        }
        self.text
            .char_indices()
            .nth(character)
            .map_or(self.text.len(), |(byte, _)| byte)
    }
}

/// What reckoning needs of a claim: its fields but for those that are null, and its words without their places.
pub struct Short<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// Its words.
    pub quotes: Vec<(Part, &'c str)>,
}

impl Serialize for Short<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { claim, quotes } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", claim.kind.name())?;
        for (field, value) in claim.fields() {
            let Some(value) = value else { continue };
            map.serialize_entry(field.name, value)?;
            if let (
                Domain::Place,
                Value::Place {
                    coordinates: Some((latitude, longitude)),
                    ..
                },
            ) = (field.domain, value)
            {
                map.serialize_entry("latitude", latitude)?;
                map.serialize_entry("longitude", longitude)?;
            }
        }
        if let Some(date) = &claim.date {
            map.serialize_entry("date", date)?;
        }
        if let Some(said_by) = &claim.said_by {
            map.serialize_entry("said_by", said_by)?;
        }
        // Why figures differ is asked of figures only, and their words take most of the room.
        let figures = ["count", "amount", "share"];
        if figures.iter().any(|field| claim.get(field).is_some()) {
            let quotes: Vec<_> = (quotes.iter())
                .map(|(part, quote)| Quote { part: *part, quote })
                .collect();
            map.serialize_entry("evidence", &quotes)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Quote<'c> {
    part: Part,
    quote: &'c str,
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FormVisitor)
    }
}

struct FormVisitor;

impl<'de> Visitor<'de> for FormVisitor {
    type Value = Form;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a claim")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Form, A::Error> {
        let mut kind = None;
        let mut fields: Vec<(&'de str, Option<Value>)> = Vec::with_capacity(8);
        let (mut date, mut said_by) = (None, None);
        let mut evidence = Vec::new();
        let (mut latitude, mut longitude, mut geonames) = (None, None, None);
        while let Some(key) = map.next_key::<&'de str>()? {
            match key {
                "type" => kind = ClaimType::named(map.next_value::<&'de str>()?),
                "date" => date = map.next_value::<Option<SmolStr>>()?,
                "said_by" => said_by = map.next_value::<Option<SmolStr>>()?,
                "latitude" => latitude = map.next_value::<Option<f64>>()?,
                "longitude" => longitude = map.next_value::<Option<f64>>()?,
                "geonames" => geonames = map.next_value::<Option<u32>>()?,
                "evidence" => evidence = map.next_value::<Vec<Words>>()?,
                "document" | "date_basis" => {
                    map.next_value::<de::IgnoredAny>()?;
                }
                _ => fields.push((key, map.next_value_seed(Field)?)),
            }
        }
        let kind = kind.ok_or_else(|| de::Error::custom("no known claim type"))?;
        let mut claim = empty(kind);
        for (name, value) in fields {
            let Some(field) = kind.field(name) else {
                continue;
            };
            let value = match value {
                Some(Value::Text(name))
                    if field.domain == Domain::Place
                        || field.domain == Domain::Any && latitude.is_some() =>
                {
                    Some(Value::Place {
                        name,
                        coordinates: latitude.zip(longitude),
                        geonames,
                    })
                }
                value => value,
            };
            claim.set(name, value);
        }
        claim.date = date;
        claim.said_by = said_by;
        Ok(Form { claim, evidence })
    }
}

/// A claim of this type that says nothing yet.
pub fn empty(kind: ClaimType) -> Claim {
    let nowhere = Evidence {
        part: Part::Body,
        span: Span::new(0, 0),
        rule: SmolStr::default(),
        roles: Vec::new(),
        path: Vec::new(),
    };
    let mut claim = Claim::new(kind, nowhere);
    claim.evidence.clear();
    claim
}

/// What a field holds, told by what it looks like.
struct Field;

impl<'de> DeserializeSeed<'de> for Field {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Field {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what a claim's field may hold")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Value::Text(text.into())))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Some(Value::Bool(truth)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = seq.next_element::<SmolStr>()? {
            names.push(name);
        }
        Ok(Some(Value::Several(names)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut amount = Amount {
            value: None,
            max: None,
            qualifier: Qualifier::Exact,
            currency: None,
            text: SmolStr::default(),
        };
        let (mut in_favour, mut against, mut abstaining) = (None, None, None);
        let mut is_vote = false;
        while let Some(key) = map.next_key::<&'de str>()? {
            match key {
                "value" => amount.value = map.next_value()?,
                "max" => amount.max = map.next_value()?,
                "qualifier" => amount.qualifier = map.next_value()?,
                "currency" => amount.currency = map.next_value()?,
                "text" => amount.text = map.next_value()?,
                "in_favour" => {
                    is_vote = true;
                    in_favour = map.next_value()?;
                }
                "against" => against = map.next_value()?,
                "abstaining" => abstaining = map.next_value()?,
                _ => {
                    map.next_value::<de::IgnoredAny>()?;
                }
            }
        }
        Ok(Some(if is_vote {
            Value::Votes {
                in_favour,
                against,
                abstaining,
            }
        } else {
            Value::Quantity(amount)
        }))
    }
}
