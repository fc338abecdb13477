use crate::line::Line;
use crate::quantity::{Home, read_line};
use crate::time::Times;
use crate::{Mention, link, reference};
use contingent_registry::Registry;
use contingent_text::{Document, Sentence};

/// Everything that stands for a time, an amount or somebody, sorted by sentence and first token.
#[must_use]
pub fn read(document: &Document, sentences: &[Sentence], registry: &Registry) -> Vec<Mention> {
    let mut found = Vec::new();
    // Times and amounts share one cutting and one scan: what is a time is no amount.
    let mut times = Times::new(document);
    let home = Home::of(document);
    for (index, sentence) in sentences.iter().enumerate() {
        let line = Line::of_sentence(document.part(sentence.part), sentence);
        let covered = times.read(&line, sentence, index, &mut found);
        read_line(&line, sentence, index, &covered, home, &mut found);
    }
    let mut page = link::read(document, sentences, registry);
    reference::read(&mut page, document);
    found.extend(page.lines.into_iter().flat_map(|line| line.mentions));
    found.sort_by_key(|m| (m.sentence, m.first, m.last));
    found
}
