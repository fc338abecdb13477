//! Words that refer back: "the force", "the council", "the country", "the prime minister", "it".
//!
//! Sentence by sentence, in ordered steps, the sure ones first; where two things would fit, nothing is said.

mod class;
mod land;
mod live;
mod mission;
mod office;
mod pronoun;
mod state;

use crate::focus::focus;
use crate::link::Page;
use contingent_text::Document;
use live::Live;

/// Adds what class nouns, offices and pronouns refer to.
pub(crate) fn read(page: &mut Page<'_>, document: &Document) {
    let mentions: Vec<_> = page
        .lines
        .iter()
        .flat_map(|l| l.mentions.iter().cloned())
        .collect();
    let mission = focus(&mentions, document, page.registry);
    let mut live = Live::new(page, mission);
    for at in 0..page.lines.len() {
        class::find(page, &live, at);
        office::find(page, &live, at);
        pronoun::find(page, &live, at);
        live.pass(page, at);
    }
}
