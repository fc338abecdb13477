//! Claims for reading: grouped by document and type, a row a claim, the words beside or beneath it.

mod layout;
mod row;

use crate::way::Way;
use anstyle::{AnsiColor, Style};
use contingent_claim::{Claim, ClaimType};
use contingent_text::Document;
use layout::Layout;
pub use row::row;
use std::fmt::Write;

/// A heading.
pub const STRONG: Style = Style::new().bold();
/// What is there to be found when looked for.
pub const QUIET: Style = Style::new().dimmed();
/// A claim type.
pub const KIND: Style = AnsiColor::Cyan.on_default().bold();

/// The claims of one document, laid out for `width` columns.
pub fn document(document: &Document, claims: &[Claim], way: &Way, width: usize) -> String {
    let mut text = heading(document, width);
    if claims.is_empty() {
        text += "  no claims\n\n";
        return text;
    }
    let rows: Vec<_> = claims
        .iter()
        .map(|claim| (claim.kind, row(claim, document, way)))
        .collect();
    let layout = Layout::of(rows.iter().map(|(_, row)| row), width);
    for kind in ClaimType::ALL {
        let mut of_kind = rows.iter().filter(|(k, _)| k == kind).peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        let _ = writeln!(
            text,
            "{KIND}{kind}{KIND:#}: {QUIET}{}{QUIET:#}",
            kind.about()
        );
        text += &layout.head();
        for (_, row) in of_kind {
            text += &layout.row(row);
        }
        text.push('\n');
    }
    text
}

/// The document's name and title, and what is known of its origin.
pub fn heading(document: &Document, width: usize) -> String {
    let mut text = String::new();
    let title = [document.id.as_str(), document.title.as_str()];
    for line in textwrap::wrap(&joined(&title, ": "), width) {
        let _ = writeln!(text, "{STRONG}{line}{STRONG:#}");
    }
    let published = match &document.published {
        Some(published) => format!("published {published}"),
        None => "publication date unknown".to_owned(),
    };
    let publisher = document.publisher.as_deref().unwrap_or_default();
    let byline = document
        .byline
        .as_deref()
        .map(|b| format!("by {b}"))
        .unwrap_or_default();
    let origin = joined(&[publisher, &byline, &published], " · ");
    for line in textwrap::wrap(&origin, width) {
        let _ = writeln!(text, "{QUIET}{line}{QUIET:#}");
    }
    text.push('\n');
    text
}

/// The parts that are not empty, with `between` between them.
pub fn joined(parts: &[&str], between: &str) -> String {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(between)
}
