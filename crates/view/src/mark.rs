//! Marks: what stands for a claim in a picture, with its words, and where it leads.

use crate::frame::{Frame, Mark};
use crate::style::SERIES;
use maud::{Markup, html};

/// How a series looks: its class, and the shape of its marks, so that it is known without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The mission as a whole.
    Whole,
    /// One of those with a colour and a shape of their own.
    Series(usize),
    /// One of many.
    Other,
}

impl Look {
    /// That of a place in order of size.
    pub fn of(place: usize) -> Self {
        if place < SERIES {
            Self::Series(place)
        } else {
            Self::Other
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Series(0) => "s0",
            Self::Series(1) => "s1",
            Self::Series(2) => "s2",
            Self::Series(3) => "s3",
            Self::Series(4) => "s4",
            Self::Series(_) => "s5",
            Self::Other => "others",
        }
    }

    /// A mark around a point. `rough` is drawn hollow: the number is not meant to be exact.
    pub fn mark(self, x: f64, y: f64, rough: bool) -> Markup {
        let class = if rough { "rough" } else { "mark" };
        match self {
            Self::Whole => circle(x, y, 4.5, class),
            Self::Series(0) => circle(x, y, 4.0, class),
            Self::Series(1) => polygon(
                x,
                y,
                &[(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)],
                class,
            ),
            Self::Series(2) => polygon(
                x,
                y,
                &[(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)],
                class,
            ),
            Self::Series(3) => polygon(
                x,
                y,
                &[
                    (-2.0, -4.5),
                    (2.0, -4.5),
                    (4.5, 0.0),
                    (2.0, 4.5),
                    (-2.0, 4.5),
                    (-4.5, 0.0),
                ],
                class,
            ),
            Self::Series(4) => polygon(
                x,
                y,
                &[(-5.5, -2.0), (5.5, -2.0), (5.5, 2.0), (-5.5, 2.0)],
                class,
            ),
            Self::Series(_) => polygon(
                x,
                y,
                &[(-2.0, -5.5), (2.0, -5.5), (2.0, 5.5), (-2.0, 5.5)],
                class,
            ),
            Self::Other => circle(x, y, 2.5, class),
        }
    }
}

/// People who come (up) or go (down).
pub fn arrow(x: f64, y: f64, up: bool, rough: bool) -> Markup {
    let s = if up { 1.0 } else { -1.0 };
    let class = if rough { "rough" } else { "mark" };
    polygon(
        x,
        y,
        &[(0.0, -5.0 * s), (4.6, 3.5 * s), (-4.6, 3.5 * s)],
        class,
    )
}

/// Around a mark with which another source disagrees.
pub fn ring(x: f64, y: f64, look: Look) -> Markup {
    let r = if look == Look::Other { 4.5 } else { 7.5 };
    circle(x, y, r, "differs")
}

/// With words that appear when it is pointed at, and as a link where it leads somewhere.
pub fn told(frame: &Frame<'_>, mark: &Mark<'_>, words: &str, inner: Markup) -> Markup {
    match frame.links.mark(mark) {
        Some(link) => html! {
            a href=(link) tabindex="-1" aria-label=(words) { title { (words) } (inner) }
        },
        None => html! { g { title { (words) } (inner) } },
    }
}

pub fn line(x1: f64, y1: f64, x2: f64, y2: f64, class: &str) -> Markup {
    html! { line class=(class) x1=(n(x1)) y1=(n(y1)) x2=(n(x2)) y2=(n(y2)) {} }
}

/// From a baseline on: `start`, `middle` or `end` of the text stands at `x`.
pub fn text(x: f64, y: f64, anchor: &str, class: &str, words: &str) -> Markup {
    html! { text class=[(!class.is_empty()).then_some(class)] x=(n(x)) y=(n(y)) text-anchor=[(anchor != "start").then_some(anchor)] { (words) } }
}

pub fn rect(x: f64, y: f64, width: f64, height: f64, class: &str) -> Markup {
    html! { rect class=(class) x=(n(x)) y=(n(y)) width=(n(width.max(0.0))) height=(n(height.max(0.0))) {} }
}

/// `›`: more than that.
pub fn chevron(x: f64, y: f64) -> String {
    format!("M{} {}l3 3.5l-3 3.5", n(x), n(y - 3.5))
}

pub fn circle(x: f64, y: f64, r: f64, class: &str) -> Markup {
    html! { circle class=(class) cx=(n(x)) cy=(n(y)) r=(n(r)) {} }
}

fn polygon(x: f64, y: f64, corners: &[(f64, f64)], class: &str) -> Markup {
    let points: Vec<String> = (corners.iter())
        .map(|(dx, dy)| format!("{},{}", n(x + dx), n(y + dy)))
        .collect();
    html! { polygon class=(class) points=(points.join(" ")) {} }
}

/// A coordinate to a tenth of a pixel.
pub fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths == 0.0 || !tenths.is_finite() {
        return "0".to_owned();
    }
    format!("{tenths}")
}
