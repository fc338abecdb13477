//! A finished picture: markup for a page, a file of its own, and the table behind it.

use crate::frame::Frame;
use crate::style::{SPACE, file_style};
use crate::table::{MOST_ROWS, Table};
use crate::wording::{clean, counted, day, fit, width};
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
    foot: Vec<String>,
    body: String,
    linked: bool,
}

/// Room above and below the picture in a file of its own.
const HEAD: f64 = 62.0;
const FOOT: f64 = 14.0;
const FOOT_LINE: f64 = 16.0;
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
        let mut table = table;
        table.hide(table.rows.len().saturating_sub(MOST_ROWS));
        table.rows.truncate(MOST_ROWS);
        Self {
            headline: frame.mission(&view.mission),
            foot: foot(view, width),
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
        let (width, height) = (
            self.width + 2.0 * SIDE,
            self.height + HEAD + FOOT + FOOT_LINE * self.foot.len() as f64,
        );
        let room = self.width;
        let markup = html! {
            svg.picture xmlns=(SPACE) role=(self.role()) aria-label=(clean(&self.title))
                viewBox=(format!("{} {} {width} {height}", -SIDE, -HEAD)) width=(width) height=(height) {
                title { (clean(&format!("{}: {}", self.headline, self.title))) }
                desc { (clean(&self.description)) }
                style { (PreEscaped(file_style(theme))) }
                rect.paper x=(-SIDE) y=(-HEAD) width=(width) height=(height) {}
                text.headline x="0" y="-36" { (clean(&fit(&self.title, 17.0, room / 1.1))) }
                text.quiet x="0" y="-17" { (clean(&fit(&self.headline, 12.0, room))) }
                (PreEscaped(&self.body))
                @for (n, line) in self.foot.iter().enumerate() {
                    text.small.quiet x="0" y=(self.height + FOOT + 4.0 + FOOT_LINE * n as f64) { (clean(line)) }
                }
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

/// Of which days, and from how much: in one line where there is room, else in two.
fn foot(view: &MissionView, room: f64) -> Vec<String> {
    let mut days = format!("As of {}", day(view.as_of));
    if view.known_on != view.as_of {
        days += &format!(", by what was known on {}", day(view.known_on));
    }
    let from = format!(
        "{}, {}. Contingent",
        counted(view.documents, "document"),
        counted(view.sources, "independent source")
    );
    let one = format!("{days}. {from}");
    if width(&one, 10.5) <= room {
        vec![one]
    } else {
        vec![fit(&days, 10.5, room), fit(&from, 10.5, room)]
    }
}
