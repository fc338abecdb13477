use contingent_text::Span;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A stretch of words that stands for a time, an amount or somebody, and what it was resolved to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of the sentence in the slice that was read.
    pub sentence: u32,
    /// First token.
    pub first: u16,
    /// Last token.
    pub last: u16,
    /// The token that governs the others (the noun of "some 400 Kenyan police", the day of "on Monday").
    pub head: u16,
    /// Its place in the sentence's part.
    pub span: Span,
    /// What it stands for.
    pub value: Value,
    /// How it was resolved, in a few words ("demonym of Kenya", "weekday before publication").
    pub reason: SmolStr,
}

/// What a mention stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A point or stretch of time.
    Time(Time),
    /// A number of things, people, percent or money, with its hedge.
    Quantity(Quantity),
    /// Somebody, some body or some place.
    Entity(Entity),
}

/// A time as EDTF (ISO 8601-2 level 1), or a duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// `2025-04-14`, `2024-06`, `2023`, `2024-06/2024-07`, `2023-10/..`; for a duration, ISO 8601 (`P12M`).
    pub edtf: SmolStr,
    /// True for a duration ("for twelve months"), which is no point in time by itself.
    pub duration: bool,
    /// True for a deadline or an end ("until 2 October", "by the end of September").
    pub until: bool,
    /// True for a start that holds on ("since October 2023").
    pub since: bool,
    /// The time of day, when the text gives one with the day ("on 25 March at around 16:30").
    pub clock: Option<jiff::civil::Time>,
}

/// A number with its hedge.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number; `None` for "dozens", "hundreds", "several".
    pub value: Option<f64>,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// The hedge.
    pub qualifier: Qualifier,
    /// What is counted.
    pub unit: Unit,
    /// True for "another 217", "217 more", "a further 78 million": an addition to what there was.
    pub more: bool,
    /// True for an ordinal ("the second contingent"): a rank, no amount.
    pub ordinal: bool,
    /// Index of the noun that is counted ("police" in "some 400 Kenyan police"), when there is one.
    pub counted: Option<u16>,
    /// The number and its hedge as written ("some 400"), without the counted noun unless it is a currency or percent.
    pub text: SmolStr,
}

/// The codebook's hedges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// 800
    Exact,
    /// some 800
    About,
    /// 800 or more, at least 800
    AtLeast,
    /// up to 800
    AtMost,
    /// over 800
    MoreThan,
    /// fewer than 800, nearly 800
    LessThan,
    /// 750 to 800
    Range,
}

/// What kind of thing a quantity counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money.
    Money(Currency),
    /// "80 percent", "two thirds": the value is in percent.
    Percent,
    /// "twice", "five-fold", "double": a factor.
    Times,
    /// A count of the noun at `counted`, or of something that is not named ("another 600").
    Count,
    /// A length of time, a distance, an age, a rate, a date's parts: nothing that claims count.
    Measure,
}

/// An ISO 4217 code, and whether the text itself gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217.
    pub code: SmolStr,
    /// True when the text says only "dollars" or "$", and the code is a guess.
    pub guessed: bool,
}

/// Somebody, some body or some place.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3 for a country, a registry id otherwise; `None` when the registry does not know it.
    pub id: Option<SmolStr>,
    /// Its usual name, or the words as written when it is unknown; a person's full name as far as the text has it.
    pub name: SmolStr,
    /// The country it is, belongs to or lies in, or for whose government a person acts (ISO 3166-1 alpha-3).
    pub country: Option<SmolStr>,
    /// Whom a claim puts its acts down to (ISO code or registry id): itself for a country, organisation, court,
    /// parliament, mission or group; the country for a ministry, an army or a police; the country or body whose
    /// office a person holds. `None` when that is not known: then the name stands for it.
    pub acts_for: Option<SmolStr>,
    /// A person's title as written beside the name ("Prime Minister", "spokesman"), without the name.
    pub title: Option<SmolStr>,
    /// How the words use it.
    pub usage: Usage,
    /// Degrees north, degrees east.
    pub coordinates: Option<(f64, f64)>,
    /// GeoNames id of a place.
    pub geonames: Option<u32>,
}

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A state or territory with an ISO code.
    Country,
    /// An organisation, court, council, parliament, ministry, army, police.
    Body,
    /// An armed group, or the gangs of a country as such.
    Group,
    /// A mission.
    Mission,
    /// A human being.
    Person,
    /// A place that is no country.
    Place,
}

/// How the words use an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usage {
    /// By its name ("Kenya", "the Security Council", "Viv Ansanm").
    Name,
    /// As an adjective ("Kenyan police", "Haiti mission").
    Adjective,
    /// Its people ("six Bahamians").
    People,
    /// Its government ("Nairobi pledged", "Washington").
    Government,
    /// By a class noun or pronoun that refers to it ("the force", "the country", "it").
    Reference,
}
