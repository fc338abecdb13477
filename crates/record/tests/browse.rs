//! Lists, search and accounts, the same on both databases, and in a record that an older release made.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

mod common;

use common::{at, by, on_both, prepared};
use contingent_record::{
    Access, Account, AccountRole, ClaimFilter, Place, Record, RecordError, Verdict,
};

fn filled(place: &Place) -> Record {
    let mut record = Record::open(place, Access::Create, at(0)).unwrap();
    let batch: Vec<_> = (0..7)
        .map(|i| prepared(&format!("d{i}"), Some("2024-06-25"), "KEN", 400 + i))
        .chain([prepared("jam", Some("2024-06-26"), "JAM", 24)])
        .collect();
    record.add(&batch, &by("1"), at(5)).unwrap();
    record
}

#[test]
fn documents_and_claims_are_listed_in_pages() {
    on_both("lists", |place| {
        let mut record = filled(place);
        assert_eq!(record.document_count().unwrap(), 8);
        let first = record.documents(Some("mnf-zembla"), None, 5).unwrap();
        let before = first.last().map(|(facts, _)| facts.id);
        let rest = record.documents(None, before, 5).unwrap();
        let names: Vec<_> = (first.iter().chain(&rest))
            .map(|(facts, claims)| (facts.name.as_str(), *claims))
            .collect();
        let wanted = ["jam", "d6", "d5", "d4", "d3", "d2", "d1", "d0"].map(|name| (name, 1));
        assert_eq!(names, wanted);
        assert_eq!(record.documents(Some("nobody"), None, 5).unwrap(), []);
        let filter = ClaimFilter {
            actor: Some("KEN".to_owned()),
            kind: Some("strength".to_owned()),
            ..ClaimFilter::default()
        };
        let mut seen = Vec::new();
        let mut from = None;
        loop {
            let page = record.claims_listed(&filter, false, from, 3).unwrap();
            assert!(page.claims.len() <= 3);
            seen.extend(page.claims.iter().map(|c| c.document.name.clone()));
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["d0", "d1", "d2", "d3", "d4", "d5", "d6"]);
        let page = record
            .claims_listed(&ClaimFilter::default(), true, None, 3)
            .unwrap();
        assert_eq!(page.claims[0].document.name, "jam");
        let of_jam = record.claims_of(page.claims[0].document.id).unwrap();
        assert_eq!(of_jam.len(), 1);
        assert_eq!(of_jam[0].id, page.claims[0].id);
        let state = record.state().unwrap();
        record
            .judge(&of_jam[0], Verdict::Accept, None, None, "ann", at(9))
            .unwrap();
        assert_ne!(record.state().unwrap(), state);
        let uses = record.rule_use().unwrap();
        assert_eq!(uses.values().map(|u| u.claims).sum::<i64>(), 8);
        assert_eq!(uses.values().map(|u| u.accepted).sum::<i64>(), 1);
    });
}

#[test]
fn words_are_found() {
    on_both("words", |place| {
        let mut record = filled(place);
        let found = |record: &mut Record, words: &str| -> Vec<String> {
            let documents = record.search(words, 10).unwrap();
            documents.into_iter().map(|d| d.name).collect()
        };
        assert_eq!(found(&mut record, "jam officers"), ["jam"]);
        assert_eq!(found(&mut record, "Zembla").len(), 8);
        assert_eq!(found(&mut record, "403 \"zembla\""), ["d3"]);
        for nothing in ["", "'", "\" OR 1", "xyzzy", "a* NEAR(b", "\u{0}"] {
            assert_eq!(
                found(&mut record, nothing),
                Vec::<String>::new(),
                "{nothing}"
            );
        }
    });
}

#[test]
fn the_latest_row_of_an_account_counts() {
    on_both("accounts", |place| {
        let mut record = filled(place);
        assert_eq!(record.accounts().unwrap(), []);
        let mut account = Account {
            name: "ann".to_owned(),
            role: AccountRole::Reviewer,
            password: "hash".to_owned(),
            by: "root".to_owned(),
            at: String::new(),
        };
        record.set_account(&account, at(7)).unwrap();
        account.role = AccountRole::Closed;
        record.set_account(&account, at(8)).unwrap();
        let accounts = record.accounts().unwrap();
        assert_eq!(accounts.len(), 1);
        assert_eq!(accounts[0].role, AccountRole::Closed);
        record
            .tell("ann", "login refused", "closed", at(9))
            .unwrap();
        let trail: Vec<_> = record
            .trail(2)
            .unwrap()
            .into_iter()
            .map(|d| d.deed)
            .collect();
        assert_eq!(trail, ["login refused", "account"]);
        let change = "UPDATE account SET role = 'admin'";
        let said = match place {
            Place::File(path) => {
                let file = rusqlite::Connection::open(path).unwrap();
                file.execute(change, []).unwrap_err().to_string()
            }
            Place::Server(address) => {
                let mut client = postgres::Client::connect(address, postgres::NoTls).unwrap();
                let error = client.execute(change, &[]).unwrap_err();
                error.as_db_error().unwrap().message().to_owned()
            }
        };
        assert!(said.contains("only ever added to"), "{said}");
    });
}

#[test]
fn a_record_of_the_first_form_is_brought_forward() {
    on_both("forward", |place| {
        let first = include_str!("../src/schema/1.sql");
        let hash = "78".repeat(32);
        let hash = match place {
            Place::File(_) => format!("x'{hash}'"),
            Place::Server(_) => format!("'\\x{hash}'"),
        };
        let row = format!(
            "INSERT INTO schema_version VALUES (1, '2025-01-01T00:00:00Z', '0.1.0');
             INSERT INTO document (id, page, version, content, name, title, known, added, program, voice)
                VALUES (1, 1, 1, {hash}, 'old', 'An old headline', '2024-01-01', '2025-01-01T00:00:00Z', '0.1.0', 1);
             INSERT INTO document_text VALUES (1, '', 'Words of long ago.');"
        );
        let script = format!("{first}{row}");
        match place {
            Place::File(path) => {
                let file = rusqlite::Connection::open(path).unwrap();
                file.execute_batch(&script).unwrap();
            }
            Place::Server(address) => {
                let mut client = postgres::Client::connect(address, postgres::NoTls).unwrap();
                client.batch_execute(&script).unwrap();
            }
        }
        let refused = Record::open(place, Access::Read, at(0)).unwrap_err();
        assert!(matches!(refused, RecordError::Unopened(_)), "{refused}");
        let mut record = Record::open(place, Access::Write, at(0)).unwrap();
        assert_eq!(record.accounts().unwrap(), []);
        // The documents of before are found by their words too.
        let found = record.search("long ago", 5).unwrap();
        assert_eq!(found[0].name, "old");
        let again = Record::open(place, Access::Read, at(0))
            .unwrap()
            .search("headline", 5);
        assert_eq!(again.unwrap()[0].name, "old");
    });
}
