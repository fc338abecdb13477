//! The whole way from raw text to sentences with words, tags, lemmas, trees and names.

use crate::lemma::{Buffers, Lemmas};
use crate::network::{Analysis, ModelError, Network, Scratch};
use crate::words::{Splitter, Word, Words, paragraphs};
use contingent_text::{Deprel, Document, Part, Sentence, Span, Token, Upos, Xpos};
use std::sync::LazyLock;

/// The model of one language; never changed after loading, shared by all threads.
#[derive(Debug)]
pub struct Syntax {
    words: Words,
    lemmas: Lemmas,
    network: Network,
}

/// Why a model cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// The file that cuts words and sentences.
    #[error("not a model of words and sentences")]
    Words,
    /// The file of lemma rules.
    #[error("not a model of lemmas")]
    Lemmas,
    /// The network's file.
    #[error(transparent)]
    Network(#[from] ModelError),
}

static EMBEDDED: LazyLock<Syntax> = LazyLock::new(|| {
    let parts = (
        Words::from_bytes(include_bytes!("../../../models/english-words.bin")),
        Lemmas::from_bytes(include_bytes!("../../../models/english-lemmas.bin")),
        Network::english(),
    );
    match parts {
        (Some(words), Some(lemmas), Ok(network)) => Syntax {
            words,
            lemmas,
            network,
        },
        // The files are part of the program, and a test loads them.
        _ => unreachable!("the models inside the binary are damaged"),
    }
});

impl Syntax {
    /// The English model inside the binary, loaded when first asked for.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// A model from the bytes of its three files.
    ///
    /// # Errors
    /// Says which file is not a model.
    pub fn load(words: &[u8], lemmas: &[u8], network: &[u8]) -> Result<Self, SyntaxError> {
        Ok(Self {
            words: Words::from_bytes(words).ok_or(SyntaxError::Words)?,
            lemmas: Lemmas::from_bytes(lemmas).ok_or(SyntaxError::Lemmas)?,
            network: Network::load(network)?,
        })
    }

    /// The same model without vector instructions; it gives the same answers.
    #[doc(hidden)]
    #[must_use]
    pub fn portable(self) -> Self {
        Self {
            network: self.network.portable(),
            ..self
        }
    }

    /// The part that cuts words and sentences.
    #[doc(hidden)]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The part that finds lemmas.
    #[doc(hidden)]
    pub fn lemmas(&self) -> &Lemmas {
        &self.lemmas
    }

    /// The part that finds tags, trees and names.
    #[doc(hidden)]
    pub fn network(&self) -> &Network {
        &self.network
    }
}

/// Reads documents with a model; keeps its working space, so one reader a thread.
#[derive(Debug)]
pub struct Reader<'m> {
    model: &'m Syntax,
    splitter: Splitter,
    scratch: Scratch,
    analysis: Analysis,
    lemmas: Buffers,
}

impl<'m> Reader<'m> {
    /// A reader with empty working space.
    #[must_use]
    pub fn new(model: &'m Syntax) -> Self {
        Self {
            model,
            splitter: Splitter::new(),
            scratch: Scratch::new(&model.network),
            analysis: Analysis::default(),
            lemmas: Buffers::default(),
        }
    }

    /// The sentences of a document: the title's, then the body's.
    pub fn read(&mut self, document: &Document) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        self.read_each(document, |sentence| sentences.push(sentence));
        sentences
    }

    /// As [`Self::read`], one sentence at a time.
    pub fn read_each(&mut self, document: &Document, mut give: impl FnMut(Sentence)) {
        for part in [Part::Title, Part::Body] {
            self.read_text(document.part(part), part, true, &mut give);
        }
    }

    /// The sentences of one text, read as that part of a document.
    pub fn read_part(&mut self, text: &str, part: Part) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        self.read_part_each(text, part, &mut |sentence| sentences.push(sentence));
        sentences
    }

    /// As [`Self::read_part`], one sentence at a time.
    pub fn read_part_each(&mut self, text: &str, part: Part, give: &mut dyn FnMut(Sentence)) {
        self.read_text(text, part, part == Part::Title, give);
    }

    fn read_text(&mut self, text: &str, part: Part, edited: bool, give: &mut dyn FnMut(Sentence)) {
        for (paragraph, span) in paragraphs(text).enumerate() {
            let place = Place {
                part,
                paragraph: paragraph as u32,
                edited,
            };
            self.read_paragraph(text, span, place, give);
        }
    }

    /// A sentence whose words are known already, each with its place in `text`; never more than 65,535 of them.
    pub fn read_words(&mut self, text: &str, words: &[Span]) -> Sentence {
        let words: Vec<Word> = words.iter().map(|span| Word::at(*span)).collect();
        let forms: Vec<&str> = words.iter().map(|word| word.of(text)).collect();
        self.model
            .network
            .analyse(&forms, &mut self.scratch, &mut self.analysis);
        let place = Place {
            part: Part::Body,
            paragraph: 0,
            edited: false,
        };
        let rules = &self.model.lemmas;
        sentence(text, &words, place, &self.analysis, rules, &mut self.lemmas)
    }

    pub(crate) fn read_paragraph(
        &mut self,
        text: &str,
        span: Span,
        place: Place,
        give: &mut dyn FnMut(Sentence),
    ) {
        let Self {
            model,
            splitter,
            scratch,
            analysis,
            lemmas,
        } = self;
        let mut forms: Vec<&str> = Vec::new();
        model
            .words
            .split(text, span, place.edited, splitter, &mut |words| {
                forms.clear();
                forms.extend(words.iter().map(|word| word.of(text)));
                model.network.analyse(&forms, scratch, analysis);
                give(sentence(
                    text,
                    words,
                    place,
                    analysis,
                    &model.lemmas,
                    lemmas,
                ));
            });
    }
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub part: Part,
    pub paragraph: u32,
    /// A document's own text, which editors went over: its sentences end with a stop or with the line.
    pub edited: bool,
}

fn sentence(
    text: &str,
    words: &[Word],
    place: Place,
    analysis: &Analysis,
    rules: &Lemmas,
    space: &mut Buffers,
) -> Sentence {
    let columns = std::iter::zip(&analysis.upos, &analysis.xpos)
        .zip(std::iter::zip(&analysis.heads, &analysis.deprels));
    let tokens = std::iter::zip(words, columns)
        .enumerate()
        .map(|(at, (word, ((upos, xpos), (head, deprel))))| {
            let verb = *xpos == Xpos::Nns && takes_arguments(analysis, at);
            let (upos, xpos) = if verb {
                (Upos::Verb, Xpos::Vbz)
            } else {
                (*upos, *xpos)
            };
            Token {
                span: word.span(),
                upos,
                xpos,
                lemma: rules.lemma(word.of(text), xpos, space),
                head: *head,
                deprel: *deprel,
            }
        })
        .collect();
    let first = words.first().map_or(0, |word| word.start);
    let last = words.last().map_or(first, |word| word.end);
    Sentence {
        part: place.part,
        span: Span {
            start: first,
            end: last,
        },
        paragraph: place.paragraph,
        tokens,
        names: analysis.names.clone(),
    }
}

/// "Brasília promises 1,200 troops", "the battalion numbers 629", "Austria supplies 314": tagged as a plural noun, but the
/// tree gives it what only a verb has, an object, or a subject before and a number after it and no copula; or it is the
/// root between a name and a number.
fn takes_arguments(analysis: &Analysis, at: usize) -> bool {
    let below = |rel: Deprel| {
        (analysis.heads.iter().zip(&analysis.deprels).enumerate())
            .filter(move |(_, (head, deprel))| head.map(usize::from) == Some(at) && **deprel == rel)
            .map(|(child, _)| child)
    };
    let number_follows = analysis.upos.get(at + 1) == Some(&Upos::Num)
        && analysis
            .heads
            .get(at + 1)
            .copied()
            .flatten()
            .map(usize::from)
            == Some(at);
    below(Deprel::Obj).any(|child| child > at)
        || number_follows
            && below(Deprel::Nsubj).any(|child| child < at)
            && below(Deprel::Cop).next().is_none()
        || number_follows
            && analysis.heads.get(at).is_some_and(Option::is_none)
            && (at.checked_sub(1)).is_some_and(|name| {
                analysis.upos.get(name) == Some(&Upos::Propn)
                    && below(Deprel::Compound).any(|child| child == name)
            })
}
