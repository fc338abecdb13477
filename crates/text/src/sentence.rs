use crate::{Deprel, Part, Span, Upos, Xpos};
use smol_str::SmolStr;

/// One sentence with its words and its dependency tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The part of the document it stands in.
    pub part: Part,
    /// Its place in that part.
    pub span: Span,
    /// Which paragraph of the part, counted from 0.
    pub paragraph: u32,
    /// Its words in order; never empty.
    pub tokens: Vec<Token>,
    /// Names found by the tagger: hints, not the last word.
    pub names: Vec<Name>,
}

/// One syntactic word (Universal Dependencies): "don't" is two, "do" and "n't", side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place in the sentence's part.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// Index of the governing token in the sentence; `None` for the root.
    pub head: Option<u16>,
    /// Relation to the head.
    pub deprel: Deprel,
}

impl Token {
    /// The word as written.
    #[must_use]
    pub fn form<'t>(&self, part: &'t str) -> &'t str {
        self.span.of(part)
    }
}

/// A name span over tokens `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Index of the first token.
    pub first: u16,
    /// Index of the last token.
    pub last: u16,
    /// What kind of thing bears it.
    pub kind: NameKind,
}

/// The three kinds of Universal NER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// PER
    Person,
    /// ORG
    Organisation,
    /// LOC
    Location,
}
