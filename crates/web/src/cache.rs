//! What was reckoned for a request is kept for the next one, as long as nothing was added to the record.

use crate::queue::{Item, queue};
use crate::settled::{Settled, Settlement};
use contingent_reckon::{MissionView, Recorded, reckon};
use contingent_record::{Record, RecordError, State};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A mission by what was known on a day: its claims, and what they add up to as of another.
pub struct Known {
    /// The claims.
    pub recorded: Arc<Vec<Recorded>>,
    /// What they add up to.
    pub view: MissionView,
    queue: OnceLock<Vec<Item>>,
    standings: OnceLock<HashMap<SmolStr, Standing>>,
}

impl Known {
    /// What waits for a decision, worth most first.
    pub fn queue(&self) -> &[Item] {
        self.queue.get_or_init(|| queue(&self.view, &self.recorded))
    }

    /// Where a claim stands; nothing when the mission has no such claim on that day.
    pub fn standing(&self, claim: &str) -> Option<&Standing> {
        self.standings.get_or_init(|| self.standings()).get(claim)
    }

    fn standings(&self) -> HashMap<SmolStr, Standing> {
        let settlement = Settlement::new(&self.view);
        let mut standings = HashMap::with_capacity(self.recorded.len());
        for (at, one) in self.recorded.iter().enumerate() {
            let standing = Standing {
                at,
                settled: settlement.of(one),
                findings: Vec::new(),
            };
            standings.insert(one.claim_id.clone(), standing);
        }
        for (at, finding) in self.view.findings.iter().enumerate() {
            for claim in &finding.claims {
                if let Some(standing) = standings.get_mut(claim) {
                    standing.findings.push(at);
                }
            }
        }
        standings
    }
}

/// Where a claim stands in its mission.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its place among the mission's claims.
    pub at: usize,
    /// Its state.
    pub settled: Settled,
    /// The places of the findings that rest on it.
    pub findings: Vec<usize>,
}

/// The latest answers.
#[derive(Default)]
pub struct Cache {
    kept: Mutex<Vec<(Key, Arc<Known>)>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    state: (i64, i64),
    mission: String,
    as_of: Date,
    known_on: Date,
}

impl Key {
    fn of(state: State, mission: &str, as_of: Date, known_on: Date) -> Self {
        Self {
            state: (state.reading, state.judgement),
            mission: mission.to_owned(),
            as_of,
            known_on,
        }
    }
}

/// So many are kept. A big mission takes tens of megabytes.
const KEPT: usize = 24;

impl Cache {
    /// The mission; reckoned anew only where that is not known yet.
    pub fn known(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
        as_of: Date,
        known_on: Date,
    ) -> Result<Arc<Known>, RecordError> {
        let key = Key::of(state, mission, as_of, known_on);
        let same_claims = |other: &Key| {
            (&other.state, &other.mission, other.known_on)
                == (&key.state, &key.mission, key.known_on)
        };
        let mut claims = None;
        {
            let mut kept = self.lock();
            kept.retain(|(k, _)| k.state == key.state);
            if let Some(at) = kept.iter().position(|(k, _)| *k == key) {
                let found = kept.remove(at);
                let known = Arc::clone(&found.1);
                kept.push(found);
                return Ok(known);
            }
            if let Some((_, known)) = kept.iter().find(|(k, _)| same_claims(k)) {
                claims = Some(Arc::clone(&known.recorded));
            }
        }
        let recorded = match claims {
            Some(claims) => claims,
            None => Arc::new(record.mission(mission, known_on)?),
        };
        let view = reckon(mission, &recorded, as_of, known_on);
        let known = Arc::new(Known {
            recorded,
            view,
            queue: OnceLock::new(),
            standings: OnceLock::new(),
        });
        let mut kept = self.lock();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&known)));
        Ok(known)
    }

    /// The mission when it was reckoned before.
    pub fn ready(
        &self,
        state: State,
        mission: &str,
        as_of: Date,
        known_on: Date,
    ) -> Option<Arc<Known>> {
        let key = Key::of(state, mission, as_of, known_on);
        let kept = self.lock();
        let found = kept.iter().find(|(k, _)| *k == key);
        found.map(|(_, known)| Arc::clone(known))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Key, Arc<Known>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
