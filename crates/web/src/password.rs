//! Passwords: hashed with Argon2id, compared in constant time.

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use thiserror::Error;

/// Why a password cannot be taken.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// Anybody could try them all.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// Longer than anybody types.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// The hash function refused.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
}

const SHORTEST: usize = 10;
const LONGEST: usize = 1024;

/// The hash of a new password, to be kept with the account.
///
/// # Errors
/// When it is too short or too long.
pub fn hash_password(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::Short);
    }
    if password.len() > LONGEST {
        return Err(PasswordError::Long);
    }
    hashed(password)
}

fn hashed(password: &str) -> Result<String, PasswordError> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string())
        .map_err(|e| PasswordError::Hash(e.to_string()))
}

/// True when the password is that of the hash. Without a hash (no such account) it takes as long and says no, so
/// that the time tells nothing.
pub fn fits(password: &str, hash: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody").unwrap_or_default());
    let known = hash.is_some();
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(&NOBODY)) else {
        return false;
    };
    let password = password
        .get(..LONGEST.min(password.len()))
        .unwrap_or_default();
    Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok()
        && known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits() {
        let hash = hash_password("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(fits("correct horse", Some(&hash)));
        assert!(!fits("correct horsf", Some(&hash)));
        assert!(!fits("nobody", None));
        assert!(!fits("x", Some("no hash")));
        assert!(hash_password("short").is_err());
    }
}
