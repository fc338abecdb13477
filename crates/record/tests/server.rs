//! A PostgreSQL server that goes away in the middle of the work.

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{at, by, new_schema, prepared};
use contingent_record::{Access, Place, Record, RecordError};

#[test]
fn a_connection_that_is_cut_loses_nothing() {
    let Some(Place::Server(address)) = new_schema("cut") else {
        return;
    };
    // By this name the server tells the connection from those of other tests.
    let name = format!("cut_{}", std::process::id());
    let place = Place::Server(format!("{address}&application_name={name}"));
    let mut record = Record::open(&place, Access::Create, at(0)).unwrap();
    let batch = |from: u32| -> Vec<_> {
        (from..from + 5)
            .map(|i| prepared(&format!("d{i}"), None, "KEN", 100 + i))
            .collect()
    };
    record.add(&batch(0), &by("1"), at(5)).unwrap();
    let mut admin = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
    let ended = admin.query(end, &[&name]).unwrap();
    assert_eq!(ended.len(), 1);
    let error = record.add(&batch(5), &by("1"), at(6)).unwrap_err();
    assert!(matches!(error, RecordError::Lost(_)), "{error:?}");
    assert!(
        error.to_string().contains("Run the same command again"),
        "{error}"
    );
    // Back again, the same call adds what was missing and nothing twice.
    let mut record = Record::open(&place, Access::Write, at(7)).unwrap();
    record.add(&batch(0), &by("1"), at(8)).unwrap();
    record.add(&batch(5), &by("1"), at(8)).unwrap();
    let findings = record.check().unwrap();
    assert_eq!((findings.documents, findings.wrong.len()), (10, 0));
}

#[test]
fn a_server_that_is_not_there_is_told_in_words() {
    let nowhere = Place::of("postgres://nobody@127.0.0.1:1/none");
    let error = Record::open(&nowhere, Access::Read, at(0)).unwrap_err();
    assert!(matches!(error, RecordError::Lost(_)), "{error:?}");
    assert!(error.to_string().contains("cannot be reached"), "{error}");
}
