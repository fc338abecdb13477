//! Missions as they were reckoned for a request, kept for the next one as long as nothing of the mission is newer.

use crate::kept::Kept;
use crate::queue::{Item, queue};
use crate::settled::{Settled, Settlement};
use contingent_reckon::{MissionView, Recorded, reckon};
use contingent_record::{Record, RecordError, State};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A mission by what was known on a day: its claims, and what they add up to as of another.
pub struct Known {
    /// How far the record had come.
    pub state: State,
    /// The claims.
    pub recorded: Arc<Vec<Recorded>>,
    /// What they add up to.
    pub view: MissionView,
    queue: OnceLock<Vec<Item>>,
    standings: OnceLock<HashMap<SmolStr, Standing>>,
    differing: OnceLock<HashSet<SmolStr>>,
    drawn: Mutex<Vec<(String, Arc<str>)>>,
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

    /// Where a claim would stand without what was decided about it.
    pub fn unjudged(&self, claim: &str) -> Settled {
        Settlement::new(&self.view).unjudged(&claim.into())
    }

    /// Works out beforehand what reviewers and readers of documents ask for.
    pub fn prepare(&self) {
        self.queue();
        self.standing("");
    }

    /// The claims from which others differ.
    pub fn differing(&self) -> &HashSet<SmolStr> {
        let all = || self.view.findings.iter().flat_map(|f| &f.claims);
        self.differing.get_or_init(|| all().cloned().collect())
    }

    /// A part of a page that is drawn once and then kept with what it shows.
    pub fn drawn(&self, part: &str, draw: impl FnOnce() -> String) -> Arc<str> {
        let lock = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, drawn)) = lock().iter().find(|(name, _)| name == part) {
            return Arc::clone(drawn);
        }
        let drawn: Arc<str> = draw().into();
        lock().push((part.to_owned(), Arc::clone(&drawn)));
        drawn
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
pub struct Cache {
    claims: Kept<(String, Date), (State, Arc<Vec<Recorded>>)>,
    known: Kept<Key, (State, Arc<Known>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    mission: String,
    as_of: Date,
    known_on: Date,
}

impl Key {
    fn of(mission: &str, as_of: Date, known_on: Date) -> Self {
        Self {
            mission: mission.to_owned(),
            as_of,
            known_on,
        }
    }
}

/// So many claims are kept; each takes about a kilobyte, and its figures about as much.
const CLAIMS: usize = 400_000;

impl Default for Cache {
    fn default() -> Self {
        Self {
            claims: Kept::new(CLAIMS),
            known: Kept::new(CLAIMS),
        }
    }
}

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
        let key = Key::of(mission, as_of, known_on);
        // Both ask the record, one after the other.
        let record = std::cell::RefCell::new(record);
        let made = self.known.get_or_make(
            &key,
            |(_, known)| known.recorded.len(),
            |(at, _)| holds(&mut record.borrow_mut(), mission, at, state),
            || {
                let recorded = self.claims(&mut record.borrow_mut(), state, mission, known_on)?;
                let view = reckon(mission, &recorded, as_of, known_on);
                let known = Known {
                    state,
                    recorded,
                    view,
                    queue: OnceLock::new(),
                    standings: OnceLock::new(),
                    differing: OnceLock::new(),
                    drawn: Mutex::default(),
                };
                Ok((state, Arc::new(known)))
            },
        )?;
        Ok(made.1)
    }

    fn claims(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
        known_on: Date,
    ) -> Result<Arc<Vec<Recorded>>, RecordError> {
        let record = std::cell::RefCell::new(record);
        let made = self.claims.get_or_make(
            &(mission.to_owned(), known_on),
            |(_, claims)| claims.len(),
            |(at, _)| holds(&mut record.borrow_mut(), mission, at, state),
            || {
                let claims = record.borrow_mut().mission(mission, known_on)?;
                Ok((state, Arc::new(claims)))
            },
        )?;
        Ok(made.1)
    }

    /// The mission as it was reckoned last for these days, and whether it is so still.
    pub fn last(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
        as_of: Date,
        known_on: Date,
    ) -> Result<Option<(Arc<Known>, bool)>, RecordError> {
        let Some((mut at, known)) = self.known.peek(&Key::of(mission, as_of, known_on)) else {
            return Ok(None);
        };
        let holds = holds(record, mission, &mut at, state)?;
        Ok(Some((known, holds)))
    }
}

/// True when nothing of the mission was added between two states; the answer is then one of the later state.
fn holds(
    record: &mut Record,
    mission: &str,
    at: &mut State,
    now: State,
) -> Result<bool, RecordError> {
    let same = |a: State, b: State| {
        (a.reading, a.judgement, a.document) == (b.reading, b.judgement, b.document)
    };
    if same(*at, now) {
        return Ok(true);
    }
    let untouched = record.is_untouched(mission, *at)?;
    if untouched && (now.reading, now.judgement) >= (at.reading, at.judgement) {
        *at = now;
    }
    Ok(untouched)
}
