//! A run over documents: read, worked on, and handed on in order, with what went wrong said on the way.

use crate::cli::Documents;
use crate::crash::caught;
use crate::input::{Inputs, Item, Loaded, Problem, load};
use crate::outcome::Outcome;
use crate::pool;
use crate::terminal::Progress;
use contingent_text::{Complaint, Document, Part};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::thread;

/// Works on every document of a call and gives each result, in the order of the input, to `take`.
///
/// `state` is made once for each thread. `work` may say that it cannot read a document.
/// What `take` could not write ends the run.
pub fn each<S, R: Send, E>(
    documents: &Documents,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &Document) -> Result<R, String> + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<Outcome, E> {
    let inputs = Inputs::new(&documents.files);
    let mut progress = Progress::new(inputs.size, inputs.done());
    let mut outcome = Outcome::default();
    let mut written = Ok(());
    let one = |kept: &mut S, item: Item| {
        let name = name_of(&item);
        let result = caught(|| {
            let Loaded {
                document,
                complaints,
            } = load(item, documents.published.as_ref())?;
            let result =
                work(kept, &document).map_err(|message| Problem::new(&document.id, message))?;
            Ok((result, warnings(&document, &complaints)))
        });
        result.unwrap_or_else(|message| {
            *kept = state();
            Err(Problem { name, message })
        })
    };
    pool::in_order(threads(documents), inputs, &state, one, |result| {
        progress.tick();
        match result {
            Ok((result, warnings)) => {
                outcome.read += 1;
                if !documents.quiet {
                    warnings.iter().for_each(|w| progress.say(w));
                }
                written = take(result);
            }
            Err(problem) => {
                outcome.failed += 1;
                progress.say(&format!("error: {problem}"));
            }
        }
        if written.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    progress.end();
    written.map(|()| outcome)
}

fn threads(documents: &Documents) -> NonZeroUsize {
    documents
        .threads
        .or_else(|| thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN)
}

fn name_of(item: &Item) -> String {
    match item {
        Item::Page { name, .. } => name.clone(),
        Item::Record { file, number, .. } => format!("{file} line {number}"),
        Item::Unread(problem) => problem.name.clone(),
    }
}

/// The complaints about a document as lines, each with its place.
fn warnings(document: &Document, complaints: &[Complaint]) -> Vec<String> {
    let line = |complaint: &Complaint| {
        let at = complaint.at.map_or_else(String::new, |(part, span)| {
            let before = document
                .part(part)
                .get(..span.start as usize)
                .unwrap_or_default();
            let part = match part {
                Part::Title => "title",
                Part::Body => "body",
            };
            format!(" ({part}, character {})", before.chars().count())
        });
        format!("warning: {}: {}{at}", document.id, complaint.message)
    };
    complaints.iter().map(line).collect()
}
