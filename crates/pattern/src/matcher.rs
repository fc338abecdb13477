//! Finds where rules match a sentence, and tells how near the others came.

use crate::ast::{Assignment, Direction, Expression, Mode, Rule};
use crate::compile::{
    Check, CompiledCondition, CompiledRule, CompiledStep, CompiledWay, ListBits, Program, RelCheck,
};
use crate::graph::{Graph, Rel};
use contingent_text::{Deprel, Upos};
use smol_str::SmolStr;

/// One match of one rule in one sentence.
#[derive(Clone, Debug)]
pub struct Match<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The words by name: the trigger first, then the arguments; an optional one may have none.
    pub words: Vec<(SmolStr, Vec<u16>)>,
    /// The word of the key argument.
    pub key: u16,
    /// What the rule sets, later lines over earlier ones.
    assignments: Vec<&'p Assignment>,
    /// For each argument, the way that was taken.
    taken: Vec<Option<SmolStr>>,
}

/// A rule whose trigger is there and which does not match all the same.
#[derive(Clone, Debug)]
pub struct Miss<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// Its trigger.
    pub trigger: u16,
    /// What is lacking, as the rule writes it.
    pub lacks: String,
}

impl<'p> Match<'p> {
    /// The trigger's word.
    #[must_use]
    pub fn trigger(&self) -> u16 {
        self.words
            .first()
            .and_then(|(_, words)| words.first())
            .copied()
            .unwrap_or(0)
    }

    /// The words of an argument; empty when it has none or there is no such argument.
    #[must_use]
    pub fn words(&self, name: &str) -> &[u16] {
        self.words
            .iter()
            .find(|(n, _)| n == name)
            .map_or(&[], |(_, words)| words)
    }

    /// True when the rule has an argument of that name.
    #[must_use]
    pub fn is_argument(&self, name: &str) -> bool {
        self.words.iter().any(|(n, _)| n == name)
    }

    /// What is set, one assignment a field.
    pub fn assignments(&self) -> impl Iterator<Item = &'p Assignment> + '_ {
        self.assignments.iter().enumerate().filter_map(|(n, a)| {
            let overridden = self.assignments[n + 1..].iter().any(|b| b.field == a.field);
            (!overridden).then_some(*a)
        })
    }

    /// How each argument was reached: "n: v >theme → constables".
    #[must_use]
    pub fn path(&self, graph: &Graph<'_>) -> Vec<SmolStr> {
        let mut out = Vec::new();
        for (n, (name, words)) in self.words.iter().enumerate() {
            let Some(first) = words.first() else { continue };
            let mut line = format!("{name}: ");
            let way = n.checked_sub(1).and_then(|n| self.taken.get(n)?.as_ref());
            if let Some(way) = way {
                line.push_str(&format!("{way} → "));
            }
            let forms: Vec<_> = words.iter().map(|w| graph.form(usize::from(*w))).collect();
            line.push_str(&forms.join(", "));
            let token = graph.token(usize::from(*first));
            line.push_str(&format!(" ({} {})", token.upos, token.deprel));
            out.push(SmolStr::new(line));
        }
        out
    }
}

impl Program {
    /// Every match in a sentence, in the order of the rules; of rules for one claim type that speak of
    /// one key word, only those of the highest priority.
    #[must_use]
    pub fn matches<'p>(&'p self, graph: &Graph<'_>) -> Vec<Match<'p>> {
        let finder = Finder::new(self, graph);
        let mut found = Vec::new();
        for rule in &self.rules {
            for at in 0..graph.len() {
                if finder.passes(&rule.trigger, at) {
                    finder.solve(rule, at, &mut found);
                }
            }
        }
        let best = |m: &Match<'_>| {
            found
                .iter()
                .filter(|o: &&Match<'_>| o.key == m.key && o.rule.claim == m.rule.claim)
                .map(|o| o.rule.priority)
                .max()
        };
        let keep: Vec<bool> = found
            .iter()
            .map(|m| Some(m.rule.priority) == best(m))
            .collect();
        let mut keep = keep.into_iter();
        found.retain(|_| keep.next().unwrap_or(true));
        found
    }

    /// The rules whose trigger is in the sentence and which do not match from there.
    #[must_use]
    pub fn misses<'p>(&'p self, graph: &Graph<'_>) -> Vec<Miss<'p>> {
        let finder = Finder::new(self, graph);
        let mut out = Vec::new();
        for rule in &self.rules {
            for at in 0..graph.len() {
                if !finder.passes(&rule.trigger, at) {
                    continue;
                }
                let mut found = Vec::new();
                let lacks = finder.solve(rule, at, &mut found);
                if let (true, Some(lacks)) = (found.is_empty(), lacks) {
                    out.push(Miss {
                        rule: &rule.rule,
                        trigger: at as u16,
                        lacks,
                    });
                }
            }
        }
        out
    }
}

struct Finder<'f, 's> {
    graph: &'f Graph<'s>,
    /// Which lists each word's lemma is in.
    lists: Vec<ListBits>,
}

/// What is bound so far: words by argument, and the way taken.
#[derive(Clone, Default)]
struct Bound {
    words: Vec<Vec<u16>>,
    taken: Vec<Option<SmolStr>>,
}

impl<'f, 's> Finder<'f, 's> {
    fn new(program: &Program, graph: &'f Graph<'s>) -> Self {
        let lists = (0..graph.len())
            .map(|at| {
                let lemma = graph.lemma(at);
                let own = program.lists.get(lemma).or_else(|| {
                    // A name or a title keeps its capital in the lemma: "Commander".
                    let capital = lemma.starts_with(char::is_uppercase);
                    capital.then(|| program.lists.get(lemma.to_lowercase().as_str()))?
                });
                own.copied().unwrap_or_default()
            })
            .collect();
        Self { graph, lists }
    }

    /// Adds the matches of `rule` from the trigger at `at`; says what was lacking at the furthest point reached.
    fn solve<'p>(
        &self,
        rule: &'p CompiledRule,
        at: usize,
        found: &mut Vec<Match<'p>>,
    ) -> Option<String> {
        let mut search = Search {
            finder: self,
            rule,
            found,
            furthest: None,
        };
        let mut bound = Bound {
            words: vec![vec![at as u16]],
            taken: Vec::new(),
        };
        search.argument(0, &mut bound);
        search.furthest.map(|(_, lacks)| lacks)
    }

    fn passes(&self, check: &Check, at: usize) -> bool {
        let graph = self.graph;
        let token = graph.token(at);
        match check {
            Check::And(all) => all.iter().all(|c| self.passes(c, at)),
            Check::Or(any) => any.iter().any(|c| self.passes(c, at)),
            Check::Not(check) => !self.passes(check, at),
            Check::Upos(upos) => token.upos == *upos,
            Check::Xpos(tags) => tags.contains(&token.xpos),
            Check::Lemma(lemmas) => {
                let lemma = graph.lemma(at);
                let is = |l: &SmolStr, own: &str| l.eq_ignore_ascii_case(own);
                lemmas.iter().any(|l| is(l, lemma) || is(l, &token.lemma))
            }
            Check::Form(forms) => forms.iter().any(|f| f == graph.form(at)),
            Check::Rel(rels) => rels.contains(&token.deprel),
            Check::Label(bit) => graph.labels(at) & bit != 0,
            Check::List(list) => self
                .lists
                .get(at)
                .is_some_and(|bits| bits[list / 64] & (1 << (list % 64)) != 0),
            Check::Has(steps) => !self.walk(&[at as u16], steps).is_empty(),
        }
    }

    /// Where a way leads, nearest first.
    fn follow(&self, way: &CompiledWay, bound: &Bound) -> Vec<u16> {
        let Some(from) = bound.words.get(way.from) else {
            return Vec::new();
        };
        let from: Vec<u16> = from
            .iter()
            .copied()
            .filter(|at| {
                way.test
                    .as_ref()
                    .is_none_or(|t| self.passes(t, usize::from(*at)))
            })
            .collect();
        self.walk(&from, &way.steps)
    }

    fn walk(&self, from: &[u16], steps: &[CompiledStep]) -> Vec<u16> {
        let mut here = from.to_vec();
        for step in steps {
            let mut next: Vec<u16> = Vec::new();
            for at in &here {
                for to in self.step(usize::from(*at), step) {
                    if !next.contains(&to) {
                        next.push(to);
                    }
                }
            }
            here = next;
            if here.is_empty() {
                break;
            }
        }
        here
    }

    fn step(&self, at: usize, step: &CompiledStep) -> Vec<u16> {
        let graph = self.graph;
        let last = graph.len() - 1;
        let mut to: Vec<u16> = match step.direction {
            Direction::Down => edges(graph.down(at), &step.relations),
            Direction::Up => edges(graph.up(at), &step.relations),
            Direction::Below => below(graph, at),
            Direction::Above => above(graph, at),
            Direction::Next => (at + 1..=last.min(at + 1)).map(|i| i as u16).collect(),
            Direction::Previous => at.checked_sub(1).map(|i| i as u16).into_iter().collect(),
            Direction::After => (at + 1..=last).map(|i| i as u16).collect(),
            Direction::Before => (0..at).map(|i| i as u16).collect(),
            Direction::Along => (at + 1..=last)
                .take_while(|i| !matches!(graph.token(*i).upos, Upos::Verb | Upos::Aux))
                .map(|i| i as u16)
                .collect(),
        };
        if let Some(test) = &step.test {
            to.retain(|t| self.passes(test, usize::from(*t)));
        }
        to.sort_by_key(|t| (usize::from(*t).abs_diff(at), *t));
        to.dedup();
        to
    }
}

fn edges(edges: &[crate::graph::Edge], relations: &[RelCheck]) -> Vec<u16> {
    edges
        .iter()
        .filter(|edge| relations.is_empty() || relations.iter().any(|r| fits(r, &edge.rel)))
        .map(|edge| edge.to)
        .collect()
}

fn fits(check: &RelCheck, rel: &Rel) -> bool {
    match (check, rel) {
        (RelCheck::Ud(any), Rel::Ud(deprel)) => any.contains(deprel),
        (RelCheck::Agent, Rel::Agent)
        | (RelCheck::Theme, Rel::Theme)
        | (RelCheck::Mod, Rel::Mod)
        | (RelCheck::Listed, Rel::Listed)
        | (RelCheck::AnyPrep, Rel::Prep(_)) => true,
        (RelCheck::Prep(wanted), Rel::Prep(word)) => wanted == word,
        _ => false,
    }
}

fn below(graph: &Graph<'_>, at: usize) -> Vec<u16> {
    let mut out = Vec::new();
    let mut open = vec![at];
    while let Some(at) = open.pop() {
        for child in graph.children(at) {
            out.push(child as u16);
            open.push(child);
        }
    }
    out
}

fn above(graph: &Graph<'_>, at: usize) -> Vec<u16> {
    let mut out = Vec::new();
    let mut at = at;
    while let Some(head) = graph.token(at).head {
        if out.len() >= graph.len() || graph.token(at).deprel == Deprel::Root {
            break;
        }
        out.push(head);
        at = usize::from(head);
    }
    out
}

struct Search<'f, 's, 'p, 'o> {
    finder: &'f Finder<'f, 's>,
    rule: &'p CompiledRule,
    found: &'o mut Vec<Match<'p>>,
    /// How many arguments were bound when something was lacking, and what.
    furthest: Option<(usize, String)>,
}

impl Search<'_, '_, '_, '_> {
    /// Binds the argument numbered `n` and those after it; true when that gave a match.
    fn argument(&mut self, n: usize, bound: &mut Bound) -> bool {
        let Some(argument) = self.rule.arguments.get(n) else {
            return self.finish(n, bound);
        };
        let mut matched = false;
        let mut any = false;
        for way in &argument.ways {
            let candidates = self.finder.follow(way, bound);
            if candidates.is_empty() {
                continue;
            }
            any = true;
            match argument.mode {
                Mode::All => matched |= self.bind(n, candidates, Some(&way.written), bound),
                Mode::Each => {
                    for candidate in candidates {
                        matched |= self.bind(n, vec![candidate], Some(&way.written), bound);
                    }
                }
                // What may be missing is what is nearest, and no rule is saved by looking further.
                Mode::Optional => {
                    return self.bind(n, candidates[..1].to_vec(), Some(&way.written), bound);
                }
                Mode::Need => {
                    for candidate in candidates {
                        if self.bind(n, vec![candidate], Some(&way.written), bound) {
                            return true;
                        }
                    }
                }
            }
            if matched {
                return true;
            }
        }
        if argument.mode == Mode::Optional {
            return self.bind(n, Vec::new(), None, bound);
        }
        if !any {
            let ways: Vec<_> = self.rule.rule.arguments[n]
                .ways
                .iter()
                .map(ToString::to_string)
                .collect();
            self.lack(
                n,
                format!("{} = {}", self.rule.names[n + 1], ways.join(" / ")),
            );
        }
        matched
    }

    fn bind(
        &mut self,
        n: usize,
        words: Vec<u16>,
        way: Option<&SmolStr>,
        bound: &mut Bound,
    ) -> bool {
        bound.words.push(words);
        bound.taken.push(way.cloned());
        let matched = self.argument(n + 1, bound);
        bound.words.pop();
        bound.taken.pop();
        matched
    }

    fn finish(&mut self, n: usize, bound: &Bound) -> bool {
        if let Some(failed) = self
            .rule
            .conditions
            .iter()
            .position(|c| !self.holds(c, bound))
        {
            let condition = &self.rule.rule.conditions[failed];
            let keyword = if condition.wanted { "if" } else { "not" };
            let ways: Vec<_> = condition.ways.iter().map(ToString::to_string).collect();
            self.lack(n, format!("{keyword} {}", ways.join(" / ")));
            return false;
        }
        let mut assignments: Vec<&Assignment> = self.rule.rule.sets.iter().collect();
        for (conditions, more) in &self.rule.whens {
            if conditions.iter().all(|c| self.holds(c, bound)) {
                assignments.extend(more);
            }
        }
        let words: Vec<_> = (self.rule.names.iter().cloned())
            .zip(bound.words.iter().cloned())
            .collect();
        let key = bound
            .words
            .get(self.rule.key)
            .and_then(|w| w.first())
            .or_else(|| bound.words.first().and_then(|w| w.first()))
            .copied()
            .unwrap_or(0);
        self.found.push(Match {
            rule: &self.rule.rule,
            words,
            key,
            assignments,
            taken: bound.taken.clone(),
        });
        true
    }

    fn holds(&self, condition: &CompiledCondition, bound: &Bound) -> bool {
        condition.wanted
            == (condition.ways.iter()).any(|way| !self.finder.follow(way, bound).is_empty())
    }

    fn lack(&mut self, reached: usize, what: String) {
        if self.furthest.as_ref().is_none_or(|(n, _)| *n <= reached) {
            self.furthest = Some((reached, what));
        }
    }
}

/// The argument's name when the expression speaks of one.
impl Expression {
    /// The word of a plain expression, or the argument of a call.
    #[must_use]
    pub fn word(&self) -> &SmolStr {
        match self {
            Self::Word(word) | Self::Call(_, word) => &word.text,
        }
    }
}
