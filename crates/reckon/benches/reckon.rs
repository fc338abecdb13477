//! How long a mission of many claims takes: `cargo bench -p contingent-reckon`.

use contingent_reckon::{Claim, DocumentFacts, Recorded, reckon};
use divan::{Bencher, black_box};
use jiff::ToSpan;
use jiff::civil::date;
use std::sync::Arc;

fn main() {
    divan::main();
}

/// Ten claims a document, as the types are spread in news: thirty contributors over five years.
fn lines(claims: usize) -> Vec<String> {
    (0..claims)
        .map(|n| {
            let (a, b) = (n * 7919 % 10_007, n * 104_729 % 3001);
            let party = format!("{}{}A", (b'A' + (a % 6) as u8) as char, (b'A' + (b % 5) as u8) as char);
            match n % 10 {
                0 | 1 => format!(r#"{{"type":"strength","mission":"m","contributor":"{party}","count":{{"value":{b},"max":null,"qualifier":"exact","text":"{b}"}},"status":"deployed","measure":"total","personnel":"police","date":null,"said_by":null}}"#),
                2 => format!(r#"{{"type":"strength","mission":"m","contributor":"{party}","count":{{"value":{a},"max":null,"qualifier":"exact","text":"{a}"}},"status":"pledged","measure":"total","personnel":"police","date":null,"said_by":"the envoy"}}"#),
                3 => format!(r#"{{"type":"funding","mission":"m","donor":"{party}","amount":{{"value":{a},"max":null,"qualifier":"exact","currency":"USD","text":"{a}"}},"status":"pledged","recipient":"trust-fund","measure":"total","date":null,"said_by":null}}"#),
                4 => r#"{"type":"profile","mission":"m","attribute":"lead","value":"NPL"}"#.to_owned(),
                5 => format!(r#"{{"type":"role","person":"Person {b}","title":"minister","body":"{party}","standing":"holds","date":null}}"#),
                6 => format!(r#"{{"type":"toll","harm":"killed","count":{{"value":{b},"max":null,"qualifier":"exact","text":"{b}"}},"victims":"people","place":"Amity","date":null,"mission":"m"}}"#),
                _ => format!(r#"{{"type":"event","plover":"SUPPORT","cameo":"051","actor":"{party}","recipient":"m","object":"the plan number {a}","date":null,"said_by":null}}"#),
            }
        })
        .collect()
}

fn record(claims: usize) -> Vec<Recorded> {
    let mut document = None;
    (lines(claims).iter().enumerate())
        .map(|(n, line)| {
            if n % 10 == 0 {
                let day = date(2027, 1, 1).saturating_add(((n * 31 / 10 % 1800) as i64).days());
                document = Some(Arc::new(DocumentFacts {
                    id: format!("d{n}").into(),
                    title: "A headline".into(),
                    publisher: Some(format!("paper {}", n % 90).into()),
                    address: None,
                    published: Some(day),
                    known: day,
                    voice: format!("v{n}").into(),
                }));
            }
            Recorded {
                claim: Claim::from_json(line).expect("a claim"),
                claim_id: format!("{n:x}").into(),
                document: document.clone().expect("the first claim makes one"),
                judgement: None,
            }
        })
        .collect()
}

#[divan::bench(args = [10_000, 100_000, 200_000], sample_count = 8)]
fn reckon_a_mission(bencher: Bencher<'_, '_>, claims: usize) {
    let recorded = record(claims);
    bencher.bench_local(|| {
        reckon(
            "m",
            black_box(&recorded),
            date(2033, 1, 1),
            date(2033, 1, 1),
        )
    });
}

#[divan::bench(args = [100_000], sample_count = 8)]
fn parse_claims(bencher: Bencher<'_, '_>, claims: usize) {
    let lines = lines(claims);
    bencher.bench_local(|| {
        lines
            .iter()
            .filter_map(|line| Claim::from_json(black_box(line)).ok())
            .collect::<Vec<_>>()
    });
}
