//! Several documents at a time, and their results in the order of the input whatever the number of threads.
//!
//! One thread hands out the items, the workers work, the caller's thread takes the results. No more
//! than a few items a worker are under way at any time, however long the input and however slow the taker.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

/// Items under way for each worker: enough that none waits while the taker writes.
const WINDOW: usize = 4;

/// Deep trees are walked by recursion in places; virtual memory is cheap.
const STACK: usize = 32 << 20;

/// Works on every item, and gives the results to `take` in the order of the items until it breaks.
///
/// `state` is made once for each worker.
pub fn in_order<T: Send, R: Send, S>(
    threads: NonZeroUsize,
    items: impl Iterator<Item = T> + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let workers = threads.get();
    let window = workers * WINDOW;
    let (to_workers, queue) = mpsc::sync_channel::<(usize, T)>(window);
    let (to_taker, results) = mpsc::channel::<(usize, R)>();
    // A ticket lets one item in; it comes back when the item's result is taken.
    let (back, tickets) = mpsc::sync_channel::<()>(window);
    for _ in 0..window {
        let _ = back.send(());
    }
    let queue = Mutex::new(queue);
    let (queue, state, work) = (&queue, &state, &work);
    thread::scope(|scope| {
        let feed = move || {
            for item in items.enumerate() {
                if tickets.recv().is_err() || to_workers.send(item).is_err() {
                    break;
                }
            }
        };
        spawn(scope, feed);
        for _ in 0..workers {
            let to_taker = to_taker.clone();
            spawn(scope, move || {
                let mut state = state();
                while let Some((index, item)) = next(queue) {
                    if to_taker.send((index, work(&mut state, item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(to_taker);
        let mut early = BTreeMap::new();
        let mut due = 0;
        'taking: for (index, result) in &results {
            early.insert(index, result);
            while let Some(result) = early.remove(&due) {
                due += 1;
                if take(result).is_break() {
                    break 'taking;
                }
                let _ = back.send(());
            }
        }
        // Dropping these ends the other threads when the taker has had enough.
        drop(back);
        drop(results);
    });
}

fn spawn<'scope>(scope: &'scope thread::Scope<'scope, '_>, body: impl FnOnce() + Send + 'scope) {
    let started = thread::Builder::new()
        .stack_size(STACK)
        .spawn_scoped(scope, body);
    // The same as `Scope::spawn` does: without threads there is no program.
    started.expect("the system starts a thread");
}

/// The next item for a worker, or nothing when there are no more.
fn next<T>(queue: &Mutex<mpsc::Receiver<(usize, T)>>) -> Option<(usize, T)> {
    let queue = queue
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    queue.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_input_for_any_number_of_threads() {
        for n in [1, 2, 5] {
            let mut taken = Vec::new();
            let slow_first = |(): &mut (), i: u64| {
                thread::sleep(std::time::Duration::from_micros(if i.is_multiple_of(7) {
                    900
                } else {
                    1
                }));
                i * i
            };
            in_order(
                threads(n),
                0..200,
                || (),
                slow_first,
                |r| {
                    taken.push(r);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(
                taken,
                (0..200).map(|i| i * i).collect::<Vec<_>>(),
                "{n} threads"
            );
        }
    }

    #[test]
    fn no_more_than_the_window_is_under_way() {
        let under_way = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let items = (0..300).inspect(|_| {
            let now = under_way.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        });
        in_order(
            threads(2),
            items,
            || (),
            |(), i| i,
            |_: i32| {
                thread::sleep(std::time::Duration::from_micros(50));
                under_way.fetch_sub(1, Ordering::SeqCst);
                ControlFlow::Continue(())
            },
        );
        // One more item than there are tickets is drawn from the input before the feeder waits.
        assert!(most.load(Ordering::SeqCst) <= 2 * WINDOW + 1, "{most:?}");
    }

    #[test]
    fn a_taker_that_has_had_enough_ends_an_endless_input() {
        let mut left = 10;
        in_order(
            threads(2),
            0..,
            || (),
            |(), i: u64| i,
            |_| {
                left -= 1;
                if left == 0 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(left, 0);
    }
}
