//! What was known on some days, against a model of what happened: many invented histories, on both databases.
//!
//! A history is a list of deeds (a new page, a new version of one, a re-reading, a judgement, its undoing), each on a day
//! of its own. The model keeps for each page what a person would write on a sheet of paper.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{at, by, document, on_both, strength};
use contingent_claim::{Claim, Value};
use contingent_reckon::{Content, Recorded, Verdict as Reckoned, reckon, reckon_of};
use contingent_record::{
    Access, ClaimFilter, Place, Prepared, Record, StoredClaim, Verdict, correction,
};
use contingent_text::{Document, Span};
use jiff::ToSpan;
use jiff::civil::{Date, date};

const MISSION: &str = "mnf-zembla";
/// The day of `at(0)`.
const FIRST: Date = date(2025, 2, 19);
const DAY: i64 = 86_400;

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % n
    }
}

/// A version of a page.
struct Version {
    document: Document,
    known: Date,
    /// The number that the latest reading finds; nothing when it finds none.
    count: Option<u32>,
    /// Judgements about the claim with a number: the day, the verdict, and their names.
    judged: Vec<(u32, Date, Verdict, String)>,
}

#[derive(Default)]
struct Model {
    pages: Vec<Vec<Version>>,
    undone: Vec<(String, Date)>,
}

/// A number and what is decided about it.
type Line = (u32, String);

impl Model {
    fn on(&self, day: Date) -> Vec<Line> {
        let mut lines: Vec<Line> = (self.pages.iter())
            .filter_map(|versions| {
                let version = versions.iter().rev().find(|v| v.known <= day)?;
                let count = version.count?;
                let undone = |name: &str| self.undone.iter().any(|(n, on)| n == name && *on <= day);
                let verdict = (version.judged.iter())
                    .rfind(|(of, on, _, name)| *of == count && *on <= day && !undone(name));
                let verdict = verdict.map_or("none", |(_, _, verdict, _)| verdict.name());
                Some((count, verdict.to_owned()))
            })
            .collect();
        lines.sort();
        lines
    }
}

fn told<'a>(recorded: impl IntoIterator<Item = &'a Recorded>) -> Vec<Line> {
    let mut lines: Vec<Line> = (recorded.into_iter())
        .map(|one| {
            let Content::Strength(strength) = &one.claim.content else {
                panic!("another type");
            };
            let count = strength.count.as_ref().unwrap().value.unwrap() as u32;
            let verdict = one.judgement.as_ref().map_or("none", |j| match j.verdict {
                Reckoned::Accept => "accept",
                Reckoned::Correct(_) => "correct",
                Reckoned::Reject => "reject",
                Reckoned::Note => "note",
            });
            (count, verdict.to_owned())
        })
        .collect();
    lines.sort();
    lines
}

/// The claim; `wide` takes more words as its evidence, so that it gets another id.
fn claim(document: &Document, count: u32, wide: bool) -> Claim {
    let mut claim = strength(document, "KEN", count);
    if wide {
        claim.evidence[0].span = Span::new(0, document.body.len());
    }
    claim
}

/// Does so many deeds.
fn history(record: &mut Record, dice: &mut Dice, deeds: u64) -> Model {
    let mut model = Model::default();
    for deed in 0..deeds {
        let now = at(deed as i64 * DAY);
        let today = FIRST.saturating_add((deed as i64).days());
        // Each number stands for one version of one page, so that it is seen whose claim it is.
        let count = 1_000 + deed as u32;
        let page = match model.pages.len() as u64 {
            0 => 0,
            pages => dice.below(pages + 1),
        };
        match dice.below(6) {
            // A new page or a new version of one; with an earlier or a later date, or none.
            0..3 => {
                let published = match dice.below(4) {
                    0 => None,
                    _ => Some(
                        FIRST.saturating_add((dice.below(2 * deeds) as i64 - deeds as i64).days()),
                    ),
                };
                let page = page as usize;
                let text = published.map(|day| day.to_string());
                let mut document = document(&format!("p{page}"), text.as_deref(), "KEN", count);
                document.url = Some(format!("https://news.example/{page}"));
                let finds = dice.below(5) > 0;
                let claims: &[_] = if finds {
                    &[claim(&document, count, false)]
                } else {
                    &[]
                };
                let prepared = Prepared::new(&document, claims, None).unwrap();
                record.add(&[prepared], &by("1"), now).unwrap();
                if page == model.pages.len() {
                    model.pages.push(Vec::new());
                }
                let before = model.pages[page].last().map(|v| v.known);
                let known = match (published, before) {
                    (Some(day), None) => day,
                    (Some(day), Some(before)) if day > before => day,
                    _ => today,
                };
                model.pages[page].push(Version {
                    document,
                    known,
                    count: finds.then_some(count),
                    judged: Vec::new(),
                });
            }
            // All documents read again: the same, the same in more words, or nothing.
            3 => {
                let rules = format!("again {deed}");
                let unread = record.unread(&by(&rules), 0, 1_000).unwrap();
                let again: Vec<_> = (unread.into_iter())
                    .map(|(id, document)| {
                        let mut versions = model.pages.iter_mut().flatten();
                        let version = versions.find(|v| v.document == document).unwrap();
                        let own = document.body.split(' ').nth(2).unwrap().parse().unwrap();
                        let how = dice.below(4);
                        version.count = (how > 0).then_some(own);
                        let claims: &[_] = match how {
                            0 => &[],
                            how => &[claim(&document, own, how == 1)],
                        };
                        (id, Prepared::new(&document, claims, None).unwrap())
                    })
                    .collect();
                record.read_again(&again, &by(&rules), now).unwrap();
            }
            4 => {
                let versions = model.pages.iter_mut().flatten();
                let with: Vec<&mut Version> = versions.filter(|v| v.count.is_some()).collect();
                if with.is_empty() {
                    continue;
                }
                let at = dice.below(with.len() as u64) as usize;
                let version = with.into_iter().nth(at).unwrap();
                let count = version.count.unwrap();
                let verdict =
                    [Verdict::Accept, Verdict::Reject, Verdict::Correct][dice.below(3) as usize];
                let id = id_of(record, count);
                let claim = record.claim(&id).unwrap();
                let fields = (verdict == Verdict::Correct)
                    .then(|| correction(claim.claim.kind, &["count=7".to_owned()]).unwrap());
                let made = record
                    .judge(&claim, verdict, fields, None, "ann", now)
                    .unwrap();
                version.judged.push((count, today, verdict, made.uid));
            }
            _ => {
                let judged = model.pages.iter().flatten().flat_map(|v| &v.judged);
                let open: Vec<String> = judged
                    .map(|(.., name)| name.clone())
                    .filter(|name| !model.undone.iter().any(|(n, _)| n == name))
                    .collect();
                if open.is_empty() {
                    continue;
                }
                let name = &open[dice.below(open.len() as u64) as usize];
                record.undo(name, None, "bob", now).unwrap();
                model.undone.push((name.clone(), today));
            }
        }
    }
    model
}

/// The claim with that number in the latest reading of its document.
fn id_of(record: &mut Record, count: u32) -> String {
    let page = record
        .claims_listed(&ClaimFilter::default(), false, None, 1_000)
        .unwrap();
    let is_it = |stored: &&StoredClaim| match stored.claim.get("count") {
        Some(Value::Quantity(amount)) => amount.value == Some(f64::from(count)),
        _ => false,
    };
    page.claims.iter().find(is_it).unwrap().id.to_string()
}

#[test]
fn days_are_as_a_person_would_write_them_down() {
    const HISTORIES: u64 = 12;
    const DEEDS: u64 = 40;
    on_both("days", |place| {
        let mut seen = 0;
        for seed in 0..HISTORIES {
            let place = match place {
                Place::File(path) => Place::File(path.with_extension(seed.to_string())),
                server => match common::new_schema(&format!("days_{seed}")) {
                    Some(place) => place,
                    None => server.clone(),
                },
            };
            let mut record = Record::open(&place, Access::Create, at(0)).unwrap();
            let mut dice = Dice(seed);
            let model = history(&mut record, &mut dice, DEEDS);
            for _ in 0..12 {
                let mut day =
                    || FIRST.saturating_add((dice.below(3 * DEEDS) as i64 - DEEDS as i64).days());
                let days = [day(), day(), day()];
                let known = record.known(MISSION, &days).unwrap();
                for (n, day) in days.into_iter().enumerate() {
                    let on = known.on(n);
                    seen += on.len();
                    assert_eq!(
                        told(on.iter().copied()),
                        model.on(day),
                        "history {seed} on {day}"
                    );
                    let alone = record.mission(MISSION, day).unwrap();
                    let view = reckon_of(MISSION, &on, day, day);
                    let json = |view| serde_json::to_string(&view).unwrap();
                    let live = reckon(MISSION, &alone, day, day);
                    assert_eq!(json(view), json(live), "history {seed} on {day}");
                }
            }
            assert_eq!(record.check().unwrap().wrong, Vec::<String>::new());
        }
        assert!(seen > 1_000, "{seen}");
    });
}
