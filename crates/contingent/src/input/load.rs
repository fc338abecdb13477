//! From the bytes of one document to the document.

use super::{Item, Problem, record};
use contingent_text::{Complaint, Document, Published};

/// A document, and what was wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Ready to be read for claims.
    pub document: Document,
    /// What could not be made sense of, or was repaired.
    pub complaints: Vec<Complaint>,
}

/// Reads the document of an item; one that does not say when it was published gets `published`.
///
/// A document without a word, and one in a language that is not read, is a problem and no document.
pub fn load(item: Item, published: Option<&Published>) -> Result<Loaded, Problem> {
    let (name, mut loaded) = match item {
        Item::Unread(problem) => return Err(problem),
        Item::Record {
            file,
            number,
            bytes,
        } => (
            format!("{file} line {number}"),
            record::read(&file, number, &bytes)?,
        ),
        Item::Page { name, kind, bytes } => {
            let contingent_page::Page {
                mut document,
                complaints,
            } = contingent_page::read(&kind, &bytes);
            document.id.clone_from(&name);
            (
                name,
                Loaded {
                    document,
                    complaints,
                },
            )
        }
    };
    let Loaded {
        document,
        complaints,
    } = &mut loaded;
    if document.title.trim().is_empty() && document.body.trim().is_empty() {
        let said: Vec<_> = complaints.iter().map(|c| c.message.as_str()).collect();
        let why = if said.is_empty() {
            "holds no text".to_owned()
        } else {
            said.join("; ")
        };
        return Err(Problem { name, message: why });
    }
    if document.published.is_none()
        && let Some(published) = published
    {
        document.published = Some(published.clone());
        complaints.retain(|c| !c.message.contains("date of publication"));
    }
    Ok(loaded)
}
