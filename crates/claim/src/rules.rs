//! The rules: built in, or with the user's own beside them.

use crate::labels::LABELS;
use crate::schema::{ClaimType, Domain};
use contingent_pattern::{Diagnostic, Expression, Program, Schema};
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// All rules, checked and ready.
pub struct Rules {
    program: Program,
}

impl Rules {
    /// The built-in rules.
    ///
    /// # Panics
    /// Never in a binary that passed its tests: the built-in rule files are checked by one.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            Rules::from_files(std::iter::empty::<(&str, &str)>()).unwrap_or_else(|errors| {
                let shown: Vec<_> = errors.iter().map(ToString::to_string).collect();
                panic!("built-in rules:\n{}", shown.join("\n"))
            })
        });
        &RULES
    }

    /// The built-in rules and the user's files beside them, each as name and text.
    ///
    /// # Errors
    /// Everything that is wrong in any file, with line, column and caret.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::only(RULE_FILES.iter().copied().chain(files))
    }

    /// These files and nothing else, each as name and text.
    ///
    /// # Errors
    /// Everything that is wrong in any file, with line, column and caret.
    pub fn only<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Diagnostic>> {
        Program::compile(files, &ClaimSchema).map(|program| Self { program })
    }

    /// The compiled rules.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The built-in rule files by name and text.
    #[must_use]
    pub fn built_in() -> &'static [(&'static str, &'static str)] {
        RULE_FILES
    }
}

/// The functions that a rule may call on an argument, and what they give.
pub const FUNCTIONS: &[(&str, &str)] = &[
    ("text", "the words of the argument with all that it governs"),
    ("words", "the words of the mention, or the word itself"),
    ("country", "the country that it is, belongs to or lies in"),
    ("one", "a quantity of one, written as the argument"),
    ("none", "a quantity of zero, written as the argument"),
    ("name", "its usual name"),
    ("office", "the body that a person acts for"),
    ("title", "a person's title as written, without the name"),
    (
        "standing",
        "how a person's title is held: holds, named, acting, outgoing or former",
    ),
    ("item", "the kind of thing that the noun names"),
    ("personnel", "the kind of people that the noun names"),
    ("victims", "the kind of victims that the noun names"),
    ("votes", "the votes given in the sentence"),
    (
        "instrument",
        "the resolution or other act named in the sentence",
    ),
];

/// Words on the right side of an assignment that stand for something in the document.
pub const CONSTANTS: &[(&str, &str)] = &[
    ("focus", "the mission that the document is about"),
    ("host", "the country where that mission works"),
    ("gangs", "the armed gangs of that country taken together"),
    (
        "group",
        "the armed group that the sentences before spoke of last",
    ),
    (
        "spoken",
        "the country, other than the host, that the sentences before spoke of last",
    ),
    ("same", "the victims that the document told of before"),
    ("published", "the day of publication"),
    (
        "context",
        "the only contributor that the document's other strength claims name",
    ),
];

struct ClaimSchema;

impl Schema for ClaimSchema {
    fn labels(&self) -> &[&str] {
        LABELS
    }

    fn check(
        &self,
        claim: &str,
        field: &str,
        value: &Expression,
        argument: bool,
    ) -> Result<(), String> {
        let Some(kind) = ClaimType::named(claim) else {
            let known: Vec<_> = ClaimType::ALL.iter().map(|t| t.name()).collect();
            return Err(format!(
                "no claim type `{claim}`; there are {}",
                known.join(", ")
            ));
        };
        if field.is_empty() || matches!(field, "date" | "said_by") {
            return Ok(());
        }
        let Some(known) = kind.field(field) else {
            let names: Vec<_> = kind.fields().iter().map(|f| f.name).collect();
            return Err(format!(
                "a {kind} claim has no field `{field}`; it has {}",
                names.join(", ")
            ));
        };
        if let Expression::Call(function, _) = value
            && !FUNCTIONS.iter().any(|(name, _)| *name == function.text)
        {
            let names: Vec<_> = FUNCTIONS.iter().map(|(name, _)| *name).collect();
            return Err(format!(
                "no function `{}`; there are {}",
                function.text,
                names.join(", ")
            ));
        }
        if argument {
            return Ok(());
        }
        let word = value.word().as_str();
        match known.domain {
            // Settled when the whole document is read.
            Domain::OneOf(_) if field == "victims" && word == crate::context::SAME => Ok(()),
            Domain::OneOf(words) if !words.contains(&word) => Err(format!(
                "`{word}` is no {field}; it is one of {}",
                words.join(", ")
            )),
            Domain::Bool if !matches!(word, "true" | "false") => {
                Err(format!("{field} is true or false"))
            }
            Domain::Quantity | Domain::Money | Domain::Votes | Domain::Duration => Err(format!(
                "`{word}` is no argument of this rule, and {field} needs words of the text"
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_sound() {
        let shown = |errors: Vec<Diagnostic>| {
            let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
            lines.join("\n")
        };
        let rules = Rules::from_files(std::iter::empty::<(&str, &str)>()).map_err(shown);
        assert_eq!(rules.err(), None);
    }

    #[test]
    fn a_word_outside_a_closed_list_is_an_error_where_it_stands() {
        let text = "rule mine\n claim strength\n at v {VERB}\n set status = arrived\n reads \"x\"";
        let errors = Rules::from_files([("mine.rules", text)])
            .err()
            .unwrap_or_default();
        let shown = errors.first().map(ToString::to_string).unwrap_or_default();
        assert!(
            shown.starts_with("mine.rules:4:15: `arrived` is no status"),
            "{shown}"
        );
    }
}
