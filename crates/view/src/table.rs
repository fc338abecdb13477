//! The facts of a picture as a table: what a screen reader reads, and what is copied into a spreadsheet.

use crate::wording::clean;
use maud::{Markup, PreEscaped, html};

/// A table on a page has no more rows than this.
pub(crate) const MOST_ROWS: usize = 1000;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// True when it holds numbers, which stand to the right.
    pub numbers: bool,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub link: Option<String>,
}

impl Table {
    /// Without rows yet; a heading that begins with `#` is one of numbers.
    pub(crate) fn new(caption: impl Into<String>, headings: &[&'static str]) -> Self {
        let column = |name: &'static str| Column {
            name: name.strip_prefix('#').unwrap_or(name),
            numbers: name.starts_with('#'),
        };
        Self {
            caption: caption.into(),
            columns: headings.iter().copied().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Says that so many rows are left out.
    pub(crate) fn hide(&mut self, rows: usize) {
        if rows > 0 {
            self.caption += &format!(" ({rows} more are left out here; the export has all)");
        }
    }

    /// As HTML, with class `facts`.
    #[must_use]
    pub fn markup(&self) -> Markup {
        let markup = html! {
            table.facts {
                caption { (self.caption) }
                thead { tr {
                    @for column in &self.columns {
                        th scope="col" class=[column.numbers.then_some("number")] { (column.name) }
                    }
                } }
                tbody {
                    @for row in &self.rows {
                        tr {
                            @for (cell, column) in row.iter().zip(&self.columns) {
                                td class=[column.numbers.then_some("number")] {
                                    @match &cell.link {
                                        Some(link) => a href=(link) { (cell.text) },
                                        None => (cell.text),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        };
        PreEscaped(clean(&markup.into_string()))
    }
}

impl Cell {
    pub(crate) fn linked(text: impl Into<String>, link: Option<String>) -> Self {
        Self {
            text: text.into(),
            link,
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            link: None,
        }
    }
}
