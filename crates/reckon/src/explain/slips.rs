//! Slips of the pen and of the clock: a digit, a currency, a rounding, a share, an old number under a new date.

use super::{Pair, Reason, SAME_TIME, number};
use crate::explain::numbers::{equal, rounds_to};
use crate::explain::stands::Stand;

/// An advance party of 30 may be 300 a month later.
const WEEK: i32 = 7;

impl Pair<'_> {
    pub(super) fn currency_dropped(&self) -> Option<Reason> {
        let (a, b) = (self.a.figure(), self.b.figure());
        (equal(self.a.value, self.b.value)
            && !a.currency.is_empty()
            && !b.currency.is_empty()
            && self.gap() <= 2 * SAME_TIME)
            .then(|| {
                (
                    "currency-dropped",
                    format!(
                        "the same number as {} and as {}; one currency was lost on the way",
                        a.currency, b.currency
                    ),
                    Vec::new(),
                )
            })
    }

    pub(super) fn digit_slipped(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        (low.value > 0.0
            && self.gap() <= SAME_TIME
            && !self.may_have_grown(WEEK)
            && equal(high.value, low.value * 10.0))
        .then(|| {
            (
                "digit-slipped",
                "one is exactly ten times the other; a digit slipped".to_owned(),
                Vec::new(),
            )
        })
    }

    pub(super) fn rounding(&self) -> Option<Reason> {
        let (a, b) = (self.a, self.b);
        let rough = |s: &Stand<'_>| s.figure().hedge != crate::vocabulary::Hedge::Exact;
        let fits = rounds_to(a.value, b.value, rough(b)) || rounds_to(b.value, a.value, rough(a));
        (self.gap() <= SAME_TIME && fits).then(|| {
            (
                "rounding",
                "one is the other rounded".to_owned(),
                Vec::new(),
            )
        })
    }

    pub(super) fn share_of_base(&self) -> Option<Reason> {
        if self.gap() > SAME_TIME {
            return None;
        }
        let told = self.a.figure();
        let shares = (self.a.shares(self.all).iter()).chain(self.b.shares(self.all));
        for (member, share) in shares.copied() {
            let document = self.table.document(member);
            for base in self.table.of_documents([document]) {
                let Some(value) = base
                    .value
                    .filter(|_| base.topic == told.topic && base.currency == told.currency)
                else {
                    continue;
                };
                let part = value * share;
                // A percentage is given to the whole percent at best.
                let fits = |v: f64| (part - v).abs() <= (value * 0.005).min(part * 0.02).max(0.5);
                let (fit, other) = match (fits(self.a.value), fits(self.b.value)) {
                    (true, false) => (self.a, self.b),
                    (false, true) => (self.b, self.a),
                    _ => continue,
                };
                return Some((
                    "share-of-base",
                    format!(
                        "{} in 100 of {} make {}, not {}",
                        (share * 100.0).round(),
                        number(value, &told.currency),
                        number(fit.value, &told.currency),
                        number(other.value, &told.currency)
                    ),
                    base.claims.clone(),
                ));
            }
        }
        None
    }

    pub(super) fn old_figure(&self) -> Option<Reason> {
        // In order of time: the old number, the new one (`a`), the old one again (`b`).
        let (new, again) = (self.a, self.b);
        let before = self
            .series
            .iter()
            .find(|s| equal(s.value, again.value) && s.last < new.first)?;
        if again.value > new.value || !self.table.nobody_left(new.figure(), new.first, again.last) {
            // A number that rose again may simply have risen.
            return None;
        }
        Some((
            "old-figure-dated-anew",
            format!(
                "{} stood on {}, before {}; here it is repeated as of {}",
                number(again.value, ""),
                before.last,
                number(new.value, ""),
                again.first
            ),
            before.claims(),
        ))
    }
}
