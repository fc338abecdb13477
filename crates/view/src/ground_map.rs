//! The maps of the ground held: what part of the world is seen, the places with their names, and where that part is.

use crate::frame::Frame;
use crate::ground::{R, Spot, Story, mark_of, pie};
use crate::map_labels::{Area, place};
use crate::mark::{circle, line, n, rect, text, told};
use crate::outlines::{Box4, countries};
use crate::projection::Projection;
use crate::wording::{fit, number, width};
use maud::{Markup, html};

/// How high a number over a mark is.
const NUMBER: f64 = 12.0;
/// So many places without room for their names are listed under the map.
const NOTES: usize = 12;

impl Story<'_> {
    /// What to show: the host, or only the part with marks where that is small; true for such a part.
    fn area(&self, spots: &[&Spot<'_>], width: f64) -> Option<(Box4, bool)> {
        let host = (self.hosts.iter().filter_map(|h| h.bounds())).reduce(Box4::with);
        match (bounds(spots), host) {
            (None, None) => None,
            (None, Some(host)) => Some((host.around(host.span() * 0.06), false)),
            (Some(marks), None) => Some((marks.around((marks.span() * 0.4).max(1.5)), false)),
            // Several places that would lie over each other.
            (Some(marks), Some(host))
                if marks.span() > 0.0 && marks.span() < host.span() * 0.25 =>
            {
                let nearest = nearest(spots, marks.span(), host.span(), width);
                Some((marks.around(nearest), true))
            }
            (Some(marks), Some(host)) => {
                let both = host.with(marks);
                Some((both.around(both.span() * 0.06), false))
            }
        }
    }

    /// The map, and where it ends; a second one of the part where marks would cover each other.
    pub fn map(&self, frame: &Frame<'_>) -> (Markup, f64) {
        let full = frame.width();
        let on: Vec<&Spot<'_>> = self.spots.iter().filter(|s| s.at.is_some()).collect();
        let Some((area, part)) = self.area(&on, full) else {
            return (html! {}, 0.0);
        };
        let most = if frame.narrow() { 320.0 } else { 440.0 };
        let (map, height) = Projection::fit(area, (0.0, 0.0), full, 220.0, most);
        let crowd = if part { Vec::new() } else { crowd(&on, &map) };
        let host = (self.hosts.iter().filter_map(|h| h.bounds())).reduce(Box4::with);
        let near = bounds(&crowd).filter(|_| crowd.len() > 2).map(|b| {
            let span = host.map_or(b.span(), Box4::span);
            b.around(nearest(&crowd, b.span(), span, full))
        });
        let near = near.filter(|n| n.span() < map.area.span() * 0.5);
        let Some(near) = near else {
            return self.panel(frame, &on, (&map, height), part, None, 0.0);
        };
        let apart: Vec<&Spot<'_>> = (on.iter().copied())
            .filter(|s| !crowd.iter().any(|c| std::ptr::eq(*c, *s)))
            .collect();
        let (first, y) = self.panel(
            frame,
            &apart,
            (&map, height),
            false,
            Some((near, &crowd)),
            0.0,
        );
        let (map, height) = Projection::fit(near, (0.0, 0.0), full, 200.0, most);
        let (second, y) = self.panel(frame, &crowd, (&map, height), false, None, y + 10.0);
        (html! { (first) (second) }, y)
    }

    /// One map from `top` on; `framed` is the part that another one shows, with its places.
    fn panel(
        &self,
        frame: &Frame<'_>,
        spots: &[&Spot<'_>],
        (map, height): (&Projection, f64),
        part: bool,
        framed: Option<(Box4, &[&Spot<'_>])>,
        top: f64,
    ) -> (Markup, f64) {
        let full = frame.width();
        let window = Area {
            left: 4.0,
            top: 4.0,
            right: full - 4.0,
            bottom: height - 4.0,
        };
        let land = countries()
            .iter()
            .filter(|c| c.boxes.iter().any(|b| b.meets(map.area)));
        let marks: Vec<(&Spot<'_>, f64, f64)> = (spots.iter())
            .filter_map(|s| {
                let (x, y) = map.at(s.at?.1, s.at?.0);
                Some((*s, x, y))
            })
            .collect();
        let boxes: Vec<Area> = (marks.iter())
            .map(|(spot, x, y)| {
                let half = R * spot.rows.len().min(4) as f64;
                Area::around(*x, *y, half + 1.0, R + 1.0)
            })
            .collect();
        let (locator, corner) = if part {
            self.locator(map, full, height, &boxes)
        } else {
            (html! {}, None)
        };
        let (scale, scale_at) = scale(map, height);
        let mut taken = vec![scale_at];
        taken.extend(corner);
        let (frame_of_part, inside) = framed.map_or((html! {}, None), |(near, spots)| {
            part_of(map, (full, height), near, spots)
        });
        taken.extend(inside);
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
            svg x="0" y=(n(top)) width=(n(full)) height=(n(height)) overflow="hidden" {
                (rect(0.0, 0.0, full, height, "sea"))
                @for c in land {
                    @let host = self.hosts.iter().any(|h| h.code == c.code);
                    path class=(if host { "host" } else { "land" }) d=(map.path(c)) {}
                }
                (locator)
                (frame_of_part)
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
            (rect(0.5, top + 0.5, full - 1.0, height - 1.0, "base"))
        };
        let mut y = top + height + 6.0;
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

/// What the places lie in.
fn bounds(spots: &[&Spot<'_>]) -> Option<Box4> {
    Box4::of(
        spots
            .iter()
            .filter_map(|s| s.at)
            .map(|(lat, lon)| (lon, lat)),
    )
}

/// How many degrees around the marks are seen at least: enough to know the coast by, but less where marks would cover
/// each other.
fn nearest(spots: &[&Spot<'_>], marks: f64, host: f64, width: f64) -> f64 {
    let coast = (host * 0.08).max(0.2);
    let points: Vec<(f64, f64)> = spots.iter().filter_map(|s| s.at).collect();
    let mut least = f64::MAX;
    for (n, a) in points.iter().enumerate() {
        for b in points.iter().skip(n + 1) {
            let apart = (a.0 - b.0).hypot(a.1 - b.1);
            if apart > 0.002 {
                least = least.min(apart);
            }
        }
    }
    let apart = (width * least / (3.0 * R) - marks) / 2.0;
    coast.min(apart.max(marks * 0.2).max(0.02))
}

/// The places of the largest group in which each mark lies on another one.
fn crowd<'s, 'a>(spots: &[&'s Spot<'a>], map: &Projection) -> Vec<&'s Spot<'a>> {
    let at: Vec<(f64, f64)> = (spots.iter())
        .map(|s| s.at.map_or((0.0, 0.0), |(lat, lon)| map.at(lon, lat)))
        .collect();
    let near = |a: usize, b: usize| {
        let (p, q) = (at.get(a), at.get(b));
        p.zip(q)
            .is_some_and(|(p, q)| (p.0 - q.0).hypot(p.1 - q.1) < 2.4 * R)
    };
    let mut left: Vec<usize> = (0..spots.len()).collect();
    let mut largest: Vec<usize> = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut next = 0;
        while let Some(one) = group.get(next).copied() {
            next += 1;
            let (close, far) = left.iter().partition(|other| near(one, **other));
            group.extend::<Vec<usize>>(close);
            left = far;
        }
        if group.len() > largest.len() {
            largest = group;
        }
    }
    largest.sort_unstable();
    largest
        .into_iter()
        .filter_map(|n| spots.get(n).copied())
        .collect()
}

/// A frame around the part that another map shows, with its places as dots; and the room that it takes.
fn part_of(
    map: &Projection,
    (wide, tall): (f64, f64),
    near: Box4,
    spots: &[&Spot<'_>],
) -> (Markup, Option<Area>) {
    let (left, top) = map.at(near.west, near.north);
    let (right, bottom) = map.at(near.east, near.south);
    let (left, right) = (left.max(1.0), right.min(wide - 1.0));
    let (top, bottom) = (top.max(1.0), bottom.min(tall - 1.0));
    let under = if bottom + 15.0 < tall {
        bottom + 12.0
    } else {
        top - 4.0
    };
    let markup = html! {
        g.muted {
            @for (lat, lon) in spots.iter().filter_map(|s| s.at) {
                @let (x, y) = map.at(lon, lat);
                (circle(x, y, 2.0, "bar"))
            }
        }
        g.s1 { (rect(left, top, right - left, bottom - top, "edge")) }
        (text((left + right) / 2.0, under, "middle", "small halo", "see below"))
    };
    let area = Area {
        left: left.min((left + right) / 2.0 - 26.0),
        top: top - 14.0,
        right: right.max((left + right) / 2.0 + 26.0),
        bottom: bottom + 15.0,
    };
    (markup, Some(area))
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
