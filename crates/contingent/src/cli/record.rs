//! The commands that keep a record and ask it.

use super::{Documents, Knowledge};
use clap::{Args, Subcommand};
use contingent_record::Place;
use jiff::civil::Date;
use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Which record.
#[derive(Debug, Args)]
pub struct Where {
    /// A file, or postgres://user@host/database.
    #[arg(
        long,
        value_name = "PLACE",
        env = "CONTINGENT_RECORD",
        hide_env_values = true,
        default_value = "contingent.sqlite",
        value_parser = place
    )]
    pub record: Place,
}

/// `contingent add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    pub documents: Documents,
    #[command(flatten)]
    pub knowledge: Knowledge,
    #[command(flatten)]
    pub place: Where,
    /// Writes what became of each document, one JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// `contingent reread`
#[derive(Debug, Args)]
pub struct Reread {
    #[command(flatten)]
    pub knowledge: Knowledge,
    #[command(flatten)]
    pub place: Where,
    /// How many documents to read at the same time; as many as the machine has processors when not given.
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// Which days are asked for.
#[derive(Debug, Args)]
pub struct Days {
    /// The day for which it is asked: what held then.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Only what was known by the end of this day: documents and judgements.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known_on: Option<Date>,
}

/// `contingent show`
#[derive(Debug, Args)]
pub struct Show {
    /// The mission's id, as the registry has it; all missions when not given.
    pub mission: Option<String>,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub place: Where,
    /// Rates of exchange, a line each: FROM,TO,DATE,RATE,SOURCE. Amounts of money are then also given by the latest
    /// rate up to their day; nothing is converted without it.
    #[arg(long, value_name = "FILE")]
    pub rates: Option<PathBuf>,
    /// Data instead of tables.
    #[arg(long)]
    pub json: bool,
    /// Width of the table; that of the terminal when not given, 100 when there is none.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// `contingent diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// The mission's id.
    pub mission: String,
    /// The earlier day: what was known by the end of it.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Date,
    /// The later day; today when not given.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Option<Date>,
    #[command(flatten)]
    pub place: Where,
    /// One JSON object a change and line.
    #[arg(long)]
    pub json: bool,
    /// Width of the text; that of the terminal when not given, 100 when there is none.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// `contingent why`
#[derive(Debug, Args)]
pub struct Why {
    /// The mission's id.
    pub mission: String,
    /// Words that name figures as `show` has them (`Kenya present`, `money USA pledged`, `mandate`), or a claim's id.
    #[arg(required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub place: Where,
    /// Data instead of text.
    #[arg(long)]
    pub json: bool,
    /// Width of the text; that of the terminal when not given, 100 when there is none.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// `contingent judge`
#[derive(Debug, Args)]
pub struct Judge {
    /// What to do.
    #[command(subcommand)]
    pub verdict: JudgeVerdict,
}

/// What somebody decides.
#[derive(Debug, Subcommand)]
pub enum JudgeVerdict {
    /// The document says so.
    Accept {
        #[command(flatten)]
        what: Judged,
    },
    /// It says so, but for some fields.
    Correct {
        #[command(flatten)]
        what: Judged,
        /// A field and what it should hold; nothing after = for null. May be given several times.
        #[arg(long, required = true, value_name = "FIELD=VALUE")]
        set: Vec<String>,
    },
    /// The document does not say so; the claim is shown no more.
    Reject {
        #[command(flatten)]
        what: Judged,
    },
    /// A remark that decides nothing; needs --note.
    Note {
        #[command(flatten)]
        what: Judged,
    },
    /// Takes a judgement back; its name instead of a claim's.
    Undo {
        #[command(flatten)]
        what: Judged,
    },
}

/// The claim, and by whom it is judged.
#[derive(Debug, Args)]
pub struct Judged {
    /// The claim's id, or the beginning of it.
    pub id: String,
    /// Who decides.
    #[arg(long, env = "CONTINGENT_REVIEWER", value_name = "NAME")]
    pub by: String,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[command(flatten)]
    pub place: Where,
}

/// `contingent judgements`
#[derive(Debug, Subcommand)]
pub enum Judgements {
    /// Writes all judgements, one JSON object a line.
    Export {
        #[command(flatten)]
        place: Where,
    },
    /// Adds judgements that were exported from another record.
    Import {
        /// The exported file; `-` for standard input.
        file: PathBuf,
        #[command(flatten)]
        place: Where,
    },
}

/// `contingent record`
#[derive(Debug, Subcommand)]
pub enum RecordDeed {
    /// Checks that the record is whole: its files, its hashes, each claim's words.
    Check {
        #[command(flatten)]
        place: Where,
    },
}

fn place(written: &str) -> Result<Place, Infallible> {
    Ok(Place::of(written))
}

fn day(written: &str) -> Result<Date, String> {
    (written.parse()).map_err(|_| format!("`{written}` is no day; write it as 2025-04-14"))
}
