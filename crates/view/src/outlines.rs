//! The shapes of countries: Natural Earth, kept as rings of points by ISO code. `examples/outlines.rs` makes the file and
//! says how it is laid out.

use std::sync::LazyLock;

/// A country's shape.
pub struct Outline {
    /// ISO 3166-1 alpha-3; `---` for land without one.
    pub code: [u8; 3],
    /// Closed lines of degrees east and north.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// What each ring lies in.
    pub boxes: Vec<Box4>,
}

/// West, south, east, north, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box4 {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Box4 {
    /// The least that holds all points; `None` when there is none.
    pub fn of(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        points
            .into_iter()
            .fold(None, |so_far: Option<Self>, (x, y)| {
                let point = Self {
                    west: x,
                    south: y,
                    east: x,
                    north: y,
                };
                Some(so_far.map_or(point, |b| b.with(point)))
            })
    }

    /// The least that holds both.
    pub fn with(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// True when some point is in both.
    pub fn meets(self, other: Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// The longer side, in degrees.
    pub fn span(self) -> f64 {
        (self.east - self.west).max(self.north - self.south)
    }

    /// Wider by so many degrees on each side.
    pub fn around(self, degrees: f64) -> Self {
        Self {
            west: self.west - degrees,
            south: self.south - degrees,
            east: self.east + degrees,
            north: self.north + degrees,
        }
    }
}

impl Outline {
    /// Where most of the country is: without far islands where there are some on the other side of the world.
    pub fn bounds(&self) -> Option<Box4> {
        let all = self.boxes.iter().copied().reduce(Box4::with)?;
        if all.span() < 40.0 {
            return Some(all);
        }
        let size = |b: &Box4| (b.east - b.west) * (b.north - b.south);
        (self.boxes.iter().copied()).max_by(|a, b| size(a).total_cmp(&size(b)))
    }
}

/// All countries, in order of their codes.
pub fn countries() -> &'static [Outline] {
    static ALL: LazyLock<Vec<Outline>> =
        LazyLock::new(|| unpack(include_bytes!("../data/outlines.bin")));
    &ALL
}

/// The country with this code.
pub fn country(code: &str) -> Option<&'static Outline> {
    countries().iter().find(|c| c.code == code.as_bytes())
}

/// Reads as much as is whole.
fn unpack(bytes: &[u8]) -> Vec<Outline> {
    let mut all = Vec::new();
    let mut rest = bytes;
    while let Some(outline) = outline(&mut rest) {
        all.push(outline);
    }
    all
}

fn outline(rest: &mut &[u8]) -> Option<Outline> {
    let (code, after) = rest.split_first_chunk::<3>()?;
    *rest = after;
    let mut rings = Vec::new();
    for _ in 0..number(rest)? {
        let (mut x, mut y) = (0, 0);
        let mut ring = Vec::new();
        for _ in 0..number(rest)? {
            x += signed(number(rest)?);
            y += signed(number(rest)?);
            ring.push((x as f64 / 1000.0, y as f64 / 1000.0));
        }
        rings.push(ring);
    }
    let boxes = rings.iter().filter_map(|r| Box4::of(r.iter().copied()));
    Some(Outline {
        code: *code,
        boxes: boxes.collect(),
        rings,
    })
}

fn number(rest: &mut &[u8]) -> Option<i64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= i64::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Some(value);
        }
    }
    None
}

fn signed(value: i64) -> i64 {
    (value >> 1) ^ -(value & 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_lie_where_they_are() {
        for (code, east, north) in [
            ("HTI", -72.3, 18.9),
            ("COD", 23.0, -3.0),
            ("KEN", 37.9, 0.2),
            ("BHS", -77.4, 24.5),
            ("TTO", -61.2, 10.4),
            ("XKX", 20.9, 42.6),
        ] {
            let bounds = country(code).and_then(Outline::bounds).unwrap();
            let point = Box4::of([(east, north)]).unwrap();
            assert!(bounds.meets(point), "{code}: {bounds:?}");
        }
        let haiti: usize = country("HTI").unwrap().rings.iter().map(Vec::len).sum();
        assert!(haiti > 300, "{haiti} points");
        assert!(countries().len() > 230);
    }

    #[test]
    fn a_file_cut_short_is_read_as_far_as_it_goes() {
        let whole = include_bytes!("../data/outlines.bin");
        for end in [0, 1, 5, 1000, whole.len() - 1] {
            assert!(unpack(&whole[..end]).len() < countries().len());
        }
    }
}
