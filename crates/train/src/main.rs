//! Trains the language model: `contingent-train --data ../shared/data --out models/`.

mod checkpoint;
mod command;
mod corpus;
mod entities;
mod eval;
mod evaluate;
mod export;
mod habits;
mod layout;
mod lemmas;
mod lexicon;
mod linear;
mod lstm;
mod material;
mod math;
mod name_lists;
mod names;
mod network;
mod optimiser;
mod options;
mod packed;
mod progress;
mod training;
mod vectors;
mod whole;
mod words;

fn main() -> anyhow::Result<()> {
    if let Some(done) = command::run() {
        return done;
    }
    whole::run(&options::Options::read()?)
}
