//! Trains the language model: `contingent-train --data ../shared/data --out models/`.

mod checkpoint;
mod command;
mod corpus;
mod eval;
mod evaluate;
mod export;
mod layout;
mod lemmas;
mod lexicon;
mod linear;
mod lstm;
mod math;
mod network;
mod optimiser;
mod packed;
mod training;
mod vectors;
mod words;

use anyhow::{Context, Result, bail};
use checkpoint::Checkpoint;
use contingent_syntax::{Network, Scratch};
use corpus::Gold;
use evaluate::Scores;
use layout::{Config, Layout};
use lexicon::{Counter, Lexicon};
use network::{Example, Regime, Weights};
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Instant;
use training::Plan;
use vectors::{BREAK, Encoded, Vectors};

fn main() -> Result<()> {
    if let Some(done) = command::run() {
        return done;
    }
    let options = Options::read()?;
    if options.number("quantise", 0.0) > 0.0 {
        return quantise(&options);
    }
    let clock = Instant::now();
    let read = |name: &str| corpus::read_conllu(&options.data.join("treebanks").join(name));
    let mut ewt = read("ewt-train.conllu")?;
    let mut ewt_dev = read("ewt-dev.conllu")?;
    let gum = read("gum-train.conllu")?;
    let gum_dev = read("gum-dev.conllu")?;
    let names = options.data.join("names");
    corpus::add_names(&names.join("uner_ewt_train.iob2"), &mut ewt)?;
    corpus::add_names(&names.join("uner_ewt_dev.iob2"), &mut ewt_dev)?;
    let train: Vec<Gold> = ewt.into_iter().chain(gum).collect();
    let config = Config {
        word: 96,
        clue: 64,
        hidden: options.number("hidden", 160.0) as usize,
        layers: options.number("layers", 2.0) as usize,
        tag: 128,
        name: 64,
        arc: 128,
        label: 96,
    };
    let cache = options.work.as_ref().map(|work| work.join("vectors.bin"));
    let (mut lexicon, vectors) = match &cache {
        Some(path) if path.exists() => {
            let found = Checkpoint::load(path)?;
            let Weights { words, clues, .. } = found.weights;
            (
                Lexicon::new(found.keys, found.own_rows, found.hashed_rows),
                Vectors { words, clues },
            )
        }
        _ => {
            let (lexicon, encoded) = read_words(&options, &train)?;
            eprintln!(
                "{} words, {} with rows of their own, {:.0} s",
                lexicon.keys.len(),
                lexicon.own_rows,
                clock.elapsed().as_secs_f32()
            );
            let vectors = vectors::learn(&encoded, &lexicon, config.word, config.clue);
            (lexicon, vectors)
        }
    };
    eprintln!("vectors: {:.0} s", clock.elapsed().as_secs_f32());
    let checkpoint = |lexicon: &Lexicon, weights: Weights| Checkpoint {
        config,
        keys: lexicon.keys.clone(),
        own_rows: lexicon.own_rows,
        hashed_rows: lexicon.hashed_rows,
        weights,
    };
    let mut start = Weights {
        dense: Vec::new(),
        words: vectors.words,
        clues: vectors.clues,
    };
    if let Some(path) = cache.filter(|path| !path.exists()) {
        checkpoint(&lexicon, start.clone()).save(&path)?;
    }
    let mut examples = |sentences: Vec<Gold>| -> Vec<Example> {
        sentences
            .into_iter()
            .map(|gold| Example {
                forms: gold.forms.iter().map(|f| lexicon.form(f)).collect(),
                gold,
            })
            .collect()
    };
    let (train, ewt_dev, gum_dev) = (examples(train), examples(ewt_dev), examples(gum_dev));
    let layout = Layout::new(config);
    start.dense = layout.initial(options.number("seed", 1.0) as u64);
    let regime = Regime {
        word_drop: options.number("word-drop", 0.2),
        clue_drop: options.number("clue-drop", 0.1),
        layer_drop: options.number("layer-drop", 0.3),
        state_drop: options.number("state-drop", 0.2),
        unit_drop: options.number("unit-drop", 0.25),
        losses: [0.6, 0.4, 0.6, 0.3, 1.0, 1.0],
        argument: options.number("argument", 1.0),
    };
    let plan = Plan {
        epochs: options.number("epochs", 40.0) as usize,
        batch_words: options.number("batch-words", 600.0) as usize,
        rate: options.number("rate", 2e-3),
        word_rate: options.number("word-rate", 0.2),
        warm_up: 300,
        average: options.number("average", 0.998),
        seed: options.number("seed", 1.0) as u64,
        threads: options.number("threads", 1.0) as usize,
    };
    eprintln!("{config:?} {regime:?} {plan:?}");
    let held_out = [("ewt-dev", &ewt_dev[..]), ("gum-dev", &gum_dev[..])];
    let weights = training::train(&layout, &lexicon, start, &regime, &plan, &train, &held_out);
    checkpoint(&lexicon, weights).save(&options.out.join("network.f32"))?;
    eprintln!("in all {:.0} s", clock.elapsed().as_secs_f32());
    Ok(())
}

/// Makes the model file from the checkpoint in the work folder and measures what is lost.
fn quantise(options: &Options) -> Result<()> {
    let work = options
        .work
        .as_deref()
        .context("--work names the folder of the checkpoint")?;
    let found = Checkpoint::load(&work.join("network.f32"))?;
    let layout = Layout::new(found.config);
    let mut lexicon = Lexicon::new(found.keys, found.own_rows, found.hashed_rows);
    let mut examples = |name: &str, names: &str| -> Result<Vec<Example>> {
        let mut sentences = corpus::read_conllu(&options.data.join("treebanks").join(name))?;
        if !names.is_empty() {
            corpus::add_names(&options.data.join("names").join(names), &mut sentences)?;
        }
        Ok(sentences
            .into_iter()
            .map(|gold| Example {
                forms: gold.forms.iter().map(|f| lexicon.form(f)).collect(),
                gold,
            })
            .collect())
    };
    let sample = examples("ewt-train.conllu", "")?;
    let sample: Vec<Example> = sample.into_iter().step_by(5).collect();
    let dev = [
        ("ewt-dev", examples("ewt-dev.conllu", "uner_ewt_dev.iob2")?),
        ("gum-dev", examples("gum-dev.conllu", "")?),
    ];
    let bytes = export::export(&layout, &lexicon, &found.weights, &sample).write();
    std::fs::create_dir_all(&options.out)?;
    std::fs::write(options.out.join("english-network.bin"), &bytes)?;
    eprintln!("{} bytes", bytes.len());
    let network = Network::load(&bytes)?;
    let mut scratch = Scratch::new(&network);
    for (name, examples) in &dev {
        let float = evaluate::guess_all(&layout, &lexicon, &found.weights, examples);
        eprintln!("{name} float:   {}", Scores::of(examples, &float));
        let clock = Instant::now();
        let whole = evaluate::read_all(&network, &mut scratch, examples);
        let seconds = clock.elapsed().as_secs_f64();
        let words: usize = examples.iter().map(|e| e.forms.len()).sum();
        eprintln!("{name} integer: {}", Scores::of(examples, &whole));
        eprintln!("{name}: {:.0} words a second", words as f64 / seconds);
    }
    Ok(())
}

/// Reads all text once: chooses the vocabulary and encodes the raw text.
fn read_words(options: &Options, train: &[Gold]) -> Result<(Lexicon, Encoded)> {
    let limit = options.number("raw-words", 1e9) as usize;
    let mut forms: HashMap<String, u32> = HashMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut text = Vec::new();
    let mut add = |words: &mut dyn Iterator<Item = &str>| {
        for word in words {
            let number = match forms.get(word) {
                Some(&number) => number,
                None => {
                    let number = counts.len() as u32;
                    forms.insert(word.to_owned(), number);
                    counts.push(0);
                    number
                }
            };
            counts[number as usize] += 1;
            text.push(number);
        }
        text.push(BREAK);
        text.len()
    };
    let mut read = 0;
    corpus::read_raw(&options.data, &mut |words| {
        if read < limit {
            read = add(&mut words.iter().copied());
        }
    })?;
    // The treebanks' words come twice, at the end and so with small steps, among the last debates.
    for sentence in train {
        add(&mut sentence.forms.iter().map(String::as_str));
    }
    let mut counter = Counter::new();
    for sentence in train {
        sentence
            .forms
            .iter()
            .for_each(|form| counter.treebank(form));
    }
    let mut names: Vec<(&String, u32)> = forms.iter().map(|(f, &n)| (f, n)).collect();
    names.sort_unstable_by_key(|&(_, n)| n);
    for (form, number) in &names {
        counter.raw(
            contingent_syntax::shared::key(form),
            counts[*number as usize],
        );
    }
    let size = options.number("vocabulary", 40_000.0) as usize;
    let (keys, own) = counter.choose(size, 2);
    let mut lexicon = Lexicon::new(keys, own, 16_384);
    // Forms are read in the same order, so their numbers stay.
    for (form, number) in names {
        let again = lexicon.form(form);
        debug_assert_eq!(again, number);
    }
    Ok((lexicon, Encoded(text)))
}

/// The command line: `--name value` pairs.
struct Options {
    data: PathBuf,
    out: PathBuf,
    work: Option<PathBuf>,
    numbers: HashMap<String, f32>,
}

impl Options {
    fn read() -> Result<Self> {
        let (mut data, mut out, mut work, mut numbers) = (None, None, None, HashMap::new());
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            let value = arguments
                .next()
                .with_context(|| format!("{name} wants a value"))?;
            match name.as_str() {
                "--data" => data = Some(PathBuf::from(value)),
                "--work" => work = Some(PathBuf::from(value)),
                "--out" => out = Some(PathBuf::from(value)),
                _ => match (name.strip_prefix("--"), value.parse()) {
                    (Some(name), Ok(number)) => {
                        numbers.insert(name.to_owned(), number);
                    }
                    _ => bail!("unknown option {name} {value}"),
                },
            }
        }
        Ok(Self {
            data: data.context("--data names the folder of treebanks, names and raw text")?,
            out: out.context("--out names the folder for the model")?,
            work,
            numbers,
        })
    }

    fn number(&self, name: &str, default: f32) -> f32 {
        self.numbers.get(name).copied().unwrap_or(default)
    }
}
