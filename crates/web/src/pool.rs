//! Open handles of the record. One is used by one request at a time; the others wait their turn.

use contingent_record::{Access, Place, Record, RecordError};
use jiff::Timestamp;
use std::sync::{Mutex, PoisonError};

/// Handles that nobody uses at the moment.
pub struct Pool {
    place: Place,
    access: Access,
    idle: Mutex<Vec<Record>>,
}

/// More are closed again when they come back.
const KEPT: usize = 4;

impl Pool {
    /// For this record; opens one handle, so that an error shows at once. An older record is brought forward
    /// where it may be written; one that may only be read can be read all the same.
    pub fn open(place: Place) -> Result<Self, RecordError> {
        let (access, first) = match Record::open(&place, Access::Write, Timestamp::now()) {
            Ok(record) => (Access::Write, record),
            Err(RecordError::ReadOnly(_)) => {
                let record = Record::open(&place, Access::Read, Timestamp::now())?;
                (Access::Read, record)
            }
            Err(error) => return Err(error),
        };
        Ok(Self {
            place,
            access,
            idle: Mutex::new(vec![first]),
        })
    }

    /// Does something with a handle. One that failed is not used again: a connection may be gone.
    pub fn with<T, E: From<RecordError>>(
        &self,
        work: impl FnOnce(&mut Record) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.lock().pop();
        let mut record = match idle {
            Some(record) => record,
            None => Record::open(&self.place, self.access, Timestamp::now())?,
        };
        let done = work(&mut record)?;
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(record);
        }
        Ok(done)
    }

    /// Where the record is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Record>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
