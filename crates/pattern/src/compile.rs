//! Rule files made ready to match: names resolved, lists numbered, fields checked against a schema.

use crate::ast::{
    Argument, Assignment, Condition, Direction, Expression, File, Item, Mode, Rule, Step, Test,
    Way, Word,
};
use crate::error::Diagnostic;
use crate::graph::Graph;
use crate::parser::parse;
use crate::standing::GRAMMAR_LABELS;
use contingent_text::{Deprel, Sentence, Upos, Xpos};
use smol_str::SmolStr;
use std::collections::HashMap;

/// What the caller knows and the language does not: its labels, and what its claims may hold.
pub trait Schema {
    /// The labels it puts on words, in the order of their bits.
    fn labels(&self) -> &[&str];

    /// Checks one value of one field of one claim type; an empty `field` asks about the claim type alone.
    /// `argument` is true when the value is a word of the sentence that an argument found.
    ///
    /// # Errors
    /// Says what is wrong, for the author of the rule.
    fn check(
        &self,
        claim: &str,
        field: &str,
        value: &Expression,
        argument: bool,
    ) -> Result<(), String>;
}

/// All rules, ready to match.
pub struct Program {
    pub(crate) rules: Vec<CompiledRule>,
    /// Which lists a lemma is in.
    pub(crate) lists: HashMap<SmolStr, ListBits>,
    /// The lists' numbers by name.
    list_numbers: HashMap<SmolStr, usize>,
    /// Which standing a lemma lends to the clause below it.
    governors: HashMap<SmolStr, u128>,
    files: Vec<(String, File)>,
}

pub(crate) const MAX_LISTS: usize = 256;
pub(crate) type ListBits = [u64; MAX_LISTS / 64];

pub(crate) struct CompiledRule {
    pub rule: Rule,
    pub trigger: Check,
    pub arguments: Vec<CompiledArgument>,
    pub conditions: Vec<CompiledCondition>,
    pub whens: Vec<(Vec<CompiledCondition>, Vec<Assignment>)>,
    pub key: usize,
    /// Names of the trigger (0) and the arguments (1…).
    pub names: Vec<SmolStr>,
}

pub(crate) struct CompiledArgument {
    pub mode: Mode,
    pub ways: Vec<CompiledWay>,
}

pub(crate) struct CompiledWay {
    /// As the rule writes it.
    pub written: SmolStr,
    pub from: usize,
    pub test: Option<Check>,
    pub steps: Vec<CompiledStep>,
}

pub(crate) struct CompiledStep {
    pub direction: Direction,
    pub relations: Vec<RelCheck>,
    pub test: Option<Check>,
}

/// Holds when one of its ways leads somewhere, or for an unwanted one when none does.
pub(crate) struct CompiledCondition {
    pub wanted: bool,
    pub ways: Vec<CompiledWay>,
}

/// A test with its names resolved.
pub(crate) enum Check {
    And(Vec<Check>),
    Or(Vec<Check>),
    Not(Box<Check>),
    Upos(Upos),
    Xpos(Vec<Xpos>),
    Lemma(Vec<SmolStr>),
    Form(Vec<SmolStr>),
    Rel(Vec<Deprel>),
    Label(u128),
    List(usize),
    Has(Vec<CompiledStep>),
}

/// A relation as a rule names it.
pub(crate) enum RelCheck {
    /// A relation of the tree with all its subtypes, or one subtype.
    Ud(Vec<Deprel>),
    Agent,
    Theme,
    Mod,
    /// Any preposition.
    AnyPrep,
    Prep(SmolStr),
    Listed,
}

impl Program {
    /// Reads and compiles rule files, given as name and text. Names of lists and tests hold for all files.
    ///
    /// # Errors
    /// Everything that is wrong in any of them.
    pub fn compile<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        schema: &dyn Schema,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let mut parsed = Vec::new();
        for (name, text) in files {
            match parse(name, text) {
                Ok(file) => parsed.push((name, text, file)),
                Err(error) => errors.push(error),
            }
        }
        let mut names = Names::default();
        for (name, text, file) in &parsed {
            names.collect(name, text, file, &mut errors);
        }
        let mut rules = Vec::new();
        let mut seen: HashMap<SmolStr, ()> = HashMap::new();
        for (name, text, file) in &parsed {
            for item in &file.items {
                let Item::Rule(rule) = item else { continue };
                let mut compiler = Compiler {
                    file: name,
                    text,
                    names: &names,
                    schema,
                    errors: &mut errors,
                    depth: 0,
                };
                if seen.insert(rule.name.text.clone(), ()).is_some() {
                    compiler.error(
                        &rule.name,
                        "another rule has this name",
                        Some("give each rule a name of its own"),
                    );
                }
                rules.push(compiler.rule(rule));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            rules,
            list_numbers: (names.lists.iter())
                .map(|(name, number)| (SmolStr::new(name), *number))
                .collect(),
            lists: names.members,
            governors: names.governors,
            files: (parsed.into_iter())
                .map(|(name, _, file)| (name.to_owned(), file))
                .collect(),
        })
    }

    /// The rule files as read, by name.
    #[must_use]
    pub fn files(&self) -> &[(String, File)] {
        &self.files
    }

    /// How many rules there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// True when there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The names of all rules, in the order of the files.
    pub fn rule_names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|r| r.rule.name.text.as_str())
    }

    /// True when the list of that name has the lemma.
    #[must_use]
    pub fn in_list(&self, list: &str, lemma: &str) -> bool {
        let number = self.list_numbers.get(list);
        let bits = self.lists.get(lemma);
        number
            .zip(bits)
            .is_some_and(|(n, bits)| bits[n / 64] & (1 << (n % 64)) != 0)
    }

    /// The graph of a sentence of `text` whose words carry these labels of the caller's, and of which
    /// these `pairs` stand together in lists.
    #[must_use]
    pub fn graph<'s>(
        &self,
        sentence: &'s Sentence,
        text: &'s str,
        labels: &[u128],
        pairs: &[(usize, usize)],
    ) -> Graph<'s> {
        Graph::new(sentence, text, labels, pairs, &|lemma| {
            self.governors.get(lemma).copied().unwrap_or(0)
        })
    }
}

/// Lists, named tests and governors of all files.
#[derive(Default)]
struct Names<'a> {
    lists: HashMap<&'a str, usize>,
    members: HashMap<SmolStr, ListBits>,
    tests: HashMap<&'a str, &'a Test>,
    ways: HashMap<&'a str, (&'a Word, &'a [Way])>,
    governors: HashMap<SmolStr, u128>,
}

impl<'a> Names<'a> {
    fn collect(&mut self, name: &str, text: &str, file: &'a File, errors: &mut Vec<Diagnostic>) {
        let mut error = |word: &Word, message: String, help: &str| {
            errors.push(Diagnostic::new(
                name,
                text,
                word.at,
                message,
                Some(help.to_owned()),
            ));
        };
        for item in &file.items {
            match item {
                Item::List(list, words) => {
                    let number = self.lists.len();
                    if number >= MAX_LISTS {
                        error(list, format!("more than {MAX_LISTS} lists"), "join some");
                    } else if self.lists.insert(&list.text, number).is_some() {
                        error(
                            list,
                            format!("another list is called `{}`", list.text),
                            "lists hold for all rule files: choose another name",
                        );
                    } else {
                        for word in words {
                            let bits = self.members.entry(word.text.clone()).or_default();
                            bits[number / 64] |= 1 << (number % 64);
                        }
                    }
                }
                Item::Let(test, body) => {
                    if self.tests.insert(&test.text, body).is_some() {
                        error(
                            test,
                            format!("another test is called `{}`", test.text),
                            "tests hold for all rule files: choose another name",
                        );
                    }
                }
                Item::Ways(ways, from, body) => {
                    if self.ways.insert(&ways.text, (from, body)).is_some() {
                        error(
                            ways,
                            format!("other ways are called `{}`", ways.text),
                            "shared ways hold for all rule files: choose another name",
                        );
                    }
                }
                Item::Standing(standing, words) => {
                    let bit = GRAMMAR_LABELS.iter().position(|l| *l == standing.text);
                    match bit {
                        Some(bit) => {
                            for word in words {
                                *self.governors.entry(word.text.clone()).or_default() |= 1 << bit;
                            }
                        }
                        None => error(
                            standing,
                            format!("there is no standing `{}`", standing.text),
                            "use planned, wished, denied or claimed",
                        ),
                    }
                }
                Item::Given(_) | Item::Rule(_) => {}
            }
        }
    }
}

struct Compiler<'a, 'e> {
    file: &'a str,
    text: &'a str,
    names: &'a Names<'a>,
    schema: &'a dyn Schema,
    errors: &'e mut Vec<Diagnostic>,
    /// How deep we are in named tests: one that names itself would never end.
    depth: usize,
}

impl Compiler<'_, '_> {
    fn rule(&mut self, rule: &Rule) -> CompiledRule {
        let any = Expression::Word(rule.claim.clone());
        if let Err(message) = self.schema.check(&rule.claim.text, "", &any, false) {
            self.error(&rule.claim, message, None);
        }
        let mut names = vec![rule.trigger.0.text.clone()];
        let trigger = self.check(&rule.trigger.1);
        let mut arguments = Vec::new();
        for Argument { name, mode, ways } in &rule.arguments {
            let ways = ways.iter().flat_map(|way| self.ways(way, &names)).collect();
            if names.contains(&name.text) {
                self.error(
                    name,
                    format!("`{}` is bound twice", name.text),
                    Some("write the alternatives in one line, with `/` between them"),
                );
            }
            names.push(name.text.clone());
            arguments.push(CompiledArgument { mode: *mode, ways });
        }
        let conditions = self.conditions(&rule.conditions, &names);
        let mut whens = Vec::new();
        for assignment in rule
            .sets
            .iter()
            .chain(rule.whens.iter().flat_map(|(_, a)| a))
        {
            self.assignment(&rule.claim.text, assignment, &names);
        }
        for (when, assignments) in &rule.whens {
            whens.push((self.conditions(when, &names), assignments.clone()));
        }
        let key = rule.key.as_ref().map_or(0, |key| self.name(key, &names));
        if rule.reads.is_empty() {
            self.error(
                &rule.name,
                "the rule has no example",
                Some("add a sentence that it must read: reads \"…\" : field value, …"),
            );
        }
        for (field, _) in rule.reads.iter().flat_map(|r| &r.fields) {
            let any = Expression::Word(field.clone());
            let known = matches!(field.text.as_str(), "date" | "said_by" | "type")
                || self
                    .schema
                    .check(&rule.claim.text, &field.text, &any, true)
                    .is_ok();
            if !known {
                self.error(field, format!("no field `{}`", field.text), None);
            }
        }
        CompiledRule {
            rule: rule.clone(),
            trigger,
            arguments,
            conditions,
            whens,
            key,
            names,
        }
    }

    fn assignment(&mut self, claim: &str, assignment: &Assignment, names: &[SmolStr]) {
        for value in &assignment.values {
            let (word, argument) = match value {
                Expression::Word(word) => (word, names.contains(&word.text)),
                Expression::Call(function, argument) => {
                    self.name(argument, names);
                    (function, true)
                }
            };
            if let Err(message) = self
                .schema
                .check(claim, &assignment.field.text, value, argument)
            {
                let at = if self
                    .schema
                    .check(claim, &assignment.field.text, value, true)
                    .is_err()
                {
                    &assignment.field
                } else {
                    word
                };
                self.error(at, message, None);
            }
        }
    }

    fn conditions(
        &mut self,
        conditions: &[Condition],
        names: &[SmolStr],
    ) -> Vec<CompiledCondition> {
        conditions
            .iter()
            .map(|Condition { wanted, ways }| CompiledCondition {
                wanted: *wanted,
                ways: ways.iter().flat_map(|way| self.ways(way, names)).collect(),
            })
            .collect()
    }

    /// A way, or the shared ways that it stands for.
    fn ways(&mut self, way: &Way, names: &[SmolStr]) -> Vec<CompiledWay> {
        let Some(shared) = &way.shared else {
            return vec![self.way(way, names)];
        };
        let Some((from, ways)) = self.names.ways.get(shared.text.as_str()).copied() else {
            self.error(
                shared,
                format!("there are no shared ways `{}`", shared.text),
                None,
            );
            return Vec::new();
        };
        let start = self.name(&way.from, names);
        let mut out = Vec::new();
        for way in ways {
            let plain = way.shared.is_none() && way.from.text == from.text;
            if !plain {
                self.error(
                    shared,
                    format!(
                        "the ways `{}` do not all start from `{}`",
                        shared.text, from.text
                    ),
                    Some("shared ways start from their one word and hold no other shared ways"),
                );
                break;
            }
            let mut compiled = self.way(way, std::slice::from_ref(&from.text));
            compiled.from = start;
            out.push(compiled);
        }
        out
    }

    fn way(&mut self, way: &Way, names: &[SmolStr]) -> CompiledWay {
        CompiledWay {
            written: SmolStr::new(way.to_string()),
            from: self.name(&way.from, names),
            test: way.test.as_ref().map(|t| self.check(t)),
            steps: self.steps(&way.steps),
        }
    }

    fn steps(&mut self, steps: &[Step]) -> Vec<CompiledStep> {
        steps
            .iter()
            .map(|step| CompiledStep {
                direction: step.direction,
                relations: step
                    .relations
                    .iter()
                    .filter_map(|r| self.relation(r))
                    .collect(),
                test: step.test.as_ref().map(|t| self.check(t)),
            })
            .collect()
    }

    fn relation(&mut self, word: &Word) -> Option<RelCheck> {
        let relation = match word.text.as_str() {
            "agent" => RelCheck::Agent,
            "theme" => RelCheck::Theme,
            "mod" => RelCheck::Mod,
            "listed" => RelCheck::Listed,
            "prep" => RelCheck::AnyPrep,
            name => {
                if let Some(preposition) = name.strip_prefix("prep:") {
                    RelCheck::Prep(SmolStr::new(preposition))
                } else {
                    RelCheck::Ud(self.deprels(word)?)
                }
            }
        };
        Some(relation)
    }

    fn deprels(&mut self, word: &Word) -> Option<Vec<Deprel>> {
        let found: Vec<_> = Deprel::ALL
            .iter()
            .copied()
            .filter(|d| d.as_str() == word.text || d.base() == word.text)
            .collect();
        if found.is_empty() {
            self.error(
                word,
                format!("there is no relation `{}`", word.text),
                Some("use a Universal Dependencies relation, agent, theme, mod, listed, prep or prep:WORD"),
            );
            return None;
        }
        Some(found)
    }

    fn name(&mut self, word: &Word, names: &[SmolStr]) -> usize {
        match names.iter().position(|n| *n == word.text) {
            Some(at) => at,
            None => {
                self.error(
                    word,
                    format!("nothing is called `{}` here", word.text),
                    Some("name the trigger or an argument of an earlier line"),
                );
                0
            }
        }
    }

    fn check(&mut self, test: &Test) -> Check {
        match test {
            Test::And(tests) => Check::And(tests.iter().map(|t| self.check(t)).collect()),
            Test::Or(tests) => Check::Or(tests.iter().map(|t| self.check(t)).collect()),
            Test::Not(test) => Check::Not(Box::new(self.check(test))),
            Test::Upos(word) => match word.text.parse() {
                Ok(upos) => Check::Upos(upos),
                Err(_) => self.unknown(word, "part of speech"),
            },
            Test::Xpos(words) => {
                let mut tags = Vec::new();
                for word in words {
                    match word.text.parse() {
                        Ok(tag) => tags.push(tag),
                        Err(_) => {
                            self.unknown(word, "Penn Treebank tag");
                        }
                    }
                }
                Check::Xpos(tags)
            }
            Test::Lemma(words) => Check::Lemma(words.iter().map(|w| w.text.clone()).collect()),
            Test::Form(words) => Check::Form(words.iter().map(|w| w.text.clone()).collect()),
            Test::Rel(words) => {
                let mut all = Vec::new();
                for word in words {
                    all.extend(self.deprels(word).unwrap_or_default());
                }
                Check::Rel(all)
            }
            Test::Label(word) => self.label(word),
            Test::List(word) => match self.names.lists.get(word.text.as_str()) {
                Some(number) => Check::List(*number),
                None => self.unknown(word, "list"),
            },
            Test::Named(word) => self.named(word),
            Test::Has(steps) => Check::Has(self.steps(steps)),
        }
    }

    fn label(&mut self, word: &Word) -> Check {
        let labels = GRAMMAR_LABELS.iter().chain(self.schema.labels());
        match labels.clone().position(|l| *l == word.text) {
            Some(bit) => Check::Label(1 << bit),
            None => {
                let near = closest(&word.text, labels.copied());
                let help = near.map(|near| format!("did you mean `{near}`?"));
                self.error(
                    word,
                    format!("there is no label `{}`", word.text),
                    help.as_deref(),
                );
                Check::And(Vec::new())
            }
        }
    }

    fn named(&mut self, word: &Word) -> Check {
        let Some(test) = self.names.tests.get(word.text.as_str()).copied() else {
            return self.unknown(word, "named test");
        };
        if self.depth > 16 {
            self.error(
                word,
                format!("`{}` is made of itself", word.text),
                Some("a named test may not lead back to itself"),
            );
            return Check::And(Vec::new());
        }
        self.depth += 1;
        let check = self.check(test);
        self.depth -= 1;
        check
    }

    fn unknown(&mut self, word: &Word, what: &str) -> Check {
        self.error(word, format!("there is no {what} `{}`", word.text), None);
        Check::And(Vec::new())
    }

    fn error(&mut self, at: &Word, message: impl Into<String>, help: Option<&str>) {
        self.errors.push(Diagnostic::new(
            self.file,
            self.text,
            at.at,
            message,
            help.map(str::to_owned),
        ));
    }
}

/// The known word that differs least, if one differs by little.
fn closest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (distance(word, k), k))
        .min()
        .filter(|(d, _)| *d <= 2)
        .map(|(_, k)| k)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
