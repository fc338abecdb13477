//! What a page's head says about the article, before the text is looked at.

use contingent_text::{Complaint, Published};

/// Facts from JSON-LD, meta tags and markup; every one may be missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meta {
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) publisher: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) url: Option<String>,
    /// What the page says its language is.
    pub(crate) language: Option<String>,
    pub(crate) complaints: Vec<Complaint>,
}
