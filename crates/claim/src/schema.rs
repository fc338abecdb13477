//! What a claim is made of: the nine types of the codebook, their fields and what each may hold.
//!
//! This one list is the source of everything that speaks of claim types: the rule checker, the JSON
//! form, the table of `contingent read`, the scorer, `contingent help claims` and the guide.

use std::fmt;

/// The nine claim types, in the codebook's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClaimType {
    /// People of a mission.
    Strength,
    /// An act on a mission's legal basis.
    Mandate,
    /// Money for a mission.
    Funding,
    /// Things for a mission.
    Equipment,
    /// What a mission is.
    Profile,
    /// Who holds ground.
    Control,
    /// Harm to people.
    Toll,
    /// Who holds which office.
    Role,
    /// Who did what to whom.
    Event,
}

/// One field of a claim type.
#[derive(Debug)]
pub struct Field {
    /// Its key in the JSON form.
    pub name: &'static str,
    /// What it may hold.
    pub domain: Domain,
    /// How two claims are compared on it.
    pub core: Core,
    /// One line for the help and the guide.
    pub about: &'static str,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// A country (ISO 3166-1 alpha-3), a registry id, or a name as written; several for a joint figure.
    Identity,
    /// A place's usual name; `latitude`, `longitude` and `geonames` come beside it where known.
    Place,
    /// `{value, max, qualifier, text}`.
    Quantity,
    /// A quantity with an ISO 4217 `currency`.
    Money,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Words of the text, or a code.
    Text,
    /// True or false.
    Bool,
    /// A country, a registry id, a place or a truth value: the `value` of a profile.
    Any,
    /// An EDTF date.
    Date,
    /// An ISO 8601 duration.
    Duration,
    /// `{in_favour, against, abstaining}`.
    Votes,
}

/// How a field takes part in deciding whether two claims are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// It does not.
    No,
    /// It must be equal.
    Equal,
    /// For a quantity, only the lower value counts.
    Value,
    /// For a person, only the last name counts.
    Surname,
}

impl ClaimType {
    /// All of them, in the codebook's order.
    pub const ALL: &'static [Self] = &[
        Self::Strength,
        Self::Mandate,
        Self::Funding,
        Self::Equipment,
        Self::Profile,
        Self::Control,
        Self::Toll,
        Self::Role,
        Self::Event,
    ];

    /// The name in the JSON form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::Mandate => "mandate",
            Self::Funding => "funding",
            Self::Equipment => "equipment",
            Self::Profile => "profile",
            Self::Control => "control",
            Self::Toll => "toll",
            Self::Role => "role",
            Self::Event => "event",
        }
    }

    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.name() == name)
    }

    /// What it records, in one line.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Strength => "people of a mission: who, how many, in which state",
            Self::Mandate => "an act on a mission's legal basis",
            Self::Funding => "money for a mission: from whom, how much, at which stage",
            Self::Equipment => "things for a mission",
            Self::Profile => "what a mission is: who leads it, where, on what footing",
            Self::Control => "who holds which ground",
            Self::Toll => "harm to people",
            Self::Role => "who holds which office",
            Self::Event => "who did or said what to or about whom",
        }
    }

    /// Its own fields, in the order of the JSON form; `date`, `said_by` and `evidence` belong to all.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Strength => STRENGTH,
            Self::Mandate => MANDATE,
            Self::Funding => FUNDING,
            Self::Equipment => EQUIPMENT,
            Self::Profile => PROFILE,
            Self::Control => CONTROL,
            Self::Toll => TOLL,
            Self::Role => ROLE,
            Self::Event => EVENT,
        }
    }

    /// The field of that name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|f| f.name == name)
    }
}

impl fmt::Display for ClaimType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

const fn field(name: &'static str, domain: Domain, core: Core, about: &'static str) -> Field {
    Field {
        name,
        domain,
        core,
        about,
    }
}

const MISSION: Field = field(
    "mission",
    Domain::Identity,
    Core::Equal,
    "registry id of the mission",
);

const STRENGTH: &[Field] = &[
    MISSION,
    field(
        "contributor",
        Domain::Identity,
        Core::Equal,
        "who sends the people; null for the mission as a whole",
    ),
    field(
        "count",
        Domain::Quantity,
        Core::Equal,
        "how many; null when no number is given",
    ),
    field(
        "status",
        Domain::OneOf(&[
            "authorized",
            "required",
            "pledged",
            "ready",
            "planned",
            "deployed",
            "withdrawn",
            "withdrawal_planned",
        ]),
        Core::Equal,
        "how far they have come",
    ),
    field(
        "measure",
        Domain::OneOf(&["total", "increment", "cumulative"]),
        Core::Equal,
        "level at a date, one movement, or all since the start",
    ),
    field(
        "personnel",
        Domain::OneOf(&["police", "military", "civilian", "mixed", "unspecified"]),
        Core::No,
        "what kind of people",
    ),
];

const MANDATE: &[Field] = &[
    MISSION,
    field(
        "act",
        Domain::OneOf(&[
            "requested",
            "authorized",
            "extended",
            "changed",
            "transformed",
            "ended",
            "rejected",
            "suspended",
        ]),
        Core::Equal,
        "what was done to the legal basis",
    ),
    field("by", Domain::Identity, Core::Equal, "who did it"),
    field(
        "instrument",
        Domain::Text,
        Core::No,
        "`UNSCR 2699`, or a name",
    ),
    field("until", Domain::Date, Core::No, "when it runs out"),
    field("term", Domain::Duration, Core::No, "how long it lasts"),
    field("votes", Domain::Votes, Core::No, "how the vote went"),
];

const FUNDING: &[Field] = &[
    MISSION,
    field("donor", Domain::Identity, Core::Equal, "who pays"),
    field("amount", Domain::Money, Core::Equal, "how much"),
    field(
        "status",
        Domain::OneOf(&[
            "required",
            "requested",
            "pledged",
            "approved",
            "contributed",
            "withheld",
            "available",
            "shortfall",
            "spent",
        ]),
        Core::Equal,
        "at which stage",
    ),
    field(
        "recipient",
        Domain::OneOf(&["mission", "trust-fund", "host-police", "other"]),
        Core::No,
        "what it is paid to",
    ),
    field(
        "measure",
        Domain::OneOf(&["total", "increment", "per_year", "per_month"]),
        Core::No,
        "a level, one gift, or a rate",
    ),
];

const EQUIPMENT: &[Field] = &[
    MISSION,
    field("contributor", Domain::Identity, Core::Equal, "who gives it"),
    field(
        "item",
        Domain::OneOf(&[
            "armoured_vehicle",
            "vehicle",
            "helicopter",
            "aircraft",
            "drone",
            "ship",
            "weapon",
            "ammunition",
            "radio",
            "base",
            "other",
        ]),
        Core::Equal,
        "what it is",
    ),
    field("count", Domain::Quantity, Core::Value, "how many"),
    field(
        "status",
        Domain::OneOf(&[
            "required",
            "pledged",
            "planned",
            "delivered",
            "operating",
            "lost",
        ]),
        Core::Equal,
        "how far it has come",
    ),
];

const PROFILE: &[Field] = &[
    MISSION,
    field(
        "attribute",
        Domain::OneOf(&[
            "lead",
            "host",
            "un_operation",
            "funding_basis",
            "predecessor",
            "successor",
            "headquarters",
            "part_of",
        ]),
        Core::Equal,
        "what is said about it",
    ),
    field(
        "value",
        Domain::Any,
        Core::Equal,
        "a country, a body, a place, a mission, true or false, `voluntary` or `assessed`",
    ),
];

const CONTROL: &[Field] = &[
    field("holder", Domain::Identity, Core::Equal, "who holds it"),
    field("place", Domain::Place, Core::Equal, "what is held"),
    field(
        "share",
        Domain::Quantity,
        Core::Value,
        "percent of it; null when none is given",
    ),
    field(
        "mission",
        Domain::Identity,
        Core::No,
        "the mission that works there",
    ),
];

const TOLL: &[Field] = &[
    field(
        "harm",
        Domain::OneOf(&[
            "killed",
            "injured",
            "kidnapped",
            "displaced",
            "missing",
            "arrested",
            "raped",
        ]),
        Core::Equal,
        "what happened to them",
    ),
    field("count", Domain::Quantity, Core::Equal, "how many"),
    field(
        "victims",
        Domain::OneOf(&[
            "mission",
            "civilian",
            "police",
            "military",
            "armed_group",
            "people",
        ]),
        Core::Equal,
        "to whom",
    ),
    field(
        "nationality",
        Domain::Identity,
        Core::No,
        "their country, when given",
    ),
    field("place", Domain::Place, Core::No, "where"),
    field("by", Domain::Identity, Core::No, "the perpetrator"),
    field(
        "mission",
        Domain::Identity,
        Core::No,
        "the mission concerned",
    ),
];

const ROLE: &[Field] = &[
    field(
        "person",
        Domain::Text,
        Core::Surname,
        "full name as written",
    ),
    field(
        "title",
        Domain::Text,
        Core::No,
        "as written, without the name",
    ),
    field(
        "body",
        Domain::Identity,
        Core::Equal,
        "the country, organisation or mission",
    ),
    field(
        "standing",
        Domain::OneOf(&["holds", "named", "acting", "outgoing", "former"]),
        Core::No,
        "whether it is held",
    ),
];

/// The sixteen event types of PLOVER.
pub const PLOVER: &[&str] = &[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

const EVENT: &[Field] = &[
    field("plover", Domain::OneOf(PLOVER), Core::Equal, "PLOVER type"),
    field(
        "mode",
        Domain::Text,
        Core::No,
        "PLOVER mode, where it has one",
    ),
    field("cameo", Domain::Text, Core::No, "CAMEO code"),
    field("actor", Domain::Identity, Core::Equal, "who"),
    field("recipient", Domain::Identity, Core::Equal, "to whom"),
    field(
        "object",
        Domain::Text,
        Core::No,
        "what it is about, as written",
    ),
    field("place", Domain::Place, Core::No, "where"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_by_its_name_and_has_core_fields() {
        for kind in ClaimType::ALL {
            assert_eq!(ClaimType::named(kind.name()), Some(*kind));
            assert!(kind.fields().iter().any(|f| f.core != Core::No), "{kind}");
        }
        assert_eq!(ClaimType::named("weather"), None);
    }
}
