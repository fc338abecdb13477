//! What the signs of a picture mean, under it; only those that occur.

use crate::mark::{Look, arrow, circle, line, rect, ring, text};
use crate::wording::width;
use maud::{Markup, html};

/// A sign to explain.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// A movement, up or down.
    Arrow(bool),
    /// A hollow mark.
    Rough,
    /// A ring around a mark.
    Ring,
    /// A paler line.
    Pale,
    /// A dashed line.
    Dashed,
    /// A dotted line.
    Dots,
    /// A dotted stroke across.
    Tick,
    /// A hollow bar.
    Edge,
    /// A hollow bar with a dashed edge.
    DashedEdge,
    /// A filled bar.
    Bar,
    /// A pale bar.
    PaleBar,
    /// A holder of ground.
    Disc(Look),
}

/// The signs with their words.
#[derive(Debug, Default)]
pub struct Legend {
    signs: Vec<(Sign, String)>,
}

impl Legend {
    /// Adds a sign when it occurs.
    pub fn add(&mut self, occurs: bool, sign: Sign, words: impl Into<String>) {
        if occurs {
            self.signs.push((sign, words.into()));
        }
    }

    /// From a corner on, in lines of this width; gives the height that it takes.
    pub fn draw(&self, left: f64, top: f64, room: f64) -> (Markup, f64) {
        const LINE: f64 = 18.0;
        let (mut x, mut y) = (left, top);
        let mut placed = Vec::new();
        for (sign, words) in &self.signs {
            let wide = 24.0 + width(words, 10.5) + 16.0;
            if x > left && x + wide - 16.0 > left + room {
                (x, y) = (left, y + LINE);
            }
            placed.push((*sign, words, x, y));
            x += wide;
        }
        let markup = html! {
            @for (sign, words, x, y) in placed {
                g.muted { (drawn(sign, x + 8.0, y - 3.5)) }
                (text(x + 22.0, y, "start", "quiet small", words))
            }
        };
        let lines = if self.signs.is_empty() {
            0.0
        } else {
            y - top + LINE
        };
        (markup, lines)
    }
}

fn drawn(sign: Sign, x: f64, y: f64) -> Markup {
    match sign {
        Sign::Arrow(up) => arrow(x, y, up, false),
        Sign::Rough => circle(x, y, 4.0, "rough"),
        Sign::Ring => html! { (circle(x, y, 3.0, "mark")) (ring(x, y, Look::Whole)) },
        Sign::Pale => line(x - 8.0, y, x + 8.0, y, "line on"),
        Sign::Dashed => line(x - 8.0, y, x + 8.0, y, "line ahead"),
        Sign::Dots => line(x - 8.0, y, x + 8.0, y, "reference"),
        Sign::Tick => line(x, y - 7.0, x, y + 7.0, "reference"),
        Sign::Edge => rect(x - 8.0, y - 5.0, 16.0, 10.0, "edge"),
        Sign::DashedEdge => rect(x - 8.0, y - 5.0, 16.0, 10.0, "edge ahead"),
        Sign::Bar => rect(x - 8.0, y - 3.0, 16.0, 6.0, "bar"),
        Sign::PaleBar => rect(x - 8.0, y - 5.0, 16.0, 10.0, "pale"),
        Sign::Disc(look) => html! { g class=(look.class()) { (circle(x, y, 6.0, "bar")) } },
    }
}
