//! Who is at the other end: a random token in a cookie, and what this server knows of it.
//!
//! Sessions live in memory, so a restart signs everybody out. Only hashes of tokens are kept.

use argon2::password_hash::rand_core::{OsRng, RngCore};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The cookie's name.
pub const COOKIE: &str = "contingent";

/// After so long without a request a session ends; and after so long in any case.
const IDLE: Duration = Duration::from_secs(8 * 3600);
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// Beyond that, the one that was idle longest ends.
const MANY: usize = 10_000;

/// The sessions of a server.
pub struct Sessions {
    secret: [u8; 32],
    known: Mutex<HashMap<[u8; 32], Session>>,
}

struct Session {
    name: String,
    begun: Instant,
    seen: Instant,
}

impl Sessions {
    /// None yet, and a secret of this run.
    pub fn new() -> Self {
        let mut secret = [0; 32];
        OsRng.fill_bytes(&mut secret);
        Self {
            secret,
            known: Mutex::default(),
        }
    }

    /// A new token for a cookie.
    pub fn token() -> String {
        let mut bytes = [0; 32];
        OsRng.fill_bytes(&mut bytes);
        hex(&bytes)
    }

    /// What forms of this visitor carry. Only who can read the visitor's pages knows it.
    pub fn csrf(&self, token: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(b"form");
        hash.update(token.as_bytes());
        hex(&hash.finalize())
    }

    /// True when `sent` is that word; takes the same time for every wrong one.
    pub fn is_csrf(&self, token: &str, sent: &str) -> bool {
        let right = self.csrf(token);
        let differ = (right.bytes().zip(sent.bytes())).fold(0, |sum, (a, b)| sum | (a ^ b));
        right.len() == sent.len() && differ == 0
    }

    /// From now on this token is that person's.
    pub fn begin(&self, token: &str, name: &str, now: Instant) {
        let mut known = self.lock();
        known.retain(|_, s| alive(s, now));
        if known.len() >= MANY
            && let Some(oldest) = known.iter().min_by_key(|(_, s)| s.seen).map(|(k, _)| *k)
        {
            known.remove(&oldest);
        }
        let session = Session {
            name: name.to_owned(),
            begun: now,
            seen: now,
        };
        known.insert(key(token), session);
    }

    /// Whose token it is.
    pub fn name(&self, token: &str, now: Instant) -> Option<String> {
        let mut known = self.lock();
        let session = known.get_mut(&key(token))?;
        if !alive(session, now) {
            known.remove(&key(token));
            return None;
        }
        session.seen = now;
        Some(session.name.clone())
    }

    /// From now on it is nobody's.
    pub fn end(&self, token: &str) {
        self.lock().remove(&key(token));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn alive(session: &Session, now: Instant) -> bool {
    now.saturating_duration_since(session.seen) < IDLE
        && now.saturating_duration_since(session.begun) < LONGEST
}

fn key(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_itself_and_when_told() {
        let sessions = Sessions::new();
        let (token, now) = (Sessions::token(), Instant::now());
        assert_eq!(sessions.name(&token, now), None);
        sessions.begin(&token, "ann", now);
        assert_eq!(sessions.name(&token, now), Some("ann".to_owned()));
        assert_eq!(sessions.name(&token, now + IDLE), None);
        sessions.begin(&token, "ann", now);
        sessions.end(&token);
        assert_eq!(sessions.name(&token, now), None);
    }

    #[test]
    fn a_form_word_is_of_one_token() {
        let sessions = Sessions::new();
        let word = sessions.csrf("a");
        assert!(sessions.is_csrf("a", &word));
        assert!(!sessions.is_csrf("b", &word));
        assert!(!sessions.is_csrf("a", ""));
        assert!(!Sessions::new().is_csrf("a", &word));
    }
}
