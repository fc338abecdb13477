//! A total and its parts: an old number of one part, a part left out.

use super::{Pair, Reason, SAME_TIME, number};
use crate::edtf::days;
use crate::explain::numbers::equal;
use crate::figure::Figure;

impl Pair<'_> {
    pub(super) fn old_part(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = high.figure();
        let gap = high.value - low.value;
        // The same movement on top of two levels.
        for change in self
            .table
            .moves_near(told, "deployed", high.last.max(low.last))
        {
            let Some(moved) = change.value else { continue };
            if moved > 0.0
                && self.table.stood(told, high.value - moved, change.at)
                && self.table.stood(told, low.value - moved, change.at)
            {
                return Some((
                    "old-part-in-total",
                    format!(
                        "the same {} on top of {} and of {}: one base is an old one",
                        number(moved, ""),
                        number(low.value - moved, ""),
                        number(high.value - moved, "")
                    ),
                    change.claims.clone(),
                ));
            }
        }
        if !told.party.is_empty() {
            return None;
        }
        let end = high.last.max(low.last);
        let mut fitting = self.table.gaps(told, gap, end);
        let (less, more) = fitting.pop()?;
        if !fitting.is_empty() {
            return None;
        }
        let claims = less.claims.iter().chain(&more.claims).cloned().collect();
        Some((
            "old-part-in-total",
            format!(
                "the gap of {} is {} counted as {} or {}",
                number(gap, &told.currency),
                less.party,
                number(less.value.unwrap_or(0.0), ""),
                number(more.value.unwrap_or(0.0), "")
            ),
            claims,
        ))
    }

    pub(super) fn sum_of_parts(&self) -> Option<Reason> {
        let told = self.a.figure();
        if !told.party.is_empty() || self.gap() > 2 * SAME_TIME {
            return None;
        }
        for (document, (sum, parts)) in self.table.sums(told).iter() {
            if days(self.all[*document as usize].document.known, self.b.last).abs() > 2 * SAME_TIME
            {
                continue;
            }
            let (fit, other) = match (equal(*sum, self.a.value), equal(*sum, self.b.value)) {
                (true, false) => (self.a, self.b),
                (false, true) => (self.b, self.a),
                _ => continue,
            };
            let left_out: Vec<&&Figure> = parts
                .iter()
                .filter(|p| p.value.is_some_and(|v| equal(*sum - v, other.value)))
                .collect();
            let mut words = format!(
                "the parts add up to {}, not {}",
                number(fit.value, &told.currency),
                number(other.value, &told.currency)
            );
            if let [one] = left_out[..] {
                words = format!("{words}, which leaves out {}", one.party);
            }
            return Some((
                "sum-of-parts",
                words,
                parts
                    .iter()
                    .flat_map(|p| p.claims.iter().cloned())
                    .collect(),
            ));
        }
        None
    }
}
