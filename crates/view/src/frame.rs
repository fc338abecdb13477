//! What a picture is drawn for: how wide, with which names, and where its marks lead.

use contingent_registry::Registry;
use jiff::civil::Date;
use smol_str::SmolStr;

/// One mark of a picture, by what it stands for. The words are those of
/// [`Change`](contingent_reckon::Change): subject, whose, stage.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// `strength`, `money`, `ground`, `toll`, `office` or `position`.
    pub subject: &'static str,
    /// Whose: a contributor, a donor, a holder, a person; empty for the whole.
    pub of: &'a str,
    /// The rung, status, harm, place, office or type of event.
    pub stage: &'a str,
    /// When it stands.
    pub at: Option<Date>,
    /// The claims that it rests on.
    pub claims: &'a [SmolStr],
}

/// Where things lead to: the page, the interface for programs and a file of its own each say it in their way.
/// `None` means no link.
pub trait Links {
    /// To the evidence of a mark.
    fn mark(&self, mark: &Mark<'_>) -> Option<String>;

    /// To a country, body or group.
    fn party(&self, id: &str) -> Option<String> {
        let _ = id;
        None
    }
}

/// Nothing leads anywhere: for a picture that is a file of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLinks;

impl Links for NoLinks {
    fn mark(&self, _: &Mark<'_>) -> Option<String> {
        None
    }
}

/// What a picture is drawn for.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// In CSS pixels; what is too narrow or too wide to draw is brought into 280 to 1,600.
    pub width: f64,
    /// Names of countries, bodies and groups.
    pub registry: &'a Registry,
    /// Where marks lead.
    pub links: &'a dyn Links,
}

impl<'a> Frame<'a> {
    /// For a page of this width.
    #[must_use]
    pub fn new(width: f64, registry: &'a Registry, links: &'a dyn Links) -> Self {
        Self {
            width,
            registry,
            links,
        }
    }

    /// The width that is drawn.
    pub(crate) fn width(&self) -> f64 {
        if self.width.is_finite() {
            self.width.clamp(280.0, 1600.0).round()
        } else {
            760.0
        }
    }

    /// True for a phone.
    pub(crate) fn narrow(&self) -> bool {
        self.width() < 520.0
    }

    /// What people call the party with this id, or the parties of a joint figure; an id that nobody knows is a name itself.
    pub(crate) fn name(&self, id: &str) -> String {
        let one = |id: &str| {
            let country = || self.registry.country(id).map(|c| &c.name);
            let body = || self.registry.body(id).map(|b| &b.name);
            let group = || self.registry.group(id).map(|g| &g.name);
            let mission = || self.registry.mission(id).map(|m| &m.name);
            let name = country().or_else(body).or_else(group).or_else(mission);
            name.map_or(id, |name| name).to_owned()
        };
        id.split(" and ").map(one).collect::<Vec<_>>().join(" and ")
    }

    /// The same, but a mission by its acronym.
    pub(crate) fn short(&self, id: &str) -> String {
        let mission = self.registry.mission(id).map(|m| m.acronym.to_string());
        mission
            .filter(|acronym| !acronym.is_empty())
            .unwrap_or_else(|| self.name(id))
    }

    /// The official name of a mission.
    pub(crate) fn mission(&self, id: &str) -> String {
        self.registry
            .mission(id)
            .map_or_else(|| id.to_owned(), |m| m.name.to_string())
    }
}
