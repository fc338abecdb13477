//! Morphological features (the FEATS of Universal Dependencies), read off a word's Penn tag, form and lemma.
//!
//! Only what these three tell is given: nothing is said about the person of a past tense.

use contingent_text::{Token, Upos, Xpos};
use std::fmt::{self, Write};

/// One feature, such as `("Number", "Plur")`.
pub type Feature = (&'static str, &'static str);

/// The features of a word in the order of their names; `form` is the word as written.
#[must_use]
pub fn features(token: &Token, form: &str) -> Vec<Feature> {
    let mut found = Vec::new();
    each_feature(token, form, &mut |feature| found.push(feature));
    found
}

/// Writes the features as CoNLL-U has them: `Number=Plur|Person=3`, or `_`.
pub(crate) fn write_features(token: &Token, form: &str, out: &mut impl Write) -> fmt::Result {
    let mut result = Ok(());
    let mut first = true;
    each_feature(token, form, &mut |(name, value)| {
        if result.is_ok() {
            let separator = if first { "" } else { "|" };
            result = write!(out, "{separator}{name}={value}");
        }
        first = false;
    });
    result?;
    if first { out.write_char('_') } else { Ok(()) }
}

fn each_feature(token: &Token, form: &str, give: &mut dyn FnMut(Feature)) {
    for feature in by_word(token, form).unwrap_or_else(|| by_tag(token, form)) {
        give(*feature);
    }
}

const SINGULAR: &[Feature] = &[("Number", "Sing")];
const PLURAL: &[Feature] = &[("Number", "Plur")];
const POSITIVE: &[Feature] = &[("Degree", "Pos")];
const COMPARATIVE: &[Feature] = &[("Degree", "Cmp")];
const SUPERLATIVE: &[Feature] = &[("Degree", "Sup")];
const ORDINAL: &[Feature] = &[("Degree", "Pos"), ("NumForm", "Word"), ("NumType", "Ord")];
const ORDINAL_DIGITS: &[Feature] = &[("Degree", "Pos"), ("NumForm", "Combi"), ("NumType", "Ord")];
const CARDINAL_DIGITS: &[Feature] = &[("NumForm", "Digit"), ("NumType", "Card")];
const CARDINAL_WORD: &[Feature] = &[("NumForm", "Word"), ("NumType", "Card")];
const INFINITIVE: &[Feature] = &[("VerbForm", "Inf")];
const FINITE: &[Feature] = &[("VerbForm", "Fin")];
const PAST: &[Feature] = &[("Mood", "Ind"), ("Tense", "Past"), ("VerbForm", "Fin")];
const PRESENT: &[Feature] = &[("Mood", "Ind"), ("Tense", "Pres"), ("VerbForm", "Fin")];
const PRESENT_3: &[Feature] = &[
    ("Mood", "Ind"),
    ("Number", "Sing"),
    ("Person", "3"),
    ("Tense", "Pres"),
    ("VerbForm", "Fin"),
];
const PRESENT_PARTICIPLE: &[Feature] = &[("Tense", "Pres"), ("VerbForm", "Part")];
const PAST_PARTICIPLE: &[Feature] = &[("Tense", "Past"), ("VerbForm", "Part")];
const INTERROGATIVE: &[Feature] = &[("PronType", "Int")];
const RELATIVE: &[Feature] = &[("PronType", "Rel")];
const NEGATIVE: &[Feature] = &[("Polarity", "Neg")];

fn by_tag(token: &Token, form: &str) -> &'static [Feature] {
    match token.xpos {
        Xpos::Nn | Xpos::Nnp if token.upos == Upos::Adj => POSITIVE,
        Xpos::Nn | Xpos::Nnp => SINGULAR,
        Xpos::Nns | Xpos::Nnps => PLURAL,
        Xpos::Jj if token.upos == Upos::Adj => adjective(form),
        Xpos::Jjr | Xpos::Rbr => COMPARATIVE,
        Xpos::Jjs | Xpos::Rbs => SUPERLATIVE,
        Xpos::Cd | Xpos::Ls if token.upos == Upos::Num => cardinal(form),
        Xpos::Vb => INFINITIVE,
        Xpos::Md => FINITE,
        Xpos::Vbd => PAST,
        Xpos::Vbp => PRESENT,
        Xpos::Vbz => PRESENT_3,
        Xpos::Vbg if matches!(token.upos, Upos::Verb | Upos::Aux) => PRESENT_PARTICIPLE,
        Xpos::Vbn if matches!(token.upos, Upos::Verb | Upos::Aux) => PAST_PARTICIPLE,
        Xpos::Wdt => RELATIVE,
        Xpos::Wp | Xpos::Wrb => INTERROGATIVE,
        Xpos::Rb if token.upos == Upos::Part => NEGATIVE,
        _ => &[],
    }
}

fn adjective(form: &str) -> &'static [Feature] {
    if form.starts_with(|c: char| c.is_ascii_digit()) && form.ends_with(['t', 'd', 'h']) {
        return ORDINAL_DIGITS;
    }
    if ORDINALS.iter().any(|word| form.eq_ignore_ascii_case(word)) {
        ORDINAL
    } else {
        POSITIVE
    }
}

const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "hundredth",
    "thousandth",
];

fn cardinal(form: &str) -> &'static [Feature] {
    if form.chars().any(char::is_numeric) {
        CARDINAL_DIGITS
    } else {
        CARDINAL_WORD
    }
}

/// Pronouns and determiners, which the tag does not tell apart.
fn by_word(token: &Token, form: &str) -> Option<&'static [Feature]> {
    if !matches!(
        token.xpos,
        Xpos::Prp | Xpos::PrpPoss | Xpos::Dt | Xpos::Pdt | Xpos::Nn | Xpos::Rb | Xpos::Ex
    ) || form.len() > 10
    {
        return None;
    }
    let mut buffer = [0; 10];
    let lower = buffer.get_mut(..form.len())?;
    lower.copy_from_slice(form.as_bytes());
    lower.make_ascii_lowercase();
    let word = std::str::from_utf8(lower).ok()?;
    PRONOUNS
        .iter()
        .find(|(tag, known, _)| *tag == token.xpos && *known == word)
        .map(|(_, _, features)| *features)
}

/// Tag, word, features.
const PRONOUNS: &[(Xpos, &str, &[Feature])] = &[
    (Xpos::Dt, "the", &[("Definite", "Def"), ("PronType", "Art")]),
    (Xpos::Dt, "a", &[("Definite", "Ind"), ("PronType", "Art")]),
    (Xpos::Dt, "an", &[("Definite", "Ind"), ("PronType", "Art")]),
    (Xpos::Dt, "this", &[("Number", "Sing"), ("PronType", "Dem")]),
    (Xpos::Dt, "that", &[("Number", "Sing"), ("PronType", "Dem")]),
    (
        Xpos::Dt,
        "these",
        &[("Number", "Plur"), ("PronType", "Dem")],
    ),
    (
        Xpos::Dt,
        "those",
        &[("Number", "Plur"), ("PronType", "Dem")],
    ),
    (Xpos::Dt, "no", &[("PronType", "Neg")]),
    (Xpos::Dt, "all", &[("PronType", "Tot")]),
    (Xpos::Dt, "both", &[("PronType", "Tot")]),
    (Xpos::Dt, "each", &[("PronType", "Tot")]),
    (Xpos::Dt, "every", &[("PronType", "Tot")]),
    (Xpos::Dt, "some", &[("PronType", "Ind")]),
    (Xpos::Dt, "any", &[("PronType", "Ind")]),
    (Xpos::Dt, "another", &[("PronType", "Ind")]),
    (Xpos::Pdt, "all", &[("PronType", "Tot")]),
    (Xpos::Pdt, "both", &[("PronType", "Tot")]),
    (
        Xpos::Pdt,
        "half",
        &[
            ("NumForm", "Word"),
            ("NumType", "Frac"),
            ("PronType", "Ind"),
        ],
    ),
    (Xpos::Pdt, "such", &[("PronType", "Ind")]),
    (
        Xpos::Nn,
        "anyone",
        &[("Number", "Sing"), ("PronType", "Ind")],
    ),
    (
        Xpos::Nn,
        "anything",
        &[("Number", "Sing"), ("PronType", "Ind")],
    ),
    (
        Xpos::Nn,
        "someone",
        &[("Number", "Sing"), ("PronType", "Ind")],
    ),
    (
        Xpos::Nn,
        "something",
        &[("Number", "Sing"), ("PronType", "Ind")],
    ),
    (
        Xpos::Nn,
        "everyone",
        &[("Number", "Sing"), ("PronType", "Tot")],
    ),
    (
        Xpos::Nn,
        "everything",
        &[("Number", "Sing"), ("PronType", "Tot")],
    ),
    (
        Xpos::Nn,
        "nobody",
        &[("Number", "Sing"), ("PronType", "Neg")],
    ),
    (
        Xpos::Nn,
        "nothing",
        &[("Number", "Sing"), ("PronType", "Neg")],
    ),
    (Xpos::Nn, "none", &[("Number", "Sing"), ("PronType", "Neg")]),
    (Xpos::Rb, "here", &[("PronType", "Dem")]),
    (Xpos::Rb, "there", &[("PronType", "Dem")]),
    (Xpos::Rb, "now", &[("PronType", "Dem")]),
    (Xpos::Rb, "then", &[("PronType", "Dem")]),
    (Xpos::Rb, "never", &[("PronType", "Neg")]),
    (
        Xpos::Prp,
        "i",
        &[
            ("Case", "Nom"),
            ("Number", "Sing"),
            ("Person", "1"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "me",
        &[
            ("Case", "Acc"),
            ("Number", "Sing"),
            ("Person", "1"),
            ("PronType", "Prs"),
        ],
    ),
    (Xpos::Prp, "you", &[("Person", "2"), ("PronType", "Prs")]),
    (
        Xpos::Prp,
        "he",
        &[
            ("Case", "Nom"),
            ("Gender", "Masc"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "him",
        &[
            ("Case", "Acc"),
            ("Gender", "Masc"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "she",
        &[
            ("Case", "Nom"),
            ("Gender", "Fem"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "her",
        &[
            ("Case", "Acc"),
            ("Gender", "Fem"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "it",
        &[
            ("Gender", "Neut"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "we",
        &[
            ("Case", "Nom"),
            ("Number", "Plur"),
            ("Person", "1"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "us",
        &[
            ("Case", "Acc"),
            ("Number", "Plur"),
            ("Person", "1"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "they",
        &[
            ("Case", "Nom"),
            ("Number", "Plur"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "them",
        &[
            ("Case", "Acc"),
            ("Number", "Plur"),
            ("Person", "3"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::Prp,
        "himself",
        &[
            ("Case", "Acc"),
            ("Gender", "Masc"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("Reflex", "Yes"),
        ],
    ),
    (
        Xpos::Prp,
        "herself",
        &[
            ("Case", "Acc"),
            ("Gender", "Fem"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("Reflex", "Yes"),
        ],
    ),
    (
        Xpos::Prp,
        "itself",
        &[
            ("Case", "Acc"),
            ("Gender", "Neut"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("Reflex", "Yes"),
        ],
    ),
    (
        Xpos::Prp,
        "themselves",
        &[
            ("Case", "Acc"),
            ("Number", "Plur"),
            ("Person", "3"),
            ("Reflex", "Yes"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "my",
        &[
            ("Case", "Gen"),
            ("Number", "Sing"),
            ("Person", "1"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "your",
        &[
            ("Case", "Gen"),
            ("Person", "2"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "his",
        &[
            ("Case", "Gen"),
            ("Gender", "Masc"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "her",
        &[
            ("Case", "Gen"),
            ("Gender", "Fem"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "its",
        &[
            ("Case", "Gen"),
            ("Gender", "Neut"),
            ("Number", "Sing"),
            ("Person", "3"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "our",
        &[
            ("Case", "Gen"),
            ("Number", "Plur"),
            ("Person", "1"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
    (
        Xpos::PrpPoss,
        "their",
        &[
            ("Case", "Gen"),
            ("Number", "Plur"),
            ("Person", "3"),
            ("Poss", "Yes"),
            ("PronType", "Prs"),
        ],
    ),
];
