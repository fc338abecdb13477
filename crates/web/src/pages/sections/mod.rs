//! The parts of a mission's page.

mod acts;
mod ground;
mod money;
mod people;
mod sources;

pub use acts::{events, mandate, positions};
pub use ground::{ground, harm};
pub use money::{equipment, money};
pub use people::{RUNGS, offices, strength};
pub use sources::{differ, sources_elsewhere, sources_list};

use super::figure;
use crate::app::Days;
use crate::cache::Known;
use crate::layout::level;
use crate::words::Names;
use contingent_reckon::{Level, MissionView};
use maud::{Markup, html};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::HashSet;

/// What each part needs.
pub struct Section<'a> {
    pub view: &'a MissionView,
    pub names: &'a Names,
    pub days: &'a Days,
    differing: Cow<'a, HashSet<SmolStr>>,
}

impl<'a> Section<'a> {
    pub fn new(known: &'a Known, names: &'a Names, days: &'a Days) -> Self {
        Self {
            view: &known.view,
            names,
            days,
            differing: Cow::Borrowed(known.differing()),
        }
    }

    /// Of a view that has the latest of everything only.
    pub fn in_short(view: &'a MissionView, names: &'a Names, days: &'a Days) -> Self {
        let differing = view.findings.iter().flat_map(|f| &f.claims).cloned();
        Self {
            view,
            names,
            days,
            differing: Cow::Owned(differing.collect()),
        }
    }

    /// The page of a figure.
    pub fn href(&self, key: &str) -> String {
        figure::href(&self.view.mission, self.days, key)
    }

    /// True when another number differs from one of these.
    pub fn differs(&self, claims: &[SmolStr]) -> bool {
        claims.iter().any(|c| self.differing.contains(c))
    }

    fn cell(&self, one: Option<&Level>, key: &str) -> Markup {
        html! {
            @match one {
                Some(one) => (level(one, &self.href(key), self.differs(&one.claims))),
                None => span.none title="not told" { "–" },
            }
        }
    }

    fn party(&self, id: &str, nobody: &str) -> String {
        if id.is_empty() {
            nobody.to_owned()
        } else {
            self.names.of(id)
        }
    }
}

/// The first so many lines of a long table; the rest is unfolded, as far as anybody reads a table.
fn folded(rows: &[Markup], head: &Markup, shown: usize) -> Markup {
    const MOST: usize = 150;
    let rest = rows.get(shown..).unwrap_or_default();
    html! {
        div.wide { table.list { thead { (head) } tbody { @for row in rows.iter().take(shown) { (row) } } } }
        @if !rest.is_empty() {
            details { summary { (rest.len()) " more" }
                div.wide { table.list { thead { (head) } tbody { @for row in rest.iter().take(MOST) { (row) } } } }
                @if rest.len() > MOST { p.quiet { "and " (rest.len() - MOST) " more; the API gives all." } }
            }
        }
    }
}

/// A part of the page; nothing where there is nothing to tell.
fn section(id: &str, title: &str, about: &str, content: Option<Markup>) -> Markup {
    let Some(content) = content else {
        return html! {};
    };
    html! {
        section id=(id) {
            h2 { (title) }
            @if !about.is_empty() { p.quiet { (about) } }
            (content)
        }
    }
}
