//! The second network of the model, which reads names alone. The first is finished before and stays as it is; this
//! one starts from its words and clues, knows lists of names and habits of words beside, and learns from GUM's
//! entities too. Where their scores are added up, names are better than either's.

use crate::corpus::Gold;
use crate::entities::{name_tags, titles};
use crate::evaluate::spans;
use crate::layout::{Config, Layout};
use crate::lexicon::Lexicon;
use crate::name_lists::NameLists;
use crate::network::{Example, Model, Packs, Regime, Weights, Worker, best_names};
use crate::options::Options;
use crate::training::{Plan, Run, train};
use anyhow::Result;
use contingent_text::NameKind;
use std::collections::HashSet;

/// What the second network's scores weigh beside the first's; chosen on the dev part of EWT.
pub const SHARE: f32 = 0.5;

/// A network in floating point.
#[derive(Clone, Copy)]
pub struct Net<'a> {
    /// Its shape.
    pub layout: &'a Layout,
    /// Its words.
    pub lexicon: &'a Lexicon,
    /// What it has learned.
    pub weights: &'a Weights,
}

/// The second network and what it was made from.
pub struct Second {
    /// Its shape.
    pub layout: Layout,
    /// The first one's words, with lists.
    pub lexicon: Lexicon,
    /// What it has learned.
    pub weights: Weights,
    /// The sentences, as it reads them.
    pub sentences: Vec<Example>,
}

impl Second {
    /// Itself as a network.
    pub fn net(&self) -> Net<'_> {
        Net {
            layout: &self.layout,
            lexicon: &self.lexicon,
            weights: &self.weights,
        }
    }
}

/// Learns the second network on top of the first, from sentences with names or with GUM's entities.
pub fn learn(options: &Options, first: Net, gold: &[Gold]) -> Result<Second> {
    let mut lexicon = first
        .lexicon
        .with_lists(NameLists::read(&options.registry, &options.data)?);
    let titles = titles(gold);
    let sentences: Vec<Example> = gold
        .iter()
        .map(|gold| with_names(gold, &titles))
        .filter(|gold| !gold.names.is_empty())
        .map(|gold| Example {
            forms: gold.forms.iter().map(|form| lexicon.form(form)).collect(),
            gold,
        })
        .collect();
    let config = Config {
        hidden: options.count("name-hidden"),
        layers: options.count("name-layers"),
        tag: 64,
        name: 64,
        arc: 0,
        label: 0,
        ..first.layout.config
    };
    let layout = Layout::new(config);
    let seed = options.number("name-seed") as u64;
    let mut start = Weights {
        dense: layout.initial(seed),
        words: first.weights.words.clone(),
        clues: first.weights.clues.clone(),
    };
    start.clues.resize(lexicon.rows() * config.clue, 0.0);
    let run = Run {
        layout: &layout,
        lexicon: &lexicon,
        // Tags beside the names keep the layers from learning the names by heart.
        regime: Regime {
            losses: [0.6, 0.6, 1.0, 0.0, 0.0, 0.0],
            argument: 1.0,
            ..options.regime()
        },
        plan: Plan {
            epochs: options.count("name-epochs"),
            falling: options.count("name-falling"),
            rate: options.number("name-rate"),
            // Both networks share the word vectors.
            word_rate: 0.0,
            seed,
            ..options.plan()
        },
        sentences: &sentences,
        held_out: &[],
        progress: options.work.as_ref().map(|work| work.join("names.bin")),
    };
    let weights = train(&run, start)?;
    Ok(Second {
        layout,
        lexicon,
        weights,
        sentences,
    })
}

/// The sentence with names from its entities where nobody has marked names.
fn with_names(gold: &Gold, titles: &HashSet<String>) -> Gold {
    let mut gold = gold.clone();
    if gold.names.is_empty() {
        gold.names = name_tags(&gold, titles);
    }
    gold.entities.clear();
    gold
}

/// Prints how good the names of both networks and of their sum are on sentences that nothing was learned from;
/// `titles` of the training part cut GUM's entities to names.
pub fn report(first: Net, second: &Second, part: &str, gold: &[Gold], training: &[Gold]) {
    let titles = titles(training);
    let gold: Vec<Gold> = gold.iter().map(|gold| with_names(gold, &titles)).collect();
    let read = |net: Net| {
        let mut lexicon = net.lexicon.fresh();
        let examples: Vec<Example> = gold
            .iter()
            .filter(|gold| !gold.names.is_empty())
            .map(|gold| Example {
                forms: gold.forms.iter().map(|form| lexicon.form(form)).collect(),
                gold: gold.clone(),
            })
            .collect();
        let net = Net {
            lexicon: &lexicon,
            ..net
        };
        (scores(net, &examples), examples)
    };
    let (old, examples) = read(first);
    let (new, _) = read(second.net());
    for share in [0.0, SHARE, 1.0] {
        let mut right = [0usize; 4];
        let mut both = [0usize; 4];
        for ((example, old), new) in examples.iter().zip(&old).zip(&new) {
            let mixed = old
                .iter()
                .zip(new)
                .map(|(o, n)| o * (1.0 - share) + n * share);
            let found = spans(&best_names(&mixed.collect::<Vec<f32>>()));
            let wanted = spans(&example.gold.names);
            for span in found.iter().chain(&wanted) {
                both[0] += 1;
                both[usize::from(span.2 / 2 + 1)] += 1;
            }
            for span in found.intersection(&wanted) {
                right[0] += 1;
                right[usize::from(span.2 / 2 + 1)] += 1;
            }
        }
        let f1 = |kind: usize| 200.0 * right[kind] as f64 / both[kind].max(1) as f64;
        eprintln!(
            "{part} names, second network weighs {share}: F1 {:.2}; {:?} {:.1}, {:?} {:.1}, {:?} {:.1}",
            f1(0),
            NameKind::Person,
            f1(1),
            NameKind::Organisation,
            f1(2),
            NameKind::Location,
            f1(3)
        );
    }
}

/// Scores of the name tags of all sentences, in their order.
fn scores(net: Net, sentences: &[Example]) -> Vec<Vec<f32>> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(sentences[i].forms.len()));
    let mut all = vec![Vec::new(); sentences.len()];
    let mut worker = Worker::default();
    let model = Model {
        layout: net.layout,
        lexicon: net.lexicon,
        weights: net.weights,
        packs: &Packs::new(net.layout, &net.weights.dense),
    };
    for chunk in order.chunks(48) {
        let batch: Vec<&Example> = chunk.iter().map(|&i| &sentences[i]).collect();
        for (&i, rows) in chunk.iter().zip(worker.name_scores(model, &batch)) {
            all[i] = rows;
        }
    }
    all
}
