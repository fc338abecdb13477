//! Claims of every kind, with numbers and dates of every kind.

use contingent_reckon::{Claim, DocumentFacts, MissionView, Recorded, reckon};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::Arc;

pub const END: Date = date(2032, 1, 1);

fn claim() -> impl Strategy<Value = Claim> {
    let party = prop::sample::select(vec![
        "null",
        "\"NPL\"",
        "\"FJI\"",
        "\"caricom\"",
        "[\"FJI\",\"NPL\"]",
        "\"The Committee of Elders of the Upper and the Lower Valley\"",
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
        "\"2033\"",
        "\"2031-04/..\"",
        "\"../2031-06\"",
        "\"9999-12-31\"",
        "\"0000-01-01\"",
        "\"soon\"",
    ]);
    let hedge = prop::sample::select(vec!["exact", "about", "at_least", "range", "less_than"]);
    let strength = (
        prop::sample::select(vec![
            "authorized",
            "required",
            "pledged",
            "ready",
            "planned",
            "deployed",
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
        r#""type":"control","place":"Amity","latitude":18.5,"longitude":-72.3"#,
        r#""type":"control","place":"Nowhere","latitude":1e300,"longitude":-999"#,
        r#""type":"control","place":"Bel Air""#,
        r#""type":"mandate","act":"extended","term":"P12M""#,
        r#""type":"role","person":"Ines Marbot","title":"commander","standing":"holds""#,
        r#""type":"role","person":"Otto Lund","title":"envoy","standing":"former""#,
        r#""type":"event","plover":"SUPPORT""#,
        r#""type":"event","plover":"REJECT""#,
        r#""type":"profile","attribute":"lead","value":"NPL""#,
    ])
    .prop_map(str::to_owned);
    let kind = prop_oneof![1 => strength, 1 => rest];
    (kind, party, number, date, hedge).prop_map(|(kind, party, number, date, hedge)| {
        let amount = format!(r#"{{"value":{number},"max":900,"qualifier":"{hedge}","currency":"USD","text":"some"}}"#);
        let line = format!(
            r#"{{{kind},"mission":"m","contributor":{party},"donor":{party},"holder":{party},"by":{party},"body":{party},"actor":{party},"recipient":"mission","nationality":{party},"count":{amount},"amount":{amount},"share":{amount},"date":{date}}}"#
        );
        // Of an event the recipient is a party, of money a word.
        Claim::from_json(&line).unwrap()
    })
}

pub fn record() -> impl Strategy<Value = Vec<Recorded>> {
    prop::collection::vec((claim(), 0..6usize), 0..40).prop_map(|claims| {
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

pub fn document(id: &str, n: i8, voice: &str) -> Arc<DocumentFacts> {
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

pub fn view(recorded: &[Recorded]) -> MissionView {
    reckon("m", recorded, END, END)
}
