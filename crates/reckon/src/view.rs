//! What is known of one mission on one day: the data behind `show`, the charts and the REST API.

use crate::explain::Finding;
use crate::figure::Figure;
use crate::level::Level;
use crate::rates::Converted;
use crate::short::LeftOut;
use crate::vocabulary::{Act, Standing};
use crate::words::{self, Word};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A mission as of a day, by what was known on a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MissionView {
    /// Registry id.
    pub mission: SmolStr,
    /// The day that it shows.
    pub as_of: Date,
    /// The day up to whose knowledge it is drawn.
    pub known_on: Date,
    /// How many documents speak of it.
    pub documents: usize,
    /// How many claims were reckoned with.
    pub claims: usize,
    /// How many independent sources they come from.
    pub sources: usize,
    /// People.
    pub strength: StrengthView,
    /// Money.
    pub money: Vec<MoneyRow>,
    /// Acts on the legal basis, and when it runs out.
    pub mandate: MandateView,
    /// Who holds what ground, the latest first for each holder and place.
    pub ground: Vec<GroundRow>,
    /// Harm by kind, victims, place and period.
    pub tolls: Vec<TollRow>,
    /// Offices with their holders.
    pub offices: Vec<Tenure>,
    /// Who backs, opposes or condemns what, latest first.
    pub positions: Vec<Position>,
    /// Things.
    pub equipment: Vec<EquipmentRow>,
    /// What the mission is.
    pub profile: Vec<ProfileRow>,
    /// Checks, disagreements and their reasons.
    pub findings: Vec<Finding>,
    /// Every figure, for the charts: in order of topic, party and time.
    pub series: Vec<Figure>,
    /// What a short view leaves out; see [`MissionView::shortened`].
    #[serde(default, skip_serializing_if = "LeftOut::is_nothing")]
    pub left_out: LeftOut,
}

/// People of the mission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StrengthView {
    /// By contributor, the largest presence first.
    pub contributors: Vec<ContributorRow>,
    /// The mission as a whole as sources state it: size set, needed, promised, arrived, present.
    pub whole: Ladder,
    /// The contributors' presence added up, and what was left out.
    pub sum: Option<Sum>,
    /// The whole's presence over time.
    pub history: Vec<Level>,
}

/// How far people have come. A rung without a number is unknown, not nought.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ladder {
    /// Size set.
    pub authorized: Option<Level>,
    /// Said to be needed.
    pub required: Option<Level>,
    /// Promised.
    pub promised: Option<Level>,
    /// Announced.
    pub planned: Option<Level>,
    /// Trained and waiting.
    pub ready: Option<Level>,
    /// Ever arrived.
    pub arrived: Option<Level>,
    /// There on the day.
    pub present: Option<Level>,
    /// Gone home.
    pub left: Option<Level>,
}

/// One contributor of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContributorRow {
    /// A country, a body, or several for a joint figure.
    pub contributor: SmolStr,
    /// How far its people have come.
    pub ladder: Ladder,
    /// Its presence over time.
    pub history: Vec<Level>,
    /// Places in `findings` that concern it.
    pub findings: Vec<usize>,
}

/// A sum of contributors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    /// The sum; a lower bound when some number is unknown.
    pub level: Level,
    /// Whose numbers were added.
    pub added: Vec<SmolStr>,
    /// Contributors present in unknown number.
    pub unknown: Vec<SmolStr>,
    /// Joint figures and bodies left out, since their people may be counted already.
    pub left_out: Vec<SmolStr>,
    /// Stated total less the sum, when both are known.
    pub difference: Option<f64>,
}

/// One donor, fund and currency. Amounts are never converted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoneyRow {
    /// Who pays; empty for the whole.
    pub donor: SmolStr,
    /// What it is paid to.
    pub recipient: SmolStr,
    /// ISO 4217.
    pub currency: SmolStr,
    /// Stage by stage, in the codebook's order.
    #[serde(deserialize_with = "words::stages")]
    pub stages: Vec<(Word, Level)>,
    /// The amounts in other currencies; empty unless rates were handed over. See [`crate::convert`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub converted: Vec<Converted>,
}

/// The legal basis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MandateView {
    /// Acts in order of time.
    pub acts: Vec<ActRow>,
    /// When the last act in force says that it runs out.
    pub expires: Option<SmolStr>,
    /// Days from the day shown; negative when it has run out.
    pub days_left: Option<i32>,
    /// The last act that decides whether the mission has a mandate.
    pub last: Option<Act>,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActRow {
    /// When.
    pub at: Date,
    /// True when a source dates it; otherwise it was told on that day.
    pub dated: bool,
    /// What.
    pub act: Act,
    /// Who.
    pub by: SmolStr,
    /// Instrument.
    pub instrument: Option<SmolStr>,
    /// When it runs out, as stated or from the stated term.
    pub until: Option<SmolStr>,
    /// Votes.
    pub votes: Option<crate::claim::Votes>,
    /// Independent sources.
    pub sources: usize,
    /// Its claims.
    pub claims: Vec<SmolStr>,
}

/// Ground held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroundRow {
    /// Who.
    pub holder: SmolStr,
    /// What.
    pub place: SmolStr,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// Percent over time; a level without a value is control without a share.
    pub history: Vec<Level>,
}

/// Harm: counts of periods that do not overlap may be added, others are alternatives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TollRow {
    /// Kind of harm.
    #[serde(deserialize_with = "words::word")]
    pub harm: Word,
    /// Kind of victims.
    pub victims: SmolStr,
    /// Where; empty when not said.
    pub place: SmolStr,
    /// The counts that do not overlap, in order of time, the best supported first where they do.
    pub counts: Vec<Figure>,
    /// Counts whose period or place overlaps one of those.
    pub overlapping: Vec<Figure>,
    /// The sum of `counts`.
    pub sum: Option<f64>,
}

/// Who held an office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenure {
    /// Country, organisation or mission.
    pub body: SmolStr,
    /// Person, by the fullest name.
    pub person: SmolStr,
    /// Titles given, the latest first.
    pub titles: Vec<SmolStr>,
    /// The last standing told.
    pub standing: Standing,
    /// First day told of.
    pub first: Date,
    /// Last day told of.
    pub last: Date,
    /// Independent sources.
    pub sources: usize,
    /// Its claims.
    pub claims: Vec<SmolStr>,
}

/// What a party said about another or about a thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Who.
    pub actor: SmolStr,
    /// PLOVER type.
    pub stance: SmolStr,
    /// The party concerned.
    pub about: SmolStr,
    /// What it is about, as written.
    pub object: Option<SmolStr>,
    /// When last.
    pub at: Date,
    /// Independent sources.
    pub sources: usize,
    /// Its claims.
    pub claims: Vec<SmolStr>,
}

/// Things of one kind from one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquipmentRow {
    /// Who gives them; empty when not said.
    pub contributor: SmolStr,
    /// What.
    pub item: SmolStr,
    /// Stage by stage, in the codebook's order.
    #[serde(deserialize_with = "words::stages")]
    pub stages: Vec<(Word, Level)>,
}

/// One thing that the mission is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileRow {
    /// What is said about it.
    pub attribute: SmolStr,
    /// What it is.
    pub value: SmolStr,
    /// First told.
    pub first: Date,
    /// Last told.
    pub last: Date,
    /// Independent sources.
    pub sources: usize,
    /// Its claims.
    pub claims: Vec<SmolStr>,
}

impl Tenure {
    /// The days told of, as an interval of EDTF: open at its end while nothing says that it is over.
    #[must_use]
    pub fn edtf(&self) -> String {
        let (first, last) = (self.first, self.last);
        match self.standing {
            Standing::Holds | Standing::Acting | Standing::Outgoing => format!("{first}/.."),
            _ if first >= last => last.to_string(),
            _ => format!("{first}/{last}"),
        }
    }
}

impl Ladder {
    /// Does it to each rung that is known.
    pub(crate) fn each(&mut self, mut to: impl FnMut(&mut Level)) {
        let rungs = [
            &mut self.authorized,
            &mut self.required,
            &mut self.promised,
            &mut self.planned,
            &mut self.ready,
            &mut self.arrived,
            &mut self.present,
            &mut self.left,
        ];
        for level in rungs.into_iter().flatten() {
            to(level);
        }
    }

    /// The rungs that are known, by name, from the first to the last.
    pub fn rungs(&self) -> impl Iterator<Item = (&'static str, &Level)> {
        [
            ("authorised", &self.authorized),
            ("required", &self.required),
            ("promised", &self.promised),
            ("planned", &self.planned),
            ("ready", &self.ready),
            ("arrived", &self.arrived),
            ("present", &self.present),
            ("left", &self.left),
        ]
        .into_iter()
        .filter_map(|(name, level)| Some((name, level.as_ref()?)))
    }
}
