//! The commands that keep a record and ask it.

use super::{Documents, Knowledge};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use contingent_record::Place;
use contingent_view::{Format, PICTURES, What};
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

/// `contingent chart`
#[derive(Debug, Args)]
pub struct Chart {
    /// The mission's id.
    pub mission: String,
    /// Which picture.
    #[arg(value_name = "PICTURE", value_parser = picture_name())]
    pub picture: String,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub place: Where,
    /// Where to write it: a name that ends in .svg or .png; SVG on standard output when not given.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Width in pixels, 280 to 1600.
    #[arg(long, value_name = "PIXELS", default_value_t = 760, value_parser = clap::value_parser!(u32).range(280..=1600))]
    pub width: u32,
    /// Colours. `auto` follows the reader's preference and is light in a PNG.
    #[arg(long, value_enum, default_value = "auto")]
    pub theme: ChartTheme,
    /// Pixels of a PNG for each pixel of the picture, 1 to 4.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=4))]
    pub scale: u32,
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartTheme {
    /// As the reader prefers.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// `contingent export`
#[derive(Debug, Args)]
pub struct Export {
    /// Only this mission; all of the record when not given. `series` needs one.
    pub mission: Option<String>,
    /// What the rows are.
    #[arg(long, value_parser = what_name(), default_value = "claims")]
    pub what: String,
    /// How they are written. GeoJSON has the rows with a place only.
    #[arg(long, value_parser = format_name(), default_value = "csv")]
    pub format: String,
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub place: Where,
    /// Where to write them; standard output when not given.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
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

fn picture_name() -> PossibleValuesParser {
    PossibleValuesParser::new(PICTURES.iter().map(|(name, _)| *name))
}

fn what_name() -> PossibleValuesParser {
    PossibleValuesParser::new(What::ALL.iter().map(|(name, _)| *name))
}

fn format_name() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.iter().map(|(name, _)| *name))
}

fn place(written: &str) -> Result<Place, Infallible> {
    Ok(Place::of(written))
}

fn day(written: &str) -> Result<Date, String> {
    (written.parse()).map_err(|_| format!("`{written}` is no day; write it as 2025-04-14"))
}
