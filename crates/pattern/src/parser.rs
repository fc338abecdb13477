//! Reads a rule file: one function for each form of the language.

use crate::ast::{
    Argument, Assignment, Condition, Direction, Example, Expression, File, Item, Mode, Rule, Step,
    Test, Way, Word,
};
use crate::error::Diagnostic;
use crate::lexer::{Kind, Lexeme, lex};
use smol_str::SmolStr;

/// Reads a rule file.
///
/// # Errors
/// The first place where it is not one, with line, column and what was expected.
pub fn parse(name: &str, text: &str) -> Result<File, Diagnostic> {
    let mut parser = Parser {
        name,
        text,
        lexemes: lex(name, text)?,
        at: 0,
        depth: 0,
    };
    let mut items = Vec::new();
    while parser.peek() != &Kind::End {
        items.push(parser.item()?);
    }
    Ok(File { items })
}

/// Words that begin a statement and can name nothing else.
pub(crate) const KEYWORDS: &[&str] = &[
    "list", "let", "ways", "standing", "given", "rule", "claim", "priority", "at", "arg", "opt",
    "each", "all", "if", "not", "set", "when", "key", "reads", "leaves",
];

/// Tests in tests in tests: deeper than this is a mistake, not a rule.
const MAX_DEPTH: usize = 32;

type Parsed<T> = Result<T, Diagnostic>;

struct Parser<'a> {
    name: &'a str,
    text: &'a str,
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn item(&mut self) -> Parsed<Item> {
        let keyword = self.word("a statement")?;
        match keyword.text.as_str() {
            "list" => {
                let name = self.name("the list's name")?;
                self.expect("=")?;
                Ok(Item::List(name, self.words()?))
            }
            "standing" => {
                let name = self.name("the standing's name")?;
                self.expect("=")?;
                Ok(Item::Standing(name, self.words()?))
            }
            "let" => {
                let name = self.name("the test's name")?;
                self.expect("=")?;
                Ok(Item::Let(name, self.braced_test()?))
            }
            "ways" => {
                let name = self.name("the name of the ways")?;
                let from = self.name("the name of the word they start from")?;
                self.expect("=")?;
                Ok(Item::Ways(name, from, self.ways()?))
            }
            "given" => Ok(Item::Given(self.pairs()?)),
            "rule" => Ok(Item::Rule(Box::new(self.rule()?))),
            other => Err(self.error_at(
                keyword.at,
                format!("`{other}` begins no statement"),
                Some(
                    "a file holds `list`, `let`, `ways`, `standing`, `given` and `rule`".to_owned(),
                ),
            )),
        }
    }

    fn rule(&mut self) -> Parsed<Rule> {
        let name = self.name("the rule's name")?;
        let (mut claim, mut trigger) = (None, None);
        let mut rule = Rule {
            name: name.clone(),
            claim: name.clone(),
            priority: 0,
            trigger: (name.clone(), Test::And(Vec::new())),
            arguments: Vec::new(),
            conditions: Vec::new(),
            sets: Vec::new(),
            whens: Vec::new(),
            key: None,
            reads: Vec::new(),
            leaves: Vec::new(),
        };
        while let Kind::Word(keyword) = self.peek().clone() {
            if matches!(
                keyword.as_str(),
                "list" | "let" | "ways" | "standing" | "given" | "rule"
            ) {
                break;
            }
            let at = self.lexemes[self.at].at;
            self.at += 1;
            match keyword.as_str() {
                "claim" => claim = Some(self.name("a claim type")?),
                "priority" => rule.priority = self.priority()?,
                "at" => trigger = Some((self.name("the trigger's name")?, self.braced_test()?)),
                "arg" => rule.arguments.push(self.argument(Mode::Need)?),
                "opt" => rule.arguments.push(self.argument(Mode::Optional)?),
                "each" => rule.arguments.push(self.argument(Mode::Each)?),
                "all" => rule.arguments.push(self.argument(Mode::All)?),
                "if" => rule.conditions.push(self.condition(true)?),
                "not" => rule.conditions.push(self.condition(false)?),
                "set" => rule.sets.append(&mut self.assignments()?),
                "when" => rule.whens.push(self.when()?),
                "key" => rule.key = Some(self.name("an argument")?),
                "reads" => rule.reads.push(self.example()?),
                "leaves" => rule.leaves.push(self.quoted("a sentence in quotes")?),
                other => {
                    return Err(self.error_at(
                        at,
                        format!("`{other}` begins no line of a rule"),
                        Some(format!("a rule holds {}", KEYWORDS[6..].join(", "))),
                    ));
                }
            }
        }
        let missing = |parser: &Self, what: &str| {
            parser.error_at(
                name.at,
                format!("the rule has no `{what}`"),
                Some(format!("add a line `{what} …`")),
            )
        };
        rule.claim = claim.ok_or_else(|| missing(self, "claim"))?;
        rule.trigger = trigger.ok_or_else(|| missing(self, "at"))?;
        Ok(rule)
    }

    fn priority(&mut self) -> Parsed<i32> {
        let negative = self.take("-");
        let word = self.word("a number")?;
        let value: i32 = word
            .text
            .parse()
            .map_err(|_| self.error_at(word.at, "a priority is a whole number", None))?;
        Ok(if negative { -value } else { value })
    }

    fn argument(&mut self, mode: Mode) -> Parsed<Argument> {
        let name = self.name("the argument's name")?;
        self.expect("=")?;
        let ways = self.ways()?;
        Ok(Argument { name, mode, ways })
    }

    fn ways(&mut self) -> Parsed<Vec<Way>> {
        let mut ways = vec![self.way()?];
        while self.take("/") {
            ways.push(self.way()?);
        }
        Ok(ways)
    }

    fn condition(&mut self, wanted: bool) -> Parsed<Condition> {
        Ok(Condition {
            wanted,
            ways: self.ways()?,
        })
    }

    fn when(&mut self) -> Parsed<(Vec<Condition>, Vec<Assignment>)> {
        let mut conditions = Vec::new();
        loop {
            let wanted = !self.take("!");
            conditions.push(self.condition(wanted)?);
            if !self.take(",") {
                break;
            }
        }
        self.expect(":")?;
        Ok((conditions, self.assignments()?))
    }

    fn assignments(&mut self) -> Parsed<Vec<Assignment>> {
        let mut out = Vec::new();
        loop {
            let field = self.word("a field")?;
            self.expect("=")?;
            let mut values = vec![self.expression()?];
            while self.take("/") {
                values.push(self.expression()?);
            }
            out.push(Assignment { field, values });
            if !self.take(";") {
                return Ok(out);
            }
        }
    }

    fn expression(&mut self) -> Parsed<Expression> {
        let word = self.word_or_quoted("a value")?;
        if self.take("(") {
            let argument = self.name("an argument")?;
            self.expect(")")?;
            return Ok(Expression::Call(word, argument));
        }
        Ok(Expression::Word(word))
    }

    fn example(&mut self) -> Parsed<Example> {
        let sentence = self.quoted("a sentence in quotes")?;
        let fields = if self.take(":") {
            self.pairs()?
        } else {
            Vec::new()
        };
        Ok(Example { sentence, fields })
    }

    fn pairs(&mut self) -> Parsed<Vec<(Word, Word)>> {
        let mut out = Vec::new();
        loop {
            let key = self.word("a field")?;
            let value = self.word_or_quoted("its value")?;
            out.push((key, value));
            if !self.take(",") {
                return Ok(out);
            }
        }
    }

    fn words(&mut self) -> Parsed<Vec<Word>> {
        let mut out = vec![self.word_or_quoted("a word")?];
        while self.take(",") {
            out.push(self.word_or_quoted("a word")?);
        }
        Ok(out)
    }

    fn way(&mut self) -> Parsed<Way> {
        if self.take("$") {
            let shared = Some(self.name("the name of shared ways")?);
            self.expect("(")?;
            let from = self.name("the trigger or an argument")?;
            self.expect(")")?;
            return Ok(Way {
                shared,
                from,
                test: None,
                steps: Vec::new(),
            });
        }
        let from = self.name("the trigger or an argument")?;
        let test = self.optional_test()?;
        Ok(Way {
            shared: None,
            from,
            test,
            steps: self.steps()?,
        })
    }

    fn steps(&mut self) -> Parsed<Vec<Step>> {
        let mut out = Vec::new();
        while let Kind::Sign(sign) = self.peek() {
            let direction = match *sign {
                ">" => Direction::Down,
                "<" => Direction::Up,
                ">>" => Direction::Below,
                "<<" => Direction::Above,
                "." => Direction::Next,
                "-" => Direction::Previous,
                ".." => Direction::After,
                "--" => Direction::Before,
                "~" => Direction::Along,
                _ => break,
            };
            self.at += 1;
            let mut relations = Vec::new();
            if matches!(direction, Direction::Down | Direction::Up) {
                let names_a_relation = matches!(self.peek(), Kind::Word(w) if !KEYWORDS.contains(&w.as_str()))
                    || matches!(self.peek(), Kind::Quoted(_));
                if names_a_relation {
                    relations.push(self.word_or_quoted("a relation")?);
                    while self.take("|") {
                        relations.push(self.word_or_quoted("a relation")?);
                    }
                }
            }
            out.push(Step {
                direction,
                relations,
                test: self.optional_test()?,
            });
        }
        Ok(out)
    }

    fn optional_test(&mut self) -> Parsed<Option<Test>> {
        if self.peek() == &Kind::Sign("{") {
            self.braced_test().map(Some)
        } else {
            Ok(None)
        }
    }

    fn braced_test(&mut self) -> Parsed<Test> {
        self.expect("{")?;
        if self.take("}") {
            return Ok(Test::And(Vec::new()));
        }
        let test = self.any_of()?;
        self.expect("}")?;
        Ok(test)
    }

    fn any_of(&mut self) -> Parsed<Test> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error("tests are nested too deeply", None));
        }
        self.depth += 1;
        let mut tests = vec![self.all_of()?];
        while self.take("|") {
            tests.push(self.all_of()?);
        }
        self.depth -= 1;
        Ok(single_or(tests, Test::Or))
    }

    fn all_of(&mut self) -> Parsed<Test> {
        let mut tests = vec![self.unary()?];
        while !matches!(
            self.peek(),
            Kind::Sign("}" | ")" | "|" | "," | "=" | ";" | "/" | ":") | Kind::End
        ) {
            tests.push(self.unary()?);
        }
        Ok(single_or(tests, Test::And))
    }

    fn unary(&mut self) -> Parsed<Test> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error("tests are nested too deeply", None));
        }
        if self.take("!") {
            self.depth += 1;
            let test = self.unary()?;
            self.depth -= 1;
            return Ok(Test::Not(Box::new(test)));
        }
        if self.take("(") {
            let test = self.any_of()?;
            self.expect(")")?;
            return Ok(test);
        }
        if self.take("@") {
            return Ok(Test::List(self.name("a list's name")?));
        }
        if self.take("$") {
            return Ok(Test::Named(self.name("a test's name")?));
        }
        if matches!(
            self.peek(),
            Kind::Sign(">" | "<" | ">>" | "<<" | "." | "-" | ".." | "--" | "~")
        ) {
            self.depth += 1;
            let steps = self.steps()?;
            self.depth -= 1;
            return Ok(Test::Has(steps));
        }
        let word = self.word("a test")?;
        self.word_test(word)
    }

    /// `VERB`, `lemma:send,go`, `country`. The first value may be glued to the key or quoted after `key:`.
    fn word_test(&mut self, word: Word) -> Parsed<Test> {
        let (key, first) = match word.text.split_once(':') {
            Some((key, value)) => {
                let start = word.at.0 + key.len() as u32 + 1;
                let value = Word {
                    text: SmolStr::new(value),
                    at: (start, word.at.1),
                };
                (SmolStr::new(key), Some(value))
            }
            None if self.peek() == &Kind::Sign(":") => {
                self.at += 1;
                (word.text.clone(), Some(self.word_or_quoted("a value")?))
            }
            None => (word.text.clone(), None),
        };
        let Some(first) = first else {
            let upper = key.chars().all(|c| c.is_ascii_uppercase());
            return Ok(if upper {
                Test::Upos(word)
            } else {
                Test::Label(word)
            });
        };
        let mut values = vec![first];
        while self.take(",") {
            values.push(self.word_or_quoted("a value")?);
        }
        match key.as_str() {
            "lemma" => Ok(Test::Lemma(values)),
            "form" => Ok(Test::Form(values)),
            "xpos" => Ok(Test::Xpos(values)),
            "rel" => Ok(Test::Rel(values)),
            _ => Err(self.error_at(
                word.at,
                format!("there is no test `{key}:`"),
                Some("tests with values are lemma:, form:, xpos: and rel:".to_owned()),
            )),
        }
    }

    fn peek(&self) -> &Kind {
        self.lexemes.get(self.at).map_or(&Kind::End, |l| &l.kind)
    }

    fn take(&mut self, sign: &'static str) -> bool {
        let there = self.peek() == &Kind::Sign(sign);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, sign: &'static str) -> Parsed<()> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.error(format!("expected `{sign}`"), None))
        }
    }

    /// A word that is no keyword.
    fn name(&mut self, what: &str) -> Parsed<Word> {
        let word = self.word(what)?;
        if KEYWORDS.contains(&word.text.as_str()) {
            return Err(self.error_at(
                word.at,
                format!("expected {what}, found the keyword `{}`", word.text),
                None,
            ));
        }
        Ok(word)
    }

    fn word(&mut self, what: &str) -> Parsed<Word> {
        match self.peek().clone() {
            Kind::Word(text) => {
                let at = self.lexemes[self.at].at;
                self.at += 1;
                Ok(Word { text, at })
            }
            _ => Err(self.error(format!("expected {what}"), None)),
        }
    }

    fn quoted(&mut self, what: &str) -> Parsed<Word> {
        match self.peek().clone() {
            Kind::Quoted(text) => {
                let at = self.lexemes[self.at].at;
                self.at += 1;
                Ok(Word { text, at })
            }
            _ => Err(self.error(format!("expected {what}"), None)),
        }
    }

    fn word_or_quoted(&mut self, what: &str) -> Parsed<Word> {
        match self.peek() {
            Kind::Quoted(_) => self.quoted(what),
            _ => self.word(what),
        }
    }

    fn error(&self, message: impl Into<String>, help: Option<String>) -> Diagnostic {
        let at = self.lexemes.get(self.at).map_or((0, 0), |l| l.at);
        self.error_at(at, message, help)
    }

    fn error_at(
        &self,
        at: (u32, u32),
        message: impl Into<String>,
        help: Option<String>,
    ) -> Diagnostic {
        Diagnostic::new(self.name, self.text, at, message, help)
    }
}

fn single_or(mut tests: Vec<Test>, many: impl Fn(Vec<Test>) -> Test) -> Test {
    if tests.len() == 1 {
        tests.swap_remove(0)
    } else {
        many(tests)
    }
}
