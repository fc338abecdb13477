//! A registry file as it is written: comment lines, one line of column names, then rows, a tab between cells.

use crate::date::{PartialDate, Period};
use crate::error::{Problem, RegistryError};
use smol_str::SmolStr;

/// The columns a kind of file has; the ones that a file must have are marked.
pub(crate) type Columns = &'static [(&'static str, bool)];

/// Reads the rows of one file, handing each to `row`; complaints are collected, and reading goes on.
pub(crate) fn read(
    file: &str,
    text: &str,
    columns: Columns,
    errors: &mut Vec<RegistryError>,
    mut row: impl FnMut(&mut Row<'_, '_>),
) {
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
    let complain = |errors: &mut Vec<RegistryError>, line, problem| {
        errors.push(RegistryError {
            file: file.to_owned(),
            line,
            problem,
        });
    };
    let Some((header_line, header)) = lines.next() else {
        return complain(errors, 1, Problem::NoHeader);
    };
    let names: Vec<&str> = header.split('\t').map(str::trim).collect();
    for name in &names {
        if !columns.iter().any(|(column, _)| column == name) {
            complain(
                errors,
                header_line,
                Problem::UnknownColumn((*name).to_owned()),
            );
        }
    }
    for (column, required) in columns {
        if *required && !names.contains(column) {
            complain(errors, header_line, Problem::MissingColumn(column));
        }
    }
    for (line, text) in lines {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        if cells.len() > names.len() {
            let (cells, columns) = (cells.len(), names.len());
            complain(errors, line, Problem::TooManyCells { cells, columns });
            continue;
        }
        row(&mut Row {
            file,
            line,
            names: &names,
            cells,
            errors,
        });
    }
}

/// One row, with where it stands and where to complain.
pub(crate) struct Row<'t, 'e> {
    pub(crate) file: &'t str,
    pub(crate) line: usize,
    names: &'t [&'t str],
    cells: Vec<&'t str>,
    errors: &'e mut Vec<RegistryError>,
}

impl<'t> Row<'t, '_> {
    /// The cell under `column`; empty when the file has no such column.
    pub(crate) fn get(&self, column: &str) -> &'t str {
        let at = self.names.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// The cell, which must not be empty.
    pub(crate) fn required(&mut self, column: &'static str) -> SmolStr {
        let cell = self.get(column);
        if cell.is_empty() {
            self.complain(Problem::Empty(column));
        }
        SmolStr::from(cell)
    }

    /// The cell, `None` when empty.
    pub(crate) fn optional(&self, column: &str) -> Option<SmolStr> {
        let cell = self.get(column);
        (!cell.is_empty()).then(|| SmolStr::from(cell))
    }

    /// The values of the cell, which stand between `|`.
    pub(crate) fn list(&self, column: &str) -> Vec<SmolStr> {
        let values = self.get(column).split('|').map(str::trim);
        values
            .filter(|v| !v.is_empty())
            .map(SmolStr::from)
            .collect()
    }

    /// An id of lower-case letters, digits and hyphens.
    pub(crate) fn id(&mut self) -> SmolStr {
        let id = self.required("id");
        let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !id.bytes().all(good) {
            self.complain(Problem::BadId(id.to_string()));
        }
        id
    }

    /// The period between two date columns.
    pub(crate) fn period(&mut self, start: &str, end: &str) -> Period {
        let period = Period {
            start: self.date(start),
            end: self.date(end),
        };
        if let (Some(s), Some(e)) = (period.start, period.end)
            && e.last_day() < s.first_day()
        {
            self.complain(Problem::EndBeforeStart {
                start: s.to_string(),
                end: e.to_string(),
            });
        }
        period
    }

    /// A date, `None` when empty or bad.
    pub(crate) fn date(&mut self, column: &str) -> Option<PartialDate> {
        let cell = self.get(column);
        let date = PartialDate::parse(cell);
        if date.is_none() && !cell.is_empty() {
            self.complain(Problem::BadDate(cell.to_owned()));
        }
        date
    }

    /// A number within `range`, `None` when empty or bad.
    pub(crate) fn number(
        &mut self,
        column: &'static str,
        range: std::ops::RangeInclusive<f64>,
    ) -> Option<f64> {
        let cell = self.get(column);
        let number = cell.parse().ok().filter(|n| range.contains(n));
        if number.is_none() && !cell.is_empty() {
            self.complain(Problem::BadNumber {
                column,
                value: cell.to_owned(),
            });
        }
        number
    }

    /// One of a few words.
    pub(crate) fn choice<T>(
        &mut self,
        column: &'static str,
        allowed: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.get(column);
        let value = read(cell);
        if value.is_none() {
            self.complain(Problem::BadValue {
                column,
                value: cell.to_owned(),
                allowed,
            });
        }
        value
    }

    /// Every row says where its facts are from and when they were looked at.
    pub(crate) fn provenance(&mut self) -> Provenance {
        if self.get("as_of").is_empty() {
            self.complain(Problem::Empty("as_of"));
        }
        Provenance {
            source: self.required("source"),
            as_of: self.date("as_of"),
        }
    }

    pub(crate) fn complain(&mut self, problem: Problem) {
        self.errors.push(RegistryError {
            file: self.file.to_owned(),
            line: self.line,
            problem,
        });
    }
}

/// Where a row's facts are from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// A public source by its usual name.
    pub source: SmolStr,
    /// When the facts held, as far as the source goes.
    pub as_of: Option<PartialDate>,
}
