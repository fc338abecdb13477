//! Cuts a rule file into words and signs.

use crate::error::Diagnostic;
use smol_str::SmolStr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, digits and `_`, with `-`, `.`, `'` and `:` between them.
    Word(SmolStr),
    /// A word that was written in double quotes.
    Quoted(SmolStr),
    /// One of the signs below.
    Sign(&'static str),
    End,
}

#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub kind: Kind,
    pub at: (u32, u32),
}

/// Longer signs first.
const SIGNS: &[&str] = &[
    ">>", "<<", "--", "..", ">", "<", ".", "-", "{", "}", "(", ")", "|", "!", "@", "$", "=", ",",
    ";", ":", "/", "~",
];

pub(crate) fn lex(file: &str, text: &str) -> Result<Vec<Lexeme>, Diagnostic> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if c == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if c == '"' {
            let (word, len) = quoted(rest).ok_or_else(|| {
                Diagnostic::new(
                    file,
                    text,
                    (at as u32, at as u32 + 1),
                    "a quoted text has no end",
                    Some("close it with \" on the same line".to_owned()),
                )
            })?;
            out.push(lexeme(Kind::Quoted(word), at, len));
            at += len;
        } else if is_word_char(c) {
            let len = word_length(rest);
            out.push(lexeme(Kind::Word(SmolStr::new(&rest[..len])), at, len));
            at += len;
        } else if let Some(sign) = SIGNS.iter().find(|s| rest.starts_with(**s)) {
            out.push(lexeme(Kind::Sign(sign), at, sign.len()));
            at += sign.len();
        } else {
            return Err(Diagnostic::new(
                file,
                text,
                (at as u32, (at + c.len_utf8()) as u32),
                format!("`{}` has no meaning here", c.escape_debug()),
                Some("put words with such letters in double quotes".to_owned()),
            ));
        }
    }
    out.push(lexeme(Kind::End, text.len(), 0));
    Ok(out)
}

fn lexeme(kind: Kind, at: usize, len: usize) -> Lexeme {
    Lexeme {
        kind,
        at: (at as u32, (at + len) as u32),
    }
}

pub(crate) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A word may hold `-`, `.` and `'` between letters, and `:` before a letter (`nsubj:pass`, `prep:to`, `lemma:send`).
fn word_length(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|(_, n)| is_word_char(*n));
        let inside = matches!(c, '-' | '\'' | ':' | '.') && at > 0 && next_is_word;
        if !is_word_char(c) && !inside {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}

/// The text in quotes (with `\"` and `\\`), and how many bytes it took.
fn quoted(rest: &str) -> Option<(SmolStr, usize)> {
    let mut word = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((SmolStr::new(&word), at + 1)),
            '\n' => return None,
            '\\' => match chars.next() {
                Some((_, c @ ('"' | '\\'))) => word.push(c),
                Some((_, c)) => {
                    word.push('\\');
                    word.push(c);
                }
                None => return None,
            },
            _ => word.push(c),
        }
    }
    None
}
