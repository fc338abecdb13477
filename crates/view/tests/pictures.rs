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
