//! Paragraphs: runs of lines between empty lines.

use contingent_text::Span;

/// The paragraphs of `text` in order, without the white space around them; none is empty.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
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
}
