//! The training material: treebanks in CoNLL-U, names in IOB2, and raw text.

use crate::entities::entity_tags;
use anyhow::{Context, Result, bail};
use contingent_text::{Deprel, Upos, Xpos};
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// The tags of names: outside, then begin and inside of each kind.
pub const NAME_TAGS: [&str; 7] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"];

/// A sentence with what people have marked in it.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Its words as written.
    pub forms: Vec<String>,
    /// Numbers of the UPOS tags.
    pub upos: Vec<u8>,
    /// Numbers of the XPOS tags.
    pub xpos: Vec<u8>,
    /// 0 for the root, else one more than the index of the head.
    pub heads: Vec<u16>,
    /// Numbers of the relations.
    pub deprels: Vec<u8>,
    /// Numbers of the name tags; empty when nobody has marked names here.
    pub names: Vec<u8>,
    /// Name tags made from GUM's entities, a task of their own; empty where there are none.
    pub entities: Vec<u8>,
    /// GUM's notes where they mark entities, one a word; else empty.
    pub notes: Vec<String>,
    /// How much its trees count: 1 for people's, less for a teacher's.
    pub weight: f32,
}

/// Reads one CoNLL-U file.
pub fn read_conllu(path: &Path) -> Result<Vec<Gold>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut sentences = Vec::new();
    let mut current = Gold {
        weight: 1.0,
        ..Gold::default()
    };
    let mut misc = Vec::new();
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !current.forms.is_empty() {
                if current.xpos.len() != current.forms.len() {
                    // Other languages have other tags; nothing is learned of them.
                    current.xpos.clear();
                }
                current.entities = entity_tags(&current, &misc);
                if !current.entities.is_empty() {
                    current.notes.clone_from(&misc);
                }
                sentences.push(std::mem::replace(
                    &mut current,
                    Gold {
                        weight: 1.0,
                        ..Gold::default()
                    },
                ));
                misc.clear();
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || columns.first().is_some_and(|id| id.contains(['-', '.'])) {
            continue;
        }
        let [_, form, _, upos, xpos, _, head, deprel, _, note] = columns[..] else {
            bail!("{}: not ten columns: {line}", path.display());
        };
        current.forms.push(form.to_owned());
        current.upos.push(upos.parse::<Upos>()? as u8);
        if let Ok(tag) = xpos.parse::<Xpos>() {
            current.xpos.push(tag as u8);
        }
        current.heads.push(head.parse()?);
        current.deprels.push(relation(deprel) as u8);
        misc.push(note.to_owned());
    }
    Ok(sentences)
}

/// A relation, or the one it is a kind of where other languages have kinds that English lacks.
fn relation(name: &str) -> Deprel {
    let base = name.split(':').next().unwrap_or(name);
    name.parse()
        .or_else(|_| base.parse())
        .unwrap_or(Deprel::Dep)
}

/// Adds the names of a Universal NER file to the sentences with the same words.
///
/// Returns how many sentences got them.
pub fn add_names(path: &Path, sentences: &mut [Gold]) -> Result<usize> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut by_words: HashMap<Vec<String>, Vec<u8>> = HashMap::new();
    let (mut words, mut tags) = (Vec::new(), Vec::new());
    for line in text.lines().chain([""]) {
        let mut columns = line.split('\t');
        match (columns.next(), columns.next(), columns.next()) {
            (Some(id), Some(word), Some(tag))
                if !line.starts_with('#') && !id.contains(['-', '.']) =>
            {
                words.push(word.to_owned());
                tags.push(name_tag(tag));
            }
            _ if line.is_empty() && !words.is_empty() => {
                by_words.insert(std::mem::take(&mut words), std::mem::take(&mut tags));
            }
            _ => {}
        }
    }
    let mut found = 0;
    for sentence in sentences {
        if let Some(tags) = by_words.get(&sentence.forms) {
            sentence.names.clone_from(tags);
            found += 1;
        }
    }
    Ok(found)
}

/// Kinds beside the three count as outside.
fn name_tag(tag: &str) -> u8 {
    NAME_TAGS.iter().position(|t| *t == tag).unwrap_or(0) as u8
}

#[derive(Deserialize)]
struct Article {
    title: String,
    text: String,
}

/// Calls `each` with the words of every sentence (or line) of the raw text: first articles (`.jsonl.xz`), then
/// what is cut into words already (`.tok.xz`).
pub fn read_raw(data: &Path, each: &mut dyn FnMut(&[&str])) -> Result<()> {
    let folder = data.join("raw");
    let mut paths = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(&folder)? {
            paths.push(entry?.path());
        }
    }
    // One fixed order, whatever the file system says.
    paths.sort_by(|a, b| b.cmp(a));
    let of_kind = |ending: &'static str| {
        let name = move |path: &&PathBuf| path.to_string_lossy().ends_with(ending);
        paths.iter().filter(name)
    };
    for path in of_kind(".jsonl.xz") {
        for line in lines(path)? {
            let article: Article = serde_json::from_str(&line?)?;
            let mut words = Vec::new();
            for paragraph in article.text.lines().chain([article.title.as_str()]) {
                rough_words(paragraph, &mut words);
                if !words.is_empty() {
                    each(&words);
                }
            }
        }
    }
    for path in of_kind(".tok.xz") {
        for line in lines(path)? {
            let line = line?;
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            each(&words);
        }
    }
    Ok(())
}

fn lines(path: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    Ok(BufReader::new(lzma_rust2::XzReader::new(BufReader::new(file), true)).lines())
}

/// A rough tokeniser, good enough to learn vectors from: words, numbers, clitics and single marks.
pub fn rough_words<'t>(text: &'t str, words: &mut Vec<&'t str>) {
    words.clear();
    for piece in text.split_whitespace() {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let word_like = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
            let end = if first.is_alphanumeric() {
                word_end(rest, word_like)
            } else {
                first.len_utf8()
            };
            let (word, after) = rest.split_at(end);
            split_clitic(word, words);
            rest = after;
        }
    }
}

fn word_end(text: &str, word_like: impl Fn(char) -> bool) -> usize {
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, c)| c);
        let inside = matches!(c, ',' | '.' | ':') && previous.is_numeric() && next.is_numeric();
        let initial = c == '.'
            && previous.is_uppercase()
            && (next.is_uppercase() || text[..at].contains('.'));
        if !word_like(c) && !inside && !initial {
            return at;
        }
        previous = c;
    }
    text.len()
}

fn split_clitic<'t>(word: &'t str, words: &mut Vec<&'t str>) {
    for clitic in [
        "n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m",
    ] {
        if let Some(stem) = word.strip_suffix(clitic)
            && !stem.is_empty()
        {
            words.push(stem);
            words.push(&word[stem.len()..]);
            return;
        }
    }
    words.push(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_text_is_cut_like_a_treebank() {
        let mut words = Vec::new();
        rough_words(
            "The U.S. didn't send 1,041 (of 2,500), \"he\" said.",
            &mut words,
        );
        assert_eq!(
            words.join(" "),
            "The U.S. did n't send 1,041 ( of 2,500 ) , \" he \" said ."
        );
    }
}
