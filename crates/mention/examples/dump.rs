//! Prints the mentions of labelled documents, one a line: `dump FILE.jsonl [ID...]`.

use contingent_mention::{Mention, Value, focus, read};
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::{Document, Published};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let wanted: Vec<String> = arguments.collect();
    let registry = Registry::embedded();
    let mut reader = Reader::new(Syntax::embedded());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let id = text("id");
        if !wanted.is_empty() && !wanted.contains(&id) {
            continue;
        }
        let document = Document {
            id: id.clone(),
            title: text("title"),
            body: text("text"),
            published: text("published")
                .parse()
                .ok()
                .map(|d: jiff::civil::Date| Published::from(d)),
            ..Document::default()
        };
        let sentences = reader.read(&document);
        let mentions = read(&document, &sentences, &registry);
        println!(
            "## {id} {} focus {:?}",
            text("published"),
            focus(&mentions, &document, &registry)
        );
        for (number, sentence) in (0..).zip(&sentences) {
            println!("  {}", sentence.span.of(document.part(sentence.part)));
            for mention in mentions.iter().filter(|m| m.sentence == number) {
                print(&document, sentence, mention);
            }
        }
    }
    Ok(())
}

fn print(document: &Document, sentence: &contingent_text::Sentence, mention: &Mention) {
    if let Value::Entity(e) = &mention.value {
        let words = mention.span.of(document.part(sentence.part));
        println!(
            "      {words:32} {:?} {:?} {} [{}] acts={} country={} title={:?} -- {}",
            e.kind,
            e.usage,
            e.id.as_deref().unwrap_or("-"),
            e.name,
            e.acts_for.as_deref().unwrap_or("-"),
            e.country.as_deref().unwrap_or("-"),
            e.title.as_deref().unwrap_or(""),
            mention.reason
        );
    }
}
