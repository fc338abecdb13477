//! Prints how long the built-in registry takes to load.

use contingent_registry::Registry;
use std::time::Instant;

fn main() {
    for _ in 0..5 {
        let start = Instant::now();
        let registry = Registry::embedded();
        println!(
            "{:?} for {} places",
            start.elapsed(),
            registry.place_count()
        );
    }
}
