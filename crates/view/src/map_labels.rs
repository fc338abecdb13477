//! Labels on a map: each beside its mark where there is room, and none over another.

/// A part of the page: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// Around a point.
    pub fn around(x: f64, y: f64, half_wide: f64, half_tall: f64) -> Self {
        Self {
            left: x - half_wide,
            top: y - half_tall,
            right: x + half_wide,
            bottom: y + half_tall,
        }
    }

    /// With so much more room above.
    pub fn higher(self, by: f64) -> Self {
        Self {
            top: self.top - by,
            ..self
        }
    }

    /// True when a point is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn within(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }
}

/// For each mark, the corner of its label of this width and height; `None` where there is no room near it.
pub fn place(
    marks: &[Area],
    labels: &[(f64, f64)],
    taken: &[Area],
    within: Area,
) -> Vec<Option<Area>> {
    let mut used: Vec<Area> = marks.iter().chain(taken).copied().collect();
    let mut out = Vec::new();
    for (mark, (wide, tall)) in marks.iter().zip(labels) {
        let (x, y) = (
            (mark.left + mark.right) / 2.0,
            (mark.top + mark.bottom) / 2.0,
        );
        let gap = 4.0;
        let at = |left: f64, top: f64| Area {
            left,
            top,
            right: left + wide,
            bottom: top + tall,
        };
        let right = mark.right + gap;
        let left = mark.left - gap - wide;
        let above = mark.top - gap - tall;
        let below = mark.bottom + gap;
        let candidates = [
            at(right, y - tall / 2.0),
            at(left, y - tall / 2.0),
            at(x - wide / 2.0, below),
            at(x - wide / 2.0, above),
            at(right, below - gap),
            at(right, above + gap),
            at(left, below - gap),
            at(left, above + gap),
            at(x - 8.0, below),
            at(x - wide + 8.0, below),
            at(x - 8.0, above),
            at(x - wide + 8.0, above),
        ];
        let free = |area: &&Area| area.within(&within) && !used.iter().any(|u| u.meets(area));
        let found = candidates.iter().find(free).copied();
        used.extend(found);
        out.push(found);
    }
    out
}
