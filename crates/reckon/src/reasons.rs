//! The one list of reasons: what each is called, when it is given, and an example.
//!
//! `docs/reckon.md` and the program's help are made from this list.

/// One kind of check or reason.
#[derive(Debug, PartialEq, Eq)]
pub struct ReasonKind {
    /// Its stable name.
    pub id: &'static str,
    /// What it says.
    pub about: &'static str,
    /// When exactly it is given.
    pub condition: &'static str,
    /// An invented example.
    pub example: &'static str,
}

const fn kind(
    id: &'static str,
    about: &'static str,
    condition: &'static str,
    example: &'static str,
) -> ReasonKind {
    ReasonKind {
        id,
        about,
        condition,
        example,
    }
}

/// All of them, in the order in which they are tried.
pub const REASONS: &[ReasonKind] = &[
    kind(
        "currency-dropped",
        "one amount, two currencies: one of them was lost on the way",
        "both amounts are the same number in different currencies, for one donor, fund and stage, within 62 days",
        "C$40.2 million and $40.2 million",
    ),
    kind(
        "digit-slipped",
        "one number is ten times the other",
        "one value is exactly ten times the other, both for the same thing within 31 days (7 when the larger number of people is the later one, who may have come)",
        "130 and 1,300 officers in the same week",
    ),
    kind(
        "rotation-as-growth",
        "those who came were counted, those who left were not",
        "a level, those in and those out give one total; the same level with only those in gives the other",
        "500 before, 120 in, 90 out: 530, not 620",
    ),
    kind(
        "rotation-as-withdrawal",
        "those who left were counted, those who came were not",
        "the same with only those out; or one document tells that some left and at least as many came within 14 days, while its headline or another document tells only of the leaving",
        "180 in and 70 out under the headline \"Troops leave\"",
    ),
    kind(
        "plan-as-arrival",
        "what was announced or promised is told as arrived or paid",
        "the larger of two arrivals (or payments) equals a number announced, promised or ready for the same party and known no later, as it stands or rounded, and is not so much later (14 days) that they may have come; or an announced movement and the one that arrived on the same days differ",
        "212 announced, 187 arrived, and a paper writes that 212 arrived",
    ),
    kind(
        "ceiling-target-pledges",
        "a ceiling, a need and a sum of promises are three things",
        "sizes of the whole mission at different stages (authorised, required, promised) differ within 400 days; or exactly one of two sizes of one stage equals a size of another stage (planned too)",
        "a ceiling of 3,200, promises of 4,100",
    ),
    kind(
        "increment-as-total",
        "a movement was read as the level, or the level as a movement",
        "one of two levels equals a movement and the other equals the level before plus that movement; or the larger of two levels equals all since the start, which another document tells; or the larger of two first movements equals the level stated after it",
        "300 before, another 140: 440, not 140",
    ),
    kind(
        "old-part-in-total",
        "an old number of one part was carried on in a total",
        "the gap between two totals equals the gap between two values of exactly one contributor; or both totals are the same movement on top of two levels",
        "totals 640 and 655; one contributor is counted as 250 or 265",
    ),
    kind(
        "sum-of-parts",
        "one total is the sum of its parts; the other is not",
        "exactly one of two totals is the sum of at least two contributors' parts that one document gives, within 62 days; when the other leaves exactly one of them out, it is named",
        "200, 90 and 35 make 325, not 335",
    ),
    kind(
        "inclusive-exclusive",
        "\"of which\" was read as \"a further\", or the other way round",
        "the gap between two numbers equals a third one from the same document, a contributor's part of the whole or another stage of the same party, and the words of the third, or words of the two that hold its number, are such as \"of which\" or \"a further\"; or the smaller size is said to be that of the uniformed",
        "70 million, 20 of it paid; or 70 and a further 20 make 90",
    ),
    kind(
        "rounding",
        "one number is the other rounded",
        "the rounder number is the nearest one of its own fineness to the other, no more than 5 in 100 away (10 when it is called rough), within 31 days",
        "about 300 and 296",
    ),
    kind(
        "before-plus-change",
        "one number is the level before and the change since; the other is not",
        "exactly one of the two is an earlier level, at most 120 days old, plus (or less) one movement dated after it",
        "410 before, 55 more: 465, not 480",
    ),
    kind(
        "share-of-base",
        "one number is the stated share of the stated whole; the other is not",
        "a percentage or fraction in the words of one, times a whole that its document states, gives exactly one of the two to the whole percent",
        "40 per cent of 1,500 is 600, not 640",
    ),
    kind(
        "old-figure-dated-anew",
        "an earlier number is repeated under a later date",
        "the number was a level before the other one and comes back after it, with no leaving in between; for harm: the same number, of three digits or more, under two periods that do not meet",
        "250 in May, 330 in July, and 250 again in August",
    ),
    kind(
        "speaker-against-speaker",
        "two named speakers differ",
        "every claim of either number names a speaker (a promise is its giver's own word), no outlet is among them, and no speaker gives both; at most 14 days apart (31 for movements and harm of the same days, 90 for a promise)",
        "the ministry says 1,200, the envoy 1,600",
    ),
    kind(
        "copied-error",
        "many documents repeat it, but they copy one story",
        "one number stands in two or more documents that are all of one source, the other has at least two independent sources",
        "four pages print one agency's 830; two reporters counted 380",
    ),
];

/// The reason of that name.
#[must_use]
pub fn reason(id: &str) -> Option<&'static ReasonKind> {
    REASONS.iter().find(|r| r.id == id)
}
