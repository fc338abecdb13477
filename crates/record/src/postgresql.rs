//! The record in a PostgreSQL database, for a team.

use crate::database::{Database, Kind, Purpose, Table, Take, Value};
use crate::error::{RecordError, Result};
use crate::record::Access;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};
use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;

/// The oldest server that is tested.
const OLDEST_SERVER: i64 = 150_000;

/// A connection.
pub struct Postgresql {
    client: Client,
    ready: HashMap<String, Statement>,
}

impl Postgresql {
    /// Connects to a `postgres://` address.
    pub fn open(address: &str, access: Access) -> Result<Self> {
        const PATIENCE: Duration = Duration::from_secs(10);
        let mut config: Config = address
            .parse()
            .map_err(|e: postgres::Error| RecordError::Unopened(said(&e)))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("contingent");
        }
        let client = config.connect(NoTls).map_err(trouble)?;
        let mut postgresql = Self {
            client,
            ready: HashMap::new(),
        };
        let version = "SELECT current_setting('server_version_num')::bigint";
        let version = crate::database::number(&mut postgresql, version, &[])?.unwrap_or_default();
        if version < OLDEST_SERVER {
            return Err(RecordError::Unopened(format!(
                "the server is PostgreSQL {}; 15 or later is needed",
                version / 10_000
            )));
        }
        if access == Access::Read {
            postgresql.script("SET default_transaction_read_only = on")?;
        }
        Ok(postgresql)
    }

    fn ready(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.ready.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(trouble)?;
        self.ready.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Database for Postgresql {
    fn run(&mut self, sql: &str, with: &[Value]) -> Result<u64> {
        let statement = self.ready(sql)?;
        let with: Vec<&(dyn ToSql + Sync)> = with.iter().map(|v| v as _).collect();
        self.client.execute(&statement, &with).map_err(trouble)
    }

    fn each(&mut self, sql: &str, with: &[Value], take: &mut Take<'_>) -> Result<()> {
        let statement = self.ready(sql)?;
        let columns = statement.columns().len();
        let mut rows = self.client.query_raw(&statement, with).map_err(trouble)?;
        let mut values = vec![Value::Null; columns];
        while let Some(row) = rows.next().map_err(trouble)? {
            for (i, value) in values.iter_mut().enumerate() {
                *value = row.try_get(i).map_err(trouble)?;
            }
            take(&mut values)?;
        }
        Ok(())
    }

    /// One statement for all rows, each column as one array.
    fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let arrays: Vec<_> = (table.columns.iter().enumerate())
            .map(|(i, (_, kind))| format!("${}::{}[]", i + 1, sql_type(*kind)))
            .collect();
        let sql = format!(
            "INSERT INTO {} ({}) SELECT * FROM UNNEST({})",
            table.name,
            names.join(", "),
            arrays.join(", ")
        );
        let mut columns: Vec<Vec<Value>> = vec![Vec::with_capacity(rows.len()); names.len()];
        for row in rows {
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        let statement = self.ready(&sql)?;
        let with: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|c| c as _).collect();
        self.client.execute(&statement, &with).map_err(trouble)?;
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(trouble)
    }

    fn begin(&mut self, purpose: Purpose) -> Result<()> {
        self.script(match purpose {
            Purpose::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            // One writer at a time, as in SQLite: numbers are given in the order of the commits.
            Purpose::Write => {
                "BEGIN; SELECT pg_advisory_xact_lock(hashtext('contingent'), hashtext(current_schema()))"
            }
        })
    }

    fn commit(&mut self) -> Result<()> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) {
        // When the connection is gone, the server has rolled back.
        let _ = self.client.batch_execute("ROLLBACK");
    }

    fn hurry(&mut self) -> Result<()> {
        self.script("SET lock_timeout = '50ms'")
    }

    fn has_table(&mut self, name: &str) -> Result<bool> {
        let sql = "SELECT 1::bigint FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1";
        crate::database::number(self, sql, &[name.into()]).map(|found| found.is_some())
    }

    fn guard(&self, table: &str) -> String {
        format!(
            "CREATE OR REPLACE FUNCTION contingent_refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the record is only ever added to'; END $$;\n\
             CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION contingent_refuse();\n"
        )
    }

    fn index_of_words(&self) -> &'static str {
        // A text vector holds at most a megabyte, so that a very long page is found by its first part.
        "CREATE TABLE words (document BIGINT PRIMARY KEY REFERENCES document (id), lexemes TSVECTOR NOT NULL);
         CREATE FUNCTION contingent_words(title TEXT, body TEXT) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE AS
             $$ SELECT setweight(to_tsvector('simple', left(title, 10000)), 'A')
                || setweight(to_tsvector('simple', left(body, 200000)), 'D') $$;
         INSERT INTO words SELECT d.id, contingent_words(d.title, t.body)
             FROM document d JOIN document_text t ON t.document = d.id;
         CREATE INDEX words_by_lexeme ON words USING gin (lexemes);
         CREATE FUNCTION contingent_words_of_document() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN
                 INSERT INTO words SELECT d.id, contingent_words(d.title, NEW.body)
                     FROM document d WHERE d.id = NEW.document;
                 RETURN NULL;
             END $$;
         CREATE TRIGGER words_of_document AFTER INSERT ON document_text
             FOR EACH ROW EXECUTE FUNCTION contingent_words_of_document();"
    }

    fn asked(&self, words: &[String]) -> String {
        words.join(" ")
    }

    fn newest_with(&self) -> &'static str {
        "SELECT document FROM words WHERE lexemes @@ plainto_tsquery('simple', $1) ORDER BY document DESC LIMIT $2"
    }

    fn own_check(&mut self) -> Result<Vec<String>> {
        // The server keeps its own files in order; keys and references are checked with every commit.
        Ok(Vec::new())
    }
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "bigint",
        Kind::Real => "double precision",
        Kind::Text => "text",
        Kind::Bytes => "bytea",
    }
}

type Wire = std::result::Result<IsNull, Box<dyn Error + Sync + Send>>;

impl ToSql for Value {
    fn to_sql(&self, as_type: &Type, out: &mut BytesMut) -> Wire {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(n) if *as_type == Type::INT4 => i32::try_from(*n)?.to_sql(as_type, out),
            Self::Int(n) => n.to_sql(as_type, out),
            Self::Real(n) => n.to_sql(as_type, out),
            Self::Text(text) => text.to_sql(as_type, out),
            Self::Bytes(bytes) => bytes.to_sql(as_type, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Value {
    fn from_sql(
        from: &Type,
        raw: &'r [u8],
    ) -> std::result::Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *from {
            Type::INT8 => Self::Int(i64::from_sql(from, raw)?),
            Type::INT4 => Self::Int(i32::from_sql(from, raw)?.into()),
            Type::FLOAT8 => Self::Real(f64::from_sql(from, raw)?),
            Type::BYTEA => Self::Bytes(raw.to_vec()),
            Type::TEXT | Type::VARCHAR | Type::NAME => Self::Text(String::from_sql(from, raw)?),
            _ => return Err(format!("a column of type {from}").into()),
        })
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// What an error of the server or the connection means to whoever uses the record.
fn trouble(error: postgres::Error) -> RecordError {
    let said = said(&error);
    let Some(code) = error.code() else {
        // Without the server's own code it is the connection that failed.
        return RecordError::Lost(said);
    };
    match *code {
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW => {
            RecordError::Lost(said)
        }
        SqlState::DISK_FULL => RecordError::Full(said),
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => RecordError::Damaged(said),
        SqlState::INSUFFICIENT_PRIVILEGE | SqlState::READ_ONLY_SQL_TRANSACTION => {
            RecordError::ReadOnly(said)
        }
        SqlState::LOCK_NOT_AVAILABLE => RecordError::Busy(said),
        SqlState::INVALID_PASSWORD
        | SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        | SqlState::INVALID_CATALOG_NAME
        | SqlState::TOO_MANY_CONNECTIONS => RecordError::Unopened(said),
        _ => RecordError::Database(said),
    }
}

/// The server's words; `Display` of the driver keeps them for the source.
fn said(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(db), _) => db.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}
