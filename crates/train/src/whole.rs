//! The whole way from data to model files: vectors, network, small integers, then words and lemmas.

use crate::checkpoint::Checkpoint;
use crate::evaluate::{Scores, guess_all, read_all};
use crate::export::export;
use crate::layout::{Config, Layout};
use crate::lexicon::Lexicon;
use crate::material::{examples, read_part, vocabulary};
use crate::network::{Example, Regime, Weights};
use crate::options::Options;
use crate::training::{Plan, Run, train};
use anyhow::Result;
use contingent_syntax::{Network, Scratch};
use std::fs;
use std::time::Instant;

/// Runs it.
pub fn run(options: &Options) -> Result<()> {
    let clock = Instant::now();
    fs::create_dir_all(&options.out)?;
    if let Some(work) = &options.work {
        fs::create_dir_all(work)?;
    }
    let mut gold = Vec::new();
    for treebank in &options.treebanks {
        gold.extend(read_part(options, treebank, "train")?);
    }
    let config = Config {
        word: 96,
        clue: 64,
        hidden: options.count("hidden"),
        layers: options.count("layers"),
        tag: 128,
        name: 64,
        arc: 128,
        label: 96,
    };
    let (mut lexicon, mut start) = vocabulary(options, config, &gold)?;
    eprintln!("vectors after {:.0} s", clock.elapsed().as_secs_f32());
    let sentences = examples(&mut lexicon, gold);
    let mut held_out = Vec::new();
    for treebank in &options.treebanks {
        let dev = read_part(options, treebank, "dev")?;
        held_out.push((treebank.as_str(), examples(&mut lexicon, dev)));
    }
    let layout = Layout::new(config);
    start.dense = layout.initial(options.number("seed") as u64);
    let run = Run {
        layout: &layout,
        lexicon: &lexicon,
        regime: regime(options),
        plan: plan(options),
        sentences: &sentences,
        held_out: &held_out,
        progress: options.work.as_ref().map(|work| work.join("progress.bin")),
    };
    eprintln!("{config:?} {:?} {:?}", run.regime, run.plan);
    let weights = train(&run, start)?;
    ship(options, &layout, &lexicon, &weights, &sentences, &held_out)?;
    if let Some(work) = &options.work {
        let checkpoint = Checkpoint {
            config,
            keys: lexicon.keys.clone(),
            own_rows: lexicon.own_rows,
            hashed_rows: lexicon.hashed_rows,
            weights,
        };
        checkpoint.save(&work.join("network.bin"))?;
    }
    eprintln!("the network after {:.0} s", clock.elapsed().as_secs_f32());
    if options.language == "english" {
        crate::words::train(&options.data, &options.out)?;
        crate::lemmas::train(&options.data, &options.out)?;
        eprintln!("all after {:.0} s", clock.elapsed().as_secs_f32());
    }
    Ok(())
}

fn regime(options: &Options) -> Regime {
    Regime {
        word_drop: options.number("word-drop"),
        clue_drop: options.number("clue-drop"),
        layer_drop: options.number("layer-drop"),
        state_drop: options.number("state-drop"),
        unit_drop: options.number("unit-drop"),
        losses: [0.6, 0.4, 1.0, 0.4, 1.0, 1.0],
        argument: options.number("argument"),
    }
}

fn plan(options: &Options) -> Plan {
    Plan {
        epochs: options.count("epochs"),
        falling: options.count("falling"),
        batch_words: options.count("batch-words"),
        rate: options.number("rate"),
        word_rate: options.number("word-rate"),
        warm_up: 300,
        average: options.number("average"),
        seed: options.number("seed") as u64,
        threads: options.count("threads"),
        dev_every: options.count("dev-every").max(1),
    }
}

/// Writes the model file, and says what rounding to integers costs.
fn ship(
    options: &Options,
    layout: &Layout,
    lexicon: &Lexicon,
    weights: &Weights,
    sentences: &[Example],
    held_out: &[(&str, Vec<Example>)],
) -> Result<()> {
    let bytes = export(layout, lexicon, weights, sentences.iter().step_by(5)).write();
    let path = options
        .out
        .join(format!("{}-network.bin", options.language));
    fs::write(&path, &bytes)?;
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    let network = Network::load(&bytes)?;
    let mut scratch = Scratch::new(&network);
    for (name, examples) in held_out {
        let float = guess_all(layout, lexicon, weights, examples);
        let whole = read_all(&network, &mut scratch, examples);
        eprintln!("{name} float:   {}", Scores::of(examples, &float));
        eprintln!("{name} integer: {}", Scores::of(examples, &whole));
    }
    Ok(())
}
