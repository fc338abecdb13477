//! A news page or a plain copy of one, read into title, byline, publication time, publisher and body.
//!
//! Bytes go in; a [`Document`](contingent_text::Document) comes out, and a list of what could not be
//! made sense of. Nothing here fails on content, does input or output, or reads a clock. This crate
//! knows nothing of grammar, missions or claims: it finds the article, not what the article says.
//!
//! On the way: bytes are [decoded](decode()) into text; HTML or plain text becomes a list of blocks
//! (a paragraph, a menu entry, a caption); each block is told apart by what it looks like; the best
//! run of paragraphs is the body, and what stands above it is read for title, byline and date.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod article;
mod block;
mod byline;
mod clean;
mod dates;
mod decode;
mod furniture;
mod head;
mod head_of_page;
mod html;
mod json_ld;
mod kind;
mod language;
mod meta;
mod nesting;
mod page;
mod plain;
mod region;
mod stamp;
mod stamp_line;
mod when;

pub use decode::decode;
pub use page::{MAX_BYTES, Page, read, read_html, read_plain};
