//! Where a record is kept, as the user writes it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A file, or the address of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// `postgres://user@host/database`.
    Server(String),
}

impl Place {
    /// What `--record` means: an address when it begins like one, a file otherwise.
    #[must_use]
    pub fn of(written: &str) -> Self {
        if ["postgres://", "postgresql://"]
            .iter()
            .any(|start| written.starts_with(start))
        {
            Self::Server(written.to_owned())
        } else {
            Self::File(Path::new(written).to_owned())
        }
    }
}

impl fmt::Display for Place {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = match self {
            Self::File(path) => return write!(f, "{}", path.display()),
            Self::Server(address) => address,
        };
        let without_options = address.split('?').next().unwrap_or_default();
        match (
            without_options.split_once("://"),
            without_options.rfind('@'),
        ) {
            (Some((scheme, rest)), Some(_)) => {
                let (user, host) = rest.rsplit_once('@').unwrap_or(("", rest));
                let user = user.split(':').next().unwrap_or_default();
                write!(f, "{scheme}://{user}@{host}")
            }
            _ => f.write_str(without_options),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (written, shown) in [
            ("record.sqlite", "record.sqlite"),
            (
                "postgres://a:s@cret@host:5432/db?password=x",
                "postgres://a@host:5432/db",
            ),
            ("postgresql://host/db", "postgresql://host/db"),
        ] {
            assert_eq!(Place::of(written).to_string(), shown);
        }
    }
}
