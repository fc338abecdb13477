//! Fills a record with invented documents and claims, and times what is asked of it.
//!
//! `cargo run --release -p contingent-record --example load -- PLACE [DOCUMENTS] [fifth | most | ask]`: ten claims a
//! document; every fifth document (or four of five, with `most`) is about one mission, the others are spread over two
//! hundred. A contributor's numbers stay for three months, as they do in the news, and every eighth document has
//! another one; a third of the documents are copies. Everything is invented and follows from the number of the
//! document. With `ask`, nothing is added.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a measurement may stop it"
)]

use contingent_claim::{Amount, Claim, ClaimType, Evidence, Value};
use contingent_mention::Qualifier;
use contingent_record::{Access, Place, Prepared, ReaderStamp, Record};
use contingent_text::{Document, Part, Span};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::fmt::Write;
use std::time::Instant;

const CLAIMS: usize = 10;
const BATCH: u64 = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let place = Place::of(arguments.first().map_or("load.sqlite", String::as_str));
    let documents = arguments.get(1).map_or(100_000, |n| n.parse().unwrap());
    let now = Timestamp::from_second(1_780_000_000).unwrap();
    let how = arguments.get(2).map_or("fifth", String::as_str);
    if how != "ask" {
        fill(&place, documents, how == "most", now);
    }
    // An older record is brought forward.
    drop(Record::open(&place, Access::Write, now).unwrap());
    ask(&place, now);
}

fn fill(place: &Place, documents: u64, most: bool, now: Timestamp) {
    let by = ReaderStamp {
        program: "0.1.0".to_owned(),
        rules: "load".to_owned(),
        registry: "load".to_owned(),
        model: "load".to_owned(),
    };
    let mut record = Record::open(place, Access::Create, now).unwrap();
    let (mut preparing, mut writing) = (0.0, 0.0);
    let mut number = 0;
    while number < documents {
        let start = Instant::now();
        let batch: Vec<_> = (number..documents.min(number + BATCH))
            .map(|number| prepared(number, most))
            .collect();
        preparing += start.elapsed().as_secs_f64();
        let start = Instant::now();
        record.add(&batch, &by, now).unwrap();
        writing += start.elapsed().as_secs_f64();
        number += BATCH;
    }
    println!(
        "{documents} documents: made in {preparing:.1} s, written in {writing:.1} s ({:.0} documents/s)",
        documents as f64 / writing
    );
    if let Place::File(path) = place {
        let size = std::fs::metadata(path).unwrap().len();
        println!("size: {} MB", size / 1_000_000);
    }
}

/// Every document is known by then.
const TODAY: Date = date(2025, 7, 1);

fn ask(place: &Place, now: Timestamp) {
    for mission in ["mnf-zembla", "mnf-7"] {
        for _ in 0..3 {
            let (start, before) = (Instant::now(), busy());
            let mut record = Record::open(place, Access::Read, now).unwrap();
            let since = date(2025, 1, 1);
            let known = record.known(mission, &[since, TODAY]).unwrap();
            let read = start.elapsed().as_secs_f64() * 1000.0;
            let (then, today) = (known.on(0), known.on(1));
            let views = std::thread::scope(|scope| {
                let then =
                    scope.spawn(|| contingent_reckon::reckon_of(mission, &then, since, since));
                let today = contingent_reckon::reckon_of(mission, &today, TODAY, TODAY);
                [then.join().unwrap(), today]
            });
            let reckoned = start.elapsed().as_secs_f64() * 1000.0;
            let changes = contingent_reckon::diff(&views[0], &views[1]);
            println!(
                "{mission}: {} changes since {since} in {:.0} ms ({read:.0} read, {:.0} reckoned; {:.0} ms of a processor)",
                changes.len(),
                start.elapsed().as_secs_f64() * 1000.0,
                reckoned - read,
                busy() - before,
            );
        }
    }
    for (mission, known_on) in [
        ("mnf-zembla", Date::MAX),
        ("mnf-zembla", date(2022, 1, 1)),
        ("mnf-7", Date::MAX),
    ] {
        for _ in 0..3 {
            let (start, before) = (Instant::now(), busy());
            let mut record = Record::open(place, Access::Read, now).unwrap();
            let claims = record.mission(mission, known_on).unwrap();
            let read = start.elapsed().as_secs_f64() * 1000.0;
            let read_busy = busy() - before;
            let (start, busy) = (Instant::now(), busy());
            let view = contingent_reckon::reckon(mission, &claims, Date::MAX, Date::MAX);
            println!(
                "{mission} known on {known_on}: {} claims in {read:.0} ms, reckoned in {:.0} ms ({:.0} ms of a processor, {read_busy:.0} for reading): {} figures, {} findings",
                claims.len(),
                start.elapsed().as_secs_f64() * 1000.0,
                self::busy() - busy,
                view.series.len(),
                view.findings.len(),
            );
        }
    }
}

/// What all threads have worked so far, in milliseconds: on a machine with other work it says more than the clock.
/// Known to the hundredth of a second, and only where there is `/proc`.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks.filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() * 10.0
}

/// A document of some 250 words, a third of which repeats another one.
fn prepared(number: u64, most: bool) -> Prepared {
    let mission = if number.is_multiple_of(5) != most {
        "mnf-zembla".to_owned()
    } else {
        format!("mnf-{}", mix(number, 1) % 200)
    };
    let days = number % 2000;
    let day = date(2020, 1, 1).saturating_add(jiff::Span::new().days(days as i64));
    let place = mix(mission.bytes().map(u64::from).sum(), days / 90);
    let mut body = String::new();
    let mut claims = Vec::new();
    for i in 0..CLAIMS as u64 {
        let start = body.len();
        let nation = mix(number, 30 + i) % COUNTRIES.len() as u64;
        let who = COUNTRIES[nation as usize];
        // The number that stands in these three months; now and then somebody has another one.
        let wrong = if mix(number, 50 + i).is_multiple_of(8) {
            mix(number, 10 + i)
        } else {
            0
        };
        let count = 10 + mix(place, 100 * i + nation + 10_000 * wrong) % 990;
        let _ = write!(body, "{who} has {count} officers in Zembla");
        claims.push(claim(&mission, who, count, i, Span::new(start, body.len())));
        // A copy has the same words around its figures as the story it copies.
        let story = if number.is_multiple_of(3) {
            number / 30 * 30
        } else {
            number
        };
        for word in 0..18 {
            let _ = write!(
                body,
                " {}",
                WORDS[(mix(story, 100 + 20 * i + word) % 64) as usize]
            );
        }
        body.push_str(".\n\n");
    }
    let document = Document {
        id: format!("load.jsonl:{number}"),
        title: format!("Report {number} from Zembla"),
        body,
        published: Some(day.into()),
        publisher: Some(format!("The {} Courier", WORDS[(number % 64) as usize])),
        url: Some(format!("https://courier.example/{number}")),
        ..Document::default()
    };
    Prepared::new(&document, &claims, Some(&mission)).unwrap()
}

fn claim(mission: &str, who: &str, count: u64, i: u64, span: Span) -> Claim {
    let evidence = Evidence {
        part: Part::Body,
        span,
        rule: "has-officers".into(),
        roles: vec![("cue".into(), span)],
        path: Vec::new(),
    };
    let amount = |currency: Option<&str>| {
        Value::Quantity(Amount {
            value: Some(count as f64),
            max: None,
            qualifier: Qualifier::Exact,
            currency: currency.map(Into::into),
            text: count.to_string().into(),
        })
    };
    let text = |text: &str| Some(Value::Text(text.into()));
    // Of ten claims four are strengths, two money, three events, one a toll: about the mix that is read.
    let kind = match i {
        0..4 => ClaimType::Strength,
        4..6 => ClaimType::Funding,
        6..9 => ClaimType::Event,
        _ => ClaimType::Toll,
    };
    let mut claim = Claim::new(kind, evidence);
    claim.set("mission", text(mission));
    match kind {
        ClaimType::Strength => {
            claim.set("contributor", text(who));
            claim.set("count", Some(amount(None)));
            claim.set(
                "status",
                text(["pledged", "planned", "deployed", "deployed"][i as usize % 4]),
            );
            claim.set("measure", text(["total", "increment"][count as usize % 2]));
            claim.set("personnel", text("police"));
        }
        ClaimType::Funding => {
            claim.set("donor", text(who));
            claim.set("amount", Some(amount(Some("USD"))));
            claim.set("status", text(["pledged", "contributed"][i as usize % 2]));
        }
        ClaimType::Toll => {
            claim.set("harm", text("killed"));
            claim.set("count", Some(amount(None)));
            claim.set("victims", text("civilian"));
        }
        _ => {
            claim.set(
                "plover",
                text(["SUPPORT", "ACCUSE", "REQUEST"][i as usize % 3]),
            );
            claim.set("actor", text(who));
            claim.set("recipient", text("zembla"));
        }
    }
    claim
}

/// A number that looks like chance and is not.
fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

const COUNTRIES: [&str; 12] = [
    "KEN", "JAM", "BHS", "BLZ", "GTM", "SLV", "BEN", "TCD", "BGD", "BRB", "ATG", "GUY",
];

const WORDS: [&str; 64] = [
    "the", "a", "of", "to", "and", "in", "on", "for", "with", "at", "port", "camp", "road",
    "night", "patrol", "minister", "village", "river", "market", "school", "bridge", "officer",
    "crowd", "radio", "envoy", "harbour", "letter", "morning", "convoy", "rain", "gate", "tower",
    "said", "held", "left", "came", "saw", "told", "asked", "found", "gave", "took", "kept",
    "sent", "met", "long", "quiet", "new", "old", "late", "early", "heavy", "small", "open",
    "empty", "under", "near", "after", "before", "while", "until", "again", "there", "here",
];
