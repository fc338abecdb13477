//! What is exported, and the columns that it has.

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A row for each claim.
    Claims,
    /// A row for each figure of a mission: one number about one thing at one date, with the claims that give it.
    Series,
    /// A row for each document.
    Documents,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A number; a whole one where the unit says so.
    Number,
    /// A day: 2025-04-14.
    Day,
    /// `true` or `false`.
    Truth,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    /// Its name; never changed once released.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// In what it is counted, or how it is written.
    pub unit: &'static str,
    /// What it says, in one line.
    pub about: &'static str,
}

const fn column(
    name: &'static str,
    kind: Kind,
    unit: &'static str,
    about: &'static str,
) -> ExportColumn {
    ExportColumn {
        name,
        kind,
        unit,
        about,
    }
}

impl What {
    /// All of them, by name.
    pub const ALL: [(&'static str, Self); 3] = [
        ("claims", Self::Claims),
        ("series", Self::Series),
        ("documents", Self::Documents),
    ];

    /// The columns, in order.
    #[must_use]
    pub fn columns(self) -> &'static [ExportColumn] {
        match self {
            Self::Claims => CLAIMS,
            Self::Series => SERIES,
            Self::Documents => DOCUMENTS,
        }
    }
}

use Kind::{Day, Number, Text, Truth};

const CLAIMS: &[ExportColumn] = &[
    column("claim", Text, "id", "the claim"),
    column(
        "type",
        Text,
        "claim type",
        "which of the nine types of claim",
    ),
    column(
        "mission",
        Text,
        "registry id",
        "the mission that it counts for",
    ),
    column(
        "actor",
        Text,
        "ISO 3166-1 alpha-3, registry id or name",
        "contributor, donor, holder, who acted, perpetrator or person; several with ` and ` between",
    ),
    column(
        "status",
        Text,
        "codebook word",
        "status, act, attribute, harm, standing or PLOVER type",
    ),
    column(
        "measure",
        Text,
        "codebook word",
        "total, increment, cumulative, per_year, per_month",
    ),
    column(
        "about",
        Text,
        "codebook word, id or name",
        "recipient, victims, body, item, value, instrument or kind of personnel",
    ),
    column(
        "object",
        Text,
        "words",
        "what an event is about, the title of an office",
    ),
    column(
        "value",
        Number,
        "see unit",
        "the number; empty when none is given",
    ),
    column("value_max", Number, "see unit", "upper end of a range"),
    column(
        "hedge",
        Text,
        "codebook word",
        "exact, about, at_least, at_most, more_than, less_than, range",
    ),
    column(
        "unit",
        Text,
        "people, things, percent or ISO 4217",
        "in what the number is counted",
    ),
    column(
        "date",
        Text,
        "EDTF",
        "when it holds or happened, as the text says",
    ),
    column(
        "date_first",
        Day,
        "ISO 8601",
        "the first day that the date can mean",
    ),
    column(
        "date_last",
        Day,
        "ISO 8601",
        "the last day that the date can mean",
    ),
    column("until", Text, "EDTF", "when a mandate runs out"),
    column(
        "nationality",
        Text,
        "ISO 3166-1 alpha-3 or name",
        "of victims",
    ),
    column("place", Text, "name", "where"),
    column(
        "latitude",
        Number,
        "degrees north, WGS 84",
        "of the place, where known",
    ),
    column(
        "longitude",
        Number,
        "degrees east, WGS 84",
        "of the place, where known",
    ),
    column(
        "said_by",
        Text,
        "id or words",
        "the source that the text names",
    ),
    column(
        "words",
        Text,
        "words",
        "the words that carry it; pieces with ` … ` between",
    ),
    column("rule", Text, "rule id", "by which it was read"),
    column(
        "verdict",
        Text,
        "accept, correct, reject",
        "what a reviewer decided",
    ),
    column("judged_by", Text, "name", "who decided"),
    column("correction", Text, "JSON object", "the fields put right"),
    column(
        "document",
        Number,
        "whole number",
        "the document's number in this record",
    ),
    column("document_title", Text, "words", "its headline"),
    column("publisher", Text, "words", "who published it"),
    column("published", Day, "ISO 8601", "when it was published"),
    column("known", Day, "ISO 8601", "since when it could be known"),
    column("address", Text, "URL", "where it was found"),
    column(
        "voice",
        Number,
        "whole number",
        "documents with the same number copy one story",
    ),
];

const SERIES: &[ExportColumn] = &[
    column("mission", Text, "registry id", "the mission"),
    column(
        "topic",
        Text,
        "strength, money, equipment, toll, ground",
        "what is counted",
    ),
    column(
        "party",
        Text,
        "ISO 3166-1 alpha-3, registry id or name",
        "contributor, donor, holder or nationality; empty for the whole",
    ),
    column(
        "stage",
        Text,
        "codebook word",
        "how far it has come, or the kind of harm",
    ),
    column(
        "kind",
        Text,
        "level, change, since_start, rate",
        "what kind of number it is",
    ),
    column(
        "item",
        Text,
        "codebook word or name",
        "kind of thing, fund, kind of victims, place held",
    ),
    column(
        "place",
        Text,
        "name",
        "where the harm was done, or the ground is",
    ),
    column(
        "value",
        Number,
        "see unit",
        "the number; empty when none is given",
    ),
    column("value_max", Number, "see unit", "upper end of a range"),
    column(
        "hedge",
        Text,
        "codebook word",
        "exact, about, at_least, at_most, more_than, less_than, range",
    ),
    column(
        "unit",
        Text,
        "people, things, percent or ISO 4217",
        "in what the number is counted",
    ),
    column("at", Day, "ISO 8601", "where it stands in time"),
    column(
        "date_first",
        Day,
        "ISO 8601",
        "the first day that its date can mean",
    ),
    column(
        "date_last",
        Day,
        "ISO 8601",
        "the last day that its date can mean",
    ),
    column(
        "dated",
        Truth,
        "",
        "true when the text gives the date, false when it stands at the day of publication",
    ),
    column("known", Day, "ISO 8601", "when it was first known"),
    column(
        "sources",
        Number,
        "whole number",
        "independent sources that give it",
    ),
    column(
        "disputed",
        Truth,
        "",
        "true when another source gives another number in its place",
    ),
    column(
        "latitude",
        Number,
        "degrees north, WGS 84",
        "of the place, where known",
    ),
    column(
        "longitude",
        Number,
        "degrees east, WGS 84",
        "of the place, where known",
    ),
    column(
        "claims",
        Text,
        "ids, spaces between",
        "the claims that give it, the earliest known first",
    ),
];

const DOCUMENTS: &[ExportColumn] = &[
    column(
        "document",
        Number,
        "whole number",
        "its number in this record",
    ),
    column(
        "page",
        Number,
        "whole number",
        "the number of the page's first version",
    ),
    column(
        "version",
        Number,
        "whole number",
        "which version of the page it is",
    ),
    column(
        "content",
        Text,
        "SHA-256, hexadecimal",
        "the hash of what it says",
    ),
    column("name", Text, "words", "the name it was added under"),
    column("title", Text, "words", "the headline"),
    column("publisher", Text, "words", "who published it"),
    column("published", Day, "ISO 8601", "when it was published"),
    column("known", Day, "ISO 8601", "since when it could be known"),
    column("added", Text, "ISO 8601, UTC", "when it was added"),
    column("address", Text, "URL", "where it was found"),
    column(
        "voice",
        Number,
        "whole number",
        "documents with the same number copy one story",
    ),
    column(
        "claims",
        Number,
        "whole number",
        "claims by its latest reading",
    ),
];
