//! What follows from a handful of claims, as somebody with a pencil would work it out. Everything is invented.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

use contingent_reckon::{
    Act, Basis, Claim, ContributorRow, DocumentFacts, Hedge, Judgement, Level, MissionView, Rates,
    Recorded, Standing, Verdict, convert, diff, reckon, why,
};
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::sync::Arc;

/// A pile of claims, a document for each day and paper.
#[derive(Default)]
struct Pile(Vec<Recorded>);

impl Pile {
    /// A claim that a paper prints on a day.
    fn told(&mut self, day: &str, paper: &str, claim: Value) -> &mut Self {
        let published: Date = day.parse().unwrap();
        let id = format!("{paper} {day}");
        let facts = DocumentFacts {
            id: id.as_str().into(),
            title: "A headline".into(),
            publisher: Some(paper.into()),
            address: None,
            published: Some(published),
            known: published,
            voice: id.as_str().into(),
        };
        self.0.push(Recorded {
            claim: Claim::from_value(claim).unwrap(),
            claim_id: format!("c{}", self.0.len() + 1).into(),
            document: Arc::new(facts),
            judgement: None,
        });
        self
    }

    /// People of a contributor.
    fn people(
        &mut self,
        day: &str,
        who: &str,
        status: &str,
        measure: &str,
        count: u32,
    ) -> &mut Self {
        self.dated(day, who, status, measure, count, Value::Null)
    }

    fn dated(
        &mut self,
        day: &str,
        who: &str,
        status: &str,
        measure: &str,
        count: u32,
        date: Value,
    ) -> &mut Self {
        let who = if who.is_empty() {
            Value::Null
        } else {
            json!(who)
        };
        self.told(day, "Post", json!({"type": "strength", "mission": "m", "contributor": who, "count": {"value": count},
            "status": status, "measure": measure, "date": date}))
    }

    fn judge(&mut self, claim: &str, verdict: Verdict) -> &mut Self {
        let one = self.0.iter_mut().find(|r| r.claim_id == claim).unwrap();
        one.judgement = Some(Box::new(Judgement {
            verdict,
            by: "ann".into(),
            at: "2032-01-01T00:00:00Z".into(),
            note: None,
        }));
        self
    }

    fn on(&self, day: &str) -> MissionView {
        let day = day.parse().unwrap();
        reckon("m", &self.0, day, day)
    }
}

fn row<'v>(view: &'v MissionView, who: &str) -> &'v ContributorRow {
    let rows = &view.strength.contributors;
    rows.iter().find(|r| r.contributor == who).unwrap()
}

fn number(level: Option<&Level>) -> Option<(Option<f64>, Hedge)> {
    level.map(|l| (l.value, l.hedge))
}

#[test]
fn each_rung_of_the_ladder_is_its_own_number() {
    let mut pile = Pile::default();
    pile.people("2031-01-05", "MWI", "pledged", "total", 600)
        .people("2031-02-01", "MWI", "ready", "total", 450)
        .dated(
            "2031-02-20",
            "MWI",
            "planned",
            "increment",
            200,
            json!("2031-03-01"),
        )
        .dated(
            "2031-03-02",
            "MWI",
            "deployed",
            "increment",
            180,
            json!("2031-03-01"),
        )
        .people("2031-03-20", "MWI", "deployed", "total", 180)
        .dated(
            "2031-05-11",
            "MWI",
            "deployed",
            "increment",
            70,
            json!("2031-05-10"),
        )
        .dated(
            "2031-07-02",
            "MWI",
            "withdrawn",
            "increment",
            30,
            json!("2031-07-01"),
        );
    let exact = |n: f64| Some((Some(n), Hedge::Exact));
    let view = pile.on("2031-02-15");
    let ladder = &row(&view, "MWI").ladder;
    assert_eq!(number(ladder.promised.as_ref()), exact(600.0));
    assert_eq!(number(ladder.ready.as_ref()), exact(450.0));
    assert_eq!(
        ladder.arrived, None,
        "nobody has come, and nobody is said to"
    );
    assert_eq!(ladder.present, None);
    let view = pile.on("2031-06-01");
    let ladder = &row(&view, "MWI").ladder;
    assert_eq!(number(ladder.present.as_ref()), exact(250.0));
    assert_eq!(
        ladder.present.as_ref().unwrap().basis,
        Basis::StatedAndMoved
    );
    assert_eq!(
        number(ladder.arrived.as_ref()),
        Some((Some(250.0), Hedge::AtLeast))
    );
    let view = pile.on("2031-08-01");
    let ladder = &row(&view, "MWI").ladder;
    assert_eq!(number(ladder.present.as_ref()), exact(220.0));
    assert_eq!(ladder.left.as_ref().unwrap().value, Some(30.0));
    assert_eq!(
        number(ladder.promised.as_ref()),
        exact(600.0),
        "a promise stays one"
    );
}

#[test]
fn what_is_not_known_is_not_nought() {
    let mut pile = Pile::default();
    pile.people("2031-03-20", "LSO", "deployed", "total", 40)
        .dated(
            "2031-04-02",
            "LSO",
            "withdrawn",
            "increment",
            60,
            json!("2031-04-01"),
        );
    let view = pile.on("2031-05-01");
    assert_eq!(
        row(&view, "LSO").ladder.present.as_ref().unwrap().value,
        None
    );
    // Of a movement without a date nobody knows on which side of the level it falls.
    let mut pile = Pile::default();
    pile.people("2031-03-20", "LSO", "deployed", "total", 40)
        .people("2031-03-25", "LSO", "deployed", "increment", 15);
    assert_eq!(
        row(&pile.on("2031-05-01"), "LSO")
            .ladder
            .present
            .as_ref()
            .unwrap()
            .value,
        Some(40.0)
    );
    // Some left, nobody says how many.
    let mut pile = Pile::default();
    pile.people("2031-03-20", "LSO", "deployed", "total", 40).told(
        "2031-06-02",
        "Post",
        json!({"type": "strength", "mission": "m", "contributor": "LSO", "count": null, "status": "withdrawn",
            "measure": "increment", "date": "2031-06-01"}),
    );
    let view = pile.on("2031-07-01");
    assert_eq!(
        number(row(&view, "LSO").ladder.present.as_ref()),
        Some((Some(40.0), Hedge::AtMost))
    );
}

#[test]
fn contributors_are_added_up_and_compared_with_the_stated_total() {
    let mut pile = Pile::default();
    pile.people("2031-03-01", "LSO", "deployed", "total", 40)
        .people("2031-03-01", "MWI", "deployed", "total", 160)
        .people("2031-03-02", "", "deployed", "total", 215)
        .people("2031-03-02", "sadc", "deployed", "total", 12);
    let view = pile.on("2031-04-01");
    let sum = view.strength.sum.as_ref().unwrap();
    assert_eq!(sum.level.value, Some(200.0));
    assert_eq!(sum.added, ["MWI", "LSO"]);
    assert_eq!(
        sum.left_out,
        ["sadc"],
        "its people may be those of its members"
    );
    assert_eq!(sum.difference, Some(15.0));
    assert_eq!(
        view.strength.whole.present.as_ref().unwrap().value,
        Some(215.0)
    );
}

fn money(donor: &str, status: &str, value: f64, currency: &str) -> Value {
    json!({"type": "funding", "mission": "m", "donor": donor, "amount": {"value": value, "currency": currency},
        "status": status, "recipient": "trust-fund", "measure": "total"})
}

#[test]
fn money_keeps_its_currency_and_its_stage() {
    let mut pile = Pile::default();
    pile.told("2031-01-02", "Post", money("CAN", "pledged", 60e6, "CAD"))
        .told("2031-02-02", "Post", money("CAN", "approved", 50e6, "CAD"))
        .told(
            "2031-03-02",
            "Post",
            money("CAN", "contributed", 20e6, "CAD"),
        )
        .told("2031-04-02", "Post", money("CAN", "spent", 8e6, "CAD"))
        .told("2031-04-03", "Post", money("CAN", "pledged", 5e6, "USD"));
    let mut view = pile.on("2031-05-01");
    let stages = |view: &MissionView, currency: &str| -> Vec<(&'static str, Option<f64>)> {
        let row = view.money.iter().find(|r| r.currency == currency).unwrap();
        row.stages
            .iter()
            .map(|(stage, level)| (*stage, level.value))
            .collect()
    };
    let of_canada = [
        ("pledged", Some(60e6)),
        ("approved", Some(50e6)),
        ("contributed", Some(20e6)),
        ("spent", Some(8e6)),
    ];
    assert_eq!(stages(&view, "CAD"), of_canada);
    assert_eq!(stages(&view, "USD"), [("pledged", Some(5e6))]);
    assert!(
        view.money.iter().all(|r| r.converted.is_empty()),
        "nobody asked for it"
    );
    let rates = Rates::parse(
        "CAD,USD,2031-01-01,0.75,Bank of Calder\nCAD,USD,2031-03-01,0.5,Bank of Calder",
    )
    .unwrap();
    convert(&mut view, &rates);
    let row = view.money.iter().find(|r| r.currency == "CAD").unwrap();
    let converted: Vec<_> = row
        .converted
        .iter()
        .map(|c| (c.stage, c.value, c.rate.rate))
        .collect();
    let expected = [
        ("pledged", 45e6, 0.75),
        ("approved", 37.5e6, 0.75),
        ("contributed", 10e6, 0.5),
        ("spent", 4e6, 0.5),
    ];
    assert_eq!(converted, expected);
    assert_eq!(
        stages(&view, "CAD"),
        of_canada,
        "the amounts stay as they are"
    );
}

fn killed(count: u32, victims: &str, period: &str) -> Value {
    let period = if period.is_empty() {
        Value::Null
    } else {
        json!(period)
    };
    json!({"type": "toll", "mission": "m", "harm": "killed", "count": {"value": count}, "victims": victims, "date": period})
}

#[test]
fn counts_of_harm_are_added_only_where_no_period_meets_another() {
    let mut pile = Pile::default();
    pile.told("2031-02-01", "Post", killed(30, "civilian", "2031-01"))
        .told("2031-03-01", "Post", killed(12, "civilian", "2031-02"))
        .told("2031-03-05", "Post", killed(9, "civilian", "2031-02-10"))
        .told("2031-03-09", "Post", killed(500, "civilian", ""))
        .told("2031-03-01", "Post", killed(3, "police", "2031-02"));
    let view = pile.on("2031-06-01");
    let toll = |victims: &str| view.tolls.iter().find(|r| r.victims == victims).unwrap();
    assert_eq!(toll("civilian").sum, Some(42.0));
    let counts: Vec<_> = toll("civilian").counts.iter().map(|f| f.value).collect();
    assert_eq!(counts, [Some(30.0), Some(12.0)]);
    let mut beside: Vec<_> = toll("civilian")
        .overlapping
        .iter()
        .map(|f| f.value)
        .collect();
    beside.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(
        beside,
        [Some(9.0), Some(500.0)],
        "a day of February, and no period at all"
    );
    assert_eq!(toll("police").sum, Some(3.0));
}

#[test]
fn the_two_clocks_are_two() {
    let mut pile = Pile::default();
    pile.people("2031-03-01", "MWI", "deployed", "total", 100)
        .dated(
            "2031-09-01",
            "MWI",
            "deployed",
            "total",
            130,
            json!("2031-04-15"),
        );
    let present = |as_of: &str, known_on: &str| {
        let view = reckon(
            "m",
            &pile.0,
            as_of.parse().unwrap(),
            known_on.parse().unwrap(),
        );
        row(&view, "MWI").ladder.present.as_ref().unwrap().value
    };
    assert_eq!(
        present("2031-05-01", "2031-05-01"),
        Some(100.0),
        "nobody knew yet"
    );
    assert_eq!(
        present("2031-05-01", "2031-10-01"),
        Some(130.0),
        "it was so all the same"
    );
    assert_eq!(
        present("2031-04-01", "2031-10-01"),
        Some(100.0),
        "and not before"
    );
    // A plan for December that is printed in June stands in June.
    pile.dated(
        "2031-06-10",
        "MWI",
        "planned",
        "increment",
        50,
        json!("2031-12"),
    );
    assert_eq!(
        row(&pile.on("2031-06-11"), "MWI")
            .ladder
            .planned
            .as_ref()
            .unwrap()
            .at,
        date(2031, 6, 10)
    );
}

#[test]
fn a_mandate_runs_until_the_last_act_in_force_says() {
    let act = |act: &str, day: &str, extra: Value| {
        let mut claim =
            json!({"type": "mandate", "mission": "m", "act": act, "by": "council", "date": day});
        if let (Value::Object(claim), Value::Object(extra)) = (&mut claim, extra) {
            claim.extend(extra);
        }
        claim
    };
    let mut pile = Pile::default();
    pile.told(
        "2031-01-11",
        "Post",
        act(
            "authorized",
            "2031-01-10",
            json!({"instrument": "CR 7", "term": "P12M"}),
        ),
    )
    .told(
        "2031-01-12",
        "Echo",
        act(
            "authorized",
            "2031-01-10",
            json!({"votes": {"in_favour": 9, "against": 0, "abstaining": 6}}),
        ),
    )
    .told(
        "2031-12-20",
        "Post",
        act("extended", "2031-12-19", json!({"until": "2032-06-30"})),
    );
    let view = pile.on("2031-02-01");
    assert_eq!(view.mandate.acts.len(), 1, "told twice, it is one act");
    let first = &view.mandate.acts[0];
    assert_eq!(
        (first.sources, first.instrument.as_deref()),
        (2, Some("CR 7"))
    );
    assert_eq!(first.votes.unwrap().abstaining, Some(6));
    assert_eq!(view.mandate.expires.as_deref(), Some("2032-01-10"));
    let view = pile.on("2032-06-25");
    assert_eq!(view.mandate.expires.as_deref(), Some("2032-06-30"));
    assert_eq!(
        (view.mandate.days_left, view.mandate.last),
        (Some(5), Some(Act::Extended))
    );
    pile.told("2032-06-28", "Post", act("ended", "2032-06-27", json!({})));
    assert_eq!(pile.on("2032-07-01").mandate.last, Some(Act::Ended));
}

#[test]
fn offices_ground_and_positions_go_by_time() {
    let office = |person: &str, standing: &str| json!({"type": "role", "person": person, "title": "commander", "body": "m", "standing": standing});
    let held = |share: u32| json!({"type": "control", "mission": "m", "holder": "gangs", "place": "Amity", "share": {"value": share}});
    let says = |who: &str, stance: &str, about: &str| json!({"type": "event", "mission": "m", "plover": stance, "actor": who, "recipient": about});
    let mission = json!({"type": "profile", "mission": "m", "attribute": "lead", "value": "MWI"});
    let mut pile = Pile::default();
    for day in ["2031-01-05", "2031-04-05", "2031-08-05"] {
        pile.told(day, "Post", mission.clone());
    }
    pile.told("2031-01-05", "Post", office("Ines Marbot", "holds"))
        .told("2031-04-05", "Post", office("Marbot", "holds"))
        .told("2031-08-05", "Post", office("Marbot", "former"))
        .told("2031-08-05", "Post", office("Tom Adisa", "acting"))
        .told("2031-01-05", "Post", held(70))
        .told("2031-08-05", "Post", held(85))
        .told("2031-01-05", "Post", says("LSO", "SUPPORT", "m"))
        .told("2031-08-05", "Post", says("BWA", "ACCUSE", "m"));
    let view = pile.on("2031-09-01");
    let offices: Vec<_> = view
        .offices
        .iter()
        .map(|t| (t.person.as_str(), t.standing, t.first, t.last))
        .collect();
    let (january, april, august) = (date(2031, 1, 5), date(2031, 4, 5), date(2031, 8, 5));
    assert_eq!(
        offices,
        [
            ("Ines Marbot", Standing::Former, january, april),
            ("Tom Adisa", Standing::Acting, august, august)
        ]
    );
    let shares: Vec<_> = view.ground[0]
        .history
        .iter()
        .map(|l| (l.at, l.value))
        .collect();
    assert_eq!(shares, [(january, Some(70.0)), (august, Some(85.0))]);
    let positions: Vec<_> = view
        .positions
        .iter()
        .map(|p| (p.actor.as_str(), p.stance.as_str()))
        .collect();
    assert_eq!(positions, [("BWA", "ACCUSE"), ("LSO", "SUPPORT")]);
}

#[test]
fn judgements_steer_what_is_shown_and_alter_nothing() {
    let mut pile = Pile::default();
    pile.people("2031-03-01", "MWI", "deployed", "total", 100)
        .people("2031-03-20", "MWI", "deployed", "total", 900);
    let present = |pile: &Pile| {
        row(&pile.on("2031-05-01"), "MWI")
            .ladder
            .present
            .clone()
            .unwrap()
    };
    assert_eq!(present(&pile).value, Some(900.0));
    let before = pile.0.iter().map(|r| r.claim.clone()).collect::<Vec<_>>();
    pile.judge("c2", Verdict::Accept);
    assert_eq!(present(&pile).value, Some(900.0));
    pile.judge("c2", Verdict::Note);
    assert_eq!(present(&pile).value, Some(900.0));
    let fields = json!({"count": {"value": 90, "qualifier": "about", "text": "some 90"}});
    pile.judge("c2", Verdict::Correct(fields.as_object().unwrap().clone()));
    assert_eq!(
        (present(&pile).value, present(&pile).hedge),
        (Some(90.0), Hedge::About)
    );
    let why_now = why(&pile.on("2031-05-01"), &pile.0, &present(&pile).claims);
    assert_eq!(
        why_now.claims[0].read["count"]["value"], 900,
        "what was read is shown as it was read"
    );
    assert!(why_now.claims[0].judgement.is_some());
    // One that cannot be applied leaves the claim as it was read.
    let wrong = json!({"status": "asleep"});
    pile.judge("c2", Verdict::Correct(wrong.as_object().unwrap().clone()));
    assert_eq!(present(&pile).value, Some(900.0));
    pile.judge("c2", Verdict::Reject);
    assert_eq!(present(&pile).value, Some(100.0));
    assert_eq!(pile.on("2031-05-01").claims, 1);
    assert_eq!(
        pile.0.iter().map(|r| r.claim.clone()).collect::<Vec<_>>(),
        before
    );
}

#[test]
fn what_changed_is_told_in_words_and_as_data() {
    let mut pile = Pile::default();
    pile.people("2031-03-01", "MWI", "deployed", "total", 100)
        .people("2031-03-01", "LSO", "pledged", "total", 50)
        .told("2031-03-01", "Post", money("CAN", "pledged", 60e6, "CAD"));
    let then = pile.on("2031-04-01");
    assert!(
        diff(&then, &pile.on("2031-04-30")).is_empty(),
        "a month in which nothing was printed"
    );
    pile.people("2031-05-01", "MWI", "deployed", "total", 140)
        .people("2031-05-01", "BWA", "deployed", "total", 30)
        .told("2031-05-01", "Post", money("CAN", "pledged", 75e6, "CAD"))
        .told("2031-05-01", "Post", killed(4, "civilian", "2031-04-20"))
        .told("2031-05-01", "Post", json!({"type": "mandate", "mission": "m", "act": "extended", "by": "council", "date": "2031-04-30", "until": "2032-04-30"}))
        .told("2031-05-01", "Post", json!({"type": "role", "person": "Tom Adisa", "body": "m", "standing": "named"}))
        .told("2031-05-01", "Post", json!({"type": "event", "mission": "m", "plover": "ACCUSE", "actor": "BWA", "recipient": "LSO"}))
        .told("2031-05-01", "Post", json!({"type": "profile", "mission": "m", "attribute": "lead", "value": "MWI"}));
    let changes = diff(&then, &pile.on("2031-06-01"));
    let find = |subject: &str, of: &str| {
        let found: Vec<_> = changes
            .iter()
            .filter(|c| c.subject == subject && c.of == of)
            .collect();
        assert!(!found.is_empty(), "{subject} {of} in {changes:#?}");
        found
    };
    let present = find("strength", "MWI")
        .into_iter()
        .find(|c| c.stage == "present")
        .unwrap();
    assert_eq!((present.before, present.now), (Some(100.0), Some(140.0)));
    assert_eq!(present.words, "MWI, present: 140 where it was 100");
    assert_eq!(present.claims, ["c4"]);
    let new = find("strength", "BWA")
        .into_iter()
        .find(|c| c.stage == "present")
        .unwrap();
    assert_eq!((new.before, new.now), (None, Some(30.0)));
    assert!(
        changes.iter().all(|c| c.of != "LSO"),
        "nothing changed about Lesotho's promise"
    );
    let paid = find("money", "CAN to trust-fund in CAD");
    assert_eq!((paid[0].before, paid[0].now), (Some(60e6), Some(75e6)));
    assert_eq!(
        find("mandate", "council")[0].words,
        "the mandate was extended by council, until 2032-04-30"
    );
    assert_eq!(find("toll", "civilian, 2031-04-20")[0].now, Some(4.0));
    assert_eq!(find("office", "m")[0].stage, "named");
    assert_eq!(find("position", "BWA")[0].stage, "ACCUSE");
    assert_eq!(find("profile", "lead")[0].stage, "MWI");
    // Seen from the other side, what is there no longer is told as well.
    let back = diff(&pile.on("2031-06-01"), &then);
    assert!(
        back.iter()
            .any(|c| c.of == "BWA" && c.words.ends_with("no longer told"))
    );
}

#[test]
fn a_disagreement_that_came_up_is_a_change_and_is_found_by_its_claims() {
    let mut pile = Pile::default();
    pile.people("2031-03-01", "MUS", "deployed", "total", 260);
    let then = pile.on("2031-03-02");
    pile.people("2031-03-04", "MUS", "deployed", "total", 2600);
    let now = pile.on("2031-03-05");
    let changes = diff(&then, &now);
    let finding = changes.iter().find(|c| c.subject == "finding").unwrap();
    assert_eq!(finding.stage, "digit-slipped");
    let why = why(&now, &pile.0, &["c2".into(), "nobody".into()]);
    assert_eq!(why.claims.len(), 1);
    assert_eq!(why.claims[0].document.publisher.as_deref(), Some("Post"));
    assert_eq!(why.findings.len(), 1);
    assert_eq!(why.findings[0].claims, ["c1", "c2"]);
}
