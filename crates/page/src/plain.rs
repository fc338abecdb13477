//! A plain copy of a page cut into blocks: wrapped lines joined, what is left of links taken out.

use crate::article;
use crate::block::{Block, Mark};
use crate::clean;
use crate::meta::Meta;
use crate::page::Page;

/// Reads a plain copy of a page.
pub(crate) fn read(text: &str) -> Page {
    article::read(blocks(text), Meta::default())
}

/// The blocks of a plain text in order.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<Line> = lines_of(text).map(Line::new).collect();
    let width = wrap_width(&lines);
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<Line> = None;
    let mut after_blank = true;
    for mut line in lines {
        line.tight = !after_blank;
        after_blank = line.is_blank();
        if line.is_blank() {
            out.extend(open.take().map(Line::into_block));
            continue;
        }
        match &mut open {
            Some(last) if continues(last, &line, width) => last.join(&line),
            _ => out.extend(open.replace(line).map(Line::into_block)),
        }
    }
    out.extend(open.map(Line::into_block));
    out
}

/// Lines, whatever ends them: CR LF is one end, not two.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    const ENDS: [char; 6] = ['\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split(ENDS))
}

/// One line: its words, and what it was before they were cleaned.
struct Line {
    text: String,
    /// Characters of the last physical line, for telling whether the next word would have fitted.
    length: usize,
    mark: Mark,
    /// True when no empty line stands before it.
    tight: bool,
    linked: f32,
}

impl Line {
    fn new(raw: &str) -> Self {
        let length = raw.trim_end().chars().count();
        let (text, links) = without_links(raw);
        let text = clean::squeeze(&text);
        let (text, heading) = without_hashes(text);
        let (text, item) = without_bullet(text);
        let mark = match (heading, item) {
            (Some(level), _) => Mark::Heading(level),
            (None, true) => Mark::Item,
            (None, false) => Mark::Plain,
        };
        let letters = text.chars().count().max(1) as f32;
        Self {
            linked: (links as f32 / letters).min(1.0),
            text,
            length,
            mark,
            tight: false,
        }
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn join(&mut self, next: &Self) {
        // "Kenya-" and "led" were one word, and keep the hyphen that they had.
        let hyphen = self.text.ends_with('-')
            && self
                .text
                .chars()
                .rev()
                .nth(1)
                .is_some_and(char::is_alphabetic);
        if !hyphen {
            self.text.push(' ');
        }
        self.text.push_str(&next.text);
        self.length = next.length;
        self.linked = self.linked.min(next.linked);
    }

    fn into_block(self) -> Block {
        Block {
            mark: self.mark,
            tight: self.tight,
            linked: self.linked,
            ..Block::plain(self.text)
        }
    }
}

/// The narrowest and widest page that lines are wrapped to.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=130;

/// The width a text was wrapped to, if most of its lines that another follows come close to one width.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[0].is_blank() && !pair[1].is_blank() && pair[0].length >= 30)
        .map(|pair| pair[0].length)
        .collect();
    if lengths.len() < 3 {
        return None;
    }
    lengths.sort_unstable();
    // In running text most lines go on in the middle of a sentence.
    let pairs = lines
        .windows(2)
        .filter(|pair| !pair[1].is_blank() && pair[0].length >= 30);
    let lower = |pair: &&[Line]| {
        pair[1]
            .text
            .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
    };
    if pairs.filter(lower).count() * 10 < lengths.len() * 4 {
        return None;
    }
    // One long line (an address, a table) does not make the page wider.
    let width = lengths[(lengths.len() - 1) * 19 / 20];
    let near = lengths
        .iter()
        .filter(|l| **l + 16 >= width && **l <= width + 2)
        .count();
    (WIDTHS.contains(&width) && near * 10 >= lengths.len() * 6).then_some(width)
}

/// True when `next` goes on with the paragraph of `last`: its first word would not have fitted on the
/// line, or the line breaks off in the middle of a sentence.
fn continues(last: &Line, next: &Line, width: Option<usize>) -> bool {
    if next.mark != Mark::Plain || matches!(last.mark, Mark::Heading(_)) {
        return false;
    }
    let first = next.text.split_whitespace().next().unwrap_or_default();
    if let Some(width) = width
        && last.length >= 30
        && last.length + 1 + first.chars().count() > width
    {
        return true;
    }
    let lower = first.chars().next().is_some_and(char::is_lowercase);
    let by = matches!(first, "by" | "par" | "por");
    lower
        && !by
        && (last.length >= 40 || (width.is_some() && last.mark == Mark::Item))
        && last.length <= *WIDTHS.end() + 20
        && !clean::ends_sentence(&last.text)
}

/// Bullets of plain copies. A dash counts only before a blank: "-30 degrees" is text.
const BULLETS: &[char] = &[
    '•', '●', '▪', '■', '◦', '‣', '·', '∙', '○', '➤', '►', '▶', '✓', '➢', '♦', '*', '-', '–', '+',
];

/// Markdown's headlines: the text after up to six hashes, and how many there were.
fn without_hashes(text: String) -> (String, Option<u8>) {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    match u8::try_from(level) {
        Ok(level @ 1..=6) if rest.starts_with(' ') => (rest.trim_start().to_owned(), Some(level)),
        _ => (text, None),
    }
}

fn without_bullet(text: String) -> (String, bool) {
    let mut chars = text.chars();
    let Some(first) = chars.next().filter(|c| BULLETS.contains(c)) else {
        return (text, false);
    };
    let rest = chars.as_str();
    let glued = matches!(
        first,
        '•' | '●' | '▪' | '■' | '◦' | '‣' | '∙' | '➤' | '►' | '▶' | '➢' | '♦'
    );
    if rest.trim().is_empty() || !(rest.starts_with(' ') || glued) {
        return (text, false);
    }
    (rest.trim_start().to_owned(), true)
}

/// The line without addresses in pointed brackets, picture marks, and Markdown's links; and how many
/// letters were links.
fn without_links(line: &str) -> (String, usize) {
    if !line.contains("://") && !line.contains("[image") && !line.contains("](") {
        return (line.to_owned(), 0);
    }
    let mut out = String::with_capacity(line.len());
    let mut links = 0;
    let mut rest = line;
    while let Some(at) = rest.find(['<', '[', '!']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(end) = address_end(rest) {
            // Firefox prints "words <address>": the words before it on the line were the link.
            links += out.chars().count().saturating_sub(links);
            rest = &rest[end..];
        } else if let Some(end) = picture_end(rest) {
            rest = &rest[end..];
        } else if let Some((words, end)) = markdown_link(rest) {
            out.push_str(words);
            links += words.chars().count();
            rest = &rest[end..];
        } else {
            let step = rest.chars().next().map_or(rest.len(), char::len_utf8);
            out.push_str(&rest[..step]);
            rest = &rest[step..];
        }
    }
    out.push_str(rest);
    (out, links)
}

/// `<https://...>` at the start of `text`: where it ends.
fn address_end(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    (inner.starts_with("http://") || inner.starts_with("https://")).then(|| {
        inner
            .find('>')
            .filter(|end| !inner[..*end].contains(' '))
            .map(|end| end + 2)
    })?
}

/// `[image: words]` or `![words](address)` at the start of `text`.
fn picture_end(text: &str) -> Option<usize> {
    if text.starts_with("[image") {
        return text.find(']').map(|end| end + 1);
    }
    text.strip_prefix('!')
        .and_then(|inner| markdown_link(inner))
        .map(|(_, end)| end + 1)
}

/// `[words](address)` at the start of `text`: the words, and where it ends.
fn markdown_link(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let words = &inner[..close];
    let address = inner.get(close + 1..)?.strip_prefix('(')?;
    let end = address.find(')')?;
    let is_address =
        address.starts_with("http") || address.starts_with('/') || address.starts_with('#');
    (is_address && !words.contains('[')).then_some((words, 1 + close + 1 + 1 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        blocks(text)
            .into_iter()
            .map(|b| format!("{}{}", if b.mark == Mark::Item { "* " } else { "" }, b.text))
            .collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_menus_are_not() {
        let text = "A headline of the day\nThe council met on Monday and agreed to send another two hundred\nofficers to the \
                    capital, where gangs hold most of the streets and the\nKenya-led force has a few hundred.\nThe \
                    United States paid for the base, the vehicles and the contractors\nwho run it.\n\nHome\nNews\nSport\n";
        assert_eq!(
            shown(text),
            [
                "A headline of the day",
                "The council met on Monday and agreed to send another two hundred officers to the capital, where gangs \
                 hold most of the streets and the Kenya-led force has a few hundred.",
                "The United States paid for the base, the vehicles and the contractors who run it.",
                "Home",
                "News",
                "Sport",
            ]
        );
    }

    #[test]
    fn a_line_is_a_paragraph_when_nothing_is_wrapped() {
        let text = "Title of it\nThe first paragraph is short.\nThe second one is a good deal longer than the first one, \
                    and says more than it, which is why it is no neighbour of the others in length at all, is it?\n\u{2022}Point";
        let shown = shown(text);
        assert_eq!(shown.len(), 4);
        assert_eq!(shown[3], "* Point");
    }

    #[test]
    fn remains_of_links_go() {
        let found = blocks(
            "Home <https://a.example/>\n[image: a badge]\n[Sport](/sport) and ![x](http://b) <b>\n- one",
        );
        let texts: Vec<&str> = found.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["Home", "Sport and <b>", "one"]);
        assert!(found[0].linked > 0.9);
    }
}
