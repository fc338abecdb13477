//! The terminal: colours, width, output that may end early, and a progress bar for long work.

use crate::cli::When;
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, StdoutLock};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Standard output, without colours where they do not belong.
pub type Out = BufWriter<AutoStream<StdoutLock<'static>>>;

/// Standard output, locked for the whole run.
pub fn out() -> Out {
    BufWriter::new(AutoStream::auto(io::stdout().lock()))
}

/// Settles once for both outputs when colours are used; `auto` also heeds `NO_COLOR` and its kin.
pub fn choose_colours(when: When) {
    match when {
        When::Auto => ColorChoice::Auto,
        When::Always => ColorChoice::Always,
        When::Never => ColorChoice::Never,
    }
    .write_global();
}

/// The width to lay a table out for.
pub fn width(asked: Option<usize>) -> usize {
    const NARROWEST: usize = 60;
    const WITHOUT_TERMINAL: usize = 100;
    let of_terminal =
        || terminal_size::terminal_size_of(io::stdout()).map(|(w, _)| usize::from(w.0));
    asked
        .or_else(of_terminal)
        .unwrap_or(WITHOUT_TERMINAL)
        .max(NARROWEST)
}

/// A bar on standard error while long work writes elsewhere, and the way for messages past it.
pub struct Progress {
    bar: Option<ProgressBar>,
    size: u64,
    done: Arc<AtomicU64>,
    since: Instant,
}

impl Progress {
    /// For work on `size` bytes, of which `done` are read.
    pub fn new(size: u64, done: Arc<AtomicU64>) -> Self {
        Self {
            bar: None,
            size,
            done,
            since: Instant::now(),
        }
    }

    /// Brings the bar up to date; it appears when the work has lasted a second.
    pub fn tick(&mut self) {
        const LONG: Duration = Duration::from_secs(1);
        if self.bar.is_none() && self.size > 0 && self.since.elapsed() > LONG && seen() {
            let bar = ProgressBar::with_draw_target(Some(self.size), ProgressDrawTarget::stderr());
            if let Ok(style) =
                ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {eta} left")
            {
                bar.set_style(style);
            }
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done.load(Ordering::Relaxed));
        }
    }

    /// Writes a message to standard error.
    pub fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| anstream::eprintln!("{message}")),
            None => anstream::eprintln!("{message}"),
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

/// True when a bar is seen by a person and does not run into the output.
fn seen() -> bool {
    io::stderr().is_terminal() && !io::stdout().is_terminal()
}
