//! What of a claim must agree: its core fields, brought to one spelling.

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// The core of a claim, to be compared with another's.
#[derive(Clone, Debug, PartialEq)]
pub struct Core(pub Vec<Part>);

/// One core field.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A name or an id without case, accents, hyphens and a leading "the".
    Name(Option<String>),
    /// A word of a closed list, as it is.
    Word(Value),
    /// A number: lower and upper end, and the currency where it counts. `None` when the field is no quantity:
    /// an unknown count differs from "dozens".
    Number(Option<Vec<Option<f64>>>, Option<Value>),
}

/// The core of a claim of this type.
pub fn core(kind: &str, claim: &Map<String, Value>) -> Core {
    let get = |field: &str| claim.get(field).unwrap_or(&Value::Null);
    let name = |field: &str| Part::Name(normal(get(field)));
    let word = |field: &str| Part::Word(get(field).clone());
    Core(match kind {
        "strength" => vec![
            name("mission"),
            name("contributor"),
            range(get("count")),
            word("status"),
            word("measure"),
        ],
        "mandate" => vec![name("mission"), word("act"), name("by")],
        "funding" => vec![
            name("mission"),
            name("donor"),
            money(get("amount")),
            word("status"),
        ],
        "equipment" => {
            vec![
                name("mission"),
                name("contributor"),
                word("item"),
                lower_end(get("count")),
                word("status"),
            ]
        }
        "profile" => vec![name("mission"), word("attribute"), name("value")],
        "control" => vec![name("holder"), name("place"), lower_end(get("share"))],
        "toll" => vec![word("harm"), range(get("count")), name("victims")],
        "role" => vec![
            Part::Name(normal(get("person")).map(|n| last_word(&n))),
            name("body"),
        ],
        "event" => {
            // Other scorers and labellers call the event's type by other names.
            let spoken = ["plover", "event_type", "event", "class"].map(get);
            let plover = spoken
                .into_iter()
                .find(|v| truthy(v))
                .unwrap_or(get("class"))
                .clone();
            vec![Part::Word(plover), name("actor"), name("recipient")]
        }
        _ => Vec::new(),
    })
}

/// Names in one spelling, so that "The Bahamas" and "bahamas" are one.
pub fn normal(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Array(several) => {
            let mut names: Vec<_> = several.iter().filter_map(normal).collect();
            names.sort();
            return Some(names.join("+"));
        }
        Value::Object(thing) => {
            let named = ["id", "iso3", "name"]
                .iter()
                .filter_map(|key| thing.get(*key))
                .find(|v| truthy(v));
            match named {
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
                None => value.to_string(),
            }
        }
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    };
    let plain: String = text
        .nfkd()
        .filter(char::is_ascii)
        .collect::<String>()
        .to_ascii_lowercase();
    let plain = plain.trim();
    let plain = plain
        .strip_prefix("the ")
        .unwrap_or(plain)
        .replace(['_', '-'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!plain.is_empty()).then_some(plain)
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_owned()
}

fn range(quantity: &Value) -> Part {
    Part::Number(ends(quantity), None)
}

fn money(quantity: &Value) -> Part {
    let currency = quantity
        .as_object()
        .map(|q| q.get("currency").cloned().unwrap_or(Value::Null));
    Part::Number(ends(quantity), currency)
}

fn lower_end(quantity: &Value) -> Part {
    let lower = ends(quantity).and_then(|ends| ends.first().copied().flatten());
    Part::Number(Some(vec![lower]), None)
}

fn ends(quantity: &Value) -> Option<Vec<Option<f64>>> {
    let quantity = quantity.as_object()?;
    Some(
        ["value", "max"]
            .iter()
            .map(|end| quantity.get(*end).and_then(Value::as_f64))
            .collect(),
    )
}

/// What counts as a value where several keys are tried in turn.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(several) => !several.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_lose_case_accents_hyphens_and_the() {
        for (value, plain) in [
            (json!("The Bahamas"), Some("bahamas")),
            (json!("Fils-Aimé"), Some("fils aime")),
            (json!("un_security-council "), Some("un security council")),
            (json!(["JAM", "BLZ", null]), Some("blz+jam")),
            (json!({"iso3": "KEN"}), Some("ken")),
            (json!(false), Some("false")),
            (json!("—"), None),
            (json!(null), None),
        ] {
            assert_eq!(normal(&value).as_deref(), plain, "{value}");
        }
    }

    #[test]
    fn an_unknown_count_differs_from_dozens_but_not_where_only_the_value_counts() {
        let unknown = json!(null);
        let dozens = json!({"value": null, "max": null, "qualifier": "about", "text": "dozens"});
        assert_ne!(range(&unknown), range(&dozens));
        assert_eq!(lower_end(&unknown), lower_end(&dozens));
    }
}
