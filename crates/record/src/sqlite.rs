//! The record in one file, by SQLite.

use crate::database::{Database, Purpose, Table, Take, Value};
use crate::error::{RecordError, Result};
use crate::record::Access;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ToSql};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another one. A batch is written in well under a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long one waits who can do without.
const HURRY: Duration = Duration::from_millis(50);

/// Statements kept ready; more than the record has.
const STATEMENTS: usize = 64;

/// An open file.
pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens the file; makes it only with [`Access::Create`].
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => return Err(RecordError::Foreign("a folder".to_owned())),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => match access {
                Access::Create => parent_exists(path)?,
                Access::Read | Access::Write => return Err(RecordError::Missing),
            },
            Err(e) => return Err(RecordError::Unopened(e.to_string())),
        }
        let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
            | match access {
                Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
                Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
                Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            };
        let connection = Connection::open_with_flags(path, flags).map_err(trouble)?;
        let mut sqlite = Self { connection };
        match sqlite.settle(access) {
            Err(RecordError::Unopened(_) | RecordError::ReadOnly(_))
                if access == Access::Read && !has_log(path) =>
            {
                // On a disk that cannot be written, SQLite cannot make the shared memory of its log. There
                // is no log, so the file is all, and nobody can change it under our hands.
                let uri = format!("file:{}?immutable=1", escaped(path));
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
                    | OpenFlags::SQLITE_OPEN_URI
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(uri, flags).map_err(trouble)?;
                sqlite = Self { connection };
                sqlite.settle(access)?;
            }
            Err(RecordError::Unopened(said)) if access != Access::Read => {
                return Err(if is_writable(path) {
                    RecordError::Unopened(said)
                } else {
                    RecordError::ReadOnly("its disk or its file is read-only".to_owned())
                });
            }
            other => other?,
        }
        Ok(sqlite)
    }

    /// Settings of the connection, and a first look into the file.
    fn settle(&mut self, access: Access) -> Result<()> {
        let connection = &self.connection;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.busy_timeout(PATIENCE).map_err(trouble)?;
        if access != Access::Read {
            // Readers do not wait for writers, and what is committed outlives a kill and a power cut.
            connection
                .pragma_update(None, "journal_mode", "wal")
                .map_err(trouble)?;
            connection
                .pragma_update(None, "synchronous", "full")
                .map_err(trouble)?;
        }
        connection
            .pragma_update(None, "cache_size", -65_536)
            .map_err(trouble)?;
        connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
            .map_err(trouble)
    }
}

impl Database for Sqlite {
    fn run(&mut self, sql: &str, with: &[Value]) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(sql).map_err(trouble)?;
        bind(&mut statement, with)?;
        statement.raw_execute().map(|n| n as u64).map_err(trouble)
    }

    fn each(&mut self, sql: &str, with: &[Value], take: &mut Take<'_>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql).map_err(trouble)?;
        bind(&mut statement, with)?;
        let columns = statement.column_count();
        let mut values = vec![Value::Null; columns];
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(trouble)? {
            for (i, value) in values.iter_mut().enumerate() {
                *value = match row.get_ref(i).map_err(trouble)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(n) => Value::Int(n),
                    ValueRef::Real(n) => Value::Real(n),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                };
            }
            take(&mut values)?;
        }
        Ok(())
    }

    fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<()> {
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<_> = (1..=names.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            table.name,
            names.join(", "),
            places.join(", ")
        );
        let mut statement = self.connection.prepare_cached(&sql).map_err(trouble)?;
        for row in rows {
            bind(&mut statement, &row)?;
            statement.raw_execute().map_err(trouble)?;
        }
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        // Only a column of this very type is the row's own number, without a second index.
        let sql = sql
            .replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
            .replace("/* kept in the order of its key */", "WITHOUT ROWID");
        self.connection.execute_batch(&sql).map_err(trouble)
    }

    fn begin(&mut self, purpose: Purpose) -> Result<()> {
        self.connection
            .execute_batch(match purpose {
                Purpose::Read => "BEGIN",
                Purpose::Write => "BEGIN IMMEDIATE",
            })
            .map_err(trouble)
    }

    fn commit(&mut self) -> Result<()> {
        self.connection.execute_batch("COMMIT").map_err(trouble)
    }

    fn rollback(&mut self) {
        // After a full disk SQLite has rolled back by itself, and says so by an error here.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    fn hurry(&mut self) -> Result<()> {
        self.connection.busy_timeout(HURRY).map_err(trouble)
    }

    fn has_table(&mut self, name: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1";
        crate::database::number(self, sql, &[name.into()]).map(|found| found.is_some())
    }

    fn guard(&self, table: &str) -> String {
        ["UPDATE", "DELETE"]
            .map(|deed| {
                let name = deed.to_lowercase();
                format!(
                    "CREATE TRIGGER {table}_no_{name} BEFORE {deed} ON {table} \
                     BEGIN SELECT RAISE(ABORT, 'the record is only ever added to'); END;\n"
                )
            })
            .concat()
    }

    fn index_of_words(&self) -> &'static str {
        "CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2');
         INSERT INTO words (rowid, title, body)
             SELECT d.id, d.title, t.body FROM document d JOIN document_text t ON t.document = d.id;
         CREATE TRIGGER words_of_document AFTER INSERT ON document_text BEGIN
             INSERT INTO words (rowid, title, body)
                 SELECT d.id, d.title, NEW.body FROM document d WHERE d.id = NEW.document;
         END;"
    }

    fn asked(&self, words: &[String]) -> String {
        let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
        words.join(" ")
    }

    fn newest_with(&self) -> &'static str {
        // Without bm25(): it counts each word in the whole index at every question.
        "SELECT rowid AS document FROM words WHERE words MATCH $1 ORDER BY rowid DESC LIMIT $2"
    }

    fn own_check(&mut self) -> Result<Vec<String>> {
        let mut said = Vec::new();
        for sql in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            self.each(sql, &[], &mut |row| {
                let line: Vec<_> = row
                    .iter()
                    .map(|v| match v {
                        Value::Text(text) => text.clone(),
                        other => format!("{other:?}"),
                    })
                    .collect();
                let line = line.join(" ");
                if line != "ok" {
                    said.push(line);
                }
                Ok(())
            })?;
        }
        Ok(said)
    }
}

/// Binds by name: in SQLite `$1` is a name, and where it stands first decides its number.
fn bind(statement: &mut Statement<'_>, with: &[Value]) -> Result<()> {
    for (i, value) in with.iter().enumerate() {
        let name = NAMES.get(i).copied().unwrap_or_default();
        if let Some(at) = statement.parameter_index(name).map_err(trouble)? {
            statement
                .raw_bind_parameter(at, Bound(value))
                .map_err(trouble)?;
        }
    }
    Ok(())
}

const NAMES: [&str; 32] = [
    "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15",
    "$16", "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24", "$25", "$26", "$27", "$28",
    "$29", "$30", "$31", "$32",
];

struct Bound<'v>(&'v Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Real(n) => ValueRef::Real(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn parent_exists(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(
            RecordError::Unopened(format!("there is no folder {}", folder.display())),
        ),
        _ => Ok(()),
    }
}

/// Asks only after SQLite has failed: closing a file lets go of the locks that this program has on it.
fn is_writable(path: &Path) -> bool {
    std::fs::OpenOptions::new().append(true).open(path).is_ok()
}

/// True when there is something in the file where SQLite keeps what was written last, until it moves it into
/// the record.
fn has_log(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(PathBuf::from(name)).is_ok_and(|meta| meta.len() > 0)
}

/// The path as part of a `file:` address.
fn escaped(path: &Path) -> String {
    path.to_string_lossy()
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23")
}

/// What an error of SQLite means to whoever uses the record.
fn trouble(error: rusqlite::Error) -> RecordError {
    let said = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt) => RecordError::Damaged(said),
        Some(ErrorCode::NotADatabase) => RecordError::Foreign(
            "the file is not of SQLite, or its first page is damaged".to_owned(),
        ),
        Some(ErrorCode::ReadOnly) => RecordError::ReadOnly(said),
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => RecordError::Unopened(said),
        Some(ErrorCode::DiskFull) => RecordError::Full(said),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RecordError::Busy(said),
        Some(ErrorCode::SystemIoFailure) => RecordError::Disk(said),
        _ => RecordError::Database(said),
    }
}
