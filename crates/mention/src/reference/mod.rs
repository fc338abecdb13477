//! Words that refer back: "the force", "the council", "the prime minister", "they".

use crate::link::Page;
use contingent_text::Document;

/// Adds what class nouns, offices and pronouns refer to.
pub(crate) fn read(_page: &mut Page<'_>, _document: &Document) {}
