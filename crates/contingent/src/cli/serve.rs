//! The commands that show a record in the browser.

use super::Where;
use clap::{Args, Subcommand, ValueEnum};
use contingent_record::{AccountRole, Place};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

/// `contingent serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// A file, or postgres://user@host/database; the bundled example when not given.
    #[arg(long, value_name = "PLACE", env = "CONTINGENT_RECORD", hide_env_values = true, value_parser = place)]
    pub record: Option<Place>,
    /// The port to listen on; 0 for any free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// The address to listen on. Any other than this machine's own needs a record with accounts.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// A name under which the server may be asked for, beside localhost; all names beyond this machine when not given.
    #[arg(long, value_name = "NAME")]
    pub name: Vec<String>,
}

/// `contingent user`
#[derive(Debug, Subcommand)]
pub enum User {
    /// Makes an account, or gives one another role and password. The password is asked for, or read from standard input.
    Add {
        /// The name that its judgements are signed with.
        name: String,
        /// What it may do.
        #[arg(long, value_enum)]
        role: RoleArg,
        #[command(flatten)]
        place: Where,
    },
    /// Lists the accounts.
    List {
        #[command(flatten)]
        place: Where,
    },
    /// Closes an account; what it judged stays.
    Close {
        /// Its name.
        name: String,
        #[command(flatten)]
        place: Where,
    },
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    /// Read.
    Reader,
    /// Read and judge.
    Reviewer,
    /// Read, judge and see the accounts.
    Admin,
}

impl From<RoleArg> for AccountRole {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Reader => Self::Reader,
            RoleArg::Reviewer => Self::Reviewer,
            RoleArg::Admin => Self::Admin,
        }
    }
}

fn place(written: &str) -> Result<Place, Infallible> {
    Ok(Place::of(written))
}
