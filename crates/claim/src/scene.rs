//! One sentence with everything that rules and fields need of it.

use crate::{labels, pairs};
use contingent_mention::{Entity, EntityKind, Mention, Quantity, Time, Usage, Value};
use contingent_pattern::{Graph, Program};
use contingent_registry::{MissionKind, Registry};
use contingent_text::{Document, Part, Sentence, Span, Upos};
use smol_str::SmolStr;

/// What holds for the whole document.
pub(crate) struct Setting<'d> {
    pub document: &'d Document,
    pub registry: &'d Registry,
    pub program: &'d Program,
    /// The mission that the document is about.
    pub focus: Option<SmolStr>,
    /// The currency of the first sum of money in the document.
    pub currency: Option<SmolStr>,
}

impl Setting<'_> {
    /// Where the mission in focus works.
    pub fn hosts(&self) -> &[SmolStr] {
        (self.focus.as_deref())
            .and_then(|id| self.registry.mission(id))
            .map_or(&[], |mission| &mission.hosts)
    }

    /// The one force that is at work where the sentence plays: that in focus, or the only other one.
    fn mission_there(&self, sentence: &Sentence, mentions: &[&Mention]) -> Option<SmolStr> {
        let heading = is_heading(sentence);
        let inside = |at: u16| {
            (sentence.tokens.iter()).any(|t| {
                t.head == Some(at)
                    && t.deprel.base() == "case"
                    && matches!(t.lemma.as_str(), "in" | "into" | "to" | "for" | "inside")
            })
        };
        let countries: Vec<&SmolStr> = (mentions.iter())
            .filter_map(|m| match &m.value {
                Value::Entity(e) if e.kind == EntityKind::Place => e.country.as_ref(),
                Value::Entity(e)
                    if e.kind == EntityKind::Country
                        && e.usage == Usage::Name
                        && (heading || inside(m.head)) =>
                {
                    e.id.as_ref()
                }
                _ => None,
            })
            .collect();
        if countries.iter().any(|c| self.hosts().contains(c)) {
            return self.focus.clone();
        }
        // A text that is about no mission does not come to be about one by naming a town.
        self.focus.as_ref()?;
        let day = self.document.published.as_ref()?.date;
        let mut there = self.registry.missions().iter().filter(|m| {
            m.kind == MissionKind::Force
                && m.period.distance(day) == 0
                && m.hosts
                    .first()
                    .is_some_and(|host| countries.contains(&host))
        });
        let only = there.next()?;
        there.next().is_none().then(|| only.id.clone())
    }

    /// True for the mission that the one in focus takes the place of.
    pub fn came_before(&self, id: &str) -> bool {
        (self.focus.as_deref())
            .and_then(|focus| self.registry.mission(focus))
            .is_some_and(|mission| mission.predecessor.as_deref() == Some(id))
    }
}

/// A name and a sign are all of it.
fn is_heading(sentence: &Sentence) -> bool {
    sentence.part == Part::Body && sentence.tokens.len() <= 4
}

/// What the sentences before one spoke of last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Earlier {
    pub mission: Option<SmolStr>,
    pub group: Option<SmolStr>,
    /// A country other than the host.
    pub country: Option<SmolStr>,
    /// Labels of the noun that was counted.
    pub counted: u128,
    /// The mission at the place that heads a paragraph ("SOMALIA. …", "Kosovo: …"), and which paragraph that is.
    heading: Option<(u32, SmolStr)>,
    /// The paragraph of the sentence before.
    paragraph: Option<u32>,
}

impl Earlier {
    /// Goes on past a sentence: of several missions, groups or countries the first, which is mostly the subject.
    pub fn read(&mut self, setting: &Setting<'_>, sentence: &Sentence, mentions: &[&Mention]) {
        let all = |kind: EntityKind| {
            (mentions.iter()).filter_map(move |m| match &m.value {
                Value::Entity(e) if e.kind == kind => e.id.clone(),
                _ => None,
            })
        };
        let first = |kind: EntityKind| all(kind).next();
        // Whoever tells of a new mission names the old one in passing.
        let focus = (setting.focus.as_ref()).filter(|focus| {
            all(EntityKind::Mission).any(|m| m == **focus || setting.came_before(&m))
        });
        self.mission = focus
            .cloned()
            .or_else(|| first(EntityKind::Mission))
            .or_else(|| self.mission.take());
        self.country = all(EntityKind::Country)
            .find(|id| !setting.hosts().contains(id))
            .or_else(|| self.country.take());
        self.group = first(EntityKind::Group).or_else(|| self.group.take());
        self.counted = labels::counted_last(sentence, mentions, self.counted);
        self.heading = (setting.mission_there(sentence, mentions))
            .filter(|_| is_heading(sentence))
            .map(|mission| (sentence.paragraph, mission))
            .or_else(|| self.heading.take());
        self.paragraph = Some(sentence.paragraph);
    }

    /// The mission that works where the sentence plays, when places tell that.
    fn mission_there(
        &self,
        setting: &Setting<'_>,
        sentence: &Sentence,
        mentions: &[&Mention],
    ) -> Option<SmolStr> {
        let heading = (self.heading.as_ref()).filter(|(at, _)| *at == sentence.paragraph);
        // Further down a paragraph a town is mentioned by the way.
        let first = self.paragraph != Some(sentence.paragraph);
        (setting.mission_there(sentence, mentions))
            .filter(|mission| first || Some(mission) == setting.focus.as_ref())
            .or_else(|| heading.map(|(_, mission)| mission.clone()))
    }
}

/// One sentence of it.
pub(crate) struct Scene<'d> {
    pub setting: &'d Setting<'d>,
    pub sentence: &'d Sentence,
    pub graph: Graph<'d>,
    /// The mission that the sentences before spoke of last.
    pub earlier_mission: Option<SmolStr>,
    /// The mission that works where the sentence plays.
    pub mission_there: Option<SmolStr>,
    /// The armed group that they spoke of last.
    pub earlier_group: Option<SmolStr>,
    /// The country, other than the host, that they spoke of last.
    pub earlier_country: Option<SmolStr>,
    /// The mentions of the sentence, each with the words that are governed from outside it.
    mentions: Vec<(&'d Mention, Vec<usize>)>,
}

impl<'d> Scene<'d> {
    pub fn new(
        setting: &'d Setting<'d>,
        sentence: &'d Sentence,
        mentions: &[&'d Mention],
        earlier: &Earlier,
    ) -> Self {
        let labels = labels::of_sentence(sentence, mentions, setting.hosts(), earlier.counted);
        let text = setting.document.part(sentence.part);
        Self {
            setting,
            sentence,
            earlier_mission: earlier.mission.clone(),
            mission_there: earlier.mission_there(setting, sentence, mentions),
            earlier_group: earlier.group.clone(),
            earlier_country: earlier.country.clone(),
            graph: setting.program.graph(
                sentence,
                text,
                &labels,
                &pairs::of_sentence(sentence, text, mentions),
            ),
            mentions: (mentions.iter())
                .map(|m| (*m, labels::heads(sentence, m)))
                .collect(),
        }
    }

    pub fn part(&self) -> Part {
        self.sentence.part
    }

    pub fn text(&self) -> &'d str {
        self.setting.document.part(self.sentence.part)
    }

    pub fn mentions(&self) -> impl Iterator<Item = (&'d Mention, &[usize])> {
        self.mentions
            .iter()
            .map(|(m, heads)| (*m, heads.as_slice()))
    }

    /// Of the mentions that `wanted` accepts: one that the word heads, else one that covers it; the longest.
    fn find<T>(
        &self,
        at: usize,
        wanted: impl Fn(&'d Mention) -> Option<T>,
    ) -> Option<(&'d Mention, T)> {
        let covers = |m: &Mention| (usize::from(m.first)..=usize::from(m.last)).contains(&at);
        let best = (self.mentions.iter())
            .filter(|(m, heads)| heads.contains(&at) || covers(m))
            .filter(|(m, _)| wanted(m).is_some())
            .max_by_key(|(m, heads)| (covers(m), heads.contains(&at), m.last - m.first))?;
        Some((best.0, wanted(best.0)?))
    }

    pub fn entity(&self, at: usize) -> Option<(&'d Mention, &'d Entity)> {
        self.find(at, |m| match &m.value {
            Value::Entity(entity) => Some(entity),
            _ => None,
        })
    }

    pub fn time(&self, at: usize) -> Option<(&'d Mention, &'d Time)> {
        self.find(at, |m| match &m.value {
            Value::Time(time) => Some(time),
            _ => None,
        })
    }

    pub fn quantity(&self, at: usize) -> Option<(&'d Mention, &'d Quantity)> {
        self.find(at, |m| match &m.value {
            Value::Quantity(quantity) => Some(quantity),
            _ => None,
        })
    }

    /// The nearest predicate at or above the word: the head of its clause.
    pub fn clause(&self, at: usize) -> usize {
        let mut at = at;
        for _ in 0..self.graph.len() {
            let token = self.graph.token(at);
            let has_copula =
                || (self.graph.children(at)).any(|c| self.graph.token(c).deprel.base() == "cop");
            if token.upos == Upos::Verb && token.deprel.base() != "amod" || has_copula() {
                return at;
            }
            match token.head {
                Some(head) => at = usize::from(head),
                None => return at,
            }
        }
        at
    }

    /// All words below and including `at`, except below the children that `cut` names.
    pub fn yield_of(&self, at: usize, cut: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut out = Vec::new();
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            out.push(at);
            open.extend(self.graph.children(at).filter(|c| !cut(*c)));
        }
        out.sort_unstable();
        out
    }

    /// The place of the words in the sentence's part, from the first to the last.
    pub fn span(&self, words: &[usize]) -> Span {
        let spans = words.iter().map(|w| self.graph.token(*w).span);
        spans.reduce(Span::cover).unwrap_or(self.sentence.span)
    }

    /// The words of the phrase that `at` heads, without what is only loosely joined to it.
    pub fn phrase(&self, at: usize) -> Span {
        let cut = |child: usize| {
            let token = self.graph.token(child);
            matches!(
                token.deprel.base(),
                "punct" | "cc" | "conj" | "appos" | "parataxis" | "case" | "mark"
            ) && (token.deprel.base() != "punct" || !self.is_hyphen(child))
                || token.deprel.as_str() == "acl:relcl"
        };
        self.span(&self.yield_of(at, &cut))
    }

    /// The words of the clause that `at` heads, with everything below it but what follows as a clause beside it.
    pub fn whole(&self, at: usize) -> Span {
        let cut = |child: usize| {
            let token = self.graph.token(child);
            let outer = self.graph.token(child).head == Some(at as u16);
            outer
                && matches!(
                    token.deprel.base(),
                    "punct" | "cc" | "conj" | "parataxis" | "case" | "mark"
                )
        };
        self.span(&self.yield_of(at, &cut))
    }

    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.graph.form(at), "-" | "–")
    }
}
