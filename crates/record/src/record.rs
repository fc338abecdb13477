use crate::database::Database;
use crate::error::Result;
use crate::place::Place;
use crate::postgresql::Postgresql;
use crate::schema::bring_forward;
use crate::sqlite::Sqlite;
use jiff::Timestamp;
use std::fmt;

/// What a record is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read only. Any number of threads may have the record open for that, each for itself, while others
    /// write; a reader never waits for a writer.
    Read,
    /// To add to a record that is there.
    Write,
    /// To add; the record is made when it is not there.
    Create,
}

/// An open record: one connection, to be used by one thread at a time.
pub struct Record {
    pub(crate) db: Box<dyn Database>,
    place: Place,
    access: Access,
}

impl Record {
    /// Opens the record at this place. A record of an older release is brought to today's form; `now` is
    /// written down beside that step.
    ///
    /// # Errors
    /// When there is none, when it is something else, of a newer release or damaged, or cannot be reached.
    pub fn open(place: &Place, access: Access, now: Timestamp) -> Result<Self> {
        let mut db: Box<dyn Database> = match place {
            Place::File(path) => Box::new(Sqlite::open(path, access)?),
            Place::Server(address) => Box::new(Postgresql::open(address, access)?),
        };
        let program = env!("CARGO_PKG_VERSION");
        let (create, write) = (access == Access::Create, access != Access::Read);
        bring_forward(db.as_mut(), create, write, program, &moment(now))?;
        Ok(Self {
            db,
            place: place.clone(),
            access,
        })
    }

    /// Another connection to the same record, to be moved to another thread.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn reader(&self, now: Timestamp) -> Result<Self> {
        Self::open(&self.place, Access::Read, now)
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("place", &self.place)
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

/// A moment as the record writes it: to the second, in UTC.
pub(crate) fn moment(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
