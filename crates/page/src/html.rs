//! An HTML page cut into the same blocks as a plain copy, with what its markup adds: headlines,
//! captions, asides, and what an extractor for articles holds for the article.

use crate::article;
use crate::block::{Block, Mark};
use crate::clean;
use crate::head_of_page;
use crate::nesting;
use crate::page::Page;
use crate::plain;
use contingent_text::Complaint;
use dom_query::{Document, NodeRef};
use std::collections::HashSet;

/// Reads an HTML page.
pub(crate) fn read(text: &str) -> Page {
    if nesting::depth(text) > DEEPEST {
        let mut page = plain::read(&nesting::without_tags(text));
        page.complaints.push(Complaint::new(format!(
            "the page nests more than {DEEPEST} elements; its tags were left out and the rest read as plain text"
        )));
        return page;
    }
    let document = Document::from(text);
    let meta = head_of_page::read(&document);
    let mut blocks = blocks(&document.root());
    unlink_if_all_is_linked(&mut blocks);
    if let Some(votes) = votes(&document) {
        for block in &mut blocks {
            block.vote = Some(votes.contains(&block.text));
        }
    }
    article::read(blocks, meta)
}

/// A link that is never closed makes all that follows a link; then links tell nothing.
fn unlink_if_all_is_linked(blocks: &mut [Block]) {
    let long = |b: &&Block| clean::word_count(&b.text) >= 12 && clean::ends_sentence(&b.text);
    let linked = blocks
        .iter()
        .filter(long)
        .filter(|b| b.linked > 0.9)
        .count();
    if linked * 2 > blocks.iter().filter(long).count() {
        blocks.iter_mut().for_each(|b| b.linked = 0.0);
    }
}

/// Elements within elements that a page may have; real ones have some thirty.
const DEEPEST: usize = 500;

/// The texts of the blocks that Readability keeps; `None` when it finds no article.
fn votes(document: &Document) -> Option<HashSet<String>> {
    let config = dom_smoothie::Config {
        disable_json_ld: true,
        ..Default::default()
    };
    let mut reader =
        dom_smoothie::Readability::with_document(document.clone(), None, Some(config)).ok()?;
    let article = reader.parse().ok()?;
    let kept = Document::from(&*article.content);
    Some(blocks(&kept.root()).into_iter().map(|b| b.text).collect())
}

/// What is known of the place in the tree, handed down from element to element.
#[derive(Clone, Copy, Default)]
struct Context {
    mark: Mark,
    aside: bool,
    link: bool,
    pre: bool,
}

/// What the walk does next.
enum Step<'d> {
    Enter(NodeRef<'d>, Context),
    /// Ends the block at the close of a block element.
    Break(Context),
    /// Parts two cells of a table row.
    Gap,
}

/// The blocks below a node, in the order of the page.
fn blocks(root: &NodeRef<'_>) -> Vec<Block> {
    let mut walk = Walk::default();
    let mut stack = vec![Step::Enter(*root, Context::default())];
    while let Some(step) = stack.pop() {
        match step {
            Step::Gap => walk.text.push(' '),
            Step::Break(context) => walk.flush(context),
            Step::Enter(node, context) if node.is_text() => walk.take_text(&node.text(), context),
            Step::Enter(node, context) => enter(&node, context, &mut walk, &mut stack),
        }
    }
    walk.flush(Context::default());
    walk.blocks
}

fn enter<'d>(node: &NodeRef<'d>, mut context: Context, walk: &mut Walk, stack: &mut Vec<Step<'d>>) {
    let name = node.node_name();
    let name = name.as_deref().unwrap_or_default();
    if SILENT.contains(&name) || (node.is_element() && is_hidden(node)) {
        return;
    }
    if name == "br" || name == "hr" {
        walk.line_break(context);
        return;
    }
    // A cell of a row that lays out the page is a block of its own.
    let cell = matches!(name, "td" | "th");
    let block = BLOCKS.contains(&name) || (cell && context.mark != Mark::Row);
    if block {
        walk.flush(context);
    }
    let outer = context;
    context.link |= name == "a";
    context.pre |= name == "pre";
    context.aside |= is_aside(node, name);
    context.mark = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Mark::Heading(name.as_bytes()[1] - b'0'),
        "li" | "dd" => Mark::Item,
        "tr" if is_data(node) => Mark::Row,
        "figcaption" | "caption" => Mark::Caption,
        _ if is_caption(node, name) => Mark::Caption,
        _ => context.mark,
    };
    if block {
        // A heading or a list ends with its element; what follows has the outer mark.
        walk.flush(outer);
        stack.push(Step::Break(context));
    }
    if cell {
        stack.push(Step::Gap);
    }
    let from = stack.len();
    stack.extend(
        node.children_it(false)
            .map(|child| Step::Enter(child, context)),
    );
    stack[from..].reverse();
}

/// True for a row of data: a row that holds paragraphs or further tables lays out a page.
fn is_data(row: &NodeRef<'_>) -> bool {
    let mut within = row.descendants_it().take(200);
    !within.any(|n| {
        ["p", "div", "table", "ul", "h1", "h2", "h3", "br"]
            .iter()
            .any(|name| n.has_name(name))
    })
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    breaks: usize,
}

impl Walk {
    fn take_text(&mut self, text: &str, context: Context) {
        if context.pre {
            for (i, line) in text.split("\n\n").enumerate() {
                if i > 0 {
                    self.flush(context);
                }
                self.text.push_str(line);
            }
            return;
        }
        if text.chars().any(|c| !c.is_whitespace()) {
            self.breaks = 0;
        }
        self.text.push_str(text);
        if context.link {
            self.linked += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
    }

    /// One line break parts lines, as an address or a byline over a date; two part paragraphs. Both
    /// end a block here: no sentence goes on across a break that its writer put.
    fn line_break(&mut self, context: Context) {
        self.breaks += 1;
        let text = self.text.trim_end();
        let broken_off = self.breaks < 2 && text.len() > 60 && !clean::ends_sentence(text);
        if broken_off {
            self.text.push(' ');
        } else {
            self.flush(context);
        }
    }

    fn flush(&mut self, context: Context) {
        self.breaks = 0;
        let text = clean::squeeze(&self.text);
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count().max(1);
        if !text.is_empty() {
            self.blocks.push(Block {
                text,
                mark: context.mark,
                linked: (self.linked as f32 / letters as f32).min(1.0),
                aside: context.aside,
                tight: false,
                vote: None,
            });
        }
        self.text.clear();
        self.linked = 0;
    }
}

/// Elements whose text is not read.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "canvas", "video", "audio", "select", "option", "textarea", "input", "button", "head", "map",
    "dialog", "meter", "progress",
];

/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "time-block",
    "tr",
    "ul",
];

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") {
        return true;
    }
    node.attr("style").is_some_and(|style| {
        let style: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// Parts of class names and ids that name an aside, each a whole word of the name.
const ASIDES: &[&str] = &[
    "related",
    "teaser",
    "teasers",
    "sidebar",
    "share",
    "sharing",
    "social",
    "newsletter",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "promo",
    "comments",
    "comment",
    "disqus",
    "cookie",
    "cookies",
    "consent",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "footer",
    "recommended",
    "recommendations",
    "trending",
    "popular",
    "subscribe",
    "subscription",
    "paywall",
    "outbrain",
    "taboola",
    "tags",
    "widget",
    "masthead",
    "ticker",
    "skip",
    "banner",
    "popup",
    "modal",
    "pagination",
];

fn is_aside(node: &NodeRef<'_>, name: &str) -> bool {
    if matches!(name, "nav" | "footer" | "aside" | "form" | "menu") {
        return true;
    }
    if matches!(name, "body" | "html" | "main" | "article" | "h1") || !node.is_element() {
        return false;
    }
    if let Some(role) = node.attr("role")
        && matches!(
            &*role,
            "navigation" | "contentinfo" | "complementary" | "search" | "banner" | "dialog"
        )
    {
        // A banner may hold the headline in careless pages; its menus are asides by themselves.
        return &*role != "banner";
    }
    names_of(node).any(|name| ASIDES.contains(&name.as_str()))
}

fn is_caption(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "p" | "div" | "span" | "small" | "em")
        && node.is_element()
        && names_of(node).any(|n| {
            matches!(
                n.as_str(),
                "caption" | "credit" | "credits" | "figcaption" | "legend"
            )
        })
}

/// The words of an element's class and id: "post-related__list" gives "post", "related", "list".
fn names_of(node: &NodeRef<'_>) -> impl Iterator<Item = String> + use<> {
    let mut names = node.class().map(|c| c.to_string()).unwrap_or_default();
    if let Some(id) = node.id_attr() {
        names.push(' ');
        names.push_str(&id);
    }
    let names: Vec<String> = names
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|n| !n.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_follow_the_page() {
        let page = "<title>x</title><nav><a href=/>Home</a></nav><h1>One <b>two</b></h1><p>A<br>B <a href=#>c</a></p>\
                    <table><tr><td>Kenya<td>735</table><figcaption>cap</figcaption><div style='display: none'>no</div>tail";
        let shown: Vec<String> = blocks(&Document::from(page).root())
            .iter()
            .map(|b| {
                format!(
                    "{:?}{} {}",
                    b.mark,
                    if b.aside { " aside" } else { "" },
                    b.text
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Plain aside Home",
                "Heading(1) One two",
                "Plain A",
                "Plain B c",
                "Row Kenya 735",
                "Caption cap",
                "Plain tail"
            ]
        );
    }

    #[test]
    fn a_deep_page_is_read_all_the_same() {
        let text = format!(
            "{}<p>The force has grown to a thousand officers.",
            "<div>".repeat(50_000)
        );
        assert_eq!(
            read(&text).document.body,
            "The force has grown to a thousand officers."
        );
    }
}
