//! The whole way from data to model files: vectors, both networks, small integers, then words and lemmas.

use crate::checkpoint::Checkpoint;
use crate::evaluate::{Scores, guess_all, read_all};
use crate::export::{export, export_second};
use crate::layout::{Config, Layout};
use crate::material::{examples, read_part, vocabulary};
use crate::names::{self, Net, Second};
use crate::network::Example;
use crate::options::Options;
use crate::training::{Run, train};
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
    let mut name_dev = Vec::new();
    let sentences = examples(&mut lexicon, gold.clone());
    let mut held_out = Vec::new();
    for treebank in &options.treebanks {
        let dev = read_part(options, treebank, "dev")?;
        name_dev.push((treebank.as_str(), dev.clone()));
        held_out.push((treebank.as_str(), examples(&mut lexicon, dev)));
    }
    let layout = Layout::new(config);
    start.dense = layout.initial(options.number("seed") as u64);
    let run = Run {
        layout: &layout,
        lexicon: &lexicon,
        regime: options.regime(),
        plan: options.plan(),
        sentences: &sentences,
        held_out: &held_out,
        progress: options.work.as_ref().map(|work| work.join("progress.bin")),
    };
    eprintln!("{config:?} {:?} {:?}", run.regime, run.plan);
    let weights = train(&run, start)?;
    let first = Net {
        layout: &layout,
        lexicon: &lexicon,
        weights: &weights,
    };
    let second = match options.language.as_str() {
        "english" => Some(names::learn(options, first, &gold)?),
        _ => None,
    };
    eprintln!("both networks after {:.0} s", clock.elapsed().as_secs_f32());
    if let Some(second) = &second {
        for (part, dev) in &name_dev {
            names::report(first, second, part, dev, &gold);
        }
    }
    ship(options, first, second.as_ref(), &sentences, &held_out)?;
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

/// Writes the model file, and says what rounding to integers costs.
fn ship(
    options: &Options,
    first: Net,
    second: Option<&Second>,
    sentences: &[Example],
    held_out: &[(&str, Vec<Example>)],
) -> Result<()> {
    let (mut file, word_levels) = export(first, sentences.iter().step_by(5));
    file.second = second.map(|second| export_second(second, &word_levels));
    let bytes = file.write();
    let path = options
        .out
        .join(format!("{}-network.bin", options.language));
    fs::write(&path, &bytes)?;
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    let network = Network::load(&bytes)?;
    let mut scratch = Scratch::new(&network);
    for (name, examples) in held_out {
        let float = guess_all(first.layout, first.lexicon, first.weights, examples);
        let whole = read_all(&network, &mut scratch, examples);
        eprintln!("{name} float:   {}", Scores::of(examples, &float));
        eprintln!("{name} integer: {}", Scores::of(examples, &whole));
    }
    Ok(())
}
