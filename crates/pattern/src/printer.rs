//! Writes a rule file back in its own language; reading that gives the same file again.

use crate::ast::{
    Argument, Assignment, Condition, Direction, Example, Expression, File, Item, Mode, Rule, Step,
    Test, Way, Word,
};
use crate::lexer::is_word_char;
use crate::parser::KEYWORDS;
use std::fmt::{self, Display, Formatter};

impl Display for File {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for item in &self.items {
            match item {
                Item::List(name, words) => writeln!(f, "list {} = {}", name.text, Words(words))?,
                Item::Standing(name, words) => {
                    writeln!(f, "standing {} = {}", name.text, Words(words))?;
                }
                Item::Let(name, test) => writeln!(f, "let {} = {{{test}}}", name.text)?,
                Item::Ways(name, from, ways) => {
                    writeln!(
                        f,
                        "ways {} {} = {}",
                        name.text,
                        from.text,
                        Joined(ways, " / ")
                    )?;
                }
                Item::Given(pairs) => writeln!(f, "given {}", Pairs(pairs))?,
                Item::Rule(rule) => write!(f, "\n{rule}")?,
            }
        }
        Ok(())
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "rule {}", self.name.text)?;
        writeln!(f, "  claim {}", self.claim.text)?;
        if self.priority != 0 {
            writeln!(f, "  priority {}", self.priority)?;
        }
        writeln!(f, "  at {} {{{}}}", self.trigger.0.text, self.trigger.1)?;
        for Argument { name, mode, ways } in &self.arguments {
            let keyword = match mode {
                Mode::Need => "arg",
                Mode::Optional => "opt",
                Mode::Each => "each",
                Mode::All => "all",
            };
            writeln!(f, "  {keyword} {} = {}", name.text, Joined(ways, " / "))?;
        }
        for Condition { wanted, ways } in &self.conditions {
            let keyword = if *wanted { "if" } else { "not" };
            writeln!(f, "  {keyword} {}", Joined(ways, " / "))?;
        }
        for assignment in &self.sets {
            writeln!(f, "  set {assignment}")?;
        }
        for (conditions, assignments) in &self.whens {
            write!(f, "  when ")?;
            for (n, Condition { wanted, ways }) in conditions.iter().enumerate() {
                let comma = if n > 0 { ", " } else { "" };
                let not = if *wanted { "" } else { "!" };
                write!(f, "{comma}{not}{}", Joined(ways, " / "))?;
            }
            writeln!(f, " : {}", Joined(assignments, "; "))?;
        }
        if let Some(key) = &self.key {
            writeln!(f, "  key {}", key.text)?;
        }
        for Example { sentence, fields } in &self.reads {
            write!(f, "  reads {}", quote(&sentence.text))?;
            if !fields.is_empty() {
                write!(f, " : {}", Pairs(fields))?;
            }
            writeln!(f)?;
        }
        for sentence in &self.leaves {
            writeln!(f, "  leaves {}", quote(&sentence.text))?;
        }
        Ok(())
    }
}

impl Display for Way {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(shared) = &self.shared {
            return write!(f, "${}({})", shared.text, self.from.text);
        }
        f.write_str(&self.from.text)?;
        if let Some(test) = &self.test {
            write!(f, " {{{test}}}")?;
        }
        self.steps.iter().try_for_each(|step| write!(f, " {step}"))
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.direction {
            Direction::Down => ">",
            Direction::Up => "<",
            Direction::Below => ">>",
            Direction::Above => "<<",
            Direction::Next => ".",
            Direction::Previous => "-",
            Direction::After => "..",
            Direction::Before => "--",
            Direction::Along => "~",
        })?;
        for (n, relation) in self.relations.iter().enumerate() {
            write!(f, "{}{}", if n > 0 { "|" } else { "" }, word(relation))?;
        }
        // A step without a test that is followed by a word would swallow it; an empty test keeps them apart.
        match &self.test {
            Some(test) => write!(f, " {{{test}}}"),
            None => Ok(()),
        }
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let values = |f: &mut Formatter<'_>, key: &str, values: &[Word]| {
            write!(f, "{key}: {}", Words(values))
        };
        match self {
            Self::And(tests) => {
                for (n, test) in tests.iter().enumerate() {
                    let space = if n > 0 { " " } else { "" };
                    match test {
                        Self::Or(_) | Self::And(_) => write!(f, "{space}({test})")?,
                        // The steps of a way run on into what follows unless brackets hold them.
                        Self::Has(_) => write!(f, "{space}({test})")?,
                        _ => write!(f, "{space}{test}")?,
                    }
                }
                Ok(())
            }
            Self::Or(tests) => {
                for (n, test) in tests.iter().enumerate() {
                    let bar = if n > 0 { " | " } else { "" };
                    match test {
                        // A bar after a relation would be read as one more relation.
                        Self::Or(_) | Self::Has(_) => write!(f, "{bar}({test})")?,
                        Self::And(tests) if tests.iter().any(|t| matches!(t, Self::Has(_))) => {
                            write!(f, "{bar}({test})")?;
                        }
                        _ => write!(f, "{bar}{test}")?,
                    }
                }
                Ok(())
            }
            Self::Not(test) => match **test {
                Self::And(_) | Self::Or(_) | Self::Has(_) => write!(f, "!({test})"),
                _ => write!(f, "!{test}"),
            },
            Self::Upos(name) | Self::Label(name) => f.write_str(&name.text),
            Self::Xpos(names) => values(f, "xpos", names),
            Self::Lemma(names) => values(f, "lemma", names),
            Self::Form(names) => values(f, "form", names),
            Self::Rel(names) => values(f, "rel", names),
            Self::List(name) => write!(f, "@{}", name.text),
            Self::Named(name) => write!(f, "${}", name.text),
            Self::Has(steps) => {
                for (n, step) in steps.iter().enumerate() {
                    write!(f, "{}{step}", if n > 0 { " " } else { "" })?;
                }
                Ok(())
            }
        }
    }
}

impl Display for Assignment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.field.text, Joined(&self.values, " / "))
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(value) => f.write_str(&word(value)),
            Self::Call(function, argument) => write!(f, "{}({})", word(function), argument.text),
        }
    }
}

struct Words<'a>(&'a [Word]);

impl Display for Words<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (n, value) in self.0.iter().enumerate() {
            write!(f, "{}{}", if n > 0 { ", " } else { "" }, word(value))?;
        }
        Ok(())
    }
}

struct Pairs<'a>(&'a [(Word, Word)]);

impl Display for Pairs<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (n, (key, value)) in self.0.iter().enumerate() {
            let comma = if n > 0 { ", " } else { "" };
            write!(f, "{comma}{} {}", key.text, word(value))?;
        }
        Ok(())
    }
}

struct Joined<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (n, item) in self.0.iter().enumerate() {
            write!(f, "{}{item}", if n > 0 { self.1 } else { "" })?;
        }
        Ok(())
    }
}

/// The word as it stands, or in quotes where the lexer would cut or misread it.
fn word(word: &Word) -> String {
    let text = word.text.as_str();
    let plain = !text.is_empty()
        && text.chars().all(|c| is_word_char(c) || c == '-')
        && text.starts_with(is_word_char)
        && text.ends_with(is_word_char)
        && !text.contains("--")
        && !KEYWORDS.contains(&text);
    if plain { text.to_owned() } else { quote(text) }
}

fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
