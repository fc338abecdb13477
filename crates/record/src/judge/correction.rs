//! A correction as people write it (`count=877`), checked against what the field may hold.

use crate::error::{RecordError, Result};
use contingent_claim::{Amount, ClaimType, Domain, Value as Held};
use serde_json::Map;

/// Fields put right, as the user writes them (`count=877`, `contributor=KEN`, `date=2024-06`, `measure=`), as
/// the JSON object that is kept.
///
/// # Errors
/// When the type has no such field, or the field cannot hold that.
pub fn correction(kind: ClaimType, set: &[String]) -> Result<String> {
    let mut fields = Map::new();
    for pair in set {
        let wrong = |what: String| RecordError::Judgement(format!("`{pair}`: {what}"));
        let (name, text) = pair
            .split_once('=')
            .ok_or_else(|| wrong("write it as FIELD=VALUE".to_owned()))?;
        let (name, text) = (name.trim(), text.trim());
        let domain = match (kind.field(name), name) {
            (Some(field), _) => field.domain,
            (None, "date" | "said_by") => Domain::Text,
            (None, _) => {
                let names: Vec<_> = kind.fields().iter().map(|f| f.name).collect();
                return Err(wrong(format!(
                    "a {kind} claim has {}, date and said_by",
                    names.join(", ")
                )));
            }
        };
        let value = held(domain, text).map_err(wrong)?;
        let json = match value {
            Some(value) => serde_json::to_value(value).map_err(|e| wrong(e.to_string()))?,
            None => serde_json::Value::Null,
        };
        fields.insert(name.to_owned(), json);
    }
    if fields.is_empty() {
        return Err(RecordError::Judgement(
            "a correction needs at least one --set FIELD=VALUE".to_owned(),
        ));
    }
    Ok(serde_json::Value::Object(fields).to_string())
}

/// What a field is to hold; nothing for no words.
fn held(domain: Domain, text: &str) -> std::result::Result<Option<Held>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let amount = |text: &str, currency: Option<&str>| {
        let value: f64 = text
            .replace(['_', ' '], "")
            .parse()
            .map_err(|_| format!("`{text}` is no number"))?;
        Ok(Some(Held::Quantity(Amount {
            value: Some(value),
            max: None,
            qualifier: contingent_mention::Qualifier::Exact,
            currency: currency.map(Into::into),
            text: text.into(),
        })))
    };
    match domain {
        Domain::Quantity => amount(text, None),
        Domain::Money => match text.rsplit_once(' ') {
            Some((value, currency)) if currency.len() == 3 => amount(value, Some(currency)),
            _ => Err("write money as `110000000 USD`".to_owned()),
        },
        Domain::OneOf(words) if !words.contains(&text) => {
            Err(format!("it may be {}", words.join(", ")))
        }
        Domain::Bool => Err("it cannot be put right".to_owned()),
        Domain::Votes => Err("votes cannot be put right; reject the claim instead".to_owned()),
        Domain::Identity if text.contains(',') => Ok(Some(Held::Several(
            text.split(',').map(|t| t.trim().into()).collect(),
        ))),
        _ => Ok(Some(Held::Text(text.into()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_checked_and_applied() {
        let json = correction(
            ClaimType::Strength,
            &[
                "count=877".to_owned(),
                "date=2024-06".to_owned(),
                "measure=increment".to_owned(),
            ],
        )
        .unwrap();
        let claim = r#"{"type":"strength","status":"deployed","measure":"total"}"#;
        let claim = contingent_reckon::Claim::from_json(claim).unwrap();
        let fields: Map<_, _> = serde_json::from_str(&json).unwrap();
        let right = claim.corrected(&fields).unwrap().to_value();
        assert_eq!(right["count"]["value"], 877);
        assert_eq!(right["date"], "2024-06");
        assert_eq!(right["measure"], "increment");
        for wrong in ["count", "count=many", "colour=red", "status=gone"] {
            let error = correction(ClaimType::Strength, &[wrong.to_owned()]).unwrap_err();
            assert!(error.to_string().contains(wrong), "{error}");
        }
    }
}
