//! A paragraph cut at white space, and each piece cut into runs of like characters: `$10.8m` is one chunk
//! of five runs, `$`, `10`, `.`, `8`, `m`. Words end only where runs end.

use super::chars::{self, Kind, LOWER, MARK, UPPER, is_letter};
use super::linear::text_hash;

/// A longer chunk is cut here, so that work and memory stay bounded on text without spaces.
const MAX_CHUNK: usize = 512;

/// The next chunk of `text` at or after byte `from`, as `start..end` in bytes.
pub(super) fn next_chunk(text: &str, from: usize, end: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut start = from;
    while start < end {
        let (gap, len) = gap_at(text, bytes, start);
        if !gap {
            break;
        }
        start += len;
    }
    if start >= end {
        return None;
    }
    let mut stop = start;
    while stop < end {
        let (gap, len) = gap_at(text, bytes, stop);
        if gap || stop - start + len > MAX_CHUNK {
            break;
        }
        stop += len;
    }
    Some((start, stop))
}

/// Whether the character at byte `at` stands between words, and its length.
fn gap_at(text: &str, bytes: &[u8], at: usize) -> (bool, usize) {
    match bytes[at] {
        b'!'..=b'~' => (false, 1),
        0..=0x7F => (true, 1),
        _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c) => (chars::is_gap(c), c.len_utf8()),
            None => (true, 1),
        },
    }
}

/// Like characters side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// First byte, in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The kind of its first character, `LOWER` or `UPPER` for letters.
    pub kind: Kind,
    /// How it is written: see `shape`.
    pub shape: Kind,
    /// Hash of its text in small letters.
    pub hash: u32,
}

/// Fills `runs` with the runs of the chunk `start..end` of `text`.
pub(super) fn cut_runs(text: &str, start: usize, end: usize, runs: &mut Vec<Run>) {
    runs.clear();
    let chunk = text.get(start..end).unwrap_or_default();
    let mut open: Option<(usize, Kind, char)> = None;
    let mut glue = false;
    for (at, c) in chunk.char_indices() {
        let kind = chars::kind(c);
        if kind == MARK {
            // An accent stays with its letter, and a joiner with what follows it.
            glue = c == '\u{200D}';
            open.get_or_insert((at, kind, c));
            continue;
        }
        let joins = glue || open.is_some_and(|(_, k, last)| alike(k, kind, last, c));
        glue = false;
        match open {
            Some(_) if joins => {}
            Some((from, k, _)) => {
                runs.push(run(text, start + from, start + at, k));
                open = Some((at, kind, c));
            }
            None => open = Some((at, kind, c)),
        }
    }
    if let Some((from, k, _)) = open {
        runs.push(run(text, start + from, end, k));
    }
    split_negations(text, runs);
}

/// True when a character continues the run before it.
fn alike(before: Kind, kind: Kind, last: char, c: char) -> bool {
    if is_letter(before) {
        return is_letter(kind);
    }
    // Brackets and quotes stand alone; dots, dashes and stars pile up to one sign.
    before == kind
        && (kind == chars::DIGIT
            || (last == c && !matches!(c, '(' | ')' | '[' | ']' | '"' | '“' | '”')))
}

/// Makes "n't" splittable: `don`, `'`, `t` becomes `do`, `n`, `'`, `t`.
fn split_negations(text: &str, runs: &mut Vec<Run>) {
    let mut i = 0;
    while i + 2 < runs.len() {
        let (word, mark, tail) = (runs[i], runs[i + 1], runs[i + 2]);
        let ends_in_n = matches!(text.as_bytes()[word.end as usize - 1], b'n' | b'N');
        let is_t = tail.end - tail.start == 1
            && matches!(text.as_bytes()[tail.start as usize], b't' | b'T');
        if is_letter(word.kind)
            && word.end - word.start > 1
            && ends_in_n
            && mark.kind == b'\''
            && is_t
        {
            let cut = word.end as usize - 1;
            runs[i] = run(text, word.start as usize, cut, word.kind);
            runs.insert(i + 1, run(text, cut, word.end as usize, LOWER));
            i += 1;
        }
        i += 1;
    }
}

fn run(text: &str, start: usize, end: usize, kind: Kind) -> Run {
    let written = text.get(start..end).unwrap_or_default();
    Run {
        start: start as u32,
        end: end as u32,
        kind: if is_letter(kind) { LOWER } else { kind },
        shape: shape(written, kind),
        hash: text_hash(written, true),
    }
}

/// How letters are written: `a` small, `A` one capital, `B` all capitals, `C` capital first, `m` mixed;
/// for all else the kind.
pub(super) fn shape(written: &str, kind: Kind) -> Kind {
    if !is_letter(kind) {
        return kind;
    }
    let (mut capitals, mut small, mut first_capital, mut count) = (0usize, 0usize, false, 0usize);
    for c in written.chars().take(24) {
        match chars::kind(c) {
            UPPER => {
                capitals += 1;
                first_capital |= count == 0;
            }
            LOWER => small += 1,
            _ => {}
        }
        count += 1;
    }
    match (capitals, small) {
        (0, _) => LOWER,
        (1, 0) => UPPER,
        (_, 0) => b'B',
        (1, _) if first_capital => b'C',
        _ => b'm',
    }
}
