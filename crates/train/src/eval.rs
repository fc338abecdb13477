//! `contingent-train eval --data DIR`: how good and how fast the shipped model is, on the test files.

mod names;
mod score;
mod speed;

use crate::words::read_treebank;
use anyhow::Result;
use contingent_syntax::training::Buffers;
use contingent_syntax::{Reader, Syntax, Treebank};
use contingent_text::{Part, Sentence};
use score::{Relations, Score};
use std::path::Path;

/// The treebank files that the model has not learned from. PUD and the test files are for testing only.
const FILES: [&str; 5] = ["ewt-dev", "ewt-test", "gum-dev", "gum-test", "pud-test"];

/// Files with names marked.
const NAMES: [&str; 3] = ["uner_ewt_dev", "uner_ewt_test", "uner_pud_test"];

/// Prints all tables.
pub fn run(data: &Path) -> Result<()> {
    let model = Syntax::embedded();
    let banks: Vec<(&str, Treebank)> = FILES
        .into_iter()
        .map(|name| Ok((name, read_treebank(data, name)?)))
        .collect::<Result<_>>()?;
    println!(
        "Gold words, predicted tags. LAS with relation subtypes, \"base\" without them as CoNLL 2018 counts.\n"
    );
    println!(
        "| file | UPOS | XPOS | UAS | LAS | LAS base | CLAS | verbs | lemmas | lemmas, gold tags |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let mut read = Vec::new();
    for (name, bank) in &banks {
        let found = gold_words(model, bank);
        let score = Score::of(&bank.sentences, &found);
        println!(
            "| {name} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {:.2} | {:.2} |",
            score.upos.f1(),
            score.xpos.f1(),
            score.uas.f1(),
            score.las.f1(),
            score.las_base.f1(),
            score.clas.f1(),
            score.verbs.f1(),
            score.lemmas.f1(),
            lemmas_of_gold_tags(model, bank),
        );
        read.push(found);
    }
    println!("\nRaw text, F1, aligned by characters.\n");
    println!("| file | sentences | words | UPOS | XPOS | UAS | LAS | LAS base | CLAS | lemmas |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (name, bank) in &banks {
        let found = Reader::new(model).read_part(&bank.text, Part::Body);
        let score = Score::of(&bank.sentences, &found);
        println!(
            "| {name} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
            score.sentences.f1(),
            score.words.f1(),
            score.upos.f1(),
            score.xpos.f1(),
            score.uas.f1(),
            score.las.f1(),
            score.las_base.f1(),
            score.clas.f1(),
            score.lemmas.f1(),
        );
    }
    println!("\nNames, exact span and kind.\n");
    println!("| file | precision | recall | F1 | PER | ORG | LOC |");
    println!("|---|---|---|---|---|---|---|");
    for name in NAMES {
        let [all, person, organisation, location] =
            names::measure(model, &data.join("names").join(format!("{name}.iob2")))?;
        println!(
            "| {name} | {:.2} | {:.2} | {:.2} | {:.1} | {:.1} | {:.1} |",
            all.precision(),
            all.recall(),
            all.f1(),
            person.f1(),
            organisation.f1(),
            location.f1()
        );
    }
    println!("\nRelations, F1 on gold words: the weaker ones and those of verbs' arguments.\n");
    print_relations(&banks, &read);
    speed::run(data, model)
}

/// Each gold sentence read again from its words.
fn gold_words(model: &Syntax, bank: &Treebank) -> Vec<Sentence> {
    let mut reader = Reader::new(model);
    let read = |sentence: &Sentence| {
        let words: Vec<_> = sentence.tokens.iter().map(|token| token.span).collect();
        reader.read_words(&bank.text, &words)
    };
    bank.sentences.iter().map(read).collect()
}

fn lemmas_of_gold_tags(model: &Syntax, bank: &Treebank) -> f64 {
    let mut space = Buffers::default();
    let (mut right, mut all) = (0usize, 0usize);
    for token in bank.sentences.iter().flat_map(|sentence| &sentence.tokens) {
        if token.lemma != "_" {
            let form = token.form(&bank.text);
            right += usize::from(model.lemmas().lemma(form, token.xpos, &mut space) == token.lemma);
            all += 1;
        }
    }
    100.0 * right as f64 / all.max(1) as f64
}

fn print_relations(banks: &[(&str, Treebank)], read: &[Vec<Sentence>]) {
    let tables: Vec<Relations> = std::iter::zip(banks, read)
        .map(|((_, bank), found)| Relations::of(&bank.sentences, found))
        .collect();
    print!("| relation |");
    for name in FILES {
        print!(" {name} |");
    }
    println!("\n|---|{}", "---|".repeat(FILES.len()));
    for relation in score::SHOWN {
        print!("| {relation} |");
        for table in &tables {
            print!(" {:.1} |", table.f1(relation));
        }
        println!();
    }
}
