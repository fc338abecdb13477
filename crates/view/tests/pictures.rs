//! What holds for every picture, of whatever is known.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

mod common;

use common::{END, document, record, view};
use contingent_reckon::{Claim, MissionView, Recorded};
use contingent_registry::Registry;
use contingent_view::{Frame, Links, Mark, NoLinks, PICTURES, Picture, Theme};
use proptest::prelude::*;
use std::sync::LazyLock;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::embedded);

/// Every mark leads to its claims.
struct Everywhere;

impl Links for Everywhere {
    fn mark(&self, mark: &Mark<'_>) -> Option<String> {
        Some(format!("/why?claims={}&<\"'>", mark.claims.join(",")))
    }
}

/// What every picture must be; gives the number of its links.
fn sound(name: &str, picture: &Picture) -> usize {
    let mut links = 0;
    let files = [Theme::Auto, Theme::Light, Theme::Dark].map(|theme| picture.file(theme));
    for text in files.into_iter().chain([picture.markup().into_string()]) {
        let parsed =
            roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
        let root = parsed.root_element();
        for child in ["title", "desc"] {
            let said = root
                .children()
                .find(|c| c.has_tag_name(("http://www.w3.org/2000/svg", child)));
            assert!(
                said.and_then(|c| c.text()).is_some_and(|t| !t.is_empty()),
                "{name} has no {child}"
            );
        }
        for wrong in ["NaN", "inf\"", "inf,", "inf ", "style=\""] {
            assert!(!text.contains(wrong), "{name}: {wrong} in {text}");
        }
        let frame: Vec<f64> = (root.attribute("viewBox").unwrap().split(' '))
            .map(|n| n.parse().unwrap())
            .collect();
        let inside = |x: f64, y: f64| {
            x >= frame[0] - 1.0
                && x <= frame[0] + frame[2] + 1.0
                && y >= frame[1] - 1.0
                && y <= frame[1] + frame[3] + 1.0
        };
        for node in root.descendants() {
            let number = |key: &str| node.attribute(key).and_then(|v| v.parse::<f64>().ok());
            for (x, y) in [("x", "y"), ("cx", "cy"), ("x1", "y1"), ("x2", "y2")] {
                if let (Some(x), Some(y)) = (number(x), number(y)) {
                    assert!(inside(x, y), "{name}: {x} {y} is outside {frame:?}");
                }
            }
            if let (Some(x), Some(w)) = (number("x"), number("width")) {
                assert!(
                    x + w <= frame[0] + frame[2] + 1.0,
                    "{name}: {x} and {w} wide is outside"
                );
            }
        }
        links = root
            .descendants()
            .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "a")))
            .count();
    }
    links
}

fn all(view: &MissionView, width: f64, links: &dyn Links) -> Vec<(&'static str, Picture)> {
    let frame = Frame::new(width, &REGISTRY, links);
    PICTURES
        .iter()
        .map(|(name, draw)| (*name, draw(view, &frame)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_known_can_be_drawn(recorded in record(), width in prop::sample::select(vec![0.0, 320.0, 760.0, 1e9, f64::NAN])) {
        let view = view(&recorded);
        for (name, picture) in all(&view, width, &Everywhere) {
            sound(name, &picture);
            let text = picture.markup().into_string();
            prop_assert!(!text.contains("<g><title>"), "{name} has a mark that leads nowhere: {text}");
            for row in &picture.table.rows {
                prop_assert_eq!(row.len(), picture.table.columns.len());
            }
        }
        for ((name, once), (_, again)) in all(&view, width, &NoLinks).into_iter().zip(all(&view, width, &NoLinks)) {
            prop_assert_eq!(sound(name, &once), 0);
            prop_assert_eq!(once.file(Theme::Auto), again.file(Theme::Auto));
        }
    }
}

#[test]
fn nothing_known_is_said_in_words() {
    for (name, picture) in all(&MissionView::default(), 760.0, &NoLinks) {
        sound(name, &picture);
        assert!(picture.markup().into_string().contains("No "), "{name}");
        assert!(picture.table.rows.is_empty(), "{name}");
    }
}

/// What somebody might hide in a name.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><image href=x onerror=alert(1)>",
    "]]></style><script>",
    "a\u{0}b\u{8}c\u{fffe}",
    "\u{202e}desrever",
    "&lt;&#x41;",
];

#[test]
fn hostile_names_stay_names() {
    for name in HOSTILE {
        let quoted = serde_json::to_string(name).unwrap();
        let lines = [
            r#""type":"strength","contributor":N,"count":{"value":5,"qualifier":"exact","text":"5"},"status":"deployed","measure":"total""#,
            r#""type":"funding","donor":N,"amount":{"value":5,"qualifier":"exact","currency":N,"text":"5"},"status":"pledged","recipient":N,"measure":"total""#,
            r#""type":"control","holder":N,"place":N,"share":{"value":5,"qualifier":"exact","text":"5"},"latitude":18.5,"longitude":-72.3"#,
            r#""type":"toll","harm":"killed","victims":"people","place":N,"count":{"value":5,"qualifier":"exact","text":"5"}"#,
            r#""type":"role","person":N,"title":N,"body":N,"standing":"holds""#,
            r#""type":"event","plover":N,"actor":N,"recipient":N,"object":N"#,
            r#""type":"event","plover":"ACCUSE","actor":N,"recipient":N,"object":N"#,
        ];
        let recorded: Vec<Recorded> = (lines.iter().enumerate())
            .filter_map(|(n, line)| {
                let line =
                    format!(r#"{{{line},"mission":"m"}}"#).replace(":N", &format!(":{quoted}"));
                Some(Recorded {
                    claim: Claim::from_json(&line).ok()?,
                    claim_id: name.into(),
                    document: document(&format!("d{n}"), 1, "v"),
                    judgement: None,
                })
            })
            .collect();
        assert!(recorded.len() >= 6);
        let view = contingent_reckon::reckon("m", &recorded, END, END);
        for (picture, drawn) in all(&view, 760.0, &Everywhere) {
            sound(picture, &drawn);
            let text = drawn.markup().into_string() + &drawn.table.markup().into_string();
            for wrong in ["<script", "<image", "\u{0}", "\u{202e}"] {
                assert!(!text.contains(wrong), "{picture}: {text}");
            }
        }
    }
}

fn claims(lines: impl IntoIterator<Item = String>) -> Vec<Recorded> {
    (lines.into_iter().enumerate())
        .map(|(n, line)| Recorded {
            claim: Claim::from_json(&format!("{{{line}}}")).unwrap(),
            claim_id: format!("c{n}").into(),
            document: document(&format!("d{}", n % 5), (n % 5) as i8, "v"),
            judgement: None,
        })
        .collect()
}

fn present(mission: &str, who: &str, value: u32, date: &str) -> String {
    format!(
        r#""type":"strength","mission":"{mission}","contributor":"{who}","count":{{"value":{value},"qualifier":"exact","text":"{value}"}},"status":"deployed","measure":"total","date":"{date}""#
    )
}

/// Where the words of a picture stand: left, top, right, bottom, and the words. Letters are taken to be half as wide as
/// high, which is less than most are, so that what meets here surely meets.
fn words(text: &str, class: &str) -> Vec<(f64, f64, f64, f64, String)> {
    let parsed = roxmltree::Document::parse(text).unwrap();
    let has = |n: &roxmltree::Node<'_, '_>| {
        n.attribute("class")
            .is_some_and(|c| c.split(' ').any(|c| c == class))
    };
    (parsed.descendants())
        .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "text")) && has(n))
        .map(|n| {
            let at = |key: &str| n.attribute(key).unwrap().parse::<f64>().unwrap();
            let (x, y) = (at("x"), at("y"));
            let said = n.text().unwrap_or_default().to_owned();
            let small = n.attribute("class").is_some_and(|c| c.contains("small"));
            let size = if small { 10.5 } else { 12.0 };
            let wide = said.chars().count() as f64 * size * 0.5;
            let left = match n.attribute("text-anchor") {
                Some("end") => x - wide,
                Some("middle") => x - wide / 2.0,
                _ => x,
            };
            (left, y - size * 0.75, left + wide, y + size * 0.2, said)
        })
        .collect()
}

fn apart(all: &[(f64, f64, f64, f64, String)]) {
    for (n, a) in all.iter().enumerate() {
        for b in &all[n + 1..] {
            let meet = a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3;
            assert!(!meet, "`{}` covers `{}`: {a:?} {b:?}", a.4, b.4);
        }
    }
}

#[test]
fn sixty_contributors_have_room() {
    let countries: Vec<&str> = REGISTRY
        .countries()
        .iter()
        .map(|c| c.iso3.as_str())
        .take(60)
        .collect();
    let recorded = claims((countries.iter().enumerate()).flat_map(|(n, who)| {
        let size = 900 / (n as u32 + 1);
        [
            present("m", who, size + 3, "2031-03-01"),
            present("m", who, size, "2031-09-01"),
        ]
    }));
    let view = view(&recorded);
    assert_eq!(view.strength.contributors.len(), 60);
    for width in [320.0, 760.0, 1200.0] {
        for (name, picture) in all(&view, width, &Everywhere) {
            sound(name, &picture);
        }
        let frame = Frame::new(width, &REGISTRY, &Everywhere);
        let strength = contingent_view::strength(&view, &frame);
        let text = strength.markup().into_string();
        let labels = words(&text, "label");
        assert!(labels.len() >= 5, "{labels:?}");
        assert!(labels.iter().any(|l| l.4.contains("others")), "{labels:?}");
        apart(&labels);
        // Each number told is a mark that leads to its claims, and a row of the table that does.
        assert_eq!(sound("strength", &strength), 120);
        assert_eq!(
            strength
                .table
                .rows
                .iter()
                .filter(|r| r[2].link.is_some())
                .count(),
            120
        );
        let ladder = contingent_view::ladder(&view, &frame)
            .markup()
            .into_string();
        assert!(ladder.contains("more in the table"));
    }
}

#[test]
fn very_many_numbers_are_thinned_out() {
    let countries: Vec<&str> = REGISTRY
        .countries()
        .iter()
        .map(|c| c.iso3.as_str())
        .take(12)
        .collect();
    let recorded = claims((0..6000u32).map(|n| {
        let date = END.saturating_sub(jiff::Span::new().days(i64::from(n * 37 % 2000)));
        present(
            "m",
            countries[n as usize % 12],
            n * 7919 % 1000,
            &date.to_string(),
        )
    }));
    let view = view(&recorded);
    let frame = Frame::new(760.0, &REGISTRY, &Everywhere);
    let picture = contingent_view::strength(&view, &frame);
    let marks = sound("strength", &picture);
    assert!((100..=600).contains(&marks), "{marks} marks");
    assert!(picture.markup().into_string().contains(" more here"));
    // The table has the newest, and says that it has not all.
    assert_eq!(picture.table.rows.len(), 1000);
    assert!(
        picture.table.caption.contains("left out"),
        "{}",
        picture.table.caption
    );
}

#[test]
fn one_contributor_fills_the_picture() {
    let view = view(&claims([present("m", "NPL", 7, "2031-09-01")]));
    let frame = Frame::new(760.0, &REGISTRY, &NoLinks);
    let labels = words(
        &contingent_view::strength(&view, &frame)
            .markup()
            .into_string(),
        "label",
    );
    assert!(labels.iter().any(|l| l.4 == "Nepal 7"), "{labels:?}");
}

#[test]
fn places_close_together_have_room_for_their_names() {
    let recorded = claims((0..14).flat_map(|n| {
        let (east, north) = (f64::from(n % 4) * 0.02 - 72.34, f64::from(n / 4) * 0.015 + 18.53);
        ["gangs", "police"].map(|who| {
            format!(
                r#""type":"control","mission":"mss-haiti","holder":"{who}","place":"Quarter number {n}","share":{{"value":{},"qualifier":"about","text":"x"}},"latitude":{north},"longitude":{east},"date":"2031-09""#,
                if who == "gangs" { 80 } else { 20 }
            )
        })
    }));
    let view = contingent_reckon::reckon("mss-haiti", &recorded, END, END);
    for width in [340.0, 760.0] {
        let frame = Frame::new(width, &REGISTRY, &Everywhere);
        let picture = contingent_view::ground(&view, &frame);
        assert_eq!(sound("ground", &picture), 28);
        let text = picture.markup().into_string();
        let labels = words(&text, "halo");
        assert!(labels.len() > 6, "{labels:?}");
        apart(&labels);
        assert!(text.contains("host"), "no host country is drawn");
    }
}

#[test]
fn a_crowd_far_from_other_places_gets_a_map_of_its_own() {
    let near = (0..5).map(|n| ("Quarter", n, 18.53 + f64::from(n) * 0.02, -72.34));
    let far = [("Cap", 0, 19.757, -72.204), ("Bay", 0, 18.194, -73.75)];
    let recorded = claims(near.chain(far).map(|(name, n, north, east)| {
        format!(
            r#""type":"control","mission":"mss-haiti","holder":"gangs","place":"{name} {n}","share":{{"value":80,"qualifier":"exact","text":"x"}},"latitude":{north},"longitude":{east},"date":"2031-09""#
        )
    }));
    let view = contingent_reckon::reckon("mss-haiti", &recorded, END, END);
    for width in [340.0, 760.0] {
        let picture = contingent_view::ground(&view, &Frame::new(width, &REGISTRY, &Everywhere));
        assert_eq!(sound("ground", &picture), 7);
        let text = picture.markup().into_string();
        assert!(text.contains("see below"));
        // Each map is a frame of its own.
        assert_eq!(text.matches("overflow=\"hidden\"").count(), 2);
    }
}

#[test]
fn a_small_picture_looks_like_this() {
    let view = view(&claims([
        present("m", "NPL", 120, "2031-06-01"),
        present("m", "NPL", 180, "2031-08-15"),
        present("m", "FJI", 60, "2031-07-01"),
    ]));
    let frame = Frame::new(360.0, &REGISTRY, &Everywhere);
    let text = contingent_view::strength(&view, &frame)
        .markup()
        .into_string();
    insta::assert_snapshot!(text.replace("><", ">\n<"));
}
