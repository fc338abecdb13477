//! Measures the reading of times against annotated news.
//!
//! usage: score_times [--parsed] [--errors N] [--half even|odd] [FILE.json ...]
//!
//! With `--parsed` the texts are cut, tagged and parsed by the model first, as the program does; otherwise they are
//! cut at line ends and full stops and read by their words alone.
//!
//! A file holds a list of documents, either with `times` and their intervals of days (GUM) or with `gold` TIMEX3
//! values (TempEval-3). Without files the three of `../shared/data/time` are read. Each is scored whole and by
//! halves (documents with even and odd index): rules are tuned on the even ones, the odd ones are held out.
//!
//! Intervals: exact = the answer's first and last day are the annotated ones; answered = an answer with an
//! interval overlaps the annotation; wrong = answered and not exact. Values: F1 over all expressions, a match
//! being an overlapping pair with the same value (value F1 under relaxed match).

use contingent_mention::time::{Timex, timexes, timexes_in};
use contingent_syntax::{Reader, Syntax};
use contingent_text::Document;
use jiff::civil::Date;
use serde_json::Value;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut errors = 0;
    let mut half = None;
    let mut parsed = false;
    let mut files = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--errors" => errors = args.next().and_then(|n| n.parse().ok()).unwrap_or(20),
            "--parsed" => parsed = true,
            "--half" => half = args.next(),
            _ => files.push(PathBuf::from(arg)),
        }
    }
    if files.is_empty() {
        let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/time");
        files = ["gum-dates-dev.json", "aquaint.json", "timebank.json"]
            .map(|name| data.join(name))
            .to_vec();
    }
    for file in files {
        if !file.exists() {
            println!("{} is not here; nothing measured", file.display());
            continue;
        }
        let documents: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let mut scores = [Score::default(), Score::default()];
        for (index, document) in documents.iter().enumerate() {
            let wanted = match half.as_deref() {
                Some("even") => index % 2 == 0,
                Some("odd") => index % 2 == 1,
                _ => true,
            };
            if wanted {
                score(document, parsed, &mut scores[index % 2], &mut errors);
            }
        }
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let [even, odd] = &scores;
        for (part, score) in [("even", even), ("odd", odd), ("all", &even.plus(odd))] {
            println!("{name:16} {part:5} {score}");
        }
    }
    Ok(())
}

#[derive(Clone, Debug, Default)]
struct Score {
    gold: usize,
    found: usize,
    overlapping: usize,
    answered: usize,
    right: usize,
    intervals: bool,
}

impl Score {
    fn plus(&self, other: &Self) -> Self {
        Self {
            gold: self.gold + other.gold,
            found: self.found + other.found,
            overlapping: self.overlapping + other.overlapping,
            answered: self.answered + other.answered,
            right: self.right + other.right,
            intervals: self.intervals || other.intervals,
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        if self.intervals {
            write!(
                f,
                "{} intervals: exact {:.1} %, answered {:.1} %, of the answered wrong {:.1} %",
                self.gold,
                percent(self.right, self.gold),
                percent(self.answered, self.gold),
                percent(self.answered - self.right, self.answered)
            )
        } else {
            write!(
                f,
                "{} values, {} found: relaxed F1 {:.1}, value F1 {:.1}",
                self.gold,
                self.found,
                200.0 * self.overlapping as f64 / (self.gold + self.found).max(1) as f64,
                200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
            )
        }
    }
}

fn score(document: &Value, parsed: bool, score: &mut Score, errors: &mut usize) {
    let text = document["text"].as_str().unwrap_or_default();
    let published = document["published"]
        .as_str()
        .or(document["dct"].as_str())
        .unwrap_or_default();
    let published: Option<Date> = published.get(..10).and_then(|d| d.parse().ok());
    let bytes: Vec<u32> = text
        .char_indices()
        .map(|(at, _)| at as u32)
        .chain([text.len() as u32])
        .collect();
    let place = |gold: &Value| {
        let at = |key: &str| {
            gold[key]
                .as_u64()
                .and_then(|n| bytes.get(n as usize))
                .copied()
        };
        at("start").zip(at("end"))
    };
    let found = if parsed {
        read_parsed(text, published)
    } else {
        timexes_in(text, published)
    };
    let mut show = |what: &str, at: (u32, u32), gold: &str, answer: &str| {
        if *errors > 0 {
            *errors -= 1;
            let mut left = (at.0 as usize).saturating_sub(60);
            while !text.is_char_boundary(left) {
                left -= 1;
            }
            let mut right = (at.1 as usize + 30).min(text.len());
            while !text.is_char_boundary(right) {
                right += 1;
            }
            let (b, m, e) = (
                &text[left..at.0 as usize],
                &text[at.0 as usize..at.1 as usize],
                &text[at.1 as usize..right],
            );
            println!(
                "{what:7} {} {}[[{m}]]{} | gold {gold} | answer {answer}",
                published.map(|d| d.to_string()).unwrap_or_default(),
                b.replace('\n', " "),
                e.replace('\n', " ")
            );
        }
    };
    if let Some(times) = document["times"].as_array() {
        score.intervals = true;
        for gold in times {
            let Some(at) = place(gold) else { continue };
            let Some(interval) = gold["interval"].as_array() else {
                continue;
            };
            let day = |i: usize| {
                interval
                    .get(i)
                    .and_then(Value::as_str)
                    .and_then(|d| d.parse::<Date>().ok())
            };
            score.gold += 1;
            let answers: Vec<&Timex> = overlapping(&found, at)
                .filter(|t| t.interval.is_some())
                .collect();
            let exact = answers.iter().any(|t| t.interval == Some((day(0), day(1))));
            score.answered += usize::from(!answers.is_empty());
            score.right += usize::from(exact);
            if !exact {
                let answer = answers
                    .iter()
                    .map(|t| format!("{:?}", t.interval))
                    .collect::<Vec<_>>()
                    .join(" ");
                show(
                    if answers.is_empty() {
                        "MISSED"
                    } else {
                        "WRONG"
                    },
                    at,
                    &gold["interval"].to_string(),
                    &answer,
                );
            }
        }
        return;
    }
    let gold = document["gold"].as_array().map_or(&[][..], Vec::as_slice);
    let mut used = vec![false; found.len()];
    score.gold += gold.len();
    score.found += found.len();
    for timex in gold {
        let Some(at) = place(timex) else { continue };
        let value = timex["value"].as_str().unwrap_or_default();
        let best = found
            .iter()
            .enumerate()
            .filter(|(i, t)| !used[*i] && t.span.start < at.1 && at.0 < t.span.end)
            .max_by_key(|(_, t)| t.value.eq_ignore_ascii_case(value));
        match best {
            Some((i, t)) => {
                used[i] = true;
                score.overlapping += 1;
                if t.value.eq_ignore_ascii_case(value) {
                    score.right += 1;
                } else {
                    show("WRONG", at, value, &t.value);
                }
            }
            None => show("MISSED", at, value, ""),
        }
    }
    for (i, t) in found.iter().enumerate() {
        if !used[i] {
            show("EXTRA", (t.span.start, t.span.end), "", &t.value);
        }
    }
}

fn overlapping(found: &[Timex], at: (u32, u32)) -> impl Iterator<Item = &Timex> {
    found
        .iter()
        .filter(move |t| t.span.start < at.1 && at.0 < t.span.end)
}

fn read_parsed(text: &str, published: Option<Date>) -> Vec<Timex> {
    let document = Document {
        body: text.to_owned(),
        published: published.map(Into::into),
        ..Document::default()
    };
    let sentences = Reader::new(Syntax::embedded()).read(&document);
    timexes(&document, &sentences)
        .into_iter()
        .map(|(_, timex)| timex)
        .collect()
}
