//! Accounts: who may use the record over the network, and the trail of what they did beside judging.
//!
//! Like all else they are only ever added to: another password or role is a new row, and the latest one of a
//! name counts. What a password is hashed with is the caller's business; only the hash comes here.

use crate::database::{Kind, Purpose, Table, rows, within};
use crate::error::{RecordError, Result};
use crate::record::{Record, moment};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an account may do; each may do what the one before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountRole {
    /// Nothing any more.
    Closed,
    /// Read.
    Reader,
    /// Judge claims.
    Reviewer,
    /// See accounts and the trail.
    Admin,
}

/// An account as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name that judgements are signed with.
    pub name: String,
    /// What it may do.
    pub role: AccountRole,
    /// The hash of its password.
    pub password: String,
    /// Who made it what it is.
    pub by: String,
    /// When.
    pub at: String,
}

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deed {
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// What: `login`, `login refused`, `logout`, `account`.
    pub deed: String,
    /// With what.
    pub about: String,
}

const ACCOUNT: Table = Table {
    name: "account",
    columns: &[
        ("id", Kind::Int),
        ("name", Kind::Text),
        ("role", Kind::Text),
        ("password", Kind::Text),
        ("by", Kind::Text),
        ("at", Kind::Text),
    ],
};

const AUDIT: Table = Table {
    name: "audit",
    columns: &[
        ("id", Kind::Int),
        ("at", Kind::Text),
        ("by", Kind::Text),
        ("deed", Kind::Text),
        ("about", Kind::Text),
    ],
};

impl AccountRole {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Closed, Self::Reader, Self::Reviewer, Self::Admin];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Reader => "reader",
            Self::Reviewer => "reviewer",
            Self::Admin => "admin",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl fmt::Display for AccountRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Record {
    /// The accounts as they stand, by name; closed ones too.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn accounts(&mut self) -> Result<Vec<Account>> {
        let sql = "SELECT name, role, password, by, at FROM account a WHERE id = \
                   (SELECT max(id) FROM account b WHERE b.name = a.name) ORDER BY name";
        let mut accounts = Vec::new();
        self.db.each(sql, &[], &mut |row| {
            if let [name, role, password, by, at] = row {
                let role = role.text()?;
                accounts.push(Account {
                    name: name.text()?,
                    role: AccountRole::named(&role)
                        .ok_or_else(|| RecordError::Strange(format!("the role `{role}`")))?,
                    password: password.text()?,
                    by: by.text()?,
                    at: at.text()?,
                });
            }
            Ok(())
        })?;
        Ok(accounts)
    }

    /// Writes down that an account now is so. `account.at` is not looked at.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn set_account(&mut self, account: &Account, now: Timestamp) -> Result<()> {
        within(self.db.as_mut(), Purpose::Write, |db| {
            let row = vec![
                (crate::add::last(db, "account")? + 1).into(),
                account.name.as_str().into(),
                account.role.name().into(),
                account.password.as_str().into(),
                account.by.as_str().into(),
                moment(now).into(),
            ];
            db.insert(&ACCOUNT, vec![row])
        })?;
        let about = format!("{} is {}", account.name, account.role);
        self.tell(&account.by, "account", &about, now)
    }

    /// Adds a line to the trail.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn tell(&mut self, by: &str, deed: &str, about: &str, now: Timestamp) -> Result<()> {
        within(self.db.as_mut(), Purpose::Write, |db| {
            let row = vec![
                (crate::add::last(db, "audit")? + 1).into(),
                moment(now).into(),
                by.into(),
                deed.into(),
                about.into(),
            ];
            db.insert(&AUDIT, vec![row])
        })
    }

    /// The latest lines of the trail, the latest first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn trail(&mut self, most: i64) -> Result<Vec<Deed>> {
        let sql = "SELECT at, by, deed, about FROM audit ORDER BY id DESC LIMIT $1";
        let mut trail = Vec::new();
        for mut row in rows(self.db.as_mut(), sql, &[most.into()])? {
            if let [at, by, deed, about] = row.as_mut_slice() {
                trail.push(Deed {
                    at: at.text()?,
                    by: by.text()?,
                    deed: deed.text()?,
                    about: about.text()?,
                });
            }
        }
        Ok(trail)
    }
}
