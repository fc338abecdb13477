/// What is wrong in a registry file, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct RegistryError {
    /// Name of the file as it was handed over.
    pub file: String,
    /// Line in it, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// The ways a row can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file's name does not say what it holds.
    #[error(
        "file name says no kind: begin it with missions, countries, bodies, groups, persons, offices or places"
    )]
    UnknownKind,
    /// A file without a line of column names.
    #[error(
        "no line of column names: the first line that is no comment must name the columns, a tab between them"
    )]
    NoHeader,
    /// A column this kind does not have.
    #[error("unknown column `{0}`: see docs/registry.md for the columns of this kind")]
    UnknownColumn(String),
    /// A column this kind must have.
    #[error("column `{0}` is missing from the line of column names")]
    MissingColumn(&'static str),
    /// More cells than columns.
    #[error(
        "{cells} cells under {columns} columns: put one tab between cells and none inside them"
    )]
    TooManyCells {
        /// Cells in the row.
        cells: usize,
        /// Columns of the file.
        columns: usize,
    },
    /// An empty cell that must not be.
    #[error("`{0}` is empty: fill it in")]
    Empty(&'static str),
    /// An id with other than lower-case letters, digits and hyphens.
    #[error("id `{0}` has other than a-z, 0-9 and `-`: write it in lower case with hyphens")]
    BadId(String),
    /// A country that is not in the table of countries.
    #[error("unknown country `{0}`: use an ISO 3166-1 alpha-3 code, or add a row to countries")]
    UnknownCountry(String),
    /// An id that no row has.
    #[error("`{column}` names `{id}`, which no row has: add that row or correct the id")]
    UnknownId {
        /// The column.
        column: &'static str,
        /// The id in it.
        id: String,
    },
    /// A date that is none.
    #[error("`{0}` is no date: write YYYY, YYYY-MM or YYYY-MM-DD")]
    BadDate(String),
    /// A period that ends before it starts.
    #[error("ends {end}, before it starts {start}: correct one of the two")]
    EndBeforeStart {
        /// As written.
        start: String,
        /// As written.
        end: String,
    },
    /// A cell that must be one of a few words.
    #[error("`{value}` in `{column}` is none of {allowed}")]
    BadValue {
        /// The column.
        column: &'static str,
        /// The word in it.
        value: String,
        /// What may stand there.
        allowed: &'static str,
    },
    /// A number that is none, or out of its range.
    #[error("`{value}` in `{column}` is no number in range")]
    BadNumber {
        /// The column.
        column: &'static str,
        /// As written.
        value: String,
    },
    /// Two rows of one file with one id.
    #[error("id `{id}` stands already in line {line}: remove one of the two rows")]
    DuplicateId {
        /// The id.
        id: String,
        /// Line of the first.
        line: usize,
    },
    /// A name that two rows share, so that a text could not be resolved.
    #[error("name `{alias}` already stands for `{other}`: remove it here or there")]
    DuplicateAlias {
        /// The name.
        alias: String,
        /// The row that has it.
        other: String,
    },
}
