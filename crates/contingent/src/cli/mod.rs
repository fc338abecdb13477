//! What can be typed after `contingent`: one list, from which the parser and the help are made.

mod record;
mod serve;

pub use record::{
    Add, Chart, ChartTheme, Diff, Export, Judge, JudgeVerdict, Judged, Judgements, RecordDeed,
    Reread, Show, Where, Why,
};
pub use serve::{Serve, User};

use crate::input::parse_moment;
use clap::{Args, Parser, Subcommand, ValueEnum};
use contingent_claim::ClaimType;
use contingent_text::Published;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What `--help` says after the options.
const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read, whether or not it holds a claim
  1  something could not be read; the rest was read and its claims were written
  2  wrong usage, or nothing at all could be read
  3  a check that was asked for failed: `score --floor`, `rules check`, `record check`";

/// Reads the news about multinational security missions and lists what it claims.
#[derive(Debug, Parser)]
#[command(name = "contingent", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN"
    )]
    pub color: When,
}

/// When to do something that suits a terminal only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the claims in documents.
    #[command(after_help = EXIT_CODES)]
    Read(Read),
    /// Shows why: each claim with its rule, the path through the tree and the words, and what nearly was one.
    Explain(Explain),
    /// Shows what the page reader made of a file: title, date, byline, body.
    Page(Page),
    /// Shows the sentences with tags and trees, as CoNLL-U.
    Parse(Parse),
    /// Lists the times, amounts, people, bodies and places, and what each was resolved to.
    Mentions(Mentions),
    /// Checks, tries and lists the rules.
    #[command(subcommand)]
    Rules(Rules),
    /// Scores claims against labelled ones.
    #[command(after_help = EXIT_CODES)]
    Score(Score),
    /// Reads documents and adds them with their claims to the record.
    #[command(after_help = EXIT_CODES)]
    Add(Add),
    /// Shows what the record knows of a mission.
    Show(Show),
    /// Says what changed in what is known of a mission since a day.
    Diff(Diff),
    /// Shows why a figure stands there: its claims with their documents and words.
    Why(Why),
    /// Draws what is known of a mission as SVG or PNG.
    Chart(Chart),
    /// Writes claims, figures or documents as CSV, JSON lines or GeoJSON.
    Export(Export),
    /// Writes down what somebody decided about a claim: accept, correct, reject, note, undo.
    Judge(Judge),
    /// Exports and imports judgements.
    #[command(subcommand)]
    Judgements(Judgements),
    /// Reads all documents of the record once more, with today's rules; the old claims stay as history.
    Reread(Reread),
    /// Checks the record.
    #[command(subcommand)]
    Record(RecordDeed),
    /// Shows the record in the browser, and answers programs by REST.
    Serve(Serve),
    /// Makes and changes the accounts of `serve`.
    #[command(subcommand)]
    User(User),
    /// Explains a command or a topic: claims, inputs, rules.
    Help {
        /// A command, or `claims`, `inputs`, `rules`.
        topic: Option<String>,
    },
}

/// What to read, and how.
#[derive(Debug, Args)]
pub struct Documents {
    /// Saved pages (HTML or plain text), `.jsonl` files of many documents (also .gz, .xz, .zst), `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The publication date of documents that do not say: 2025-04-14, or 2025-04-14T13:39+03:00.
    #[arg(long, value_name = "DATE", value_parser = parse_moment)]
    pub published: Option<Published>,
    /// How many documents to read at the same time; as many as the machine has processors when not given.
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Says nothing about documents that lack a date, or were read with a repair.
    #[arg(long, short)]
    pub quiet: bool,
}

/// What to read with, beside what is in the program.
#[derive(Debug, Default, Args)]
pub struct Knowledge {
    /// A folder of rule files, beside the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// A folder of registry tables, beside the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub registry: Option<PathBuf>,
}

/// `contingent read`
#[derive(Debug, Args)]
pub struct Read {
    #[command(flatten)]
    pub documents: Documents,
    #[command(flatten)]
    pub knowledge: Knowledge,
    /// A table to read, or one JSON object a claim and line.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Only these claim types.
    #[arg(long, value_delimiter = ',', value_name = "TYPES", value_parser = claim_type)]
    pub types: Vec<ClaimType>,
    /// Width of the table; that of the terminal when not given, 100 when there is none.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// How claims are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Grouped by document and type, for reading.
    Table,
    /// The codebook's form.
    Jsonl,
}

/// `contingent explain`
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    pub documents: Documents,
    #[command(flatten)]
    pub knowledge: Knowledge,
    /// Only these claim types.
    #[arg(long, value_delimiter = ',', value_name = "TYPES", value_parser = claim_type)]
    pub types: Vec<ClaimType>,
    /// Leaves out what nearly was a claim.
    #[arg(long)]
    pub no_near_misses: bool,
}

/// `contingent page`
#[derive(Debug, Args)]
pub struct Page {
    #[command(flatten)]
    pub documents: Documents,
    /// One JSON object a document.
    #[arg(long)]
    pub json: bool,
}

/// `contingent parse`
#[derive(Debug, Args)]
pub struct Parse {
    #[command(flatten)]
    pub documents: Documents,
}

/// `contingent mentions`
#[derive(Debug, Args)]
pub struct Mentions {
    #[command(flatten)]
    pub documents: Documents,
    /// A folder of registry tables, beside the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub registry: Option<PathBuf>,
    /// Width of the table; that of the terminal when not given, 100 when there is none.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// `contingent rules`
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Reads all rule files and says what is wrong in them.
    Check {
        #[command(flatten)]
        knowledge: Knowledge,
    },
    /// Reads one sentence and shows each claim with its rule, and what nearly was one.
    Try {
        /// The sentence.
        sentence: String,
        #[command(flatten)]
        knowledge: Knowledge,
        /// The day it was published.
        #[arg(long, value_name = "DATE", value_parser = parse_moment)]
        published: Option<Published>,
    },
    /// Lists the rules with the claim types that they make.
    List {
        #[command(flatten)]
        knowledge: Knowledge,
    },
}

/// `contingent score`
#[derive(Debug, Args)]
pub struct Score {
    /// DOCUMENTS LABELLED: the documents to read, and the labelled claims. With `--predicted`, LABELLED only.
    #[arg(required = true, num_args = 1..=2, value_names = ["DOCUMENTS", "LABELLED"])]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub knowledge: Knowledge,
    /// Scores the claims in this file instead of reading documents.
    #[arg(long, value_name = "FILE")]
    pub predicted: Option<PathBuf>,
    /// Lists the first N claims that were missed or wrong.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
    /// Adds the figures as one line of JSON.
    #[arg(long)]
    pub json: bool,
    /// Only these claim types.
    #[arg(long, value_delimiter = ',', value_name = "TYPES", value_parser = claim_type)]
    pub types: Vec<ClaimType>,
    /// Fails when an F1 is below the floor that this file keeps for LABELLED.
    #[arg(long, value_name = "FILE")]
    pub floor: Option<PathBuf>,
    /// Lifts the floors in that file to today's figures; never lowers one.
    #[arg(long, requires = "floor")]
    pub raise: bool,
    /// How many documents to read at the same time.
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

fn claim_type(name: &str) -> Result<ClaimType, String> {
    ClaimType::named(name).ok_or_else(|| {
        let names: Vec<_> = ClaimType::ALL.iter().map(|t| t.name()).collect();
        format!(
            "there is no such claim type; choose of {}",
            names.join(", ")
        )
    })
}
