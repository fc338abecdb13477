//! `contingent rules`: check, try and list the rules.

use crate::cli::Rules;
use crate::outcome::Outcome;

/// Does one of the three.
pub fn run(command: Rules) -> anyhow::Result<Outcome> {
    match command {
        Rules::Check { .. } | Rules::Try { .. } | Rules::List { .. } => {
            anyhow::bail!("the rules are not in the program yet")
        }
    }
}
