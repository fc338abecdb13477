//! The tables, and how a record of an older release is brought forward.
//!
//! A step, once released, is never changed; a new form of the record is a new step at the end.

use crate::database::{Database, Purpose, number, within};
use crate::digest;
use crate::error::{RecordError, Result};

/// The form of the record that this release writes.
pub const SCHEMA_VERSION: i64 = STEPS.len() as i64;

/// What leads from one form to the next.
struct Step {
    /// For both databases.
    sql: &'static str,
    /// Tables of this step whose rows never change.
    guarded: &'static [&'static str],
    /// Whether the index of words is made with it.
    words: bool,
    /// What SQL cannot do; after the tables are there, before they are guarded.
    fill: Option<fn(&mut dyn Database) -> Result<()>>,
}

const STEPS: &[Step] = &[
    Step {
        sql: include_str!("schema/1.sql"),
        guarded: &[
            "document",
            "document_text",
            "reader",
            "reading",
            "claim",
            "digest",
            "shingle",
            "sketch",
            "judgement",
        ],
        words: false,
        fill: None,
    },
    Step {
        sql: include_str!("schema/2.sql"),
        guarded: &["account", "audit"],
        words: true,
        fill: None,
    },
    Step {
        sql: include_str!("schema/3.sql"),
        guarded: &[],
        words: false,
        fill: None,
    },
    Step {
        sql: include_str!("schema/4.sql"),
        guarded: &["digest"],
        words: false,
        fill: Some(digest::from_form_3),
    },
    Step {
        sql: include_str!("schema/5.sql"),
        guarded: &[],
        words: false,
        fill: None,
    },
];

/// Looks at what there is and brings it to today's form when `may_write`. `now` is written beside the step.
pub fn bring_forward(
    db: &mut dyn Database,
    may_create: bool,
    may_write: bool,
    program: &str,
    now: &str,
) -> Result<()> {
    match form(db)? {
        Some(found) if found > SCHEMA_VERSION => Err(RecordError::Newer {
            found,
            known: SCHEMA_VERSION,
        }),
        Some(SCHEMA_VERSION) => Ok(()),
        None if !may_create => Err(RecordError::Foreign(
            "it has no table `schema_version`".to_owned(),
        )),
        Some(found) if !may_write => Err(RecordError::Unopened(format!(
            "it has the older form {found}; open it once with `contingent add` where it may be written"
        ))),
        _ => within(db, Purpose::Write, |db| advance(db, program, now)),
    }
}

/// The form of the record; `None` where there is none yet.
fn form(db: &mut dyn Database) -> Result<Option<i64>> {
    if !db.has_table("schema_version")? {
        return if db.has_table("document")? {
            Err(RecordError::Foreign(
                "it has tables of something else".to_owned(),
            ))
        } else {
            Ok(None)
        };
    }
    number(db, "SELECT max(version) FROM schema_version", &[])
}

fn advance(db: &mut dyn Database, program: &str, now: &str) -> Result<()> {
    // Another program may have done it while this one waited for the lock.
    let found = form(db)?.unwrap_or(0);
    let steps = STEPS
        .iter()
        .zip(1..)
        .skip(usize::try_from(found).unwrap_or(usize::MAX));
    for (step, version) in steps {
        db.script(step.sql)?;
        if let Some(fill) = step.fill {
            fill(db)?;
        }
        for table in step.guarded {
            let guard = db.guard(table);
            db.script(&guard)?;
        }
        if step.words {
            db.script(db.index_of_words())?;
        }
        let sql = "INSERT INTO schema_version (version, at, program) VALUES ($1, $2, $3)";
        db.run(sql, &[i64::into(version), now.into(), program.into()])?;
    }
    Ok(())
}
