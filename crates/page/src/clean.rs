//! Small repairs of text that every reader needs: blanks, invisible characters, words.

/// The text on one line: runs of blanks become one space, invisible characters go.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if invisible(c) {
        } else if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Soft hyphens, zero-width characters and direction marks: they show nothing.
fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
    )
}

/// The words of a text in lower case without punctuation, for comparing texts.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// Number of words between blanks.
pub(crate) fn word_count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .count()
}

/// True when the text ends like a sentence, closing quotes and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ', '*', '†'])
        .ends_with(['.', '!', '?', '…', '。'])
}

/// A line as it is compared with the lists of furniture: lower case, straight quotes, numbers as
/// `#`, nothing but letters and numbers at its ends.
pub(crate) fn key(line: &str) -> String {
    let mut out = String::with_capacity(line.len().min(400));
    for c in line.chars().take(400) {
        match c {
            '0'..='9' => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            '’' | '‘' | '`' => out.push('\''),
            '“' | '”' => out.push('"'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    // "1,204" and "1.2k" are numbers too.
    for (from, to) in [("#,#", "#"), ("#.#", "#"), ("#k ", "# ")] {
        out = out.replace(from, to);
    }
    out.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '©')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_squeezed_and_keyed() {
        assert_eq!(squeeze("  a\u{a0}\t b\u{200b}c \u{ad}"), "a bc");
        assert_eq!(key("» 1,204 Shares «"), "# shares");
        assert_eq!(key("Today’s ePaper:"), "today's epaper");
        assert!(ends_sentence("he said.”") && !ends_sentence("A headline"));
    }
}
