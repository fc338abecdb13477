//! Claims, numbers and names as people read them.

use contingent_reckon::{Hedge, Level};
use contingent_registry::Registry;
use serde_json::Value;

/// Names of ids. The tables are read once and shared.
pub struct Names {
    registry: Registry,
}

/// A claim in the words of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Who does it, sends it, pays it, holds it.
    pub who: String,
    /// What.
    pub what: String,
    /// The number as written.
    pub how_many: String,
    /// Its date; empty when the text gives none.
    pub when: String,
    /// The source that the text names.
    pub said_by: String,
}

impl Names {
    pub fn new() -> Self {
        Self {
            registry: Registry::embedded(),
        }
    }

    /// What people call the mission, country, body or group with this id; anything else is called by its id.
    /// Joint figures are joined by "and".
    pub fn of(&self, id: &str) -> String {
        if id.contains(" and ") {
            let parts: Vec<_> = id.split(" and ").map(|one| self.one(one)).collect();
            return parts.join(" and ");
        }
        self.one(id)
    }

    fn one(&self, id: &str) -> String {
        let registry = &self.registry;
        let country = || registry.country(id).map(|c| c.name.as_str());
        let body = || registry.body(id).map(|b| b.name.as_str());
        let group = || registry.group(id).map(|g| g.name.as_str());
        let mission = || registry.mission(id).map(|m| m.name.as_str());
        let known = mission().or_else(country).or_else(body).or_else(group);
        known.unwrap_or(id).to_owned()
    }

    /// The sentence of a change, with the name of whom it is about in the place of the id.
    pub fn change(&self, change: &contingent_reckon::Change) -> String {
        let id = change.of.as_str();
        match change.words.strip_prefix(id) {
            Some(rest) if !id.is_empty() && rest.starts_with(',') => {
                format!("{}{rest}", self.of(id))
            }
            _ => change.words.clone(),
        }
    }

    /// A mission by its short form, or by its name where it has none.
    pub fn short(&self, mission: &str) -> String {
        match self.registry.mission(mission) {
            Some(m) if !m.acronym.is_empty() => m.acronym.to_string(),
            Some(m) => m.name.to_string(),
            None => mission.to_owned(),
        }
    }

    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// A claim of the codebook's form.
    pub fn phrase(&self, claim: &Value) -> Phrase {
        let raw = |field: &str| claim.get(field).and_then(Value::as_str).unwrap_or_default();
        let text = |field: &str| raw(field).replace('_', " ");
        let name = |field: &str| self.value(claim.get(field));
        let join = |parts: &[&str], with: &str| {
            let parts: Vec<_> = parts.iter().filter(|p| !p.is_empty()).copied().collect();
            parts.join(with)
        };
        let after = |word: &str, field: &str| {
            let name = name(field);
            if name.is_empty() {
                name
            } else {
                format!("{word} {name}")
            }
        };
        let or = |name: String, other: &str| {
            if name.is_empty() {
                other.to_owned()
            } else {
                name
            }
        };
        let measure = || match raw("measure") {
            "increment" => "one movement".to_owned(),
            "cumulative" => "since the start".to_owned(),
            "total" | "" => String::new(),
            other => other.replace('_', " "),
        };
        let (who, what) = match raw("type") {
            "strength" => {
                let people = match raw("personnel") {
                    "" | "unspecified" | "mixed" => "people".to_owned(),
                    other => other.to_owned(),
                };
                let state = join(&[&people, &text("status")], " ");
                (
                    or(name("contributor"), "whole mission"),
                    join(&[&state, &measure()], ", "),
                )
            }
            "mandate" => {
                let act = format!("mandate {}", text("act"));
                let until = after("until", "until");
                (
                    or(name("by"), "nobody named"),
                    join(
                        &[&act, &name("instrument"), &until, &after("for", "term")],
                        ", ",
                    ),
                )
            }
            "funding" => {
                let to = match raw("recipient") {
                    "" | "mission" => String::new(),
                    other => format!("to {}", other.replace('-', " ")),
                };
                let money = measure().replace("one movement", "one gift");
                (
                    or(name("donor"), "no donor named"),
                    join(
                        &[&join(&["money", &text("status"), &to], " "), &money],
                        ", ",
                    ),
                )
            }
            "equipment" => (
                or(name("contributor"), "nobody named"),
                join(&[&text("item"), &text("status")], " "),
            ),
            "profile" => (text("attribute"), name("value")),
            "control" => (or(name("holder"), "nobody named"), after("holds", "place")),
            "toll" => {
                let victims = match raw("victims") {
                    "armed_group" => "armed group members",
                    "mission" => "of the mission",
                    "civilian" => "civilians",
                    other => other,
                };
                let whom = join(&[&name("nationality"), victims], " ");
                (
                    whom,
                    join(
                        &[&text("harm"), &after("in", "place"), &after("by", "by")],
                        " ",
                    ),
                )
            }
            "role" => {
                let standing = match raw("standing") {
                    "holds" => String::new(),
                    other => other.to_owned(),
                };
                (
                    name("person"),
                    join(&[&standing, &name("title"), &after("of", "body")], " "),
                )
            }
            "event" => {
                let act = join(&[stance(raw("plover")), &name("recipient")], " ");
                let object = join(&[&name("object"), &after("in", "place")], ", ");
                (
                    or(name("actor"), "nobody named"),
                    join(&[&act, &object], ": "),
                )
            }
            other => (String::new(), other.to_owned()),
        };
        let how_many = ["count", "amount", "share"]
            .iter()
            .find_map(|field| claim.get(*field).filter(|v| v.is_object()))
            .map(quantity)
            .unwrap_or_default();
        Phrase {
            who,
            what,
            how_many,
            when: raw("date").to_owned(),
            said_by: name("said_by"),
        }
    }

    /// Whatever a field holds.
    pub fn value(&self, value: Option<&Value>) -> String {
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(id)) => self.one(id),
            Some(Value::Bool(true)) => "yes".to_owned(),
            Some(Value::Bool(false)) => "no".to_owned(),
            Some(Value::Array(ids)) => {
                let ids: Vec<_> = ids.iter().map(|id| self.value(Some(id))).collect();
                ids.join(" and ")
            }
            Some(object @ Value::Object(map)) if map.contains_key("qualifier") => quantity(object),
            Some(Value::Object(votes)) => {
                let vote = |name: &str| {
                    let n = votes.get(name).and_then(Value::as_u64);
                    n.map_or_else(|| "?".to_owned(), |n| n.to_string())
                };
                format!(
                    "{} for, {} against, {} abstaining",
                    vote("in_favour"),
                    vote("against"),
                    vote("abstaining")
                )
            }
            Some(Value::Number(number)) => number.to_string(),
        }
    }
}

/// A number as the text has it, or as it was read where the words are not kept.
fn quantity(amount: &Value) -> String {
    let text = amount
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let currency = amount.get("currency").and_then(Value::as_str);
    let text = match amount.get("value").and_then(Value::as_f64) {
        Some(value) if text.is_empty() => plain(value),
        _ => text,
    };
    match currency {
        Some(code) if !text.contains(code) => format!("{text} ({code})"),
        _ => text,
    }
}

/// What an event type of PLOVER says, as a verb.
pub fn stance(plover: &str) -> &str {
    match plover {
        "AGREE" => "agrees with",
        "CONSULT" => "meets",
        "SUPPORT" => "supports",
        "CONCEDE" => "yields to",
        "COOPERATE" => "works with",
        "AID" => "aids",
        "RETREAT" => "retreats from",
        "REQUEST" => "asks",
        "ACCUSE" => "accuses",
        "REJECT" => "refuses",
        "THREATEN" => "threatens",
        "PROTEST" => "protests against",
        "SANCTION" => "sanctions",
        "MOBILIZE" => "mobilises against",
        "COERCE" => "coerces",
        "ASSAULT" => "attacks",
        other => other,
    }
}

/// How sure a number is, before it; empty for an exact one.
pub fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Exact | Hedge::Range => "",
        Hedge::About => "about ",
        Hedge::AtLeast => "at least ",
        Hedge::AtMost => "at most ",
        Hedge::MoreThan => "more than ",
        Hedge::LessThan => "less than ",
    }
}

/// A level as a number with its hedge; "some" where no number is known.
pub fn number(level: &Level) -> String {
    match level.value {
        Some(value) => format!("{}{}", hedge(level.hedge), plain(value)),
        None => "some".to_owned(),
    }
}

/// 1,000 rather than 1000.
pub fn plain(value: f64) -> String {
    let text = value.abs().to_string();
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (text.as_str(), None),
    };
    let mut out = String::from(if value < 0.0 { "−" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    match rest {
        Some(rest) => format!("{out}.{rest}"),
        None => out,
    }
}

/// As much of a headline as a list has room for.
pub fn brief(text: &str) -> String {
    const ROOM: usize = 140;
    let mut brief: String = text.chars().take(ROOM).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}

/// `1 source`, `3 sources`.
pub fn many(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{} {one}s", plain(n as f64))
    }
}

/// The words as part of an address.
pub fn escaped(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_grouped() {
        for (value, written) in [
            (0.0, "0"),
            (382.0, "382"),
            (5550.0, "5,550"),
            (-1234.5, "−1,234.5"),
            (110_300_000.0, "110,300,000"),
        ] {
            assert_eq!(plain(value), written);
        }
    }

    #[test]
    fn a_claim_reads_like_a_line_of_a_table() {
        let names = Names::new();
        let claim = json!({
            "type": "strength", "mission": "mss-haiti", "contributor": "KEN", "status": "deployed", "measure": "increment",
            "personnel": "police", "count": {"value": 400, "qualifier": "exact", "text": "400"}, "date": "2024-06-25", "said_by": "USA"
        });
        let phrase = names.phrase(&claim);
        assert_eq!(phrase.who, "Kenya");
        assert_eq!(phrase.what, "police deployed, one movement");
        assert_eq!(
            (phrase.how_many.as_str(), phrase.when.as_str()),
            ("400", "2024-06-25")
        );
        assert_eq!(names.phrase(&json!({})), Phrase::default());
        assert_eq!(names.of("GTM and SLV"), "Guatemala and El Salvador");
    }

    #[test]
    fn addresses_take_any_words() {
        assert_eq!(escaped("a b/ü&?"), "a%20b%2F%C3%BC%26%3F");
    }
}
