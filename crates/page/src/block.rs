//! A block: one paragraph, headline, caption, menu entry or table row of a page, on one line.

/// A piece of a page that stands by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// Its words on one line, without bullet.
    pub(crate) text: String,
    /// What the page's own markup says it is.
    pub(crate) mark: Mark,
    /// True when no empty line stands before it in a plain copy.
    pub(crate) tight: bool,
    /// Share of its letters that were links, 0 to 1.
    pub(crate) linked: f32,
    /// True inside a menu, a footer, a box for sharing or other stories.
    pub(crate) aside: bool,
    /// What the HTML extractor thinks: part of the article or not; `None` when it was not asked.
    pub(crate) vote: Option<bool>,
}

/// What markup, or in plain text a bullet, says a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A paragraph or anything else.
    #[default]
    Plain,
    /// A headline of level 1 to 6.
    Heading(u8),
    /// An entry of a list.
    Item,
    /// A row of a table.
    Row,
    /// The words under a picture.
    Caption,
}

impl Block {
    pub(crate) fn plain(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}
