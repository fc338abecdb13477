//! How long pictures of a mission with very many claims take: `cargo bench -p contingent-view`.

use contingent_reckon::{Claim, DocumentFacts, MissionView, Recorded, reckon};
use contingent_registry::Registry;
use contingent_view::{Export, Format, Frame, NoLinks, PICTURES, Row, What};
use jiff::ToSpan;
use jiff::civil::date;
use std::sync::{Arc, LazyLock};

const CLAIMS: i32 = 40_000;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::embedded);
static VIEW: LazyLock<MissionView> = LazyLock::new(view);

fn main() {
    divan::main();
}

/// Numbers of sixty contributors over five years, and ground, harm and money.
fn view() -> MissionView {
    let day = |n: i32| date(2026, 1, 1).saturating_add(((n * 37) % 1800).days());
    let recorded: Vec<Recorded> = (0..CLAIMS)
        .filter_map(|n| {
            let date = day(n);
            let value = 50 + (n * 7919) % 900;
            let who = &REGISTRY.countries().get((n % 60) as usize)?.iso3;
            let amount = format!(r#"{{"value":{value},"qualifier":"exact","currency":"USD","text":"{value}"}}"#);
            let kind = match n % 8 {
                0..=4 => format!(r#""type":"strength","contributor":"{who}","count":{amount},"status":"deployed","measure":"total""#),
                5 => format!(r#""type":"control","holder":"gangs","place":"Quarter {}","share":{amount},"latitude":18.5{},"longitude":-72.3"#, n % 50, n % 50),
                6 => format!(r#""type":"toll","harm":"killed","victims":"people","place":"Quarter {}","count":{amount}"#, n % 20),
                _ => format!(r#""type":"funding","donor":"{who}","amount":{amount},"status":"pledged","measure":"increment""#),
            };
            let claim = Claim::from_json(&format!(r#"{{{kind},"mission":"mss-haiti","date":"{date}"}}"#)).ok()?;
            let document = DocumentFacts {
                id: format!("d{}", n / 10).into(),
                title: "".into(),
                publisher: Some(format!("paper {}", n % 300).into()),
                address: None,
                published: Some(date),
                known: date,
                voice: format!("d{}", n / 10).into(),
            };
            Some(Recorded {
                claim,
                claim_id: format!("c{n}").into(),
                document: Arc::new(document),
                judgement: None,
            })
        })
        .collect();
    reckon("mss-haiti", &recorded, date(2031, 6, 1), date(2031, 6, 1))
}

#[divan::bench(args = PICTURES.iter().map(|(name, _)| *name), sample_count = 20)]
fn picture(name: &str) -> usize {
    let frame = Frame::new(760.0, &REGISTRY, &NoLinks);
    contingent_view::picture(name).map_or(0, |draw| {
        let picture = draw(&VIEW, &frame);
        picture.markup().into_string().len() + picture.table.markup().into_string().len()
    })
}

#[divan::bench(sample_count = 5)]
fn series() -> usize {
    let Ok(mut export) = Export::begin(Vec::new(), What::Series, Format::Csv) else {
        return 0;
    };
    for row in Row::of_series(&VIEW, &REGISTRY) {
        let _ = export.row(&row);
    }
    export.end().map_or(0, |out| out.len())
}
