//! The codebook's form: one JSON object a claim, its keys in the codebook's order.

use crate::model::{Claim, Evidence, Value};
use crate::schema::Domain;
use contingent_text::{CharOffsets, Document, Part};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Writes the claims of one document; keeps what turns bytes into characters.
pub struct JsonForm<'d> {
    document: &'d Document,
    title: CharOffsets<'d>,
    body: CharOffsets<'d>,
}

impl<'d> JsonForm<'d> {
    /// For the claims of `document`.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            title: CharOffsets::new(&document.title),
            body: CharOffsets::new(&document.body),
        }
    }

    /// The claim as something that serde writes.
    #[must_use]
    pub fn claim<'a>(&'a self, claim: &'a Claim) -> impl Serialize + 'a {
        ClaimForm { form: self, claim }
    }
}

struct ClaimForm<'a> {
    form: &'a JsonForm<'a>,
    claim: &'a Claim,
}

impl Serialize for ClaimForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let claim = self.claim;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("document", &self.form.document.id)?;
        map.serialize_entry("type", claim.kind.name())?;
        for (field, value) in claim.fields() {
            map.serialize_entry(field.name, &value)?;
            if field.domain == Domain::Place
                && let Some(Value::Place {
                    coordinates,
                    geonames,
                    ..
                }) = value
            {
                if let Some((latitude, longitude)) = coordinates {
                    map.serialize_entry("latitude", latitude)?;
                    map.serialize_entry("longitude", longitude)?;
                }
                if let Some(geonames) = geonames {
                    map.serialize_entry("geonames", geonames)?;
                }
            }
        }
        map.serialize_entry("date", &claim.date)?;
        map.serialize_entry("date_basis", claim.date_basis())?;
        map.serialize_entry("said_by", &claim.said_by)?;
        let evidence: Vec<_> = (claim.evidence.iter())
            .map(|evidence| EvidenceForm {
                form: self.form,
                evidence,
            })
            .collect();
        map.serialize_entry("evidence", &evidence)?;
        map.end()
    }
}

struct EvidenceForm<'a> {
    form: &'a JsonForm<'a>,
    evidence: &'a Evidence,
}

impl Serialize for EvidenceForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Evidence {
            part,
            span,
            rule,
            roles,
            ..
        } = self.evidence;
        let offsets = match part {
            Part::Title => &self.form.title,
            Part::Body => &self.form.body,
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("part", part)?;
        map.serialize_entry("start", &offsets.chars(span.start))?;
        map.serialize_entry("end", &offsets.chars(span.end))?;
        map.serialize_entry("quote", span.of(self.form.document.part(*part)))?;
        map.serialize_entry("rule", rule)?;
        let roles: Vec<_> = (roles.iter())
            .map(|(role, span)| (role, offsets.chars(span.start), offsets.chars(span.end)))
            .collect();
        map.serialize_entry("roles", &roles)?;
        map.end()
    }
}
