//! What holds for any claims whatever.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

use contingent_reckon::{Claim, DocumentFacts, MissionView, Recorded, Sketch, diff, reckon};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::Arc;

const END: Date = date(2035, 1, 1);

/// A claim of any type, with numbers and dates of any kind.
fn claim() -> impl Strategy<Value = Claim> {
    let party = prop::sample::select(vec![
        "null",
        "\"NPL\"",
        "\"FJI\"",
        "\"caricom\"",
        "[\"FJI\",\"NPL\"]",
    ]);
    let number = prop_oneof![
        Just("null".to_owned()),
        (0..700u32).prop_map(|n| n.to_string()),
        any::<f64>()
            .prop_filter("JSON has no such number", |v| v.is_finite())
            .prop_map(|n| format!("{n:e}")),
    ];
    let date = prop::sample::select(vec![
        "null",
        "\"2031-05-03\"",
        "\"2031-05\"",
        "\"2031\"",
        "\"2031-04/..\"",
        "\"../2031-06\"",
        "\"9999-12-31\"",
        "\"0000-01-01\"",
        "\"soon\"",
    ]);
    let said_by = prop::sample::select(vec!["null", "\"Reuters\"", "\"the envoy\""]);
    let strength = (
        prop::sample::select(vec![
            "authorized",
            "required",
            "pledged",
            "ready",
            "planned",
            "deployed",
            "withdrawn",
            "withdrawal_planned",
        ]),
        prop::sample::select(vec!["total", "increment", "cumulative"]),
    )
        .prop_map(|(status, measure)| {
            format!(r#""type":"strength","status":"{status}","measure":"{measure}""#)
        });
    let rest = prop::sample::select(vec![
        r#""type":"funding","status":"pledged","measure":"total""#,
        r#""type":"funding","status":"contributed","measure":"increment""#,
        r#""type":"equipment","status":"delivered","item":"radio""#,
        r#""type":"toll","harm":"killed","victims":"people","place":"Amity""#,
        r#""type":"toll","harm":"missing","victims":"people""#,
        r#""type":"control","place":"Amity""#,
        r#""type":"mandate","act":"extended","term":"P12M""#,
        r#""type":"role","person":"Ines Marbot","title":"commander""#,
        r#""type":"event","plover":"SUPPORT""#,
        r#""type":"profile","attribute":"lead","value":"NPL""#,
    ])
    .prop_map(str::to_owned);
    let kind = prop_oneof![3 => strength, 2 => rest];
    (kind, party, number, date, said_by).prop_map(|(kind, party, number, date, said_by)| {
        let amount = format!(r#"{{"value":{number},"qualifier":"exact","currency":"USD","text":"40 per cent of it"}}"#);
        let line = format!(
            r#"{{{kind},"mission":"m","contributor":{party},"donor":{party},"holder":{party},"by":{party},"body":{party},"actor":{party},"nationality":{party},"count":{amount},"amount":{amount},"share":{amount},"date":{date},"said_by":{said_by},"evidence":[{{"part":"title","quote":"of which 40 per cent"}}]}}"#
        );
        Claim::from_json(&line).unwrap()
    })
}

fn record() -> impl Strategy<Value = Vec<Recorded>> {
    prop::collection::vec((claim(), 0..6usize), 0..24).prop_map(|claims| {
        let documents: Vec<Arc<DocumentFacts>> = (0..6)
            .map(|n| document(&format!("d{n}"), n, &format!("v{n}")))
            .collect();
        (claims.into_iter().enumerate())
            .map(|(n, (claim, document))| Recorded {
                claim,
                claim_id: format!("c{n}").into(),
                document: documents[document].clone(),
                judgement: None,
            })
            .collect()
    })
}

fn document(id: &str, n: i8, voice: &str) -> Arc<DocumentFacts> {
    let published = (n != 5).then(|| date(2031, 4 + n, 3));
    Arc::new(DocumentFacts {
        id: id.into(),
        title: "".into(),
        publisher: (n % 2 == 0).then(|| format!("paper {n}").into()),
        address: None,
        published,
        known: published.unwrap_or(date(2031, 5, 9)),
        voice: voice.into(),
    })
}

fn view(recorded: &[Recorded]) -> MissionView {
    reckon("m", recorded, END, END)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_input_does_not_matter(recorded in record().prop_shuffle(), turn in 0..24usize) {
        let mut turned = recorded.clone();
        turned.rotate_left(turn.min(recorded.len()));
        prop_assert_eq!(serde_json::to_string(&view(&turned)).unwrap(), serde_json::to_string(&view(&recorded)).unwrap());
    }

    #[test]
    fn a_copy_adds_no_source(recorded in record(), copied in 0..6usize) {
        let before = view(&recorded);
        let mut more = recorded.clone();
        let id = format!("d{copied}");
        for original in recorded.iter().filter(|r| r.document.id == id) {
            let mut facts = original.document.as_ref().clone();
            facts.id = "e".into();
            facts.publisher = Some("another paper".into());
            more.push(Recorded {
                claim_id: format!("{}-copy", original.claim_id).into(),
                document: Arc::new(facts),
                ..original.clone()
            });
        }
        let after = view(&more);
        prop_assert_eq!(before.sources, after.sources);
        let counted = |view: &MissionView| view.series.iter().map(|f| f.sources).collect::<Vec<_>>();
        prop_assert_eq!(counted(&before), counted(&after));
    }

    #[test]
    fn a_sum_is_the_sum_of_what_it_names(recorded in record()) {
        let view = view(&recorded);
        if let Some(sum) = &view.strength.sum {
            let added: f64 = (view.strength.contributors.iter())
                .filter(|r| sum.added.contains(&r.contributor))
                .filter_map(|r| r.ladder.present.as_ref()?.value)
                .sum();
            let value = sum.level.value.unwrap();
            prop_assert!(value == added || (value - added).abs() <= 1e-9 * value.abs(), "{} {}", value, added);
            // Nobody who is there is neither added, nor unknown, nor named as left out.
            for row in view.strength.contributors.iter().filter(|r| r.ladder.present.is_some()) {
                let named = [&sum.added, &sum.unknown, &sum.left_out].iter().filter(|l| l.contains(&row.contributor)).count();
                prop_assert_eq!(named, 1);
            }
            if !sum.unknown.is_empty() {
                prop_assert_ne!(sum.level.hedge, contingent_reckon::Hedge::Exact);
            }
        }
    }

    #[test]
    fn every_number_names_its_claims(recorded in record()) {
        let view = view(&recorded);
        for row in &view.strength.contributors {
            for (_, level) in row.ladder.rungs() {
                prop_assert!(!level.claims.is_empty());
                prop_assert!(level.value.is_none_or(f64::is_finite));
            }
        }
        for finding in &view.findings {
            prop_assert!(!finding.claims.is_empty());
        }
    }

    #[test]
    fn a_day_shows_nothing_that_came_later(recorded in record(), month in 1..12i8) {
        let day = date(2031, month, 15);
        let view = reckon("m", &recorded, day, day);
        prop_assert!(view.series.iter().all(|f| f.at <= day && f.known <= day));
        prop_assert!(diff(&view, &view).is_empty());
    }

    #[test]
    fn what_was_not_known_changes_nothing(recorded in record(), month in 3..12i8) {
        let day = date(2031, month, 15);
        let known: Vec<Recorded> = recorded.iter().filter(|r| r.document.known <= day).cloned().collect();
        prop_assert_eq!(reckon("m", &recorded, day, day), reckon("m", &known, day, day));
    }

    #[test]
    fn a_claim_is_unpacked_as_it_was_packed(claims in prop::collection::vec(claim(), 0..6), cut in 0..400usize, bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut packed = Vec::new();
        for (n, claim) in claims.iter().enumerate() {
            // The mission of the lot, or another one.
            claim.pack(if n % 2 == 0 { "m" } else { "other" }, &mut packed);
        }
        let mut rest = packed.as_slice();
        for (n, claim) in claims.iter().enumerate() {
            let mission = if n % 2 == 0 { "m" } else { "other" };
            prop_assert_eq!(Claim::unpack(&mission.into(), &mut rest), Some(claim.clone()));
        }
        prop_assert!(rest.is_empty());
        // Bytes that nobody packed are no reason to stop the program.
        let mut short = &packed[..cut.min(packed.len())];
        while Claim::unpack(&"m".into(), &mut short).is_some() {}
        let mut any = bytes.as_slice();
        let _ = (Claim::unpack(&"m".into(), &mut any), DocumentFacts::unpack(&mut bytes.as_slice()));
        let facts = document("d7", 3, "v1");
        let mut packed = Vec::new();
        facts.pack(&mut packed);
        prop_assert_eq!(DocumentFacts::unpack(&mut packed.as_slice()), Some(facts.as_ref().clone()));
    }

    #[test]
    fn any_text_has_a_sketch(a in "\\PC{0,200}", b in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let (a, b) = (Sketch::of(&a, &b), Sketch::of("", &b));
        let share = a.containment(&b);
        prop_assert!((0.0..=1.0).contains(&share));
        prop_assert_eq!(share, b.containment(&a));
        let _ = Sketch::from_bytes(&bytes);
    }
}
