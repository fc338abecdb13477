use crate::{Mention, link, quantity, reference, time};
use contingent_registry::Registry;
use contingent_text::{Document, Sentence};

/// Everything that stands for a time, an amount or somebody, sorted by sentence and first token.
#[must_use]
pub fn read(document: &Document, sentences: &[Sentence], registry: &Registry) -> Vec<Mention> {
    let mut found = Vec::new();
    time::read(document, sentences, &mut found);
    quantity::read(document, sentences, &mut found);
    let mut page = link::read(document, sentences, registry);
    reference::read(&mut page, document);
    found.extend(page.lines.into_iter().flat_map(|line| line.mentions));
    found.sort_by_key(|m| (m.sentence, m.first, m.last));
    found
}
