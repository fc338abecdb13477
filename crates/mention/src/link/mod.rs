//! Names in the text, resolved against the registry: countries, bodies, missions, armed groups, people and places.

mod class_noun;
mod describe;
mod fit;
mod group;
mod names;
mod organ;
mod page;
mod person;
mod place;
mod role;
mod title;
mod unknown;

pub(crate) use class_noun::class_noun;
pub(crate) use describe::describe;
pub(crate) use fit::resolve;
pub(crate) use organ::{Organ, entity as organ_entity, name_of as organ_name, noun as organ_noun};
pub(crate) use page::{Line, Page, country, entity_of, known};
pub(crate) use place::entity as place_entity;
pub(crate) use title::head as title_head;

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
