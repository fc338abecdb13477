//! The thread that reckons large missions before anybody asks, so that no reader has to wait for them: at the start,
//! and again when something was added.

use crate::app::{App, Days};
use crate::pages::{mission, missions};
use contingent_record::{Record, RecordError};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};

/// Tells the thread which missions are wanted.
pub struct Warmer {
    wanted: Sender<String>,
}

/// What the thread is told.
pub struct Wanted(Receiver<String>);

impl Warmer {
    pub fn new() -> (Self, Wanted) {
        let (wanted, told) = channel();
        (Self { wanted }, Wanted(told))
    }

    /// Asks for a mission as of today; it comes when it comes.
    pub fn want(&self, mission: &str) {
        // Without the thread it is reckoned when it is shown.
        let _ = self.wanted.send(mission.to_owned());
    }
}

/// Begins with the missions that are spoken of most; ends with the server.
pub fn start(app: &Arc<App>, wanted: Wanted) -> std::io::Result<()> {
    let app = Arc::downgrade(app);
    let thread = std::thread::Builder::new().name("reckoning".to_owned());
    thread.spawn(move || run(&app, &wanted)).map(|_| ())
}

fn run(app: &Weak<App>, wanted: &Wanted) {
    if let Some(app) = app.upgrade() {
        let sizes = app.pool.with(Record::missions);
        let sizes = sizes.unwrap_or_default();
        for size in sizes.iter().take(missions::RECKONED) {
            reckon(&app, &size.mission);
        }
        for size in sizes.iter().skip(missions::RECKONED) {
            compare(&app, &size.mission);
        }
    }
    while let Ok(first) = wanted.0.recv() {
        let Some(app) = app.upgrade() else { return };
        // What was asked for several times meanwhile is reckoned once.
        let mut missions = vec![first];
        missions.extend(wanted.0.try_iter());
        missions.sort_unstable();
        missions.dedup();
        for mission in &missions {
            reckon(&app, mission);
        }
    }
}

/// A fault is told to whoever asks for the mission himself.
fn reckon(app: &App, name: &str) {
    let Ok(days) = Days::of(None, None) else {
        return;
    };
    let known = app.pool.with(|record| -> Result<_, RecordError> {
        let state = record.state()?;
        let of_mission = record.mission_state(name)?;
        let known = app.known(record, state, name, &days)?;
        if known.view.documents >= Record::LARGE && record.summary(name, days.as_of)?.is_none() {
            // For the next start. Without it, or where nothing may be written, it is reckoned then.
            let _ = record.keep_summary(known.view.clone(), &of_mission);
        }
        Ok(known)
    });
    if let Ok(known) = known {
        mission::drawn(&known, &app.names, &days);
        known.prepare();
    }
    compare(app, name);
}

/// Only where its claims stand, for the pages of its documents.
fn compare(app: &App, name: &str) {
    // A fault is told to whoever asks for it himself.
    let _ = app.pool.with(|record| -> Result<_, RecordError> {
        let state = record.state()?;
        app.standings(record, state, name)
    });
}
