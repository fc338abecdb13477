//! A rule file as read: what the parser gives, the printer writes and the compiler takes.

use smol_str::SmolStr;

/// A word of the file with the bytes it stands at; two are equal when their words are.
#[derive(Clone, Debug, Eq)]
pub struct Word {
    /// The word.
    pub text: SmolStr,
    /// Bytes in the file.
    pub at: (u32, u32),
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A rule file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct File {
    /// In the order of the file.
    pub items: Vec<Item>,
}

/// One statement at the top of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `list sending = send, deploy, fly_out`: lemmas; a particle is joined with `_`.
    List(Word, Vec<Word>),
    /// `let people = {police | military}`: a named test.
    Let(Word, Test),
    /// `ways origin n = n >mod {country} / n >prep:from {country}`: ways that rules share, from one named word.
    Ways(Word, Word, Vec<Way>),
    /// `standing planned = plan, intend`: governors that give the clause below them a standing.
    Standing(Word, Vec<Word>),
    /// `given mission mss-haiti, published 2025-04-14`: what the examples below take for granted.
    Given(Vec<(Word, Word)>),
    /// A rule.
    Rule(Box<Rule>),
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, unique in the program.
    pub name: Word,
    /// The claim type it makes.
    pub claim: Word,
    /// Of two rules that speak of the same key word, the higher one is kept.
    pub priority: i32,
    /// The name and test of its trigger.
    pub trigger: (Word, Test),
    /// Its arguments, found in this order.
    pub arguments: Vec<Argument>,
    /// Ways that must be there (true) or must not (false).
    pub conditions: Vec<Condition>,
    /// What it sets.
    pub sets: Vec<Assignment>,
    /// What it sets besides, or instead, when all conditions hold.
    pub whens: Vec<(Vec<Condition>, Vec<Assignment>)>,
    /// The argument that other rules of the type may not claim again; the trigger when not given.
    pub key: Option<Word>,
    /// Sentences it must read.
    pub reads: Vec<Example>,
    /// Sentences it must leave alone.
    pub leaves: Vec<Word>,
}

/// A named argument of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: Word,
    /// Whether it must be there, and how many there may be.
    pub mode: Mode,
    /// Ways to it; the first that leads somewhere is taken.
    pub ways: Vec<Way>,
}

/// How many words an argument may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `arg`: the nearest one; without it the rule does not match.
    Need,
    /// `opt`: the nearest one if there is any.
    Optional,
    /// `each`: one match for each.
    Each,
    /// `all`: all of them together in one match, at least one.
    All,
}

/// A way through the tree: from a named word, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// `$origin(n)`: stands for the shared ways of that name, from here; it has no steps of its own.
    pub shared: Option<Word>,
    /// The trigger or an argument found before.
    pub from: Word,
    /// What that word must be.
    pub test: Option<Test>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step of a way, and what stands at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where to.
    pub direction: Direction,
    /// Through which relations; any when empty.
    pub relations: Vec<Word>,
    /// What must stand there.
    pub test: Option<Test>,
}

/// Where a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `>`: to what the word governs.
    Down,
    /// `<`: to what governs it.
    Up,
    /// `>>`: anywhere below.
    Below,
    /// `<<`: anywhere above.
    Above,
    /// `.`: to the next word.
    Next,
    /// `-`: to the word before.
    Previous,
    /// `..`: to any later word of the sentence.
    After,
    /// `--`: to any earlier word of the sentence.
    Before,
    /// `~`: to any later word before the next verb.
    Along,
}

/// What a word must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// All of them.
    And(Vec<Test>),
    /// One of them.
    Or(Vec<Test>),
    /// Not that.
    Not(Box<Test>),
    /// `VERB`
    Upos(Word),
    /// `xpos:VBN,VBD`
    Xpos(Vec<Word>),
    /// `lemma:send,fly_out`
    Lemma(Vec<Word>),
    /// `form:us,US`, letter case counts
    Form(Vec<Word>),
    /// `rel:obj,nsubj`: its relation to its head
    Rel(Vec<Word>),
    /// `country`: a label of the caller's or of the grammar
    Label(Word),
    /// `@sending`: its lemma is in the list
    List(Word),
    /// `$people`: a named test
    Named(Word),
    /// `>obj {…}`: a way that leads somewhere
    Has(Vec<Step>),
}

/// Ways of which one must lead somewhere, or none may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// True when one must.
    pub wanted: bool,
    /// The ways.
    pub ways: Vec<Way>,
}

/// `status = deployed`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The field.
    pub field: Word,
    /// What it is set to: the first of these that there is.
    pub values: Vec<Expression>,
}

/// The right side of an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A name of an argument, or else a word that the caller understands.
    Word(Word),
    /// `text(n)`, `country(who)`: a function of the caller's on an argument.
    Call(Word, Word),
}

/// A sentence with the claim that must be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: Word,
    /// Fields and their values as words.
    pub fields: Vec<(Word, Word)>,
}
