//! The two axes: days along the page, numbers up it.

use crate::wording::{month, short, width};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days, from left to right.
pub struct Days {
    first: Date,
    days: f64,
    left: f64,
    width: f64,
}

impl Days {
    /// From a first to a last day, with a little room on both sides.
    pub fn new(first: Date, last: Date, left: f64, width: f64) -> Self {
        let last = last.max(first);
        let days = f64::from((last - first).get_days());
        // One day alone stands in the middle of two months.
        let around = if days < 1.0 { 30.0 } else { days * 0.02 };
        let spare = (around.ceil() as i32).max(1);
        let first = first.saturating_sub(spare.days());
        let last = last.saturating_add(spare.days());
        Self {
            first,
            days: f64::from((last - first).get_days()).max(1.0),
            left,
            width,
        }
    }

    /// Where a day stands.
    pub fn x(&self, day: Date) -> f64 {
        let days = f64::from((day - self.first).get_days());
        self.left + (days / self.days).clamp(0.0, 1.0) * self.width
    }

    /// Days to mark, with their names; never so many that the names meet.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        let most = (self.width / 64.0).max(2.0);
        let months = self.days / 30.44;
        let steps = [
            1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 24000, 60000,
        ];
        let step = (steps.into_iter())
            .find(|s| months / f64::from(*s) <= most)
            .unwrap_or(120_000);
        let mut out = Vec::new();
        let start = i32::from(self.first.year()) * 12 + i32::from(self.first.month()) - 1;
        let mut at = start.div_euclid(step) * step;
        let mut named: Option<i16> = None;
        for _ in 0..200 {
            let (year, place) = (at.div_euclid(12), at.rem_euclid(12));
            at += step;
            let (Ok(year), Ok(place)) = (i16::try_from(year), i8::try_from(place + 1)) else {
                continue;
            };
            let Ok(day) = Date::new(year, place, 1) else {
                continue;
            };
            if day < self.first {
                continue;
            }
            if f64::from((day - self.first).get_days()) > self.days {
                break;
            }
            let name = if step >= 12 {
                format!("{year}")
            } else if named == Some(year) {
                month(day).to_owned()
            } else {
                format!("{} {year}", month(day))
            };
            let x = self.x(day);
            let half = width(&name, 12.0) / 2.0;
            if x - half < self.left - 8.0 || x + half > self.left + self.width + 8.0 {
                continue;
            }
            named = Some(year);
            out.push((x, name));
        }
        out
    }
}

/// Numbers from nought up.
pub struct Numbers {
    top: f64,
    step: f64,
    bottom: f64,
    height: f64,
}

impl Numbers {
    /// So that `most` has room, with about `lines` lines.
    pub fn new(most: f64, lines: f64, bottom: f64, height: f64) -> Self {
        let most = if most.is_finite() && most > 0.0 {
            most
        } else {
            1.0
        };
        let rough = (most / lines.max(1.0)).max(f64::MIN_POSITIVE);
        let power = 10f64.powf(rough.log10().floor());
        let step = ([1.0, 2.0, 2.5, 5.0, 10.0].into_iter())
            .map(|n| n * power)
            .find(|s| *s >= rough)
            .unwrap_or(rough);
        // People and things come whole.
        let step = if most >= 1.0 { step.max(1.0) } else { step };
        let top = (most / step).ceil() * step;
        let top = if top.is_finite() && top > 0.0 {
            top
        } else {
            most
        };
        Self {
            top,
            step,
            bottom,
            height,
        }
    }

    /// Where a number stands.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - (value / self.top).clamp(0.0, 1.0) * self.height
    }

    /// Lines to draw, with their numbers.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        (0..=12)
            .map(|n| f64::from(n) * self.step)
            .take_while(|v| *v <= self.top * 1.000_001)
            .map(|v| (self.y(v), short(v)))
            .collect()
    }
}
