//! A database, as far as the record needs one: SQL text with `$1`, `$2`..., and rows of plain values.
//!
//! Both databases get the same SQL; what they cannot share is in their own files.

use crate::error::{RecordError, Result};

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// Words.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of 64 bits.
    Int,
    /// A number.
    Real,
    /// Words.
    Text,
    /// Bytes.
    Bytes,
}

/// A table as it is written to.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns, in the order of the rows given.
    pub columns: &'static [(&'static str, Kind)],
}

/// Why a transaction is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To read several times from one state.
    Read,
    /// To write; waits until no other writer is at it.
    Write,
}

/// Takes the rows of an answer, one after the other; may take the values out of them.
pub type Take<'t> = dyn FnMut(&mut [Value]) -> Result<()> + 't;

/// One connection to a database.
pub trait Database: Send {
    /// Does one statement; gives the number of rows that it touched.
    fn run(&mut self, sql: &str, with: &[Value]) -> Result<u64>;

    /// Asks, and gives each row to `take`.
    fn each(&mut self, sql: &str, with: &[Value], take: &mut Take<'_>) -> Result<()>;

    /// Adds rows to a table.
    fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<()>;

    /// Does several statements, which may be written in the database's own words.
    fn script(&mut self, sql: &str) -> Result<()>;

    /// Begins a transaction.
    fn begin(&mut self, purpose: Purpose) -> Result<()>;

    /// Keeps what was done since `begin`.
    fn commit(&mut self) -> Result<()>;

    /// Forgets what was done since `begin`; says nothing when that is not possible any more.
    fn rollback(&mut self);

    /// From now on waits hardly at all for another writer.
    fn hurry(&mut self) -> Result<()>;

    /// True when there is a table of this name.
    fn has_table(&mut self, name: &str) -> Result<bool>;

    /// The words that make rows of this table unchangeable.
    fn guard(&self, table: &str) -> String;

    /// What keeps the index of words: made with the record, filled with every document.
    fn index_of_words(&self) -> &'static str;

    /// Words as the index takes them; all of them must stand in a document.
    fn asked(&self, words: &[String]) -> String;

    /// A question to the index, `($1 asked, $2 how many)`: the numbers of the newest documents with the words, as `document`.
    fn newest_with(&self) -> &'static str;

    /// What the database itself finds wrong with its files, a line each.
    fn own_check(&mut self) -> Result<Vec<String>>;
}

/// All rows of an answer. For answers that are known to be short.
pub fn rows(db: &mut dyn Database, sql: &str, with: &[Value]) -> Result<Vec<Vec<Value>>> {
    let mut rows = Vec::new();
    db.each(sql, with, &mut |row| {
        rows.push(row.iter_mut().map(std::mem::take).collect());
        Ok(())
    })?;
    Ok(rows)
}

/// The first value of the first row as a number; `None` when there is no row or it is null.
pub fn number(db: &mut dyn Database, sql: &str, with: &[Value]) -> Result<Option<i64>> {
    let mut found = None;
    db.each(sql, with, &mut |row| {
        if found.is_none() {
            found = row.first_mut().map(std::mem::take);
        }
        Ok(())
    })?;
    match found {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.int().map(Some),
    }
}

/// Does `work` in a transaction, and forgets all of it when it fails.
pub fn within<T>(
    db: &mut dyn Database,
    purpose: Purpose,
    work: impl FnOnce(&mut dyn Database) -> Result<T>,
) -> Result<T> {
    db.begin(purpose)?;
    match work(db).and_then(|done| db.commit().map(|()| done)) {
        Ok(done) => Ok(done),
        Err(error) => {
            db.rollback();
            Err(error)
        }
    }
}

impl Value {
    /// The number, taken out of a row.
    pub fn int(&self) -> Result<i64> {
        match self {
            Self::Int(number) => Ok(*number),
            other => Err(strange("a whole number", other)),
        }
    }

    /// The words, taken out of a row.
    pub fn text(&mut self) -> Result<String> {
        match self {
            Self::Text(text) => Ok(std::mem::take(text)),
            other => Err(strange("text", other)),
        }
    }

    /// The words, or nothing.
    pub fn some_text(&mut self) -> Result<Option<String>> {
        match self {
            Self::Null => Ok(None),
            other => other.text().map(Some),
        }
    }

    /// The bytes, taken out of a row.
    pub fn bytes(&mut self) -> Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Ok(std::mem::take(bytes)),
            other => Err(strange("bytes", other)),
        }
    }
}

fn strange(wanted: &str, found: &Value) -> RecordError {
    RecordError::Strange(format!("{found:?} where {wanted} belongs"))
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
