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
    standings: OnceLock<Arc<Standings>>,
    differing: OnceLock<HashSet<SmolStr>>,
    drawn: Mutex<Vec<(String, Arc<str>)>>,
}

impl Known {
    fn of(
        state: State,
        mission: &str,
        recorded: Arc<Vec<Recorded>>,
        as_of: Date,
        known_on: Date,
    ) -> Self {
        let view = reckon(mission, &recorded, as_of, known_on);
        Self {
            state,
            recorded,
            view,
            queue: OnceLock::new(),
            standings: OnceLock::new(),
            differing: OnceLock::new(),
            drawn: Mutex::default(),
        }
    }

    /// What waits for a decision, worth most first.
    pub fn queue(&self) -> &[Item] {
        self.queue.get_or_init(|| queue(&self.view, &self.recorded))
    }

    /// Where each claim stands.
    pub fn standings(&self) -> &Arc<Standings> {
        (self.standings).get_or_init(|| Arc::new(Standings::of(self)))
    }

    /// Where a claim stands; nothing when the mission has no such claim on that day.
    pub fn standing(&self, claim: &str) -> Option<&Standing> {
        self.standings().claims.get(claim)
    }

    /// Works out beforehand what reviewers and readers of documents ask for.
    pub fn prepare(&self) {
        self.queue();
        self.standings();
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
}

/// Where the claims of a mission stand: little enough to be kept of every mission.
pub struct Standings {
    /// How far the record had come.
    pub state: State,
    claims: HashMap<SmolStr, Standing>,
    /// What each finding says.
    findings: Vec<String>,
}

impl Standings {
    fn of(known: &Known) -> Self {
        let settlement = Settlement::new(&known.view);
        let mut claims = HashMap::with_capacity(known.recorded.len());
        for (at, one) in known.recorded.iter().enumerate() {
            let standing = Standing {
                at,
                settled: settlement.of(one),
                unjudged: settlement.unjudged(&one.claim_id),
                findings: Vec::new(),
            };
            claims.insert(one.claim_id.clone(), standing);
        }
        for (at, finding) in known.view.findings.iter().enumerate() {
            for claim in &finding.claims {
                if let Some(standing) = claims.get_mut(claim) {
                    standing.findings.push(at as u32);
                }
            }
        }
        let words = known.view.findings.iter().map(|f| f.words.clone());
        Self {
            state: known.state,
            claims,
            findings: words.collect(),
        }
    }

    /// Of one claim; nothing when the mission has none of this id.
    pub fn claim(&self, id: &str) -> Option<&Standing> {
        self.claims.get(id)
    }

    /// What is found about a claim.
    pub fn found(&self, standing: &Standing) -> Vec<String> {
        let findings = standing.findings.iter();
        let words = findings.filter_map(|at| self.findings.get(*at as usize));
        words.cloned().collect()
    }
}

/// Where a claim stands in its mission.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its place among the mission's claims.
    pub at: usize,
    /// Its state.
    pub settled: Settled,
    /// Its state without what was decided about it.
    pub unjudged: Settled,
    /// The places of the findings that rest on it.
    findings: Vec<u32>,
}

/// Something with the state of the record of which it is so.
type Stated<T> = (State, Arc<T>);

/// The latest answers.
pub struct Cache {
    claims: Kept<Key, Stated<Vec<Recorded>>>,
    known: Kept<Key, Stated<Known>>,
    standings: Kept<Key, Stated<Standings>>,
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

/// The claims of so many are kept beside what they add up to, for another day of the same mission.
const CLAIMS: usize = 200_000;
/// Missions of so many claims in all are kept. A claim with its figures takes one or two kilobytes.
const KNOWN: usize = 400_000;
/// Of so many it is kept where they stand, which takes a tenth of that.
const STANDING: usize = 2_000_000;

impl Default for Cache {
    fn default() -> Self {
        Self {
            claims: Kept::new(CLAIMS),
            known: Kept::new(KNOWN),
            standings: Kept::new(STANDING),
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
                let known = Known::of(state, mission, recorded, as_of, known_on);
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
            &Key::of(mission, known_on, known_on),
            |(_, claims)| claims.len(),
            |(at, _)| holds(&mut record.borrow_mut(), mission, at, state),
            || {
                let claims = record.borrow_mut().mission(mission, known_on)?;
                Ok((state, Arc::new(claims)))
            },
        )?;
        Ok(made.1)
    }

    /// Where the claims of a mission stand by what was known on a day.
    pub fn standings(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
        day: Date,
    ) -> Result<Arc<Standings>, RecordError> {
        let record = std::cell::RefCell::new(record);
        let made = self.standings.get_or_make(
            &Key::of(mission, day, day),
            |(_, standings)| standings.claims.len(),
            |(at, _)| holds(&mut record.borrow_mut(), mission, at, state),
            || {
                // The mission itself is kept only when somebody looks at it.
                let mut record = record.borrow_mut();
                let known = match self.last(&mut record, state, mission, day, day)? {
                    Some((known, true)) => known,
                    _ => {
                        let recorded = Arc::new(record.mission(mission, day)?);
                        Arc::new(Known::of(state, mission, recorded, day, day))
                    }
                };
                Ok((state, Arc::clone(known.standings())))
            },
        )?;
        Ok(made.1)
    }

    /// The same as it was worked out last, and whether it is so still.
    pub fn last_standings(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
        day: Date,
    ) -> Result<Option<(Arc<Standings>, bool)>, RecordError> {
        let Some((mut at, standings)) = self.standings.peek(&Key::of(mission, day, day)) else {
            return Ok(None);
        };
        let holds = holds(record, mission, &mut at, state)?;
        Ok(Some((standings, holds)))
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
