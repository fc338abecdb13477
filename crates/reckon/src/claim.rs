//! A claim as the reckoning needs it: its type's own fields, its date, its speaker and its words.
//!
//! It is built from the codebook's JSON, so that figures of other tools can be reckoned with too. Short words are
//! kept in place, without memory of their own; nothing here is copied while reckoning.

use crate::edtf::Span;
use crate::vocabulary::{
    Act, Harm, Hedge, Item, Measure, MoneyMeasure, MoneyStatus, Personnel, Standing, Status,
    ThingStatus, Victims,
};
use contingent_claim::ClaimType;
use contingent_text::Part;
use serde::ser::{Serialize, Serializer};
use smol_str::SmolStr;

/// One thing that one document says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The fields of its type.
    pub content: Content,
    /// When it holds or happened, as EDTF, when the text says so.
    pub date: Option<SmolStr>,
    /// The days that `date` can mean; `None` when there is no date, or none that can be read.
    pub span: Option<Span>,
    /// The source that the text names; `None` when the publisher speaks.
    pub said_by: Option<SmolStr>,
    /// Its words. They may be left out, but some reasons can then not be found.
    pub quotes: Vec<Quote>,
}

/// The fields of a claim, by type.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// People of a mission.
    Strength(Strength),
    /// An act on its legal basis.
    Mandate(Box<Mandate>),
    /// Money for it.
    Funding(Funding),
    /// Things for it.
    Equipment(Equipment),
    /// What it is.
    Profile(Profile),
    /// Who holds ground.
    Control(Control),
    /// Harm to people.
    Toll(Box<Toll>),
    /// Who holds which office.
    Role(Role),
    /// Who did what to whom.
    Event(Box<Event>),
}

/// Nobody named, one party, or a joint figure of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// The mission as a whole, or nobody named.
    #[default]
    Nobody,
    /// A country, a registry id or a name.
    One(SmolStr),
    /// A joint figure.
    Several(Vec<SmolStr>),
}

/// A number with its hedge.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number; `None` for "dozens".
    pub value: Option<f64>,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// The hedge.
    pub qualifier: Hedge,
    /// ISO 4217, for money.
    pub currency: Option<SmolStr>,
    /// As written.
    pub text: SmolStr,
}

/// Words that carry a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Title or body.
    pub part: Part,
    /// The words.
    pub text: SmolStr,
}

/// People of a mission.
#[derive(Clone, Debug, PartialEq)]
pub struct Strength {
    /// Registry id.
    pub mission: Option<SmolStr>,
    /// Who sends them.
    pub contributor: Who,
    /// How many.
    pub count: Option<Amount>,
    /// How far they have come.
    pub status: Status,
    /// What kind of number it is.
    pub measure: Measure,
    /// What kind of people.
    pub personnel: Personnel,
}

/// An act on a mission's legal basis.
#[derive(Clone, Debug, PartialEq)]
pub struct Mandate {
    /// Registry id.
    pub mission: Option<SmolStr>,
    /// What was done.
    pub act: Act,
    /// Who did it.
    pub by: Who,
    /// `UNSCR 2699`, or a name.
    pub instrument: Option<SmolStr>,
    /// When it runs out, as EDTF.
    pub until: Option<SmolStr>,
    /// How long it lasts, as ISO 8601 duration.
    pub term: Option<SmolStr>,
    /// How the vote went.
    pub votes: Option<Votes>,
}

/// Votes, `None` where not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Votes {
    /// For it.
    pub in_favour: Option<u32>,
    /// Against it.
    pub against: Option<u32>,
    /// Neither.
    pub abstaining: Option<u32>,
}

/// Money for a mission.
#[derive(Clone, Debug, PartialEq)]
pub struct Funding {
    /// Registry id.
    pub mission: Option<SmolStr>,
    /// Who pays.
    pub donor: Who,
    /// How much.
    pub amount: Option<Amount>,
    /// At which stage.
    pub status: MoneyStatus,
    /// `mission`, `trust-fund`, `host-police` or other.
    pub recipient: Option<SmolStr>,
    /// What kind of number it is; `None` when not said.
    pub measure: Option<MoneyMeasure>,
}

/// Things for a mission.
#[derive(Clone, Debug, PartialEq)]
pub struct Equipment {
    /// Registry id.
    pub mission: Option<SmolStr>,
    /// Who gives it.
    pub contributor: Who,
    /// What it is.
    pub item: Item,
    /// How many.
    pub count: Option<Amount>,
    /// How far it has come.
    pub status: ThingStatus,
}

/// What a mission is.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Registry id.
    pub mission: Option<SmolStr>,
    /// What is said about it.
    pub attribute: SmolStr,
    /// What it is; `true` and `false` as words.
    pub value: SmolStr,
}

/// Who holds ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The mission that works there.
    pub mission: Option<SmolStr>,
    /// Who holds it.
    pub holder: Who,
    /// What is held.
    pub place: SmolStr,
    /// Percent of it.
    pub share: Option<Amount>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
}

/// Harm to people.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    /// The mission concerned.
    pub mission: Option<SmolStr>,
    /// What happened.
    pub harm: Harm,
    /// How many.
    pub count: Option<Amount>,
    /// To whom.
    pub victims: Victims,
    /// Their country.
    pub nationality: Who,
    /// Where.
    pub place: Option<SmolStr>,
    /// The perpetrator.
    pub by: Who,
}

/// Who holds which office.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Full name as written.
    pub person: SmolStr,
    /// Title as written.
    pub title: Option<SmolStr>,
    /// Country, organisation or mission.
    pub body: Who,
    /// Whether it is held.
    pub standing: Standing,
}

/// Who did or said what to or about whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The mission concerned, where a tool gives it.
    pub mission: Option<SmolStr>,
    /// PLOVER type.
    pub plover: SmolStr,
    /// CAMEO code.
    pub cameo: Option<SmolStr>,
    /// Who.
    pub actor: Who,
    /// To whom.
    pub recipient: Who,
    /// What it is about, as written.
    pub object: Option<SmolStr>,
    /// Where.
    pub place: Option<SmolStr>,
}

impl Claim {
    /// Its type.
    #[must_use]
    pub fn kind(&self) -> ClaimType {
        match self.content {
            Content::Strength(_) => ClaimType::Strength,
            Content::Mandate(_) => ClaimType::Mandate,
            Content::Funding(_) => ClaimType::Funding,
            Content::Equipment(_) => ClaimType::Equipment,
            Content::Profile(_) => ClaimType::Profile,
            Content::Control(_) => ClaimType::Control,
            Content::Toll(_) => ClaimType::Toll,
            Content::Role(_) => ClaimType::Role,
            Content::Event(_) => ClaimType::Event,
        }
    }

    /// The mission that it names.
    #[must_use]
    pub fn mission(&self) -> Option<&SmolStr> {
        match &self.content {
            Content::Strength(c) => c.mission.as_ref(),
            Content::Mandate(c) => c.mission.as_ref(),
            Content::Funding(c) => c.mission.as_ref(),
            Content::Equipment(c) => c.mission.as_ref(),
            Content::Profile(c) => c.mission.as_ref(),
            Content::Control(c) => c.mission.as_ref(),
            Content::Toll(c) => c.mission.as_ref(),
            Content::Role(_) => None,
            Content::Event(c) => c.mission.as_ref(),
        }
    }
}

impl Content {
    /// Its number, where the type has one.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Strength(c) => c.count.as_ref(),
            Self::Funding(c) => c.amount.as_ref(),
            Self::Equipment(c) => c.count.as_ref(),
            Self::Toll(c) => c.count.as_ref(),
            Self::Control(c) => c.share.as_ref(),
            _ => None,
        }
    }
}

impl Who {
    /// The one party.
    #[must_use]
    pub fn one(&self) -> Option<&SmolStr> {
        match self {
            Self::One(id) => Some(id),
            _ => None,
        }
    }

    /// All parties named.
    #[must_use]
    pub fn all(&self) -> &[SmolStr] {
        match self {
            Self::Nobody => &[],
            Self::One(id) => std::slice::from_ref(id),
            Self::Several(ids) => ids,
        }
    }

    /// The parties in words: `KEN`, `BHS and BLZ`; nothing for nobody.
    #[must_use]
    pub fn words(&self) -> SmolStr {
        match self {
            Self::Nobody => SmolStr::default(),
            Self::One(id) => id.clone(),
            Self::Several(ids) => SmolStr::new(ids.join(" and ")),
        }
    }
}

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nobody => serializer.serialize_none(),
            Self::One(id) => serializer.serialize_str(id),
            Self::Several(ids) => ids.serialize(serializer),
        }
    }
}
