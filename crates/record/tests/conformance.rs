//! What a record does, the same on both databases.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

mod common;

use common::{at, by, document, on_both, prepared, strength};
use contingent_reckon::{Content, Recorded, Verdict as Reckoned};
use contingent_record::{Access, Added, Place, Prepared, Record, RecordError, Verdict, correction};
use jiff::civil::{Date, date};
use std::thread;
use std::time::{Duration, Instant};

const MISSION: &str = "mnf-zembla";

fn create(place: &Place) -> Record {
    Record::open(place, Access::Create, at(0)).unwrap()
}

fn counts(recorded: &[Recorded]) -> Vec<f64> {
    let count = |one: &Recorded| match &one.claim.content {
        Content::Strength(s) => s.count.as_ref()?.value,
        _ => None,
    };
    recorded.iter().filter_map(count).collect()
}

#[test]
fn a_document_is_added_once_and_comes_back() {
    on_both("once", |place| {
        let mut record = create(place);
        let batch = [
            prepared("a", Some("2024-06-25"), "KEN", 400),
            prepared("b", None, "JAM", 24),
        ];
        assert_eq!(
            record.add(&batch, &by("1"), at(5)).unwrap(),
            [Added::New, Added::New]
        );
        assert_eq!(
            record.add(&batch, &by("1"), at(9)).unwrap(),
            [Added::Known, Added::Known]
        );
        assert_eq!(record.contents().unwrap().len(), 2);
        let recorded = record.mission(MISSION, Date::MAX).unwrap();
        assert_eq!(counts(&recorded), [400.0, 24.0]);
        assert_eq!(recorded[0].document.known, date(2024, 6, 25));
        assert_eq!(
            recorded[1].document.known,
            date(2025, 2, 19),
            "the day it was read"
        );
        assert_eq!(recorded[0].claim.quotes[0].text, "KEN has 400");
        let stored = record.claim(&recorded[0].claim_id).unwrap();
        assert_eq!(stored.evidence[0].quote, "KEN has 400");
        let kept = record.document(stored.document.id).unwrap();
        assert_eq!(kept, document("a", Some("2024-06-25"), "KEN", 400));
        assert_eq!(record.missions().unwrap()[0].documents, 2);
        let findings = record.check().unwrap();
        assert_eq!((findings.documents, findings.claims), (2, 2));
        assert_eq!(findings.wrong, Vec::<String>::new());
    });
}

#[test]
fn a_changed_page_is_a_new_version_known_from_its_day() {
    on_both("versions", |place| {
        let mut record = create(place);
        let page = |published: &str, count| {
            let mut document = document("a", Some(published), "KEN", count);
            document.url = Some("https://news.example/1".to_owned());
            Prepared::new(&document, &[strength(&document, "KEN", count)], None).unwrap()
        };
        let add =
            |record: &mut Record, one: Prepared| record.add(&[one], &by("1"), at(5)).unwrap()[0];
        assert_eq!(add(&mut record, page("2024-06-25", 200)), Added::New);
        assert_eq!(add(&mut record, page("2024-07-01", 400)), Added::Version(2));
        assert_eq!(add(&mut record, page("2024-07-01", 401)), Added::Version(3));
        let known = |record: &mut Record, day| counts(&record.mission(MISSION, day).unwrap());
        assert_eq!(known(&mut record, date(2024, 6, 24)), Vec::<f64>::new());
        assert_eq!(known(&mut record, date(2024, 6, 30)), [200.0]);
        assert_eq!(known(&mut record, date(2024, 7, 1)), [400.0]);
        // The third says no later date, so it is known from the day on which it was read.
        assert_eq!(known(&mut record, date(2025, 2, 18)), [400.0]);
        assert_eq!(known(&mut record, date(2025, 2, 19)), [401.0]);
        assert_eq!(record.check().unwrap().wrong, Vec::<String>::new());
    });
}

#[test]
fn a_re_reading_counts_and_the_old_claims_stay() {
    on_both("reread", |place| {
        let mut record = create(place);
        record
            .add(
                &[
                    prepared("a", None, "KEN", 400),
                    prepared("b", None, "JAM", 24),
                ],
                &by("1"),
                at(5),
            )
            .unwrap();
        let unread = record.unread(&by("2"), 0, 10).unwrap();
        assert_eq!(unread.len(), 2);
        let again: Vec<_> = unread
            .iter()
            .map(|(id, document)| {
                // The new rules read another number in one document and the same in the other.
                let claims: &[_] = &[strength(
                    document,
                    &document.title[..3],
                    if document.id == "a" { 400 } else { 25 },
                )];
                (*id, Prepared::new(document, claims, None).unwrap())
            })
            .collect();
        assert_eq!(
            record.read_again(&again, &by("2"), at(9)).unwrap(),
            [false, true]
        );
        assert_eq!(record.unread(&by("2"), 0, 10).unwrap(), []);
        assert_eq!(
            counts(&record.mission(MISSION, Date::MAX).unwrap()),
            [400.0, 25.0]
        );
        let findings = record.check().unwrap();
        assert_eq!(
            (findings.readings, findings.claims),
            (4, 3),
            "two old claims, one new one"
        );
        assert_eq!(findings.wrong, Vec::<String>::new());
        // Rules that find nothing take the mission's claims away, but not out of the record.
        let (id, document) = &unread[0];
        let none = Prepared::new(document, &[], None).unwrap();
        record.read_again(&[(*id, none)], &by("3"), at(11)).unwrap();
        assert_eq!(counts(&record.mission(MISSION, Date::MAX).unwrap()), [25.0]);
        assert_eq!(record.check().unwrap().claims, 3);
    });
}

#[test]
fn judgements_steer_and_outlive_a_re_reading() {
    on_both("judge", |place| {
        let mut record = create(place);
        record
            .add(&[prepared("a", None, "KEN", 400)], &by("1"), at(5))
            .unwrap();
        let id = record.mission(MISSION, Date::MAX).unwrap()[0]
            .claim_id
            .clone();
        let claim = record.claim(&id).unwrap();
        let fields = correction(claim.claim.kind, &["count=382".to_owned()]).unwrap();
        let day = 86_400;
        let first = record
            .judge(
                &claim,
                Verdict::Reject,
                None,
                Some("a slip"),
                "ann",
                at(day),
            )
            .unwrap();
        record
            .judge(
                &claim,
                Verdict::Correct,
                Some(fields),
                None,
                "bob",
                at(2 * day),
            )
            .unwrap();
        let verdict = |record: &mut Record, known: Date| {
            let mut recorded = record.mission(MISSION, known).unwrap();
            recorded.pop().unwrap().judgement.map(|j| j.verdict)
        };
        assert_eq!(verdict(&mut record, date(2025, 2, 19)), None);
        assert_eq!(
            verdict(&mut record, date(2025, 2, 20)),
            Some(Reckoned::Reject)
        );
        assert!(matches!(
            verdict(&mut record, Date::MAX),
            Some(Reckoned::Correct(_))
        ));
        // What was read is as it was.
        assert_eq!(
            counts(&record.mission(MISSION, Date::MAX).unwrap()),
            [400.0]
        );
        // New rules take a longer piece of evidence: another id, the same claim.
        let (number, document) = record.unread(&by("2"), 0, 9).unwrap().remove(0);
        let mut longer = strength(&document, "KEN", 400);
        longer.evidence[0].span = contingent_text::Span::new(4, document.body.len());
        let again = Prepared::new(&document, &[longer], None).unwrap();
        assert_eq!(
            record
                .read_again(&[(number, again)], &by("2"), at(3 * day))
                .unwrap(),
            [true]
        );
        let recorded = record.mission(MISSION, Date::MAX).unwrap();
        assert_ne!(recorded[0].claim_id, id);
        assert!(matches!(
            verdict(&mut record, Date::MAX),
            Some(Reckoned::Correct(_))
        ));
        // Exported into another record and back again.
        let lines = record.judgement_lines().unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(record.import_judgements(&lines, at(4 * day)).unwrap(), 0);
        let mut forged = lines.clone();
        forged[0].by = "eve".to_owned();
        assert!(record.import_judgements(&forged, at(4 * day)).is_err());
        // Taken back, the first one never was.
        record.undo(&first.uid, None, "ann", at(5 * day)).unwrap();
        assert!(record.undo(&first.uid, None, "ann", at(5 * day)).is_err());
        let claim = record_claim(&mut record);
        assert_eq!(record.judgements_of(&claim).unwrap().len(), 3);
        assert_eq!(record.check().unwrap().wrong, Vec::<String>::new());
    });
}

fn record_claim(record: &mut Record) -> contingent_record::StoredClaim {
    let id = record.mission(MISSION, Date::MAX).unwrap()[0]
        .claim_id
        .clone();
    record.claim(&id).unwrap()
}

#[test]
fn a_summary_is_what_would_be_reckoned_and_ends_with_anything_newer() {
    on_both("summary", |place| {
        let mut record = create(place);
        let page = |name: &str, published: &str, count: u32, claims: bool| {
            let mut document = document(name, Some(published), "KEN", count);
            document.url = Some(format!("https://news.example/{name}"));
            let claims: &[_] = if claims {
                &[strength(&document, "KEN", count)]
            } else {
                &[]
            };
            Prepared::new(&document, claims, None).unwrap()
        };
        let add = |record: &mut Record, one| record.add(&[one], &by("1"), at(5)).unwrap();
        let day = date(2025, 3, 1);
        add(&mut record, page("a", "2024-06-25", 200, true));
        add(&mut record, page("b", "2024-08-01", 400, true));
        assert_eq!(record.summary(MISSION, day).unwrap(), None, "none was made");
        let same = |record: &mut Record, day| {
            let recorded = record.mission(MISSION, day).unwrap();
            let reckoned = contingent_reckon::reckon(MISSION, &recorded, day, day).shortened();
            assert!(!recorded.is_empty() && reckoned.series.is_empty());
            assert_eq!(record.summary(MISSION, day).unwrap(), Some(reckoned));
        };
        let keep = |record: &mut Record| {
            let state = record.mission_state(MISSION).unwrap();
            let recorded = record.mission(MISSION, day).unwrap();
            let view = contingent_reckon::reckon(MISSION, &recorded, day, day);
            record.keep_summary(view, &state).unwrap();
        };
        keep(&mut record);
        same(&mut record, day);
        same(&mut record, date(2025, 4, 1));
        assert_eq!(
            record.summary(MISSION, date(2024, 7, 1)).unwrap(),
            None,
            "an earlier day"
        );
        let ends = |record: &mut Record, why: &str| {
            assert_eq!(record.summary(MISSION, day).unwrap(), None, "{why}");
            keep(record);
            same(record, day);
        };
        add(&mut record, page("c", "2024-09-01", 380, true));
        ends(&mut record, "a new document");
        let claim = record_claim(&mut record);
        record
            .judge(&claim, Verdict::Reject, None, None, "ann", at(9))
            .unwrap();
        ends(&mut record, "a judgement");
        add(&mut record, page("b", "2024-10-01", 390, false));
        ends(
            &mut record,
            "a new version that says nothing of the mission",
        );
        add(&mut record, page("d", "2025-03-20", 500, true));
        keep(&mut record);
        let later = date(2025, 3, 21);
        assert_eq!(
            record.summary(MISSION, later).unwrap(),
            None,
            "known from a later day on"
        );
        // What is added while somebody reckons is not in the summary, which then holds for nobody.
        let state = record.mission_state(MISSION).unwrap();
        let recorded = record.mission(MISSION, day).unwrap();
        add(&mut record, page("e", "2024-11-01", 410, true));
        let view = contingent_reckon::reckon(MISSION, &recorded, day, day);
        record.keep_summary(view, &state).unwrap();
        assert_eq!(
            record.summary(MISSION, day).unwrap(),
            None,
            "it came too late"
        );
        assert_eq!(record.check().unwrap().wrong, Vec::<String>::new());
    });
}

#[test]
fn other_documents_of_one_file_name_are_no_versions() {
    on_both("names", |place| {
        let mut record = create(place);
        let named = |title: &str, who: &str, body: &str| {
            let mut document = document("index.html", Some("2024-06-25"), who, 400);
            document.title = title.to_owned();
            document.body = format!("{who} has 400 officers. {body}");
            Prepared::new(&document, &[strength(&document, who, 400)], None).unwrap()
        };
        let rain = "Rain fell on the camp by the river all week, and the road to the harbour was closed to lorries.";
        let vote = "Parliament voted late at night, after the opposition had left the hall in protest at the budget.";
        let batch = [
            named("Rain in the camp", "KEN", rain),
            named("A vote at night", "JAM", vote),
            named(
                "Heavy rain in the camp",
                "KEN",
                &format!("{rain} It is to go on."),
            ),
            named("", "BHS", "Nothing."),
            named(
                "",
                "BLZ",
                "Something else, of which nobody spoke before and nobody will speak again.",
            ),
        ];
        let added = record.add(&batch, &by("1"), at(5)).unwrap();
        // The third has the text of the first under another headline; the others have nothing in common.
        let expected = [
            Added::New,
            Added::New,
            Added::Version(2),
            Added::New,
            Added::New,
        ];
        assert_eq!(added, expected);
        assert_eq!(record.check().unwrap().wrong, Vec::<String>::new());
    });
}

#[test]
fn copies_are_one_voice() {
    on_both("voices", |place| {
        let mut record = create(place);
        let story = "The first of the officers landed on Monday after a flight of eleven hours and were met by \
                     the minister, who thanked their country for its help and said that others would follow soon.";
        let told = |name: &str, body: String| {
            let mut document = document(name, Some("2024-06-25"), "KEN", 400);
            document.body = format!("{} {body}", document.body);
            document.url = Some(format!("https://{name}.example/1"));
            Prepared::new(&document, &[strength(&document, "KEN", 400)], None).unwrap()
        };
        let other = "Two hundred men came off a plane in the capital early this week, an airport worker told us, \
                     and buses took them to a camp that had been built for them near the runway.";
        let batch = [
            told("wire", story.to_owned()),
            told("rival", other.to_owned()),
            told("copy", format!("{story} Our reporter adds that it rained.")),
        ];
        record.add(&batch, &by("1"), at(5)).unwrap();
        let voices: Vec<_> = record
            .mission(MISSION, Date::MAX)
            .unwrap()
            .iter()
            .map(|r| r.document.voice.clone())
            .collect();
        assert_eq!(voices[0], voices[2]);
        assert_ne!(voices[0], voices[1]);
    });
}

#[test]
fn rows_cannot_be_changed_or_removed() {
    on_both("guard", |place| {
        create(place)
            .add(&[prepared("a", None, "KEN", 400)], &by("1"), at(5))
            .unwrap();
        for deed in [
            "UPDATE document SET title = 'x'",
            "DELETE FROM claim",
            "UPDATE reading SET claims = 0",
            "DELETE FROM document_text",
        ] {
            let said = match place {
                Place::File(path) => {
                    let file = rusqlite::Connection::open(path).unwrap();
                    file.execute(deed, []).unwrap_err().to_string()
                }
                Place::Server(address) => {
                    let mut client = postgres::Client::connect(address, postgres::NoTls).unwrap();
                    let error = client.execute(deed, &[]).unwrap_err();
                    error.as_db_error().unwrap().message().to_owned()
                }
            };
            assert!(said.contains("only ever added to"), "{deed}: {said}");
        }
    });
}

#[test]
fn a_newer_record_is_left_alone() {
    on_both("newer", |place| {
        drop(create(place));
        let newer = "INSERT INTO schema_version (version, at, program) VALUES (99, 'x', '9.0.0')";
        match place {
            Place::File(path) => {
                rusqlite::Connection::open(path)
                    .unwrap()
                    .execute(newer, [])
                    .unwrap();
            }
            Place::Server(address) => {
                let mut client = postgres::Client::connect(address, postgres::NoTls).unwrap();
                client.execute(newer, &[]).unwrap();
            }
        }
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = Record::open(place, access, at(0)).unwrap_err();
            assert!(
                matches!(error, RecordError::Newer { found: 99, .. }),
                "{error}"
            );
            let said = error.to_string();
            assert!(
                said.contains("was written by a newer release (form 99")
                    && said.contains("use that release"),
                "{said}"
            );
        }
    });
}

#[test]
fn several_writers_and_readers_at_once() {
    const WRITERS: usize = 2;
    const EACH: usize = 60;
    on_both("several", |place| {
        drop(create(place));
        thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| {
                    // Both write the same documents, in batches of three.
                    let mut record = Record::open(place, Access::Write, at(0)).unwrap();
                    let all: Vec<_> = (0..EACH)
                        .map(|i| prepared(&format!("d{i}"), None, "KEN", 100 + i as u32))
                        .collect();
                    for batch in all.chunks(3) {
                        record.add(batch, &by("1"), at(5)).unwrap();
                    }
                });
            }
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut record = Record::open(place, Access::Read, at(0)).unwrap();
                    let mut before = 0;
                    while before < EACH {
                        let now = record.mission(MISSION, Date::MAX).unwrap().len();
                        assert!(
                            now >= before && now.is_multiple_of(3),
                            "{before} then {now}"
                        );
                        before = now;
                    }
                });
            }
        });
        let findings = create(place).check().unwrap();
        assert_eq!(
            (findings.documents, findings.claims),
            (EACH as i64, EACH as i64)
        );
        assert_eq!(findings.wrong, Vec::<String>::new());
    });
}

/// Two programs write and four ask for a minute: no error, and nothing that was added is missing.
#[test]
#[ignore = "takes a minute on each database"]
fn two_writers_and_four_readers_for_a_minute() {
    const LONG: Duration = Duration::from_secs(60);
    on_both("minute", |place| {
        drop(create(place));
        let start = Instant::now();
        let (added, asked) = thread::scope(|scope| {
            let writers: Vec<_> = (0..2)
                .map(|writer| {
                    scope.spawn(move || {
                        let mut record = Record::open(place, Access::Write, at(0)).unwrap();
                        let mut added = 0;
                        while start.elapsed() < LONG {
                            // Half of the documents are added by both, in whatever order it comes to.
                            let batch: Vec<_> = (added..added + 8)
                                .map(|n| {
                                    let whose = if n % 2 == 0 { 2 } else { writer };
                                    prepared(&format!("d{whose}-{n}"), None, "KEN", n)
                                })
                                .collect();
                            record.add(&batch, &by("1"), at(5)).unwrap();
                            added += 8;
                        }
                        added
                    })
                })
                .collect();
            let readers: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        let mut record = Record::open(place, Access::Read, at(0)).unwrap();
                        let (mut before, mut asked) = (0, 0);
                        while start.elapsed() < LONG {
                            let now = record.mission(MISSION, Date::MAX).unwrap().len();
                            assert!(now >= before, "{before} then {now}");
                            before = now;
                            asked += 1;
                        }
                        asked
                    })
                })
                .collect();
            let added: Vec<u32> = writers.into_iter().map(|w| w.join().unwrap()).collect();
            let asked: u32 = readers.into_iter().map(|r| r.join().unwrap()).sum();
            (added, asked)
        });
        // Of each writer's documents every second one is its own; the others are the same for both.
        let own: u32 = added.iter().map(|n| n / 2).sum();
        let shared = added.iter().max().unwrap() / 2;
        let mut record = create(place);
        let findings = record.check().unwrap();
        println!(
            "{place}: {} documents added, {asked} questions answered",
            findings.documents
        );
        assert_eq!(findings.documents, i64::from(own + shared));
        assert_eq!(findings.claims, findings.documents);
        assert_eq!(findings.wrong, Vec::<String>::new());
        assert_eq!(
            record.mission(MISSION, Date::MAX).unwrap().len() as i64,
            findings.claims
        );
    });
}
