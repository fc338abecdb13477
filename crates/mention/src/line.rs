//! A sentence cut into the smallest pieces a number or a date can be made of.
//!
//! The tokeniser's words follow treebank habits ("2,500-strong" may be one word or three, "$10.8m" two or
//! three); dates and amounts must not depend on them. So a sentence is cut again here, into runs of letters,
//! runs of digits and single marks, and what is found is mapped back to tokens by its place in the text.

use contingent_text::{Sentence, Span, Token, Upos, Xpos};
use smol_str::{SmolStr, StrExt};

/// One sentence, or a plain text taken as one.
#[derive(Debug)]
pub(crate) struct Line<'t> {
    /// The whole part the sentence stands in; offsets of atoms point here.
    pub(crate) text: &'t str,
    pub(crate) atoms: Vec<Atom>,
    /// The parsed sentence, when there is one.
    pub(crate) sentence: Option<&'t Sentence>,
}

/// A run of letters, a run of digits, or a mark.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
    /// No space before it.
    pub(crate) glued: bool,
    /// Begins with a capital letter.
    pub(crate) capital: bool,
    /// The letters in lower case, the digits as written.
    pub(crate) lower: SmolStr,
    /// Index of the token it lies in; 0 where there are no tokens.
    pub(crate) token: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Digits with inner `.` and `,` ("14,500", "1.3").
    Digits,
    Mark,
}

impl<'t> Line<'t> {
    /// Cuts a parsed sentence. `part` is the text it stands in.
    pub(crate) fn of_sentence(part: &'t str, sentence: &'t Sentence) -> Self {
        let mut atoms = cut(part, sentence.span);
        let mut token = 0;
        for atom in &mut atoms {
            while sentence
                .tokens
                .get(token + 1)
                .is_some_and(|next| next.span.start <= atom.start)
            {
                token += 1;
            }
            atom.token = token as u16;
        }
        Self {
            text: part,
            atoms,
            sentence: Some(sentence),
        }
    }

    /// Cuts bytes `span` of a plain text.
    pub(crate) fn of_text(text: &'t str, span: Span) -> Self {
        Self {
            text,
            atoms: cut(text, span),
            sentence: None,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.atoms.len()
    }

    /// The atom's text in lower case; empty outside the line.
    pub(crate) fn word(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |atom| atom.lower.as_str())
    }

    /// The word `back` places before `i`; empty before the line.
    pub(crate) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |i| self.word(i))
    }

    pub(crate) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i) == word
    }

    pub(crate) fn is_digits(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| a.kind == Kind::Digits)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| a.kind == Kind::Word)
    }

    /// True when the atom exists and stands directly behind the one before it.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| a.glued)
    }

    pub(crate) fn capital(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| a.capital)
    }

    /// A hyphen or dash.
    pub(crate) fn dash(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "–" | "—" | "‑" | "−")
    }

    /// The bytes of atoms `first..end`.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        let start = self.atoms.get(first).map_or(0, |a| a.start);
        let last = self
            .atoms
            .get(end.saturating_sub(1))
            .map_or(start, |a| a.end.max(start));
        Span { start, end: last }
    }

    pub(crate) fn token(&self, i: usize) -> Option<&'t Token> {
        let atom = self.atoms.get(i)?;
        self.sentence?.tokens.get(usize::from(atom.token))
    }

    pub(crate) fn xpos(&self, i: usize) -> Option<Xpos> {
        Some(self.token(i)?.xpos)
    }

    pub(crate) fn upos(&self, i: usize) -> Option<Upos> {
        Some(self.token(i)?.upos)
    }
}

/// Whether a word is among the words of a list that are set apart by spaces.
pub(crate) fn listed(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|other| other == word)
}

fn cut(text: &str, span: Span) -> Vec<Atom> {
    let piece = span.of(text);
    let base = span.start;
    let mut atoms = Vec::with_capacity(piece.len() / 4);
    let mut chars = piece.char_indices().peekable();
    let mut last_end = None;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        let clitic = is_apostrophe(c)
            && last_end == Some(at)
            && atoms.last().is_some_and(|a: &Atom| a.kind != Kind::Mark)
            && is_clitic(piece, end);
        let kind = if c.is_alphabetic() || clitic {
            while let Some(&(_, next)) = chars.peek() {
                if !next.is_alphabetic() && !is_mark_on_letter(next) {
                    break;
                }
                end += next.len_utf8();
                chars.next();
            }
            Kind::Word
        } else if c.is_ascii_digit() {
            while let Some(&(place, next)) = chars.peek() {
                let inner = matches!(next, '.' | ',')
                    && piece
                        .as_bytes()
                        .get(place + 1)
                        .is_some_and(u8::is_ascii_digit);
                if !next.is_ascii_digit() && !inner {
                    break;
                }
                end = place + next.len_utf8();
                chars.next();
            }
            Kind::Digits
        } else {
            Kind::Mark
        };
        let written = piece.get(at..end).unwrap_or_default();
        let lower = match kind {
            Kind::Word if c == '’' => {
                SmolStr::from(written.replacen('’', "'", 1)).to_lowercase_smolstr()
            }
            Kind::Word => written.to_lowercase_smolstr(),
            Kind::Digits | Kind::Mark => SmolStr::new(written),
        };
        atoms.push(Atom {
            start: base + at as u32,
            end: base + end as u32,
            kind,
            glued: last_end == Some(at),
            capital: c.is_uppercase(),
            lower,
            token: 0,
        });
        last_end = Some(end);
    }
    atoms
}

/// Cuts a plain text into sentences, roughly: at line ends, and at full stops before a capital letter
/// unless the word before is an abbreviation or an initial.
pub(crate) fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let cut = match c {
            '\n' => true,
            '.' | '?' | '!' => {
                let rest = text.get(after..).unwrap_or_default();
                let rest = rest.trim_start_matches(['"', '\'', '”', ')', '’']);
                rest.starts_with(char::is_whitespace)
                    && !rest.trim_start().starts_with(|c: char| c.is_lowercase())
                    && !(c == '.' && abbreviated(text.get(start..at).unwrap_or_default()))
            }
            _ => false,
        };
        if cut {
            if !text.get(start..after).unwrap_or_default().trim().is_empty() {
                out.push(Span::new(start, after));
            }
            start = after;
        }
    }
    if !text.get(start..).unwrap_or_default().trim().is_empty() {
        out.push(Span::new(start, text.len()));
    }
    out
}

/// Whether the text before a full stop ends in an abbreviation or an initial.
fn abbreviated(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
        || crate::time::month(&word.to_lowercase()).is_some_and(|_| word.len() <= 4)
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "Gen"
                | "Lt"
                | "Col"
                | "Sgt"
                | "Capt"
                | "Gov"
                | "Sen"
                | "Rep"
                | "St"
                | "Inc"
                | "Corp"
                | "Co"
                | "Ltd"
                | "No"
                | "Ksh"
                | "KSh"
                | "Sh"
                | "vs"
                | "Prof"
                | "Rev"
        )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Combining accents belong to their letter.
fn is_mark_on_letter(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// "'s", "'ll", "o'clock"; "d'agents" and a closing quote before a word are none.
fn is_clitic(piece: &str, at: usize) -> bool {
    let rest = piece.get(at..).unwrap_or_default();
    let word = rest
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    matches!(word, "clock") || (1..=2).contains(&word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_letters_digits_and_marks() {
        let text = "Kenya’s $10.8m, 2,500-strong; 5 p.m.";
        let line = Line::of_text(text, Span::new(0, text.len()));
        let words: Vec<_> = line.atoms.iter().map(|a| a.lower.as_str()).collect();
        assert_eq!(
            words,
            [
                "kenya", "'s", "$", "10.8", "m", ",", "2,500", "-", "strong", ";", "5", "p", ".",
                "m", "."
            ]
        );
    }
}
