//! Trains the cutting of text into words and sentences, from the treebanks' raw text.

use crate::linear::{Plan, learn};
use anyhow::{Context, Result};
use contingent_syntax::training::{
    Lesson, Words, dot_lessons, lessons, line_lessons, marked_lessons, quiet_lessons,
};
use contingent_syntax::{Treebank, read_conllu};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

const PLAN: Plan = Plan {
    bits: 18,
    epochs: 10,
    rate: 0.1,
    yes_weight: 1.0,
    least: 3,
};

/// Sentences of our own in the ways of newspapers, one a line.
const OWN_SENTENCES: &str = include_str!("../data/news-sentences.txt");

/// Lines of our own with their word cuts marked.
const OWN_WORDS: &str = include_str!("../data/news-words.txt");

/// How often they are gone through for once through the treebanks.
const OWN_TIMES: usize = 8;

/// Reads a treebank of `data`.
pub fn read_treebank(data: &Path, name: &str) -> Result<Treebank> {
    let path = data.join("treebanks").join(format!("{name}.conllu"));
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    read_conllu(&text).with_context(|| format!("reading {}", path.display()))
}

/// Trains on EWT and GUM, writes `english-words.bin` into the folder `models`.
pub fn train(data: &Path, models: &Path) -> Result<()> {
    let (mut cuts, mut ends): (Vec<Lesson>, Vec<Lesson>) = (Vec::new(), Vec::new());
    let mut fused = Fused::default();
    for name in ["ewt-train", "gum-train"] {
        let path = data.join("treebanks").join(format!("{name}.conllu"));
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let bank = read_conllu(&text)?;
        fused.count(&bank);
        for bank in [bank, read_conllu(&with_curly_quotes(&text))?] {
            let (more_cuts, more_ends) = lessons(&bank);
            cuts.extend(more_cuts);
            ends.extend(more_ends);
        }
    }
    for _ in 0..OWN_TIMES {
        cuts.extend(marked_lessons(OWN_WORDS));
        cuts.extend(dot_lessons(OWN_SENTENCES));
    }
    let cut_weights = learn(&cuts, PLAN);
    let fused = fused.list();
    let first = Words::new(cut_weights.clone(), learn(&ends, PLAN), fused.clone());
    let treebanks = ends.len();
    for name in ["wikinews.jsonl.xz", "state-department-releases.jsonl.xz"] {
        for article in articles(&data.join("raw").join(name))? {
            ends.extend(quiet_lessons(&first, &article?));
        }
    }
    for _ in 0..OWN_TIMES {
        ends.extend(line_lessons(&first, OWN_SENTENCES));
    }
    println!(
        "{} questions about words, {treebanks} about sentences and {} more from news",
        cuts.len(),
        ends.len() - treebanks
    );
    // Too few ends are found otherwise: people who write mails often forget the stop.
    let end_plan = Plan {
        yes_weight: 2.0,
        ..PLAN
    };
    let words = Words::new(cut_weights, learn(&ends, end_plan), fused);
    let bytes = words.to_bytes();
    fs::create_dir_all(models)?;
    fs::write(models.join("english-words.bin"), &bytes)?;
    println!("english-words.bin: {} bytes", bytes.len());
    Ok(())
}

/// The texts of a file of news.
pub fn articles(path: &Path) -> Result<impl Iterator<Item = Result<String>>> {
    #[derive(Deserialize)]
    struct Article {
        text: String,
    }
    let file = fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    let reader = BufReader::new(lzma_rust2::XzReader::new(BufReader::new(file), true));
    Ok(reader
        .lines()
        .map(|line| Ok(serde_json::from_str::<Article>(&line?)?.text)))
}

/// The same treebank printed as newspapers print it: “ ” and ’ for " and '.
fn with_curly_quotes(conllu: &str) -> String {
    let mut out = String::with_capacity(conllu.len());
    for line in conllu.lines() {
        let mut columns = line.splitn(6, '\t');
        let (id, form) = (columns.next(), columns.next());
        let rest = (
            columns.next(),
            columns.next(),
            columns.next(),
            columns.next(),
        );
        if let (Some(id), Some(form), (Some(lemma), Some(upos), Some(xpos), Some(rest))) =
            (id, form, rest)
            && !line.starts_with('#')
        {
            let form = match (form, xpos) {
                ("\"" | "''" | "``", "``") => "“".to_owned(),
                ("\"" | "''" | "``", "''") => "”".to_owned(),
                ("'", "``") => "‘".to_owned(),
                _ if form.len() > 1 && form.chars().any(char::is_alphabetic) => {
                    form.replace('\'', "’")
                }
                ("'", _) => "’".to_owned(),
                _ => form.to_owned(),
            };
            out.push_str(&format!("{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{rest}\n"));
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Words written together, "cannot" and "gonna": found in letters only, where the clues of characters say nothing.
#[derive(Default)]
struct Fused {
    /// How often a written word is one word, and how often it is cut at which byte.
    seen: BTreeMap<String, (usize, BTreeMap<usize, usize>)>,
}

impl Fused {
    fn count(&mut self, bank: &Treebank) {
        for sentence in &bank.sentences {
            let mut i = 0;
            while let Some(token) = sentence.tokens.get(i) {
                let mut span = token.span;
                let mut parts = 1;
                while let Some(next) = sentence.tokens.get(i + parts)
                    && next.span.start == span.end
                {
                    span = span.cover(next.span);
                    parts += 1;
                }
                let written = span.of(&bank.text).to_ascii_lowercase();
                if parts <= 2 && written.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    let (whole, cut) = self.seen.entry(written).or_default();
                    if parts == 1 {
                        *whole += 1;
                    } else {
                        *cut.entry(token.span.len()).or_default() += 1;
                    }
                }
                i += parts;
            }
        }
    }

    /// Those that are cut more often than not, seen at least twice.
    fn list(self) -> Vec<(Box<str>, usize)> {
        let mut list = Vec::new();
        for (word, (whole, cuts)) in self.seen {
            let best = cuts.into_iter().max_by_key(|(_, count)| *count);
            if let Some((at, count)) = best
                && count >= 2
                && count > whole
            {
                list.push((word.into_boxed_str(), at));
            }
        }
        list
    }
}
