//! Records to test on: a new file, and a new schema of the PostgreSQL server that `scripts/test.sh` starts.
#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

use contingent_claim::{Amount, Claim, ClaimType, Evidence, Value};
use contingent_mention::Qualifier;
use contingent_record::{Place, Prepared, ReaderStamp};
use contingent_text::{Document, Part, Span};
use jiff::Timestamp;
use tempfile::TempDir;

/// The variable that holds the address of a server for tests.
const SERVER: &str = "CONTINGENT_TEST_POSTGRES";

/// Runs a test on a new record of each kind.
pub fn on_both(name: &str, test: impl Fn(&Place)) {
    let folder = TempDir::new().unwrap();
    test(&Place::File(folder.path().join("record.sqlite")));
    if let Some(place) = new_schema(name) {
        test(&place);
    }
}

/// An empty schema of the test server; nothing when there is none and that is allowed.
pub fn new_schema(name: &str) -> Option<Place> {
    let Ok(address) = std::env::var(SERVER) else {
        assert!(
            std::env::var_os("CONTINGENT_TEST_ALL").is_none(),
            "{SERVER} is not set, so nothing was tested on PostgreSQL"
        );
        eprintln!("not tested on PostgreSQL: {SERVER} is not set");
        return None;
    };
    let schema = format!("{name}_{}", std::process::id());
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    client
        .batch_execute(&format!(
            "DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}"
        ))
        .unwrap();
    let joint = if address.contains('?') { '&' } else { '?' };
    Some(Place::Server(format!(
        "{address}{joint}options=-csearch_path%3D{schema}"
    )))
}

/// A fixed moment, and some seconds later.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_740_000_000 + seconds).unwrap()
}

/// A reader by its rules.
pub fn by(rules: &str) -> ReaderStamp {
    ReaderStamp {
        program: "0.1.0".to_owned(),
        rules: rules.to_owned(),
        registry: "r".to_owned(),
        model: "m".to_owned(),
    }
}

/// A document in which somebody has sent some people to the mission of Zembla.
pub fn document(name: &str, published: Option<&str>, who: &str, count: u32) -> Document {
    Document {
        id: name.to_owned(),
        title: format!("{who} in Zembla: “report” {name}"),
        body: format!(
            "{who} has {count} officers in Zembla, a spokesman of {name} said – no more."
        ),
        published: published.map(|day| day.parse::<jiff::civil::Date>().unwrap().into()),
        ..Document::default()
    }
}

/// The strength claim in such a document.
pub fn strength(document: &Document, who: &str, count: u32) -> Claim {
    let figure = count.to_string();
    let end = document.body.find(" officers").unwrap();
    let evidence = Evidence {
        part: Part::Body,
        span: Span::new(0, end),
        rule: "has-officers".into(),
        roles: vec![("count".into(), Span::new(end - figure.len(), end))],
        path: Vec::new(),
    };
    let mut claim = Claim::new(ClaimType::Strength, evidence);
    claim.set("mission", Some(Value::Text("mnf-zembla".into())));
    claim.set("contributor", Some(Value::Text(who.into())));
    claim.set("status", Some(Value::Text("deployed".into())));
    claim.set("measure", Some(Value::Text("total".into())));
    claim.set(
        "count",
        Some(Value::Quantity(Amount {
            value: Some(f64::from(count)),
            max: None,
            qualifier: Qualifier::Exact,
            currency: None,
            text: figure.into(),
        })),
    );
    claim
}

/// Such a document with its claim, ready.
pub fn prepared(name: &str, published: Option<&str>, who: &str, count: u32) -> Prepared {
    let document = document(name, published, who, count);
    Prepared::new(&document, &[strength(&document, who, count)], None).unwrap()
}
