//! How often somebody may do something: so many at once, and so many a minute after that.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A bucket for each key; it fills with time and each deed takes one from it.
pub struct Limit {
    at_once: f64,
    a_second: f64,
    buckets: Mutex<HashMap<String, (f64, Instant)>>,
}

/// Beyond that, buckets that are full again are thrown away.
const MANY: usize = 10_000;

impl Limit {
    /// So many at once, so many a minute.
    pub fn new(at_once: u32, a_minute: u32) -> Self {
        Self {
            at_once: f64::from(at_once),
            a_second: f64::from(a_minute) / 60.0,
            buckets: Mutex::default(),
        }
    }

    /// Takes one; gives how many seconds to wait when there is none.
    pub fn take(&self, key: &str, now: Instant) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |(left, since): &(f64, Instant)| {
            let passed = now.saturating_duration_since(*since).as_secs_f64();
            (left + passed * self.a_second).min(self.at_once)
        };
        if buckets.len() >= MANY {
            buckets.retain(|_, bucket| filled(bucket) < self.at_once);
        }
        let left = buckets.get(key).map_or(self.at_once, filled);
        if left < 1.0 {
            return Err(((1.0 - left) / self.a_second).ceil() as u64);
        }
        buckets.insert(key.to_owned(), (left - 1.0, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn after_the_burst_one_waits() {
        let limit = Limit::new(2, 60);
        let start = Instant::now();
        assert_eq!(limit.take("a", start), Ok(()));
        assert_eq!(limit.take("a", start), Ok(()));
        assert_eq!(limit.take("a", start), Err(1));
        assert_eq!(
            limit.take("b", start),
            Ok(()),
            "another one is not hindered"
        );
        assert_eq!(limit.take("a", start + Duration::from_secs(1)), Ok(()));
    }
}
