//! What all requests share, and the desk at which one request is worked on: off the threads that wait for the
//! network, with a handle of the record, and with what the visitor may do settled.

use crate::acts::Acts;
use crate::cache::{Cache, Known, Standings};
use crate::fault::Fault;
use crate::limit::Limit;
use crate::pool::Pool;
use crate::session::Sessions;
use crate::warm::Warmer;
use crate::words::Names;
use contingent_claim::Rules;
use contingent_reckon::MissionView;
use contingent_record::{AccountRole, MissionSize, Record, RecordError, RuleUse, State};
use contingent_text::Document;
use jiff::Zoned;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Reads a document again and says how: what the record does not keep.
pub trait Explain: Send + Sync {
    /// The claims of the document with the way of their rules through the tree, and what nearly was one.
    fn explain(&self, document: &Document) -> Explained;
}

/// How a document was read.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// For each piece of evidence: the rule, where it begins and ends (part, bytes), and its way.
    pub ways: Vec<ExplainedWay>,
    /// What nearly was a claim, a line each.
    pub near_misses: Vec<String>,
}

/// One rule's way: the rule, the words, the steps.
pub type ExplainedWay = (String, String, Vec<String>);

/// What a server is started with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether it can be reached from this machine only.
    pub loopback: bool,
    /// Whether it shows the example, which is said on every page.
    pub example: bool,
    /// Names under which it may be asked for, beside those of this machine.
    pub hosts: Vec<String>,
}

/// For a mission of so many documents nobody waits: it is reckoned beforehand.
const LARGE: i64 = 2_000;

/// An answer that holds as long as the record is in this state.
type ByState<T> = Mutex<Option<(State, Arc<T>)>>;

/// What all requests share.
pub struct App {
    pub pool: Pool,
    pub names: Names,
    pub rules: &'static Rules,
    pub sessions: Sessions,
    pub settings: Settings,
    /// Signing in.
    pub logins: Limit,
    /// Judging.
    pub deeds: Limit,
    /// What can be taken back.
    pub acts: Acts,
    pub explain: Box<dyn Explain>,
    cache: Cache,
    rule_use: ByState<BTreeMap<String, RuleUse>>,
    missions: ByState<Vec<MissionSize>>,
    warmer: Warmer,
}

impl App {
    pub fn new(pool: Pool, settings: Settings, explain: Box<dyn Explain>, warmer: Warmer) -> Self {
        Self {
            pool,
            names: Names::new(),
            rules: Rules::embedded(),
            sessions: Sessions::new(),
            settings,
            logins: Limit::new(8, 8),
            deeds: Limit::new(120, 120),
            acts: Acts::default(),
            explain,
            cache: Cache::default(),
            rule_use: Mutex::default(),
            missions: Mutex::default(),
            warmer,
        }
    }

    /// Where the claims of a mission stand today.
    pub fn standings(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
    ) -> Result<Arc<Standings>, RecordError> {
        (self.cache).standings(record, state, mission, today())
    }

    /// A mission as of a day, by what was known on a day.
    pub fn known(
        &self,
        record: &mut Record,
        state: State,
        mission: &str,
        days: &Days,
    ) -> Result<Arc<Known>, RecordError> {
        (self.cache).known(record, state, mission, days.as_of, days.known_on)
    }
}

/// Who asks, as far as the request says.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The token of the cookie.
    pub token: String,
    /// The name of the session.
    pub name: Option<String>,
    /// The address of the other end, for limits.
    pub from: String,
}

/// What a request needs the visitor to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nobody in particular.
    Nothing,
    /// Somebody who may read.
    Read,
    /// Somebody who may judge.
    Judge,
    /// Somebody who may see accounts.
    Admin,
}

/// Where one request is worked on.
pub struct Desk<'a> {
    pub app: &'a App,
    pub record: &'a mut Record,
    pub visitor: &'a Visitor,
    /// What the visitor may do here.
    pub role: AccountRole,
    /// Whether the record has accounts.
    pub accounts: bool,
    pub state: State,
}

/// Works on a request away from the network.
pub async fn work<T: Send + 'static>(
    app: Arc<App>,
    visitor: Visitor,
    need: Need,
    deed: impl FnOnce(&mut Desk<'_>) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(move || {
        app.pool.with(|record| {
            let state = record.state()?;
            let (accounts, role) = standing(record, state, &visitor)?;
            let mut desk = Desk {
                app: &app,
                record,
                visitor: &visitor,
                role,
                accounts,
                state,
            };
            match desk.admit(need).and_then(|()| deed(&mut desk)) {
                // The handle may be broken.
                Err(fault @ Fault::Record(_)) => Err(fault),
                // Any other refusal is no fault of the handle, which goes on being used.
                done => Ok(done),
            }
        })
    });
    // A panic costs one request; the handle it had is closed.
    done.await.map_err(|_| Fault::Broken)??
}

/// Whether there are accounts, and what the visitor may do. Without accounts there is one user, who may judge
/// under whatever name was given.
fn standing(
    record: &mut Record,
    state: State,
    visitor: &Visitor,
) -> Result<(bool, AccountRole), Fault> {
    let name = visitor.name.as_deref();
    if state.account == 0 {
        let role = name.map_or(AccountRole::Reader, |_| AccountRole::Reviewer);
        return Ok((false, role));
    }
    let accounts = record.accounts()?;
    let account = accounts.iter().find(|a| Some(a.name.as_str()) == name);
    Ok((true, account.map_or(AccountRole::Closed, |a| a.role)))
}

impl Desk<'_> {
    fn admit(&self, need: Need) -> Result<(), Fault> {
        let (least, what) = match need {
            Need::Nothing => return Ok(()),
            Need::Read => (AccountRole::Reader, "read this record"),
            Need::Judge => (AccountRole::Reviewer, "judge claims"),
            Need::Admin => (AccountRole::Admin, "see the accounts"),
        };
        if self.role >= least {
            return Ok(());
        }
        if self.visitor.name.is_none() || self.role == AccountRole::Closed {
            return Err(Fault::Unknown);
        }
        Err(Fault::Forbidden(format!(
            "a {} may not {what}; an admin can change that with `contingent user add`",
            self.role
        )))
    }

    /// A mission as of a day, by what was known on a day; a fault when nothing is known of it.
    pub fn known(&mut self, mission: &str, days: &Days) -> Result<Arc<Known>, Fault> {
        let known = self.app.known(self.record, self.state, mission, days)?;
        if known.recorded.is_empty() && self.documents_of(mission)? == 0 {
            return Err(Fault::NotFound(format!(
                "the record knows no mission `{}`",
                mission.chars().take(80).collect::<String>()
            )));
        }
        Ok(known)
    }

    /// What a mission adds up to. Of a large one as of today it is in short, when that is kept beside the record and the
    /// whole is not reckoned yet.
    pub fn in_short(&mut self, mission: &str, days: &Days) -> Result<Short, Fault> {
        match self.ready(mission, days)? {
            Some(ready) => Ok(ready),
            None => self.known(mission, days).map(Short::Whole),
        }
    }

    /// What of it is there without reckoning anything.
    pub fn ready(&mut self, mission: &str, days: &Days) -> Result<Option<Short>, Fault> {
        if let Some((known, true)) = self.last(mission, days)? {
            return Ok(Some(Short::Whole(known)));
        }
        let now = today();
        if (days.as_of, days.known_on) != (now, now) || !self.is_large(mission)? {
            return Ok(None);
        }
        let kept = self.record.summary(mission, now)?;
        if kept.is_some() {
            self.app.warmer.want(mission);
        }
        Ok(kept.map(|view| Short::Kept(Box::new(view))))
    }

    /// A mission as it was reckoned last. Of a large one nobody waits for the latest, which is reckoned meanwhile; it is
    /// nothing when it was never reckoned.
    pub fn lately(&mut self, mission: &str, days: &Days) -> Result<Option<Lately>, Fault> {
        match self.last(mission, days)? {
            Some((known, true)) => Ok(Some(Lately {
                known,
                stale: false,
            })),
            last if self.is_large(mission)? => {
                self.app.warmer.want(mission);
                Ok(last.map(|(known, _)| Lately { known, stale: true }))
            }
            _ => {
                let known = self.known(mission, days)?;
                Ok(Some(Lately {
                    known,
                    stale: false,
                }))
            }
        }
    }

    /// Where the claims of a mission stand today, and whether something was added since; of a large mission nothing until
    /// it was reckoned once.
    pub fn standings(&mut self, mission: &str) -> Result<Option<(Arc<Standings>, bool)>, Fault> {
        let (app, state, day) = (self.app, self.state, today());
        let last = (app.cache).last_standings(self.record, state, mission, day)?;
        match last {
            Some((standings, true)) => Ok(Some((standings, false))),
            last if self.is_large(mission)? => {
                app.warmer.want(mission);
                Ok(last.map(|(standings, _)| (standings, true)))
            }
            _ => {
                let standings = (app.cache).standings(self.record, state, mission, day)?;
                Ok(Some((standings, false)))
            }
        }
    }

    fn last(&mut self, mission: &str, days: &Days) -> Result<Option<(Arc<Known>, bool)>, Fault> {
        let cache = &self.app.cache;
        let (as_of, known_on) = (days.as_of, days.known_on);
        Ok(cache.last(self.record, self.state, mission, as_of, known_on)?)
    }

    /// True for a mission that takes longer to reckon than anybody likes to wait.
    fn is_large(&mut self, mission: &str) -> Result<bool, Fault> {
        Ok(self.documents_of(mission)? >= LARGE)
    }

    fn documents_of(&mut self, mission: &str) -> Result<i64, Fault> {
        let sizes = self.sizes()?;
        let found = sizes.iter().find(|size| size.mission == mission);
        Ok(found.map_or(0, |size| size.documents))
    }

    /// The missions that documents speak of, most spoken of first.
    pub fn missions(&mut self) -> Result<Vec<String>, Fault> {
        Ok(self
            .sizes()?
            .iter()
            .map(|size| size.mission.clone())
            .collect())
    }

    /// The missions with their sizes.
    pub fn sizes(&mut self) -> Result<Arc<Vec<MissionSize>>, Fault> {
        let lock = || {
            self.app
                .missions
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        // Judgements make no document speak of another mission.
        let same = |state: &State| state.reading == self.state.reading;
        if let Some((_, missions)) = lock().as_ref().filter(|(state, _)| same(state)) {
            return Ok(Arc::clone(missions));
        }
        let missions = Arc::new(self.record.missions()?);
        *lock() = Some((self.state, Arc::clone(&missions)));
        Ok(missions)
    }

    /// For each rule how often it was used and how its claims were judged.
    pub fn rule_use(&mut self) -> Result<Arc<BTreeMap<String, RuleUse>>, Fault> {
        let lock = || {
            self.app
                .rule_use
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((_, uses)) = lock().as_ref().filter(|(state, _)| *state == self.state) {
            return Ok(Arc::clone(uses));
        }
        let uses = Arc::new(self.record.rule_use()?);
        *lock() = Some((self.state, Arc::clone(&uses)));
        Ok(uses)
    }

    /// The word that the visitor's forms carry.
    pub fn csrf(&self) -> String {
        self.app.sessions.csrf(&self.visitor.token)
    }

    /// Refuses a form that is not one of the visitor's own pages.
    pub fn check_csrf(&self, sent: &str) -> Result<(), Fault> {
        if self.app.sessions.is_csrf(&self.visitor.token, sent) {
            return Ok(());
        }
        Err(Fault::Forbidden(
            "this form is of another session or too old; go back, load the page again and repeat"
                .to_owned(),
        ))
    }
}

/// A mission as it was reckoned last.
pub struct Lately {
    pub known: Arc<Known>,
    /// Whether something of it was added since.
    pub stale: bool,
}

/// A view of a mission, whole, or in short with the latest of everything.
pub enum Short {
    Whole(Arc<Known>),
    Kept(Box<MissionView>),
}

impl Short {
    pub fn view(&self) -> &MissionView {
        match self {
            Self::Whole(known) => &known.view,
            Self::Kept(view) => view,
        }
    }
}

/// The two days that a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub as_of: Date,
    pub known_on: Date,
    /// Whether either was asked for, and is to be kept in addresses.
    pub asked: (bool, bool),
}

impl Days {
    /// From the words of an address; today where nothing is given.
    pub fn of(as_of: Option<&str>, known_on: Option<&str>) -> Result<Self, Fault> {
        let as_of = as_of.and_then(|text| day(text).transpose()).transpose()?;
        let known_on = known_on
            .and_then(|text| day(text).transpose())
            .transpose()?;
        let known = known_on.unwrap_or_else(today);
        Ok(Self {
            as_of: as_of.unwrap_or(known),
            known_on: known,
            asked: (as_of.is_some(), known_on.is_some()),
        })
    }

    /// What an address needs to keep them, beginning with `&`.
    pub fn query(&self) -> String {
        let mut query = String::new();
        if self.asked.0 {
            query += &format!("&as_of={}", self.as_of);
        }
        if self.asked.1 {
            query += &format!("&known_on={}", self.known_on);
        }
        query
    }
}

/// A day of an address; nothing for an empty word.
pub fn day(text: &str) -> Result<Option<Date>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        let shown: String = text.chars().take(40).collect();
        Fault::Bad(format!("`{shown}` is no day; write it as 2025-04-14"))
    })
}

/// The day of the clock.
pub fn today() -> Date {
    Zoned::now().date()
}
