//! A claim: one thing that a document says, the words that say so, and the rule that read them.

use crate::schema::{ClaimType, Field};
use contingent_mention::Qualifier;
use contingent_text::{Part, Span};
use serde::ser::{Serialize, SerializeMap, Serializer};
use smol_str::SmolStr;

/// One thing that one document says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its type, which decides its fields.
    pub kind: ClaimType,
    /// What the fields hold, by name, in schema order; a field that is not here is null.
    fields: Vec<(&'static str, Value)>,
    /// When it holds or happened, as EDTF, when the text says so.
    pub date: Option<SmolStr>,
    /// The source that the text names; `None` when the publisher speaks.
    pub said_by: Option<SmolStr>,
    /// The words, in the order of the text; never empty.
    pub evidence: Vec<Evidence>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An id, a name, a word of a closed list, a date, a code, or words of the text.
    Text(SmolStr),
    /// Several identities: a joint figure.
    Several(Vec<SmolStr>),
    /// True or false.
    Bool(bool),
    /// A number with its hedge.
    Quantity(Amount),
    /// Votes, null where not given.
    Votes {
        /// For it.
        in_favour: Option<u32>,
        /// Against it.
        against: Option<u32>,
        /// Neither.
        abstaining: Option<u32>,
    },
    /// A place with what is known of its position.
    Place {
        /// Usual name.
        name: SmolStr,
        /// Degrees north and degrees east.
        coordinates: Option<(f64, f64)>,
        /// GeoNames id.
        geonames: Option<u32>,
    },
}

/// A number with its hedge, as the codebook writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number; `None` for "dozens".
    pub value: Option<f64>,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// The hedge.
    pub qualifier: Qualifier,
    /// ISO 4217, for money.
    pub currency: Option<SmolStr>,
    /// As written.
    pub text: SmolStr,
}

/// Words that carry a claim, and the rule that read it from them.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Title or body.
    pub part: Part,
    /// Bytes in that part: the smallest clause that carries the whole claim.
    pub span: Span,
    /// The rule that made the claim from these words.
    pub rule: SmolStr,
    /// The words that fill single fields or trigger the rule, by role (`cue`, or a field's name).
    pub roles: Vec<(SmolStr, Span)>,
    /// How the rule walked the tree from its trigger to each argument, for `explain`.
    pub path: Vec<SmolStr>,
}

impl Claim {
    /// A claim with no field set.
    #[must_use]
    pub fn new(kind: ClaimType, evidence: Evidence) -> Self {
        Self {
            kind,
            fields: Vec::new(),
            date: None,
            said_by: None,
            evidence: vec![evidence],
        }
    }

    /// What a field holds.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }

    /// The words in a text field.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) | Value::Place { name: text, .. } => Some(text),
            _ => None,
        }
    }

    /// Sets a field, or clears it with `None`. A name outside the type's schema changes nothing and gives false.
    pub fn set(&mut self, name: &str, value: Option<Value>) -> bool {
        let fields = self.kind.fields();
        let Some(place) = fields.iter().position(|f| f.name == name) else {
            return false;
        };
        let rank = |name: &str| fields.iter().position(|f| f.name == name);
        self.fields.retain(|(n, _)| *n != name);
        if let Some(value) = value {
            let at = self
                .fields
                .iter()
                .position(|(n, _)| rank(n) > Some(place))
                .unwrap_or(self.fields.len());
            self.fields.insert(at, (fields[place].name, value));
        }
        true
    }

    /// Every field of the type with what it holds, in schema order.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, Option<&Value>)> {
        self.kind.fields().iter().map(|f| (f, self.get(f.name)))
    }

    /// True when both are of one type and agree on its core fields.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        use crate::schema::Core;
        self.kind == other.kind
            && self.kind.fields().iter().all(|field| {
                let (a, b) = (self.get(field.name), other.get(field.name));
                match field.core {
                    Core::No => true,
                    Core::Equal => match (a, b) {
                        (Some(Value::Quantity(a)), Some(Value::Quantity(b))) => {
                            (a.value, a.max, &a.currency) == (b.value, b.max, &b.currency)
                        }
                        _ => a == b,
                    },
                    Core::Value => match (a, b) {
                        (Some(Value::Quantity(a)), Some(Value::Quantity(b))) => a.value == b.value,
                        _ => a == b,
                    },
                    Core::Surname => surname(a) == surname(b),
                }
            })
    }

    /// `stated` when the text gives the date, `published` when the claim stands at the publication date.
    #[must_use]
    pub fn date_basis(&self) -> &'static str {
        if self.date.is_some() {
            "stated"
        } else {
            "published"
        }
    }
}

fn surname(person: Option<&Value>) -> Option<&str> {
    match person? {
        Value::Text(name) => name.split_whitespace().last(),
        _ => None,
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Place { name, .. } => serializer.serialize_str(name),
            Self::Several(ids) => ids.serialize(serializer),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Quantity(amount) => amount.serialize(serializer),
            Self::Votes {
                in_favour,
                against,
                abstaining,
            } => {
                let mut map = serializer.serialize_map(Some(3))?;
                map.serialize_entry("in_favour", in_favour)?;
                map.serialize_entry("against", against)?;
                map.serialize_entry("abstaining", abstaining)?;
                map.end()
            }
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value.map(number))?;
        map.serialize_entry("max", &self.max.map(number))?;
        map.serialize_entry("qualifier", &self.qualifier)?;
        if let Some(currency) = &self.currency {
            map.serialize_entry("currency", currency)?;
        }
        map.serialize_entry("text", &self.text)?;
        map.end()
    }
}

/// 800 rather than 800.0 in JSON.
fn number(value: f64) -> serde_json::Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        serde_json::Number::from(value as i64)
    } else {
        serde_json::Number::from_f64(value).unwrap_or_else(|| serde_json::Number::from(0))
    }
}
