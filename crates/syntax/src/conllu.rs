//! CoNLL-U, the treebanks' format: written for a document that was read, read for training and measuring.

use crate::features::write_features;
use contingent_text::{Deprel, Document, Part, Sentence, Span, Token, Upos, Xpos};
use smol_str::SmolStr;
use std::fmt::{self, Write};

/// A line that is no CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ConlluError {
    /// Counted from 1.
    pub line: usize,
    what: &'static str,
}

/// A treebank as one text with its sentences, tokens pointing into the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treebank {
    /// The sentences' text; an empty line between paragraphs and documents.
    pub text: String,
    /// All sentences in order; `part` is the body.
    pub sentences: Vec<Sentence>,
    /// Forms as the treebank gives them, sentence by sentence: they differ from the text only where it mends it.
    pub forms: Vec<Vec<SmolStr>>,
}

/// Writes `sentences` of `document` with its sentence and paragraph marks.
///
/// # Errors
/// Only those of `out`.
pub fn to_conllu(sentences: &[Sentence], document: &Document, out: &mut impl Write) -> fmt::Result {
    let mut number = 0;
    let mut before: Option<(Part, u32)> = None;
    if !document.id.is_empty() {
        writeln!(out, "# newdoc id = {}", OneLine(&document.id))?;
    }
    for sentence in sentences {
        number += 1;
        if before != Some((sentence.part, sentence.paragraph)) {
            out.write_str("# newpar\n")?;
            before = Some((sentence.part, sentence.paragraph));
        }
        writeln!(out, "# sent_id = {number}")?;
        let text = document.part(sentence.part);
        writeln!(out, "# text = {}", OneLine(sentence.span.of(text)))?;
        write_tokens(sentence, text, out)?;
        out.write_char('\n')?;
    }
    Ok(())
}

fn write_tokens(sentence: &Sentence, text: &str, out: &mut impl Write) -> fmt::Result {
    let tokens = &sentence.tokens;
    let glued = |i: usize| {
        tokens.get(i + 1).is_some_and(|next| {
            tokens
                .get(i)
                .is_some_and(|token| token.span.end == next.span.start)
        })
    };
    let fused = |i: usize| glued(i) && is_clitic(tokens[i].form(text), tokens[i + 1].form(text));
    let mut i = 0;
    let mut range_end = 0;
    while let Some(token) = tokens.get(i) {
        if i >= range_end && fused(i) {
            let mut last = i + 1;
            while fused(last) {
                last += 1;
            }
            let whole = token.span.cover(tokens[last].span);
            write!(
                out,
                "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t",
                i + 1,
                last + 1,
                whole.of(text)
            )?;
            write_space(out, glued(last))?;
            range_end = last + 1;
        }
        let form = token.form(text);
        let head = token.head.map_or(0, |head| head + 1);
        write!(
            out,
            "{}\t{}\t{}\t{}\t{}\t",
            i + 1,
            form,
            token.lemma,
            token.upos,
            token.xpos
        )?;
        write_features(token, form, out)?;
        write!(out, "\t{}\t{}\t_\t", head, token.deprel)?;
        write_space(out, i >= range_end && glued(i))?;
        i += 1;
    }
    Ok(())
}

fn write_space(out: &mut impl Write, glued: bool) -> fmt::Result {
    out.write_str(if glued { "SpaceAfter=No\n" } else { "_\n" })
}

/// True when `word` was cut off a written word: `n't`, `'s`, the `not` of "cannot".
fn is_clitic(before: &str, word: &str) -> bool {
    let letter_before = before.chars().next_back().is_some_and(char::is_alphabetic);
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some('\'' | '’'), Some(c)) => {
            c.is_alphabetic() && before.chars().any(char::is_alphanumeric)
        }
        (Some(c), Some(_)) => letter_before && c.is_alphabetic(),
        _ => false,
    }
}

/// Text on one line: breaks and tabs become spaces.
struct OneLine<'t>(&'t str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, piece) in self.0.split(|c: char| c.is_control()).enumerate() {
            if i > 0 {
                f.write_char(' ')?;
            }
            f.write_str(piece)?;
        }
        Ok(())
    }
}

/// Reads a treebank.
///
/// # Errors
/// The first line that is no CoNLL-U, or that has a tag or relation that English treebanks do not use.
pub fn read_conllu(conllu: &str) -> Result<Treebank, ConlluError> {
    let mut reader = Reader::default();
    for (number, line) in conllu.lines().enumerate() {
        reader.line(line).map_err(|what| ConlluError {
            line: number + 1,
            what,
        })?;
    }
    reader.end_sentence();
    Ok(reader.bank)
}

#[derive(Default)]
struct Reader {
    bank: Treebank,
    paragraph: u32,
    new_paragraph: bool,
    /// The last token of the sentence before stands without a space after it.
    glued: bool,
    tokens: Vec<Token>,
    forms: Vec<SmolStr>,
    /// Words of a written word still to come: how many, and the bytes left of it.
    range: Option<(u32, Span, bool)>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        if line.is_empty() {
            self.end_sentence();
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            self.new_paragraph |= comment.starts_with("newpar") && !comment.starts_with("newpar_")
                || comment.starts_with("newdoc");
        } else {
            let mut columns = line.split('\t');
            let mut column = || columns.next().ok_or("fewer than ten columns");
            let row = Row {
                id: column()?,
                form: column()?,
                lemma: column()?,
                upos: column()?,
                xpos: column()?,
                head: {
                    column()?;
                    column()?
                },
                deprel: column()?,
                misc: {
                    column()?;
                    column()?
                },
            };
            self.row(&row)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), &'static str> {
        let glued_after = row.misc.split('|').any(|item| item == "SpaceAfter=No");
        if let Some((first, last)) = row.id.split_once('-') {
            let first: u32 = first.parse().map_err(|_| "bad range")?;
            let last: u32 = last.parse().map_err(|_| "bad range")?;
            let span = self.append(row.form);
            self.range = Some((last.saturating_sub(first) + 1, span, glued_after));
            return Ok(());
        }
        if row.id.contains('.') {
            return Ok(());
        }
        let span = match self.range.take() {
            Some((1, span, glued)) => {
                self.glued = glued;
                span
            }
            Some((left, span, glued)) => {
                let middle = self.cut(span, row.form);
                self.range = Some((
                    left - 1,
                    Span {
                        start: middle,
                        ..span
                    },
                    glued,
                ));
                Span {
                    end: middle,
                    ..span
                }
            }
            None => {
                let span = self.append(row.form);
                self.glued = glued_after;
                span
            }
        };
        let head: u16 = row.head.parse().map_err(|_| "head is no number")?;
        self.tokens.push(Token {
            span,
            upos: row.upos.parse::<Upos>().map_err(|_| "unknown UPOS")?,
            xpos: row.xpos.parse::<Xpos>().map_err(|_| "unknown XPOS")?,
            lemma: SmolStr::new(row.lemma),
            head: head.checked_sub(1),
            deprel: row.deprel.parse::<Deprel>().unwrap_or(Deprel::Dep),
        });
        self.forms.push(SmolStr::new(row.form));
        Ok(())
    }

    /// Adds a written word to the text.
    fn append(&mut self, form: &str) -> Span {
        let text = &mut self.bank.text;
        if self.new_paragraph && !text.is_empty() {
            text.push_str("\n\n");
            self.paragraph += 1;
        } else if !self.glued && !text.is_empty() {
            text.push(' ');
        }
        self.new_paragraph = false;
        let start = text.len();
        text.push_str(form);
        Span::new(start, text.len())
    }

    /// Where the first word of a written word ends: as long as its form, but leaving something for the next.
    fn cut(&self, span: Span, form: &str) -> u32 {
        let written = span.of(&self.bank.text);
        let longest = written.char_indices().next_back().map_or(0, |(at, _)| at);
        let mut at = form.len().min(longest);
        while !written.is_char_boundary(at) {
            at -= 1;
        }
        span.start + at as u32
    }

    fn end_sentence(&mut self) {
        self.range = None;
        let (Some(first), Some(last)) = (self.tokens.first(), self.tokens.last()) else {
            return;
        };
        let span = first.span.cover(last.span);
        self.bank.sentences.push(Sentence {
            part: Part::Body,
            span,
            paragraph: self.paragraph,
            tokens: std::mem::take(&mut self.tokens),
            names: Vec::new(),
        });
        self.bank.forms.push(std::mem::take(&mut self.forms));
    }
}

struct Row<'l> {
    id: &'l str,
    form: &'l str,
    lemma: &'l str,
    upos: &'l str,
    xpos: &'l str,
    head: &'l str,
    deprel: &'l str,
    misc: &'l str,
}
