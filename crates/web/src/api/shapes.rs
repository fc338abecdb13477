//! The forms of what a mission adds up to, for the description of the API: what `reckon` writes, said once more here,
//! since it knows nothing of OpenAPI. A test reads what it writes by these.

#![expect(dead_code, reason = "they are described, not made")]

use serde::Deserialize;
use utoipa::ToSchema;

/// What is known of a mission as of a day, by what was known on a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewOut {
    /// Registry id.
    mission: String,
    /// The day that it shows.
    #[schema(format = Date)]
    as_of: String,
    /// The day up to whose knowledge it is drawn.
    #[schema(format = Date)]
    known_on: String,
    /// How many documents speak of it.
    documents: usize,
    /// How many claims were reckoned with.
    claims: usize,
    /// How many independent sources they come from.
    sources: usize,
    strength: StrengthOut,
    /// By donor, fund and currency.
    money: Vec<MoneyOut>,
    mandate: MandateOut,
    ground: Vec<GroundOut>,
    /// Harm by kind, victims and place.
    tolls: Vec<TollOut>,
    offices: Vec<TenureOut>,
    /// Who backs, opposes or condemns what, the latest first.
    positions: Vec<PositionOut>,
    equipment: Vec<EquipmentOut>,
    /// What the mission is.
    profile: Vec<ProfileOut>,
    /// Disagreements and their reasons.
    findings: Vec<FindingOut>,
    /// Every figure, in order of topic, party and time.
    series: Vec<FigureOut>,
}

/// People of a mission.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StrengthOut {
    /// The largest presence first.
    contributors: Vec<ContributorOut>,
    /// The mission as a whole as sources state it.
    whole: LadderOut,
    /// The contributors' presence added up.
    sum: Option<SumOut>,
    /// The whole's presence over time.
    history: Vec<LevelOut>,
}

/// How far people have come; a rung without a number is unknown, not nought.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LadderOut {
    authorized: Option<LevelOut>,
    required: Option<LevelOut>,
    promised: Option<LevelOut>,
    planned: Option<LevelOut>,
    ready: Option<LevelOut>,
    arrived: Option<LevelOut>,
    present: Option<LevelOut>,
    left: Option<LevelOut>,
}

/// One contributor of people.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContributorOut {
    /// A country, a body, or several for a joint figure.
    contributor: String,
    ladder: LadderOut,
    /// Its presence over time.
    history: Vec<LevelOut>,
    /// Places in the view's `findings` that concern it.
    findings: Vec<usize>,
}

/// A sum of contributors.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SumOut {
    /// A lower bound when some number is unknown.
    level: LevelOut,
    /// Whose numbers were added.
    added: Vec<String>,
    /// Contributors present in unknown number.
    unknown: Vec<String>,
    /// Those whose people may be counted already.
    left_out: Vec<String>,
    /// Stated total less the sum, when both are known.
    difference: Option<f64>,
}

/// How many from a date on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelOut {
    /// From when on.
    #[schema(format = Date)]
    at: String,
    /// How many; null when it is only known that there are some.
    value: Option<f64>,
    hedge: HedgeOut,
    /// ISO 4217, for money; otherwise empty.
    currency: String,
    basis: BasisOut,
    /// How many independent sources the least supported part has.
    sources: usize,
    /// Ids of the claims that it follows from.
    claims: Vec<String>,
    /// How many further claims it follows from.
    more: usize,
}

/// How sure a number is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HedgeOut {
    Exact,
    About,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Range,
}

/// What a number rests on: a source states it, a stated level and the movements after it, movements alone, a sum, or
/// more sent since the start than the last level knows of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BasisOut {
    Stated,
    StatedAndMoved,
    Movements,
    Sum,
    Sent,
}

/// One donor, fund and currency; amounts are never converted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyOut {
    /// Who pays; empty for the whole.
    donor: String,
    /// What it is paid to.
    recipient: String,
    /// ISO 4217.
    currency: String,
    /// The stages in the codebook's order: of each an array of its name and how much has come so far (`LevelOut`).
    #[schema(value_type = Vec<Vec<serde_json::Value>>)]
    stages: Vec<StageOut>,
}

/// A stage and how much has come so far: an array of the two, which OpenAPI can only tell in words.
#[derive(Debug, Deserialize)]
pub struct StageOut(String, LevelOut);

/// The legal basis.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MandateOut {
    /// Acts in order of time.
    acts: Vec<ActOut>,
    /// When the last act in force says that it runs out, as EDTF.
    expires: Option<String>,
    /// Days from the day shown; negative when it has run out.
    days_left: Option<i32>,
    /// The last act that decides whether the mission has a mandate.
    last: Option<String>,
}

/// One act on the legal basis.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOut {
    #[schema(format = Date)]
    at: String,
    /// True when a source dates it; otherwise it was told on that day.
    dated: bool,
    /// The codebook's word.
    act: String,
    /// Who.
    by: String,
    instrument: Option<String>,
    /// When it runs out, as EDTF.
    until: Option<String>,
    votes: Option<VotesOut>,
    sources: usize,
    claims: Vec<String>,
}

/// How a vote went; null where it is not said.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VotesOut {
    in_favour: Option<u32>,
    against: Option<u32>,
    abstaining: Option<u32>,
}

/// Ground held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroundOut {
    holder: String,
    place: String,
    /// Degrees north and east.
    #[schema(min_items = 2, max_items = 2)]
    coordinates: Option<Vec<f64>>,
    /// Percent over time; a level without a value is control without a share.
    history: Vec<LevelOut>,
}

/// Harm of one kind to one kind of victims in one place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TollOut {
    harm: String,
    victims: String,
    /// Empty when not said.
    place: String,
    /// Counts of periods that do not overlap.
    counts: Vec<FigureOut>,
    /// Counts that may hold some of the same people.
    overlapping: Vec<FigureOut>,
    /// The sum of `counts`.
    sum: Option<f64>,
}

/// Who held an office.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TenureOut {
    /// Country, organisation or mission.
    body: String,
    person: String,
    /// The latest first.
    titles: Vec<String>,
    /// The last standing told.
    standing: String,
    /// First day told of.
    #[schema(format = Date)]
    first: String,
    /// Last day told of.
    #[schema(format = Date)]
    last: String,
    sources: usize,
    claims: Vec<String>,
}

/// What a party said about another or about a thing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PositionOut {
    actor: String,
    /// PLOVER type.
    stance: String,
    /// The party concerned.
    about: String,
    /// What it is about, as written.
    object: Option<String>,
    /// When last.
    #[schema(format = Date)]
    at: String,
    sources: usize,
    claims: Vec<String>,
}

/// Things of one kind from one party.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EquipmentOut {
    /// Empty when not said.
    contributor: String,
    item: String,
    /// Of each stage an array of its name and how much has come so far (`LevelOut`).
    #[schema(value_type = Vec<Vec<serde_json::Value>>)]
    stages: Vec<StageOut>,
}

/// One thing that the mission is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileOut {
    attribute: String,
    value: String,
    #[schema(format = Date)]
    first: String,
    #[schema(format = Date)]
    last: String,
    sources: usize,
    claims: Vec<String>,
}

/// What figures count.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TopicOut {
    Strength,
    Money,
    Equipment,
    Toll,
    Ground,
}

/// A level at a date, one movement or gift, all since the start, or so much a year or month.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindOut {
    Level,
    Change,
    SinceStart,
    Rate,
}

/// A disagreement, with its reason where one fits.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingOut {
    topic: TopicOut,
    party: String,
    /// The numbers that differ, the earlier known first.
    values: Vec<f64>,
    /// The reason's id.
    reason: Option<String>,
    /// A second thing that holds beside it.
    also: Option<String>,
    /// What is found.
    words: String,
    /// When the later of them holds.
    #[schema(format = Date)]
    at: String,
    claims: Vec<String>,
}

/// One number about one thing at one date, with every claim that gives it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureOut {
    topic: TopicOut,
    /// Whose; empty for the whole.
    party: String,
    /// Kind of thing, fund, kind of victims, place.
    item: String,
    /// Where, for harm.
    place: String,
    /// The codebook's status, or the kind of harm.
    stage: String,
    kind: KindOut,
    /// Null when no number is given.
    value: Option<f64>,
    /// Upper end of a range.
    max: Option<f64>,
    hedge: HedgeOut,
    /// ISO 4217, for money; otherwise empty.
    currency: String,
    /// The first day it can mean; null without a stated date.
    #[schema(format = Date)]
    from: Option<String>,
    /// The last day it can mean.
    #[schema(format = Date)]
    until: Option<String>,
    /// Where it stands in time.
    #[schema(format = Date)]
    at: String,
    /// True when the text gives the date.
    dated: bool,
    /// When it was first known.
    #[schema(format = Date)]
    known: String,
    /// How many independent sources give it.
    sources: usize,
    /// The claims that give it, the earliest known first.
    claims: Vec<String>,
}

/// One thing that is otherwise than before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOut {
    /// `strength`, `money`, `mandate`, `ground`, `toll`, `office`, `position`, `equipment`, `profile` or `finding`.
    subject: String,
    /// Whose or what.
    of: String,
    /// The rung, status or act.
    stage: String,
    /// The number before, when there was one.
    before: Option<f64>,
    /// The number now, when there is one.
    now: Option<f64>,
    /// When it changed, where a date is known.
    #[schema(format = Date)]
    at: Option<String>,
    /// A sentence.
    words: String,
    /// The claims that the new state rests on.
    claims: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use contingent_reckon::{Claim, DocumentFacts, Recorded, diff, reckon};
    use jiff::civil::date;
    use serde_json::json;
    use std::sync::Arc;

    /// One claim of each type and more, so that no part of the view is empty.
    fn recorded() -> Vec<Recorded> {
        let quantity =
            |value: f64| json!({"value": value, "qualifier": "exact", "text": value.to_string()});
        let money = json!({"value": 5e6, "qualifier": "about", "currency": "USD", "text": "some $5 million"});
        let people = |count: f64, status: &str| json!({"type": "strength", "contributor": "KEN", "count": quantity(count), "status": status, "measure": "total", "personnel": "police"});
        let claims = [
            people(400.0, "deployed"),
            people(382.0, "deployed"),
            people(1000.0, "pledged"),
            json!({"type": "strength", "count": quantity(2500.0), "status": "authorized", "measure": "total", "personnel": "mixed"}),
            json!({"type": "mandate", "act": "authorized", "by": "un-security-council", "instrument": "2699", "until": "2024-10-02",
                "votes": {"in_favour": 13, "against": 0, "abstaining": 2}, "date": "2023-10-02"}),
            json!({"type": "funding", "donor": "USA", "recipient": "mission", "amount": money, "status": "pledged"}),
            json!({"type": "equipment", "contributor": "USA", "item": "armoured_vehicle", "count": quantity(10.0), "status": "delivered"}),
            json!({"type": "profile", "attribute": "lead", "value": "KEN"}),
            json!({"type": "control", "holder": "viv-ansanm", "place": "Port-au-Prince", "latitude": 18.54, "longitude": -72.34, "share": quantity(85.0)}),
            json!({"type": "toll", "harm": "killed", "victims": "civilian", "count": quantity(20.0), "place": "Cabaret", "date": "2024-06"}),
            json!({"type": "toll", "harm": "killed", "victims": "civilian", "count": quantity(30.0), "place": "Cabaret", "date": "2024-06-12"}),
            json!({"type": "role", "person": "Ann Example", "title": "commander", "body": "mss-haiti", "standing": "holds"}),
            json!({"type": "event", "plover": "SUPPORT", "actor": "CAN", "recipient": "mss-haiti", "object": "the mission"}),
        ];
        let recorded = claims.into_iter().enumerate().map(|(at, mut claim)| {
            claim["mission"] = json!("mss-haiti");
            claim["evidence"] = json!([]);
            // An office is of the mission that its document speaks of.
            let of = if claim["type"] == "role" { 0 } else { at };
            let document = DocumentFacts {
                id: of.to_string().into(),
                title: String::new().into(),
                publisher: Some(format!("Paper {of}").into()),
                address: None,
                published: Some(date(2024, 7, 1)),
                known: date(2024, 7, 1),
                voice: of.to_string().into(),
            };
            Recorded {
                claim: Claim::from_json(&claim.to_string()).unwrap(),
                claim_id: format!("c{at}").into(),
                document: Arc::new(document),
                judgement: None,
            }
        });
        recorded.collect()
    }

    #[test]
    fn the_description_of_a_view_is_what_is_written() {
        let recorded = recorded();
        let view = reckon("mss-haiti", &recorded, date(2024, 8, 1), date(2024, 8, 1));
        let text = serde_json::to_string(&view).unwrap();
        let read: ViewOut = serde_json::from_str(&text).unwrap();
        let filled = [
            read.strength.contributors.len(),
            read.money.len(),
            read.mandate.acts.len(),
            read.ground.len(),
            read.tolls.len(),
            read.tolls.iter().map(|t| t.overlapping.len()).sum(),
            read.offices.len(),
            read.positions.len(),
            read.equipment.len(),
            read.profile.len(),
            read.findings.len(),
            read.series.len(),
        ];
        assert!(filled.iter().all(|n| *n > 0), "{filled:?}: {text}");
        let before = reckon("mss-haiti", &[], date(2024, 6, 1), date(2024, 6, 1));
        let changes = serde_json::to_string(&diff(&before, &view)).unwrap();
        let changes: Vec<ChangeOut> = serde_json::from_str(&changes).unwrap();
        assert!(changes.len() > 5, "{changes:?}");
    }
}
