//! Paragraphs: runs of lines between empty lines, and the entries of lists, each of which is one of its own.

use contingent_text::Span;

/// The paragraphs of `text` in order, without the white space around them; none is empty.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    blocks(text).flat_map(|block| entries(text, block))
}

/// Lines up to this many bytes are an entry's or a headline's and not those of prose broken by width.
const SHORT: usize = 60;

/// The entries of a list, or the block as it is.
///
/// A list mark begins an entry. Lines without marks are a list when all begin like a headline, with a capital or a
/// digit, and there are many of them or they are short or end with a stop: prose broken by width goes on with small
/// letters.
fn entries(text: &str, block: Span) -> Vec<Span> {
    let written = block.of(text);
    let lines: Vec<&str> = written.lines().collect();
    if lines.len() < 2 {
        return vec![block];
    }
    let marked = |line: &&str| {
        line.trim_start().starts_with(is_mark) && !line.trim_start().starts_with("--")
    };
    let headline = |line: &&str| {
        marked(line)
            || (line.trim_start().chars().next())
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let ends =
        |line: &&str| line.len() <= SHORT || line.trim_end().ends_with(['.', '!', '?', ':', ';']);
    let all = lines.iter().all(headline)
        && (lines.len() >= 4 || lines.iter().take(lines.len() - 1).all(ends));
    let mut out: Vec<Span> = Vec::new();
    let mut at = block.start as usize;
    for line in written.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if trimmed.is_empty() {
            continue;
        }
        let span = Span::new(start, start + trimmed.len());
        match out.last_mut() {
            Some(last) if !(all || marked(&line)) => last.end = span.end,
            _ => out.push(span),
        }
    }
    out
}

/// The marks that writers put before the entries of a list.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '•' | '▪' | '‣' | '◦' | '●' | '■' | '·' | '*' | '-' | '–' | '—'
    )
}

/// Runs of lines between empty lines.
fn blocks(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let (len, next) = paragraph_len(rest);
            let start = at;
            at += next;
            let piece = rest.get(..len).unwrap_or_default();
            let trimmed = piece.trim_start();
            let from = start + (piece.len() - trimmed.len());
            let trimmed = trimmed.trim_end();
            if !trimmed.is_empty() {
                return Some(Span::new(from, from + trimmed.len()));
            }
        }
    })
}

/// The length of the paragraph at the head of `text`, and where the next begins.
fn paragraph_len(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(line) = bytes
        .get(from..)
        .and_then(|rest| rest.iter().position(|b| *b == b'\n'))
    {
        let end = from + line;
        let blank = bytes[end + 1..]
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | 0x0B | 0x0C))
            .count();
        let after = end + 1 + blank;
        if bytes.get(after).is_some_and(|b| *b == b'\n') {
            return (end, after + 1);
        }
        from = after.max(end + 1);
    }
    (text.len(), text.len())
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn empty_lines_part_paragraphs_and_single_breaks_do_not() {
        let text = "\n\n  One\ntwo.\n \t\nThree\r\n\r\nFour\n\n\n\n";
        let found: Vec<_> = paragraphs(text).map(|span| span.of(text)).collect();
        assert_eq!(found, ["One\ntwo.", "Three", "Four"]);
        assert_eq!(paragraphs(" \n \n ").count(), 0);
        assert_eq!(paragraphs("").count(), 0);
    }

    #[test]
    fn entries_of_lists_stand_alone_and_broken_prose_does_not() {
        let of = |text: &'static str| -> Vec<&str> {
            paragraphs(text).map(|span| span.of(text)).collect()
        };
        assert_eq!(
            of("Today:\n• Mali: 80 more troops\n• Fifth team lands\n  in the capital"),
            [
                "Today:",
                "• Mali: 80 more troops",
                "• Fifth team lands\n  in the capital"
            ]
        );
        assert_eq!(
            of(
                "Fifth team touches down\nPatrol fired on; no injuries\nGolan: Nepal doubles contingent"
            ),
            [
                "Fifth team touches down",
                "Patrol fired on; no injuries",
                "Golan: Nepal doubles contingent"
            ]
        );
        let broken = "The mission of the African Union has asked the council for two more of the\nHelicopters that it was promised when it began.";
        assert_eq!(of(broken), [broken]);
        let wrapped = "One\ntwo.";
        assert_eq!(of(wrapped), [wrapped]);
    }
}
