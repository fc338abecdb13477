//! One line of a `.jsonl` file: a document as somebody else's program wrote it.

use super::moment::parse_moment;
use super::{Loaded, Problem};
use contingent_text::{Complaint, Document};
use serde::Deserialize;

/// The keys that are understood; others are passed over.
#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    title: Option<String>,
    published: Option<String>,
    /// Another usual name of `published`.
    date: Option<String>,
    text: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// The document on line `number` of `file`. Title and text are kept as they are, so that offsets fit them.
pub fn read(file: &str, number: u64, line: &[u8]) -> Result<Loaded, Problem> {
    let name = format!("{file} line {number}");
    let record: Record = serde_json::from_slice(line).map_err(|e| {
        Problem::new(
            &name,
            format!("is no document in JSON: {}", without_line(&e)),
        )
    })?;
    let Some(text) = record.text else {
        return Err(Problem::new(&name, "has no `text`"));
    };
    let mut complaints = Vec::new();
    let published = record
        .published
        .or(record.date)
        .and_then(|date| match parse_moment(&date) {
            Ok(moment) => Some(moment),
            Err(message) => {
                complaints.push(Complaint::new(message));
                None
            }
        });
    let document = Document {
        id: match record.id {
            Some(Id::Text(id)) => id,
            Some(Id::Number(id)) => id.to_string(),
            None => format!("{file}:{number}"),
        },
        title: record.title.unwrap_or_default(),
        body: text,
        published,
        publisher: record.publisher,
        url: record.url,
        language: record.language,
        ..Document::default()
    };
    Ok(Loaded {
        document,
        complaints,
    })
}

/// The words of a JSON error; its line is always 1 here, so only the column says something.
fn without_line(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.rsplit_once(" at line 1 column ") {
        Some((what, column)) => format!("{what} at column {column}"),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_keys_are_read_and_others_passed_over() {
        let line = br#"{"id": 7, "date": "2021-05-20", "text": "One.\n\nTwo.", "group": ["x"], "title": null}"#;
        let Loaded {
            document,
            complaints,
        } = read("a.jsonl", 1, line).unwrap();
        assert_eq!(
            (document.id.as_str(), document.body.as_str()),
            ("7", "One.\n\nTwo.")
        );
        assert_eq!(
            document.published.map(|p| p.to_string()).as_deref(),
            Some("2021-05-20")
        );
        assert!(complaints.is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let said = |line: &[u8]| {
            read("a.jsonl", 4, line)
                .map(|l| l.complaints)
                .map_err(|p| p.to_string())
        };
        assert_eq!(
            said(b"{\"id\": \"x\"}").unwrap_err(),
            "a.jsonl line 4: has no `text`"
        );
        assert!(
            said(b"{\"text\": \"x\"")
                .unwrap_err()
                .contains("EOF while parsing an object at column 12")
        );
        assert!(
            said(b"{\"text\": \"\xff\"}")
                .unwrap_err()
                .contains("a.jsonl line 4: is no document in JSON")
        );
        let complaints = said(br#"{"text": "x", "published": "yesterday"}"#).unwrap();
        assert!(complaints[0].message.contains("`yesterday` is no date"));
    }
}
