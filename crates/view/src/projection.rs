//! From degrees to the page: east is right, north is up, and a kilometre is as long along as across.

use crate::mark::n;
use crate::outlines::{Box4, Outline};

/// A part of the world on a part of the page.
pub struct Projection {
    /// What is seen, in degrees.
    pub area: Box4,
    /// Left and top on the page.
    corner: (f64, f64),
    /// Pixels for a degree east, and north.
    scale: (f64, f64),
}

impl Projection {
    /// `area` in a frame of this width at this corner, no higher than `most`; gives the height too.
    pub fn fit(area: Box4, corner: (f64, f64), width: f64, least: f64, most: f64) -> (Self, f64) {
        let middle = (area.south + area.north) / 2.0;
        let narrow = middle.to_radians().cos().max(0.15);
        let (wide, tall) = (
            (area.east - area.west).max(1e-3),
            (area.north - area.south).max(1e-3),
        );
        let height = (width * tall / (wide * narrow)).clamp(least, most);
        // The scale at which both sides have room; the rest of the frame shows more of the world.
        let north = (height / tall).min(width / (wide * narrow));
        let scale = (north * narrow, north);
        let (more_x, more_y) = (
            (width / scale.0 - wide) / 2.0,
            (height / scale.1 - tall) / 2.0,
        );
        let area = Box4 {
            west: area.west - more_x,
            east: area.east + more_x,
            south: area.south - more_y,
            north: area.north + more_y,
        };
        let projection = Self {
            area,
            corner,
            scale,
        };
        (projection, height)
    }

    /// Where a point stands.
    pub fn at(&self, east: f64, north: f64) -> (f64, f64) {
        (
            self.corner.0 + (east - self.area.west) * self.scale.0,
            self.corner.1 + (self.area.north - north) * self.scale.1,
        )
    }

    /// How many pixels a kilometre is.
    pub fn kilometre(&self) -> f64 {
        self.scale.1 / 111.2
    }

    /// The part of a country that is seen, as a path; empty when it is not seen.
    pub fn path(&self, outline: &Outline) -> String {
        let seen = self.area.around(self.area.span() * 0.05);
        let mut path = String::new();
        for (ring, bounds) in outline.rings.iter().zip(&outline.boxes) {
            if !bounds.meets(seen) {
                continue;
            }
            let inside = clip(ring, seen);
            let mut last = (f64::MAX, f64::MAX);
            let mut drawn = 0;
            let start = path.len();
            for (east, north) in inside {
                let (x, y) = self.at(east, north);
                // What is nearer than half a pixel is not seen.
                if (x - last.0).abs() < 0.5 && (y - last.1).abs() < 0.5 {
                    continue;
                }
                last = (x, y);
                path.push(if drawn == 0 { 'M' } else { 'L' });
                path += &n(x);
                path.push(' ');
                path += &n(y);
                drawn += 1;
            }
            if drawn < 3 {
                path.truncate(start);
            } else {
                path.push('Z');
            }
        }
        path
    }
}

/// Degrees east and north.
type Point = (f64, f64);

/// The part of a closed line that lies in a box: cut at one side after the other.
fn clip(ring: &[Point], to: Box4) -> Vec<Point> {
    // Whether it bounds the east, where, and on which side of it the inside lies.
    let sides = [
        (true, to.west, 1.0),
        (true, to.east, -1.0),
        (false, to.south, 1.0),
        (false, to.north, -1.0),
    ];
    let mut points = ring.to_vec();
    for (eastern, bound, sign) in sides {
        let of = |p: Point| if eastern { p.0 } else { p.1 };
        let inside = |p: Point| (of(p) - bound) * sign >= 0.0;
        let mut kept = Vec::with_capacity(points.len());
        let Some(mut before) = points.last().copied() else {
            return points;
        };
        for point in points {
            if inside(point) != inside(before) {
                let part = (bound - of(before)) / (of(point) - of(before));
                kept.push((
                    before.0 + (point.0 - before.0) * part,
                    before.1 + (point.1 - before.1) * part,
                ));
            }
            if inside(point) {
                kept.push(point);
            }
            before = point;
        }
        points = kept;
    }
    points
}
