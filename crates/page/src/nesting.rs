//! How deep the elements of a page nest, counted before the page is parsed.
//!
//! A parser needs time in proportion to the square of the depth, and readers that call themselves
//! for each level run out of stack: a page nested beyond reason must not get that far.

/// Elements within elements at the deepest place, counting each opening tag that is never closed.
pub(crate) fn depth(html: &str) -> usize {
    let (mut open, mut deepest, mut foreign) = (0usize, 0usize, 0usize);
    for tag in tags(html) {
        let drawing = matches!(tag.name.as_str(), "svg" | "math");
        if tag.closes {
            open = open.saturating_sub(1);
            foreign = foreign.saturating_sub(usize::from(drawing));
        } else if !(LONE.contains(&tag.name.as_str()) || tag.ends_itself && foreign > 0) {
            open += 1;
            foreign += usize::from(drawing);
            deepest = deepest.max(open);
        }
    }
    deepest
}

/// The text of a page without its tags, a line for each stretch between two of them.
pub(crate) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut at = 0;
    for tag in tags(html) {
        out.push_str(html.get(at..tag.start).unwrap_or_default());
        out.push('\n');
        at = tag.end;
    }
    out.push_str(html.get(at..).unwrap_or_default());
    out
}

/// Elements that hold nothing, or that the next of their kind closes.
const LONE: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "option", "dt", "dd", "",
];

struct Tag {
    name: String,
    closes: bool,
    ends_itself: bool,
    start: usize,
    /// Past the tag, and past the whole element for scripts, styles and comments.
    end: usize,
}

/// All tags in order; scripts, styles and comments are one nameless tag each.
fn tags(html: &str) -> impl Iterator<Item = Tag> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = &html[start + 1..];
            let closes = rest.starts_with('/');
            let nameless = |end: usize| Tag {
                name: String::new(),
                closes: false,
                ends_itself: true,
                start,
                end,
            };
            if let Some(comment) = rest.strip_prefix("!--") {
                at = comment
                    .find("-->")
                    .map_or(html.len(), |end| start + 4 + end + 3);
                return Some(nameless(at));
            }
            let name: String = rest[usize::from(closes)..]
                .chars()
                .take(24)
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))
                .map(|c| c.to_ascii_lowercase())
                .collect();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with(['!', '?'])
            {
                at = start + 1;
                continue;
            }
            let close = rest.find('>').map_or(html.len(), |end| start + 1 + end + 1);
            let ends_itself = html[..close].ends_with("/>");
            at = close;
            if matches!(name.as_str(), "script" | "style") && !closes {
                let end = if name == "script" {
                    "</script"
                } else {
                    "</style"
                };
                at = find_ignoring_case(html, close, end);
                return Some(nameless(at));
            }
            return Some(Tag {
                name,
                closes,
                ends_itself,
                start,
                end: close,
            });
        }
    })
}

fn find_ignoring_case(html: &str, from: usize, what: &str) -> usize {
    let bytes = &html.as_bytes()[from..];
    bytes
        .windows(what.len())
        .position(|w| w.eq_ignore_ascii_case(what.as_bytes()))
        .map_or(html.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_stays_open() {
        assert_eq!(depth("<div><p>a<p>b<img></div><div><b>x</b></div>"), 2);
        assert_eq!(
            depth("<script>'<div><div>'</script><!-- <div> --><p>1 < 2"),
            0
        );
        assert_eq!(depth("<svg><path/><path/></svg><x/><x/>"), 2);
        assert_eq!(without_tags("<p>a</p><style>b</style>c"), "\na\n\n\nc");
    }
}
