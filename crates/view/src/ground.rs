//! Who holds what: a map of the host with the places told of, and the shares over time under it.

use crate::empty::empty;
use crate::frame::{Frame, Mark};
use crate::legend::{Legend, Sign};
use crate::map_labels::{Area, place};
use crate::mark::{Look, circle, line, n, rect, text, told};
use crate::outlines::{Box4, Outline, countries, country};
use crate::picture::Picture;
use crate::projection::Projection;
use crate::shares::shares;
use crate::table::{Cell, Table};
use crate::wording::{brief, counted, day, fit, hedged, month, number, width};
use contingent_reckon::{GroundRow, Level, MissionView};
use maud::{Markup, html};
use std::collections::BTreeMap;

const TITLE: &str = "Who holds which ground";
/// The radius of a place's mark.
const R: f64 = 8.5;
/// How high a number over a mark is.
const NUMBER: f64 = 12.0;
/// So many places without room for their names are listed under the map.
const NOTES: usize = 12;
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
            Sign::Series(*look),
            frame.name(holder),
        );
    }
    let (legend, under) = legend.draw(0.0, deep + 20.0, frame.width());
    let body = html! { (map) (below) (shares) (legend) };
    let words = (TITLE.to_owned(), story.description());
    Picture::new(view, frame, words, deep + 12.0 + under, body, table)
}

/// A place with those who hold it.
struct Spot<'a> {
    name: &'a str,
    at: Option<(f64, f64)>,
    rows: Vec<(&'a GroundRow, &'a Level)>,
}

struct Story<'a> {
    view: &'a MissionView,
    hosts: Vec<&'static Outline>,
    spots: Vec<Spot<'a>>,
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

    fn look(&self, holder: &str) -> Look {
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

    /// What to show: the host, or only the part with marks where that is small; true for such a part.
    fn area(&self, frame: &Frame<'_>) -> Option<(Box4, bool)> {
        let marks = Box4::of(
            self.spots
                .iter()
                .filter_map(|s| s.at)
                .map(|(lat, lon)| (lon, lat)),
        );
        let host = (self.hosts.iter().filter_map(|h| h.bounds())).reduce(Box4::with);
        match (marks, host) {
            (None, None) => None,
            (None, Some(host)) => Some((host.around(host.span() * 0.06), false)),
            (Some(marks), None) => Some((marks.around((marks.span() * 0.4).max(1.5)), false)),
            // Several places that would lie over each other; not so near that coasts become crude.
            (Some(marks), Some(host))
                if marks.span() > 0.0 && marks.span() < host.span() * 0.25 =>
            {
                let nearest = self.nearest(marks.span(), host.span(), frame.width());
                Some((marks.around(nearest), true))
            }
            (Some(marks), Some(host)) => {
                let both = host.with(marks);
                Some((both.around(both.span() * 0.06), false))
            }
        }
    }

    /// How many degrees around the marks are seen at least: enough to know the coast by, but less where marks would cover
    /// each other.
    fn nearest(&self, marks: f64, host: f64, width: f64) -> f64 {
        let coast = (host * 0.08).max(0.2);
        let spots: Vec<(f64, f64)> = self.spots.iter().filter_map(|s| s.at).collect();
        let mut least = f64::MAX;
        for (n, a) in spots.iter().take(64).enumerate() {
            for b in spots.iter().skip(n + 1).take(64) {
                let apart = (a.0 - b.0).hypot(a.1 - b.1);
                if apart > 0.002 {
                    least = least.min(apart);
                }
            }
        }
        let apart = (width * least / (3.0 * R) - marks) / 2.0;
        coast.min(apart.max(marks * 0.2).max(0.02))
    }

    fn map(&self, frame: &Frame<'_>) -> (Markup, f64) {
        let full = frame.width();
        let Some((area, part)) = self.area(frame) else {
            return (html! {}, 0.0);
        };
        let most = if frame.narrow() { 320.0 } else { 440.0 };
        let (map, height) = Projection::fit(area, (0.0, 0.0), full, 220.0, most);
        let window = Area {
            left: 4.0,
            top: 4.0,
            right: full - 4.0,
            bottom: height - 4.0,
        };
        let land = countries()
            .iter()
            .filter(|c| c.boxes.iter().any(|b| b.meets(map.area)));
        let marks: Vec<(&Spot<'_>, f64, f64)> = (self.spots.iter())
            .filter_map(|s| {
                let (x, y) = map.at(s.at?.1, s.at?.0);
                Some((s, x, y))
            })
            .collect();
        let boxes: Vec<Area> = (marks.iter())
            .map(|(spot, x, y)| {
                let half = R * spot.rows.len().min(4) as f64;
                Area::around(*x, *y, half + 1.0, R + 1.0)
            })
            .collect();
        let (locator, corner) = if part {
            self.locator(&map, full, height, &boxes)
        } else {
            (html! {}, None)
        };
        let (scale, scale_at) = scale(&map, height);
        let mut taken = vec![scale_at];
        taken.extend(corner);
        let lines: Vec<Vec<String>> = marks
            .iter()
            .map(|(spot, ..)| self.lines(frame, spot))
            .collect();
        let sizes: Vec<(f64, f64)> = (lines.iter())
            .map(|lines| {
                let wide = lines
                    .iter()
                    .map(|l| width(l, 10.5) * 1.08)
                    .fold(0.0, f64::max);
                (wide, lines.len() as f64 * 13.0)
            })
            .collect();
        let mut places = place(&boxes, &sizes, &taken, window);
        if places.iter().any(Option::is_none) {
            // A number over the mark stands for what has no room, and needs some itself.
            let numbered: Vec<Area> = boxes.iter().map(|b| b.higher(NUMBER)).collect();
            places = place(&numbered, &sizes, &taken, window);
        }
        let numbers = numbers(&boxes, &places);
        let markup = html! {
            svg x="0" y="0" width=(n(full)) height=(n(height)) overflow="hidden" {
                (rect(0.0, 0.0, full, height, "sea"))
                @for c in land {
                    @let host = self.hosts.iter().any(|h| h.code == c.code);
                    path class=(if host { "host" } else { "land" }) d=(map.path(c)) {}
                }
                (locator)
                (scale)
                @for (spot, x, y) in &marks { (self.spot(frame, spot, *x, *y)) }
                @for ((_, x, _), (lines, label)) in marks.iter().zip(lines.iter().zip(&places)) {
                    @if let Some(label) = label { (name(lines, label, *x)) }
                }
                @for ((_, x, y), number) in marks.iter().zip(&numbers) {
                    @if let Some(number) = number {
                        (text(*x, y - R - 3.0, "middle", "small strong halo", &number.to_string()))
                    }
                }
            }
            (rect(0.5, 0.5, full - 1.0, height - 1.0, "base"))
        };
        let mut y = height + 6.0;
        let without = lines.iter().zip(&places).zip(&numbers);
        let notes = html! {
            @for ((lines, _), number) in without.filter(|((_, place), _)| place.is_none()).take(NOTES) {
                @let number = number.map_or_else(|| "·".to_owned(), |n| n.to_string());
                ({
                    y += 15.0;
                    html! {
                        (text(0.0, y, "start", "small strong", &number))
                        (text(20.0, y, "start", "small", &fit(&lines.join(" · "), 10.5, full - 20.0)))
                    }
                })
            }
        };
        (html! { (markup) (notes) }, y)
    }

    /// A place with a mark for each holder, side by side.
    fn spot(&self, frame: &Frame<'_>, spot: &Spot<'_>, x: f64, y: f64) -> Markup {
        let shown = &spot.rows[..spot.rows.len().min(4)];
        let first = x - R * (shown.len() as f64 - 1.0);
        html! {
            @for (k, (row, level)) in shown.iter().enumerate() {
                (told(
                    frame,
                    &mark_of(row, level),
                    &format!("{}: {}", spot.name, self.said(frame, row, level)),
                    pie(self.look(&row.holder), first + 2.0 * R * k as f64, y, level),
                ))
            }
        }
    }

    fn lines(&self, frame: &Frame<'_>, spot: &Spot<'_>) -> Vec<String> {
        let room = frame.width() * if frame.narrow() { 0.6 } else { 0.42 };
        let mut lines = vec![fit(spot.name, 10.5, room)];
        let said = spot.rows.iter().take(4);
        lines.extend(said.map(|(row, level)| fit(&self.said(frame, row, level), 10.5, room)));
        lines
    }

    /// `gangs 85%, Mar 2025`
    fn said(&self, frame: &Frame<'_>, row: &GroundRow, level: &Level) -> String {
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

    /// The whole host in a corner without marks, with a frame around what is seen.
    fn locator(
        &self,
        map: &Projection,
        full: f64,
        height: f64,
        marks: &[Area],
    ) -> (Markup, Option<Area>) {
        let Some(host) = (self.hosts.iter().filter_map(|h| h.bounds())).reduce(Box4::with) else {
            return (html! {}, None);
        };
        let (wide, tall) = (92.0, 70.0);
        let corners = [
            (full - wide - 6.0, 6.0),
            (6.0, 6.0),
            (full - wide - 6.0, height - tall - 6.0),
        ];
        let area = |(x, y): (f64, f64)| Area {
            left: x - 4.0,
            top: y - 4.0,
            right: x + wide + 4.0,
            bottom: y + tall + 4.0,
        };
        let count = |corner: &(f64, f64)| {
            let area = area(*corner);
            (marks.iter())
                .filter(|m| {
                    m.left < area.right
                        && area.left < m.right
                        && m.top < area.bottom
                        && area.top < m.bottom
                })
                .count()
        };
        let Some(corner) = corners.into_iter().min_by_key(count) else {
            return (html! {}, None);
        };
        let (small, _) = Projection::fit(host.around(host.span() * 0.04), corner, wide, tall, tall);
        let (left, top) = small.at(map.area.west, map.area.north);
        let (right, bottom) = small.at(map.area.east, map.area.south);
        let (left, right) = (left.max(corner.0), right.min(corner.0 + wide));
        let (top, bottom) = (top.max(corner.1), bottom.min(corner.1 + tall));
        let markup = html! {
            (rect(corner.0, corner.1, wide, tall, "paper"))
            @for host in &self.hosts { path.land d=(small.path(host)) {} }
            g.s1 { (rect(left, top, (right - left).max(3.0), (bottom - top).max(3.0), "edge")) }
            (rect(corner.0, corner.1, wide, tall, "base"))
        };
        (markup, Some(area(corner)))
    }
}

/// The name of a place with what is said of it, in its room; written towards its mark at `x`.
fn name(lines: &[String], room: &Area, x: f64) -> Markup {
    let (at, anchor) = if room.right <= x {
        (room.right, "end")
    } else {
        (room.left, "start")
    };
    html! {
        @for (k, words) in lines.iter().enumerate() {
            @let class = if k == 0 { "small strong halo" } else { "small halo" };
            (text(at, room.top + 10.5 + k as f64 * 13.0, anchor, class, words))
        }
    }
}

/// A number for each place whose name has no room on the map, where at least the number has.
fn numbers(marks: &[Area], places: &[Option<Area>]) -> Vec<Option<usize>> {
    let mut used: Vec<Area> = Vec::new();
    let mut last = 0;
    (marks.iter().zip(places))
        .map(|(mark, place)| {
            let x = (mark.left + mark.right) / 2.0;
            let area = Area {
                left: x - 8.0,
                right: x + 8.0,
                top: mark.top - NUMBER,
                bottom: mark.top,
            };
            if place.is_some() || used.iter().any(|u| u.meets(&area)) {
                return None;
            }
            used.push(area);
            last += 1;
            Some(last)
        })
        .collect()
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

/// A bar of a round number of kilometres.
fn scale(map: &Projection, height: f64) -> (Markup, Area) {
    let lengths = [
        1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0,
    ];
    let kilometres = (lengths.into_iter())
        .find(|l| l * map.kilometre() >= 50.0)
        .unwrap_or(5000.0);
    let long = (kilometres * map.kilometre()).min(200.0);
    let y = height - 10.0;
    let markup = html! {
        (line(10.0, y, 10.0 + long, y, "base"))
        (line(10.0, y - 3.0, 10.0, y, "base"))
        (line(10.0 + long, y - 3.0, 10.0 + long, y, "base"))
        (text(10.0, y - 6.0, "start", "quiet small halo", &format!("{} km", number(kilometres))))
    };
    let area = Area {
        left: 6.0,
        top: y - 18.0,
        right: 14.0 + long.max(44.0),
        bottom: height,
    };
    (markup, area)
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
