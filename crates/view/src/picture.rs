//! A finished picture: markup for a page, a file of its own, and the table behind it.

use crate::frame::Frame;
use crate::style::{SPACE, file_style};
use crate::table::Table;
use crate::wording::{clean, counted, day, fit};
use contingent_reckon::MissionView;
use maud::{Markup, PreEscaped, html};

/// By which colours a file is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Light, or dark where the reader prefers it; for viewers that know such preferences.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A picture and the facts that it shows.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it shows, in a few words.
    pub title: String,
    /// What can be seen in it, in a sentence or two.
    pub description: String,
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    /// The facts behind it.
    pub table: Table,
    /// The title for a file: of which mission, and by what.
    headline: String,
    foot: String,
    body: String,
    linked: bool,
}

/// Room above and below the picture in a file of its own.
const HEAD: f64 = 62.0;
const FOOT: f64 = 30.0;
const SIDE: f64 = 16.0;

impl Picture {
    pub(crate) fn new(
        view: &MissionView,
        frame: &Frame<'_>,
        words: (String, String),
        height: f64,
        body: Markup,
        table: Table,
    ) -> Self {
        Self::sized(view, frame, words, (frame.width(), height), body, table)
    }

    pub(crate) fn sized(
        view: &MissionView,
        frame: &Frame<'_>,
        (title, description): (String, String),
        (width, height): (f64, f64),
        body: Markup,
        table: Table,
    ) -> Self {
        let body = body.into_string();
        Self {
            headline: frame.mission(&view.mission),
            foot: format!(
                "As of {}, known on {}. {}, {}. Contingent",
                day(view.as_of),
                day(view.known_on),
                counted(view.documents, "document"),
                counted(view.sources, "source"),
            ),
            title,
            description,
            width,
            height: height.ceil(),
            table,
            linked: body.contains("<a "),
            body: clean(&body),
        }
    }

    /// For a page that carries [`page_style`](crate::page_style).
    ///
    /// Marks are links, but not stops of the Tab key: there may be hundreds, and the table has the same links.
    #[must_use]
    pub fn markup(&self) -> Markup {
        html! {
            svg.picture xmlns=(SPACE) role=(self.role()) aria-label=(clean(&self.title))
                viewBox=(format!("0 0 {} {}", self.width, self.height)) width=(self.width) height=(self.height) {
                title { (clean(&self.title)) }
                desc { (clean(&self.description)) }
                (PreEscaped(&self.body))
            }
        }
    }

    /// A file of its own, with a headline, a source line and its own style.
    #[must_use]
    pub fn file(&self, theme: Theme) -> String {
        let (width, height) = (self.width + 2.0 * SIDE, self.height + HEAD + FOOT);
        let room = self.width;
        let markup = html! {
            svg.picture xmlns=(SPACE) role=(self.role()) aria-label=(clean(&self.title))
                viewBox=(format!("{} {} {width} {height}", -SIDE, -HEAD)) width=(width) height=(height) {
                title { (clean(&format!("{}: {}", self.headline, self.title))) }
                desc { (clean(&self.description)) }
                style { (PreEscaped(file_style(theme))) }
                rect.paper x=(-SIDE) y=(-HEAD) width=(width) height=(height) {}
                text.headline x="0" y="-36" { (clean(&fit(&self.title, 17.0, room))) }
                text.quiet x="0" y="-17" { (clean(&fit(&self.headline, 12.0, room))) }
                (PreEscaped(&self.body))
                text.small.quiet x="0" y=(self.height + FOOT - 12.0) { (clean(&fit(&self.foot, 10.5, room))) }
            }
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n",
            markup.into_string()
        )
    }

    /// A group when there is something in it to follow, since what is in an image is not announced.
    fn role(&self) -> &'static str {
        if self.linked { "group" } else { "img" }
    }
}
