//! The last decisions of each reviewer, so that they can be taken back: one form sent is one act, however many
//! claims it decided.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Acts by reviewer, each the names of its judgements.
#[derive(Default)]
pub struct Acts {
    kept: Mutex<HashMap<String, VecDeque<Vec<String>>>>,
}

/// So many can be taken back.
const KEPT: usize = 10;

impl Acts {
    pub fn push(&self, by: &str, judgements: Vec<String>) {
        let mut kept = self.lock();
        let acts = kept.entry(by.to_owned()).or_default();
        acts.push_back(judgements);
        if acts.len() > KEPT {
            acts.pop_front();
        }
    }

    pub fn pop(&self, by: &str) -> Option<Vec<String>> {
        self.lock().get_mut(by)?.pop_back()
    }

    pub fn count(&self, by: &str) -> usize {
        self.lock().get(by).map_or(0, VecDeque::len)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, VecDeque<Vec<String>>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
