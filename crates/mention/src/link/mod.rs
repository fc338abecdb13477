//! Names in the text, resolved against the registry: countries, bodies, missions, armed groups, people and places.

mod describe;
mod group;
mod names;
mod organ;
mod page;
mod person;
mod place;
mod title;
mod unknown;

pub(crate) use describe::{class_noun, resolve};
pub(crate) use organ::{Organ, entity as organ_entity, noun as organ_noun};
pub(crate) use page::{Line, Page, country, entity_of, known};

use contingent_registry::Registry;
use contingent_text::{Document, Sentence};

/// Everything in the document that is named or described, a page of sentences with their mentions.
pub(crate) fn read<'a>(
    document: &'a Document,
    sentences: &'a [Sentence],
    registry: &'a Registry,
) -> Page<'a> {
    let mut page = Page::new(document, sentences, registry);
    names::find(&mut page);
    organ::find(&mut page);
    unknown::acronyms(&mut page);
    person::find(&mut page);
    group::find(&mut page);
    unknown::tagged(&mut page);
    describe::find(&mut page);
    page
}
