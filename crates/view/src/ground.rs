//! Who holds what: a map of the host with the places told of, and the shares over time under it.

use crate::empty::empty;
use crate::frame::{Frame, Mark};
use crate::legend::{Legend, Sign};
use crate::mark::{Look, circle, n, text, told};
use crate::outlines::{Outline, country};
use crate::picture::Picture;
use crate::shares::shares;
use crate::table::{Cell, Table};
use crate::wording::{brief, counted, day, fit, hedged, month, number};
use contingent_reckon::{GroundRow, Level, MissionView};
use maud::{Markup, html};
use std::collections::BTreeMap;

const TITLE: &str = "Who holds which ground";
/// The radius of a place's mark.
pub const R: f64 = 8.5;
/// So many places, those told of last, are drawn; the table has all.
const SPOTS: usize = 60;

/// The latest holder and share of each place, with its date; zoomed to the places where they lie close together.
#[must_use]
pub fn ground(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let table = table(view, frame);
    if view.ground.iter().all(|r| r.history.is_empty()) {
        return empty(
            view,
            frame,
            TITLE,
            "No source says who holds ground.",
            table,
        );
    }
    let story = Story::of(view, frame);
    let (map, deep) = story.map(frame);
    let (below, deep) = story.notes(frame, deep);
    let (shares, deep) = shares(view, frame, &|holder| story.look(holder), deep);
    let mut legend = Legend::default();
    for (holder, look) in &story.holders {
        legend.add(
            story.holders.len() > 1,
            Sign::Disc(*look),
            frame.name(holder),
        );
    }
    let (legend, under) = legend.draw(0.0, deep + 20.0, frame.width());
    let body = html! { (map) (below) (shares) (legend) };
    let words = (TITLE.to_owned(), story.description());
    Picture::new(view, frame, words, deep + 12.0 + under, body, table)
}

/// A place with those who hold it.
pub struct Spot<'a> {
    pub name: &'a str,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    pub rows: Vec<(&'a GroundRow, &'a Level)>,
}

/// What there is to draw.
pub struct Story<'a> {
    view: &'a MissionView,
    pub hosts: Vec<&'static Outline>,
    pub spots: Vec<Spot<'a>>,
    holders: Vec<(&'a str, Look)>,
}

impl<'a> Story<'a> {
    fn of(view: &'a MissionView, frame: &Frame<'_>) -> Self {
        let hosts = (frame.registry.mission(&view.mission)).map_or(&[][..], |m| m.hosts.as_slice());
        let mut spots: BTreeMap<&str, Spot<'a>> = BTreeMap::new();
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &view.ground {
            let Some(level) = row.history.last() else {
                continue;
            };
            *holders.entry(&row.holder).or_default() += row.history.len();
            let spot = spots.entry(&row.place).or_insert(Spot {
                name: &row.place,
                at: None,
                rows: Vec::new(),
            });
            spot.at = spot.at.or_else(|| on_the_map(row, hosts, frame));
            spot.rows.push((row, level));
        }
        let mut spots: Vec<Spot<'a>> = spots.into_values().collect();
        for spot in &mut spots {
            spot.rows
                .sort_by_key(|(_, level)| std::cmp::Reverse(level.at));
        }
        // Who is labelled first finds the most room.
        spots.sort_by_key(|s| {
            let latest = s.rows.iter().map(|(_, l)| l.at).max();
            (std::cmp::Reverse(latest), s.name)
        });
        spots.truncate(SPOTS);
        let mut order: Vec<(&str, usize)> = holders.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let holders = (order.into_iter().enumerate())
            .map(|(place, (holder, _))| (holder, Look::of(place)))
            .collect();
        Self {
            view,
            hosts: hosts.iter().filter_map(|code| country(code)).collect(),
            spots,
            holders,
        }
    }

    pub fn look(&self, holder: &str) -> Look {
        let found = self.holders.iter().find(|(h, _)| *h == holder);
        found.map_or(Look::Other, |(_, look)| *look)
    }

    fn description(&self) -> String {
        let on = self.spots.iter().filter(|s| s.at.is_some()).count();
        format!(
            "{} told of, {on} of them on the map, as of {}. Each mark is a holder of a place; the filled part is the share.",
            counted(self.spots.len(), "place"),
            day(self.view.as_of)
        )
    }

    /// `gangs 85%, Mar 2025`
    pub fn said(&self, frame: &Frame<'_>, row: &GroundRow, level: &Level) -> String {
        let holder = if row.holder.is_empty() {
            "holder not said".to_owned()
        } else {
            frame.name(&row.holder)
        };
        let share = level.value.map_or_else(String::new, |_| {
            format!(" {}%", brief(level.value, level.hedge))
        });
        format!("{holder}{share}, {} {}", month(level.at), level.at.year())
    }

    /// Places that are on no map: regions without a middle, whole countries, names nobody knows.
    fn notes(&self, frame: &Frame<'_>, top: f64) -> (Markup, f64) {
        const MOST: usize = 8;
        let off: Vec<&Spot<'_>> = self.spots.iter().filter(|s| s.at.is_none()).collect();
        let mut y = top;
        let markup = html! {
            @for spot in off.iter().take(MOST) {
                @for (row, level) in spot.rows.iter().take(2) {
                    @let words = format!("{}: {}", spot.name, self.said(frame, row, level));
                    ({
                        y += 17.0;
                        let shape = html! {
                            (pie(self.look(&row.holder), 9.0, y - 1.0, level))
                            (text(24.0, y + 3.0, "start", "small", &fit(&words, 10.5, frame.width() - 24.0)))
                        };
                        y += 4.0;
                        told(frame, &mark_of(row, level), &words, shape)
                    })
                }
            }
            @if off.len() > MOST {
                ({ y += 16.0; text(0.0, y, "start", "quiet small", &format!("and {} more in the table", off.len() - MOST)) })
            }
        };
        (markup, y + 6.0)
    }
}

/// Degrees north and east: as the claim has them, or else as the registry knows the place in a host country.
fn on_the_map(
    row: &GroundRow,
    hosts: &[smol_str::SmolStr],
    frame: &Frame<'_>,
) -> Option<(f64, f64)> {
    // A whole country has no point.
    if frame.registry.country(&row.place).is_some()
        || hosts.iter().any(|h| frame.name(h) == row.place)
    {
        return None;
    }
    let known = || {
        let places = frame.registry.places(&row.place);
        let here = places.iter().find(|p| hosts.contains(&p.country));
        here.map(|p| (p.latitude, p.longitude))
    };
    let on_earth = |(lat, lon): &(f64, f64)| lat.abs() <= 85.0 && lon.abs() <= 180.0;
    row.coordinates
        .filter(on_earth)
        .or_else(known)
        .filter(on_earth)
}

/// A disc whose filled part is the share; pale where no share is told.
pub fn pie(look: Look, x: f64, y: f64, level: &Level) -> Markup {
    let share = level.value.map(|v| (v / 100.0).clamp(0.0, 1.0));
    let r = R - 1.0;
    let slice = share.filter(|s| *s > 0.0 && *s < 0.9995).map(|share| {
        let turn = share * std::f64::consts::TAU;
        let (dx, dy) = (r * turn.sin(), -r * turn.cos());
        let large = i32::from(share > 0.5);
        format!(
            "M{0} {1}V{2}A{r} {r} 0 {large} 1 {3} {4}Z",
            n(x),
            n(y),
            n(y - r),
            n(x + dx),
            n(y + dy)
        )
    });
    html! {
        g class=(look.class()) {
            (circle(x, y, R, "paper"))
            @match share {
                None => (circle(x, y, r, "pale")),
                Some(share) if share >= 0.9995 => (circle(x, y, r, "bar")),
                Some(_) => {}
            }
            @if let Some(slice) = slice { path.bar d=(slice) {} }
            (circle(x, y, r, "edge"))
        }
    }
}

pub fn mark_of<'a>(row: &'a GroundRow, level: &'a Level) -> Mark<'a> {
    Mark {
        subject: "ground",
        of: &row.holder,
        stage: &row.place,
        at: Some(level.at),
        claims: &level.claims,
    }
}

fn table(view: &MissionView, frame: &Frame<'_>) -> Table {
    let headings = ["Place", "Holder", "#Percent", "Date", "#Sources"];
    let mut table = Table::new("Ground: every share told", &headings);
    for row in &view.ground {
        for level in &row.history {
            let share = if level.value.is_some() {
                hedged(level.value, None, level.hedge)
            } else {
                "not said".to_owned()
            };
            table.rows.push(vec![
                row.place.as_str().into(),
                Cell::linked(frame.name(&row.holder), frame.links.party(&row.holder)),
                Cell::linked(share, frame.links.mark(&mark_of(row, level))),
                day(level.at).into(),
                number(level.sources as f64).into(),
            ]);
        }
    }
    table
}
