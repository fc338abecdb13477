//! `contingent page`: what the page reader made of a file.

use crate::cli::Page;
use crate::outcome::Outcome;
use crate::{stream, terminal};
use anstyle::Style;
use contingent_text::Document;
use std::fmt::Write as _;
use std::io::Write;

/// Reads and writes; complaints go to standard error as everywhere.
pub fn run(args: &Page) -> anyhow::Result<Outcome> {
    let width = terminal::width(None).min(100);
    let mut out = terminal::out();
    let work = |(): &mut (), document: &Document| {
        if args.json {
            let json = serde_json::to_string(document).map_err(|e| e.to_string())?;
            return Ok(json + "\n");
        }
        Ok(sheet(document, width))
    };
    let outcome = stream::each(
        &args.documents,
        || (),
        work,
        |text| out.write_all(text.as_bytes()),
    )?;
    out.flush()?;
    Ok(outcome)
}

/// The document on one sheet: its fields, then its paragraphs.
fn sheet(document: &Document, width: usize) -> String {
    let quiet = Style::new().dimmed();
    let published = document.published.as_ref().map(ToString::to_string);
    let fields = [
        ("document", Some(document.id.as_str())),
        (
            "title",
            Some(document.title.as_str()).filter(|t| !t.is_empty()),
        ),
        ("byline", document.byline.as_deref()),
        ("published", published.as_deref()),
        ("publisher", document.publisher.as_deref()),
        ("section", document.section.as_deref()),
        ("address", document.url.as_deref()),
        ("language", document.language.as_deref()),
    ];
    let mut sheet = String::new();
    for (name, value) in fields {
        let value = value.unwrap_or("–");
        let _ = writeln!(sheet, "{quiet}{name:<10}{quiet:#} {value}");
    }
    for teaser in &document.summary {
        let _ = writeln!(sheet, "{quiet}{:<10}{quiet:#} {teaser}", "teaser");
    }
    for paragraph in document.body.split("\n\n") {
        sheet.push('\n');
        for line in textwrap::wrap(paragraph, width) {
            let _ = writeln!(sheet, "{line}");
        }
    }
    sheet.push('\n');
    sheet
}
