//! Answers that are kept for the next request: each is worked out by one request while the others that want the
//! same wait for it, and those not asked for longest are forgotten, first
//! the light ones.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Answers by what was asked, of a limited weight in all.
pub struct Kept<K, V> {
    slots: Mutex<Vec<Slot<K, V>>>,
    most: usize,
}

struct Slot<K, V> {
    key: K,
    weight: usize,
    cell: Cell<V>,
}

/// Locked while its answer is worked out.
type Cell<V> = Arc<Mutex<Option<V>>>;

impl<K: PartialEq + Clone, V: Clone> Kept<K, V> {
    pub fn new(most: usize) -> Self {
        Self {
            slots: Mutex::default(),
            most,
        }
    }

    /// The answer: the one that is there when `holds` says that it holds still, else what `make` makes of it.
    pub fn get_or_make<E>(
        &self,
        key: &K,
        weigh: impl FnOnce(&V) -> usize,
        holds: impl FnOnce(&mut V) -> Result<bool, E>,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<V, E> {
        let cell = self.cell(key);
        let mut held = lock(&cell);
        if let Some(value) = held.as_mut()
            && holds(value)?
        {
            return Ok(value.clone());
        }
        // Two of a large one need not be there at a time.
        *held = None;
        let value = make()?;
        *held = Some(value.clone());
        drop(held);
        self.weighed(key, weigh(&value));
        Ok(value)
    }

    /// The answer when it is there, whether it holds still or not. Does not wait for one that is worked out just now.
    pub fn peek(&self, key: &K) -> Option<V> {
        let mut slots = lock(&self.slots);
        let at = slots.iter().position(|slot| slot.key == *key)?;
        let slot = slots.remove(at);
        let cell = Arc::clone(&slot.cell);
        slots.push(slot);
        drop(slots);
        cell.try_lock().ok()?.clone()
    }

    /// The slot of this key, now the last to be forgotten.
    fn cell(&self, key: &K) -> Cell<V> {
        let mut slots = lock(&self.slots);
        let slot = match slots.iter().position(|slot| slot.key == *key) {
            Some(at) => slots.remove(at),
            None => Slot {
                key: key.clone(),
                weight: 0,
                cell: Arc::default(),
            },
        };
        let cell = Arc::clone(&slot.cell);
        slots.push(slot);
        cell
    }

    fn weighed(&self, key: &K, weight: usize) {
        let mut slots = lock(&self.slots);
        if let Some(slot) = slots.iter_mut().find(|slot| slot.key == *key) {
            // One that is heavier than all that may be kept leaves room for some light ones.
            slot.weight = weight.min(self.most / HEAVY * (HEAVY - 1));
        }
        let mut all: usize = slots.iter().map(|slot| slot.weight).sum();
        // The latest stays, however heavy; of the others those go first that are soon made again.
        while all > self.most && slots.len() > 1 {
            let old = slots.len() - 1;
            let light = |slot: &Slot<K, V>| slot.weight <= self.most / HEAVY;
            let at = slots.iter().take(old).position(light).unwrap_or(0);
            all -= slots.remove(at).weight;
        }
    }
}

/// What weighs more than this part of all that is kept took long to make.
const HEAVY: usize = 3;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn what_many_ask_at_once_is_worked_out_once() {
        let kept: Kept<&str, usize> = Kept::new(10);
        let made = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let make = || {
                        std::thread::sleep(std::time::Duration::from_millis(20));
                        Ok::<_, Infallible>(made.fetch_add(1, Ordering::SeqCst))
                    };
                    let got = kept.get_or_make(&"a", |_| 1, |_| Ok(true), make);
                    assert_eq!(got, Ok(0));
                });
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn what_no_longer_holds_is_made_anew_and_the_oldest_is_forgotten() {
        let kept: Kept<&str, usize> = Kept::new(10);
        let ask = |key, value, holds| {
            kept.get_or_make(&key, |v| *v, |_| Ok::<_, Infallible>(holds), || Ok(value))
        };
        assert_eq!(ask("a", 3, true), Ok(3));
        assert_eq!(ask("a", 4, true), Ok(3));
        assert_eq!(ask("a", 4, false), Ok(4));
        assert_eq!(ask("b", 5, true), Ok(5));
        assert_eq!(ask("a", 9, true), Ok(4));
        assert_eq!(ask("c", 6, true), Ok(6));
        assert_eq!((kept.peek(&"a"), kept.peek(&"b")), (Some(4), None));
        assert_eq!(ask("d", 99, true), Ok(99));
        assert_eq!((kept.peek(&"c"), kept.peek(&"d")), (None, Some(99)));
    }

    #[test]
    fn what_is_soon_made_again_goes_before_what_took_long() {
        let kept: Kept<usize, usize> = Kept::new(10);
        let ask = |key, weight| {
            kept.get_or_make(&key, |v| *v, |_| Ok::<_, Infallible>(true), || Ok(weight))
        };
        assert_eq!(ask(0, 6), Ok(6));
        for key in 1..20 {
            assert_eq!(ask(key, 2), Ok(2));
        }
        let there = |key| kept.peek(&key).is_some();
        assert_eq!(
            (there(0), there(17), there(18), there(19)),
            (true, false, true, true)
        );
        // Too heavy by itself, and kept all the same.
        assert_eq!(ask(99, 1000), Ok(1000));
        assert_eq!(ask(98, 2), Ok(2));
        assert_eq!((there(99), there(98)), (true, true));
    }
}
