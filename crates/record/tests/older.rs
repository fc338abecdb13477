//! A record that an older release wrote opens, says what it said, and goes on being added to.
//!
//! `fixtures/form-1.sqlite` was written by `cargo test -p contingent-record --test older -- --ignored` when form 1
//! was today's form. Once a new form is released, a fixture of it is added here and none is ever written again.

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{at, by, prepared};
use contingent_record::{Access, Added, Place, Record, SCHEMA_VERSION, Verdict};
use jiff::civil::Date;
use std::fs;
use std::path::{Path, PathBuf};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/form-1.sqlite")
}

#[test]
#[ignore = "writes the fixture of today's form"]
fn write_the_fixture() {
    assert_eq!(
        SCHEMA_VERSION, 1,
        "a fixture of a released form is never written again"
    );
    let _ = fs::remove_file(fixture());
    let mut record = Record::open(&Place::File(fixture()), Access::Create, at(0)).unwrap();
    let batch = [
        prepared("a", Some("2024-06-25"), "KEN", 400),
        prepared("b", None, "JAM", 24),
    ];
    record.add(&batch, &by("1"), at(5)).unwrap();
    let id = record.mission("mnf-zembla", Date::MAX).unwrap()[0]
        .claim_id
        .clone();
    let claim = record.claim(&id).unwrap();
    record
        .judge(&claim, Verdict::Accept, None, Some("seen"), "ann", at(9))
        .unwrap();
}

#[test]
fn a_record_of_form_1_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sqlite");
    fs::copy(fixture(), &path).unwrap();
    let place = Place::File(path);
    let mut record = Record::open(&place, Access::Create, at(100)).unwrap();
    let recorded = record.mission("mnf-zembla", Date::MAX).unwrap();
    assert_eq!(recorded.len(), 2);
    let judgement = recorded[0].judgement.as_ref().unwrap();
    assert_eq!(judgement.note.as_deref(), Some("seen"));
    let batch = [
        prepared("a", Some("2024-06-25"), "KEN", 400),
        prepared("c", None, "BLZ", 2),
    ];
    let added = record.add(&batch, &by("1"), at(105)).unwrap();
    assert_eq!(added, [Added::Known, Added::New]);
    assert_eq!(record.check().unwrap().wrong, Vec::<String>::new());
}
