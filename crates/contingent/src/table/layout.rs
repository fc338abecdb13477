//! Where the columns stand: as wide as their cells need, as narrow as the terminal asks.

use super::QUIET;
use super::row::Row;
use std::fmt::Write;
use textwrap::core::display_width;

/// Between two columns.
const GAP: usize = 2;
/// Before the first.
const INDENT: usize = 2;
/// The words get a column of their own from this width on, and stand beneath the row below it.
const ROOM_FOR_WORDS: usize = 44;

/// Widths for the rows of one document.
pub struct Layout {
    /// What, who, how many, when, said by; 0 for a column without a single cell.
    columns: [usize; 5],
    /// The words, when they stand beside.
    words: Option<usize>,
    width: usize,
}

const HEADS: [&str; 5] = ["what", "who", "how many", "when", "said by"];
/// How wide a column may be while others need room.
const WIDEST: [usize; 5] = [38, 24, 18, 22, 20];
const NARROWEST: usize = 8;

impl Layout {
    /// Fits these rows into `width` columns.
    pub fn of<'r>(rows: impl Iterator<Item = &'r Row>, width: usize) -> Self {
        let mut columns = [0; 5];
        for row in rows {
            for ((column, cell), widest) in columns.iter_mut().zip(cells(row)).zip(WIDEST) {
                *column = (*column).max(display_width(cell).min(widest));
            }
        }
        for (column, head) in columns.iter_mut().zip(HEADS) {
            if *column > 0 {
                *column = (*column).max(head.len());
            }
        }
        while taken(&columns) > width {
            let Some(widest) = columns.iter_mut().max() else {
                break;
            };
            if *widest <= NARROWEST {
                break;
            }
            *widest -= 1;
        }
        let room = width.saturating_sub(taken(&columns) + GAP);
        Self {
            columns,
            words: (room >= ROOM_FOR_WORDS).then_some(room),
            width,
        }
    }

    /// The names of the columns.
    pub fn head(&self) -> String {
        let mut line = " ".repeat(INDENT);
        for (head, width) in HEADS.iter().zip(self.columns).filter(|(_, w)| *w > 0) {
            let _ = write!(line, "{head:<width$}{:GAP$}", "");
        }
        if self.words.is_some() {
            line += "the words";
        }
        format!("{QUIET}{}{QUIET:#}\n", line.trim_end())
    }

    /// One claim, on as many lines as its cells need.
    pub fn row(&self, row: &Row) -> String {
        let mut blocks: Vec<(usize, Vec<String>)> = (cells(row).into_iter().zip(self.columns))
            .filter(|(_, width)| *width > 0)
            .map(|(cell, width)| (width, wrapped(cell, width)))
            .collect();
        let mut beneath = Vec::new();
        match self.words {
            Some(width) => blocks.push((width, wrapped(&row.words, width))),
            None => beneath = wrapped(&row.words, self.width.saturating_sub(2 * INDENT)),
        }
        let mut text = String::new();
        let height = blocks
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(0);
        for i in 0..height {
            let mut line = " ".repeat(INDENT);
            for (width, lines) in &blocks {
                let cell = lines.get(i).map_or("", String::as_str);
                line += cell;
                line += &" ".repeat(width.saturating_sub(display_width(cell)) + GAP);
            }
            text += line.trim_end();
            text.push('\n');
        }
        for line in beneath {
            let _ = writeln!(text, "{:1$}{QUIET}{line}{QUIET:#}", "", 2 * INDENT);
        }
        text
    }
}

fn cells(row: &Row) -> [&str; 5] {
    [&row.what, &row.who, &row.how_many, &row.when, &row.said_by]
}

/// Columns that the table takes without the words.
fn taken(columns: &[usize; 5]) -> usize {
    INDENT
        + columns
            .iter()
            .filter(|w| **w > 0)
            .map(|w| w + GAP)
            .sum::<usize>()
        - GAP
}

fn wrapped(cell: &str, width: usize) -> Vec<String> {
    textwrap::wrap(cell, width)
        .into_iter()
        .map(|line| line.into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kenya() -> Row {
        Row {
            what: "MSS: police deployed, total".into(),
            who: "Kenya".into(),
            how_many: "some 800".into(),
            when: "(2025-04-14)".into(),
            said_by: "the International Crisis Group and others".into(),
            words:
                "“The number of Kenyan officers in Haiti under the mission is some 800, it said.”"
                    .into(),
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in 60..200 {
            let layout = Layout::of([kenya()].iter(), width);
            let text =
                anstream::adapter::strip_str(&(layout.head() + &layout.row(&kenya()))).to_string();
            let widest = text.lines().map(display_width).max().unwrap();
            assert!(widest <= width, "{widest} > {width}:\n{text}");
            for word in ["MSS:", "Kenya", "some", "800", "International", "said.”"] {
                assert!(
                    width < 70 || text.contains(word),
                    "{word} is lost at {width}:\n{text}"
                );
            }
        }
    }

    #[test]
    fn an_empty_column_takes_no_room() {
        let row = Row {
            said_by: String::new(),
            ..kenya()
        };
        let layout = Layout::of([row].iter(), 100);
        assert!(!layout.head().contains("said by"));
        assert_eq!(layout.columns[4], 0);
    }

    #[test]
    fn the_words_stand_beside_where_there_is_room_and_beneath_where_not() {
        let other = Row {
            who: "the Bahamas and Belize".into(),
            how_many: "eight".into(),
            said_by: String::new(),
            ..kenya()
        };
        let table = |width| {
            let layout = Layout::of([kenya(), other.clone()].iter(), width);
            let text = layout.head() + &layout.row(&kenya()) + &layout.row(&other);
            anstream::adapter::strip_str(&text).to_string()
        };
        insta::assert_snapshot!("beneath", table(80));
        insta::assert_snapshot!("beside", table(150));
    }
}
