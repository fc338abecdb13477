//! A sentence's tree with the relations that grammar hides spelled out.
//!
//! Beside the edges of the tree there are edges for who does (`agent`), to what it is done (`theme`),
//! what describes a noun (`mod`) and what hangs on a word by a preposition (`prep:to`): the same for
//! active and passive, relative clauses, participles, control, coordination and nouns of action.

use crate::standing;
use contingent_text::{Deprel, Sentence, Token, Upos, Xpos};
use smol_str::SmolStr;

/// A relation between two words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rel {
    /// A relation of the tree.
    Ud(Deprel),
    /// Who does it: logical subject.
    Agent,
    /// What it is done to: logical object.
    Theme,
    /// What describes a noun: adjective, compound, possessor, nominal modifier.
    Mod,
    /// What hangs on the word by this preposition.
    Prep(SmolStr),
    /// What stands beside it in a list of pairs, as the caller found them.
    Listed,
}

/// An edge from a word to one that it governs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Index of the governed word.
    pub to: u16,
    /// The relation.
    pub rel: Rel,
}

/// One sentence as rules see it.
pub struct Graph<'s> {
    sentence: &'s Sentence,
    /// The text of the sentence's part.
    text: &'s str,
    children: Vec<Vec<u16>>,
    down: Vec<Vec<Edge>>,
    up: Vec<Vec<Edge>>,
    labels: Vec<u128>,
    /// Lemmas with a particle joined ("carry_out"), where that differs from the token's own.
    joined: Vec<Option<SmolStr>>,
}

impl<'s> Graph<'s> {
    /// Builds the graph. `labels` are the caller's labels a word, numbered after the grammar's;
    /// `pairs` are the words that stand together in lists ("Kenya 735, Chad with 20"), each from and to;
    /// `governors` gives the standing that a lemma lends to the clause below it.
    pub(crate) fn new(
        sentence: &'s Sentence,
        text: &'s str,
        labels: &[u128],
        pairs: &[(usize, usize)],
        governors: &dyn Fn(&str) -> u128,
    ) -> Self {
        let len = sentence.tokens.len();
        let mut children = vec![Vec::new(); len];
        for (at, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head
                && let Some(list) = children.get_mut(usize::from(head))
            {
                list.push(at as u16);
            }
        }
        let mut graph = Self {
            sentence,
            text,
            children,
            down: vec![Vec::new(); len],
            up: vec![Vec::new(); len],
            labels: (0..len)
                .map(|at| labels.get(at).copied().unwrap_or(0) << standing::GRAMMAR_LABELS.len())
                .collect(),
            joined: vec![None; len],
        };
        graph.join_particles();
        standing::settle(&mut graph, governors);
        graph.tree_edges();
        graph.argument_edges();
        graph.noun_edges();
        graph.preposition_edges();
        graph.share_over_coordination();
        for (from, to) in pairs.iter().filter(|(from, to)| *from.max(to) < len) {
            graph.add(*from, *to, Rel::Listed);
        }
        for from in 0..len {
            for edge in graph.down[from].clone() {
                graph.up[usize::from(edge.to)].push(Edge {
                    to: from as u16,
                    rel: edge.rel,
                });
            }
        }
        graph
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// True for a sentence without words, which no reader makes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentence.tokens.is_empty()
    }

    /// The sentence it was built from.
    #[must_use]
    pub fn sentence(&self) -> &'s Sentence {
        self.sentence
    }

    /// The word at `at`; the last one when there is none.
    #[must_use]
    pub fn token(&self, at: usize) -> &'s Token {
        &self.sentence.tokens[at.min(self.sentence.tokens.len() - 1)]
    }

    /// The word as written.
    #[must_use]
    pub fn form(&self, at: usize) -> &'s str {
        self.token(at).form(self.text)
    }

    /// Its lemma, a particle joined with `_`.
    #[must_use]
    pub fn lemma(&self, at: usize) -> &str {
        match self.joined.get(at) {
            Some(Some(joined)) => joined,
            _ => &self.token(at).lemma,
        }
    }

    /// The words that it governs in the tree, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let list = self.children.get(at).map_or(&[][..], Vec::as_slice);
        list.iter().map(|c| usize::from(*c))
    }

    /// All edges from the word at `at`.
    #[must_use]
    pub fn down(&self, at: usize) -> &[Edge] {
        self.down.get(at).map_or(&[], Vec::as_slice)
    }

    /// All edges to the word at `at`; their `to` is the governing word.
    #[must_use]
    pub fn up(&self, at: usize) -> &[Edge] {
        self.up.get(at).map_or(&[], Vec::as_slice)
    }

    /// The labels of the word at `at`: grammar's first, then the caller's.
    #[must_use]
    pub fn labels(&self, at: usize) -> u128 {
        self.labels.get(at).copied().unwrap_or(0)
    }

    /// True when grammar gives the word at `at` the label of that name.
    #[must_use]
    pub fn has_grammar_label(&self, at: usize, label: &str) -> bool {
        standing::GRAMMAR_LABELS
            .iter()
            .position(|l| *l == label)
            .is_some_and(|bit| self.labels(at) & (1 << bit) != 0)
    }

    pub(crate) fn add_labels(&mut self, at: usize, labels: u128) {
        if let Some(own) = self.labels.get_mut(at) {
            *own |= labels;
        }
    }

    pub(crate) fn ends_with_question(&self) -> bool {
        (0..self.len())
            .rev()
            .map(|at| self.form(at))
            .take(3)
            .any(|form| form.starts_with('?'))
    }

    /// "carried out", "flew in": a particle, or an adverb that stands where one would.
    fn join_particles(&mut self) {
        for at in 0..self.len() {
            if self.token(at).upos != Upos::Verb {
                continue;
            }
            let particle = self.children(at).find(|child| {
                let word = self.token(*child);
                let near = *child > at && *child <= at + 3;
                let adverb = word.deprel == Deprel::Advmod
                    && *child == at + 1
                    && matches!(
                        word.lemma.as_str(),
                        "out"
                            | "in"
                            | "up"
                            | "off"
                            | "down"
                            | "over"
                            | "back"
                            | "away"
                            | "home"
                            | "aside"
                    );
                near && (word.deprel == Deprel::CompoundPrt || adverb)
            });
            // "sends up to 400" sends nothing up.
            let particle = particle.filter(|particle| !self.is_up_to(particle + 2));
            if let Some(particle) = particle {
                let joined = format!("{}_{}", self.token(at).lemma, self.token(particle).lemma);
                self.joined[at] = Some(SmolStr::new(joined));
            }
        }
    }

    fn tree_edges(&mut self) {
        for at in 0..self.len() {
            for child in self.children[at].clone() {
                let rel = Rel::Ud(self.token(usize::from(child)).deprel);
                self.down[at].push(Edge { to: child, rel });
            }
        }
    }

    fn add(&mut self, from: usize, to: usize, rel: Rel) {
        let edge = Edge { to: to as u16, rel };
        if from != to && !self.down[from].contains(&edge) {
            self.down[from].push(edge);
        }
    }

    fn is_passive(&self, at: usize) -> bool {
        let token = self.token(at);
        // "the lieutenant, reported missing": a past tense that describes a noun is a participle.
        let participle =
            token.xpos == Xpos::Vbn || token.xpos == Xpos::Vbd && token.deprel == Deprel::Acl;
        self.labels(at) & standing::PASSIVE != 0
            || participle
                && matches!(
                    token.deprel,
                    Deprel::Acl
                        | Deprel::Amod
                        | Deprel::Advcl
                        | Deprel::Root
                        | Deprel::Conj
                        | Deprel::Parataxis
                        | Deprel::Dep
                )
                && self.labels(at) & standing::PERFECT == 0
                && !self.children(at).any(|c| {
                    matches!(
                        self.token(c).deprel,
                        Deprel::Nsubj | Deprel::Obj | Deprel::Aux
                    )
                })
    }

    /// `agent` and `theme` of verbs and of other predicates.
    fn argument_edges(&mut self) {
        for at in 0..self.len() {
            let token = self.token(at);
            let has_copula = self
                .children(at)
                .any(|c| self.token(c).deprel == Deprel::Cop);
            if token.upos != Upos::Verb && !has_copula && token.xpos != Xpos::Vbn {
                continue;
            }
            let passive = self.is_passive(at);
            if let Some(subject) = self.surface_subject(at) {
                let rel = if passive { Rel::Theme } else { Rel::Agent };
                self.add(at, subject, rel.clone());
                if let Some(speaker) = self.speaker_behind(at, subject) {
                    self.add(at, speaker, rel);
                }
            }
            for child in self.children[at].clone() {
                let child = usize::from(child);
                match self.token(child).deprel {
                    Deprel::Obj => self.add(at, child, Rel::Theme),
                    Deprel::Obl if self.counts_up_to(child) => self.add(at, child, Rel::Theme),
                    // "Austria supplies 314"
                    Deprel::Flat | Deprel::NmodUnmarked
                        if child == at + 1 && self.token(child).upos == Upos::Num =>
                    {
                        self.add(at, child, Rel::Theme);
                    }
                    Deprel::OblAgent => self.add(at, child, Rel::Agent),
                    Deprel::Obl if passive && self.case_of(child).as_deref() == Some("by") => {
                        self.add(at, child, Rel::Agent);
                    }
                    _ => {}
                }
            }
            self.gap_of_relative_clause(at, passive);
            self.theme_before_participle(at);
        }
    }

    /// True for the number of "up to 400".
    fn is_up_to(&self, at: usize) -> bool {
        let before = |back: usize, word: &str| {
            at.checked_sub(back)
                .is_some_and(|w| self.form(w).eq_ignore_ascii_case(word))
        };
        at < self.len() && self.token(at).upos == Upos::Num && before(1, "to") && before(2, "up")
    }

    /// "send up to 400", "send up to 400 soldiers": what a small parser takes for a place to send to.
    fn counts_up_to(&self, at: usize) -> bool {
        let counted = |c: usize| self.token(c).deprel == Deprel::Nummod && self.is_up_to(c);
        self.is_up_to(at) || self.children(at).any(counted)
    }

    /// "the Community (CARICOM), chaired by the minister": a passive participle that names its agent and that the
    /// tree hangs on no noun speaks of the noun before it.
    fn theme_before_participle(&mut self, at: usize) {
        let has = |rel: &Rel| self.down[at].iter().any(|e| e.rel == *rel);
        let bare = !self.children(at).any(|c| {
            let base = self.token(c).deprel.base();
            matches!(base, "aux" | "nsubj" | "obj" | "cop")
        });
        if self.token(at).xpos != Xpos::Vbn || !bare || has(&Rel::Theme) || !has(&Rel::Agent) {
            return;
        }
        let noun = (0..at)
            .rev()
            .take(4)
            .take_while(|w| self.token(*w).upos != Upos::Verb)
            .find(|w| matches!(self.token(*w).upos, Upos::Noun | Upos::Propn));
        if let Some(noun) = noun {
            self.add(at, noun, Rel::Theme);
        }
    }

    /// "The US said that it supports": the pronoun is whoever says so, when nothing else is named between.
    fn speaker_behind(&self, at: usize, subject: usize) -> Option<usize> {
        let (token, pronoun) = (self.token(at), self.token(subject));
        let personal = matches!(pronoun.lemma.as_str(), "it" | "he" | "she" | "they");
        if !personal || pronoun.upos != Upos::Pron || token.deprel != Deprel::Ccomp {
            return None;
        }
        let speaker = self.surface_subject(usize::from(token.head?))?;
        (speaker < subject && self.token(speaker).upos != Upos::Pron).then_some(speaker)
    }

    /// The noun that a relative clause or a participle describes fills the place that is empty in it.
    fn gap_of_relative_clause(&mut self, at: usize, passive: bool) {
        let token = self.token(at);
        let Some(head) = token.head.map(usize::from) else {
            return;
        };
        if token.deprel == Deprel::Amod && token.xpos == Xpos::Vbn {
            self.add(at, head, Rel::Theme);
        }
        if token.deprel != Deprel::AclRelcl {
            return;
        }
        let find = |rels: &[Deprel]| {
            self.children(at)
                .find(|c| rels.contains(&self.token(*c).deprel))
        };
        let relative = |c: usize| {
            matches!(self.token(c).xpos, Xpos::Wdt | Xpos::Wp)
                || self.token(c).lemma == "that" && self.token(c).upos == Upos::Pron
        };
        let subject = find(&[Deprel::Nsubj, Deprel::NsubjPass]);
        let object = find(&[Deprel::Obj]);
        match (subject, object) {
            (Some(subject), _) if relative(subject) => {
                self.add(at, head, if passive { Rel::Theme } else { Rel::Agent });
            }
            (Some(_), Some(object)) if relative(object) => self.add(at, head, Rel::Theme),
            (Some(_), None) => self.add(at, head, Rel::Theme),
            _ => {}
        }
    }

    /// Whose verb it is, on the surface: its own subject, or the one that control, coordination or a
    /// participle lend to it.
    fn surface_subject(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..self.len() {
            let subjects = || {
                self.children(at).filter(|c| {
                    matches!(
                        self.token(*c).deprel,
                        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter
                    )
                })
            };
            // Of two subjects that a wrong tree gives, the one next to the verb is its own.
            let own = subjects()
                .filter(|c| *c < at)
                .last()
                .or_else(|| subjects().next());
            if own.is_some() {
                return own;
            }
            if let Some(noun) = self.headline_subject(at) {
                return Some(noun);
            }
            let token = self.token(at);
            let head = token.head.map(usize::from)?;
            if let Some(noun) = self.absolute_subject(at) {
                return Some(noun);
            }
            // "One was killed and eight were injured": the subject that a wrong tree joins to the first verb.
            let stranded = self.children(head).find(|c| {
                let word = self.token(*c);
                word.deprel == Deprel::Conj
                    && (head..at).contains(c)
                    && matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Num)
            });
            if stranded.is_some() && matches!(token.deprel, Deprel::Advcl | Deprel::Conj) {
                return stranded;
            }
            match token.deprel {
                Deprel::Acl if matches!(token.xpos, Xpos::Vbn | Xpos::Vbg | Xpos::Vbd) => {
                    return Some(head);
                }
                Deprel::Acl if self.is_headline(at) => return Some(head),
                // "asked Kenya to lead": the object of the governor, where it has one.
                Deprel::Xcomp => {
                    let object = self
                        .children(head)
                        .find(|c| matches!(self.token(*c).deprel, Deprel::Obj | Deprel::Iobj));
                    if object.is_some() {
                        return object;
                    }
                    at = head;
                }
                // "praised Kenya for leading": whoever is praised, where somebody is.
                Deprel::Advcl if token.xpos == Xpos::Vbg && self.has_mark(at, "for") => {
                    let object =
                        (self.children(head)).find(|c| self.token(*c).deprel == Deprel::Obj);
                    if object.is_some() {
                        return object;
                    }
                    at = head;
                }
                // "ready to send", "the plan to send" of somebody: climb to whoever is ready.
                Deprel::Conj | Deprel::Advcl | Deprel::Acl => at = head,
                _ => return None,
            }
            if matches!(self.token(at).upos, Upos::Noun | Upos::Propn)
                && !self
                    .children(at)
                    .any(|c| self.token(c).deprel == Deprel::Cop)
            {
                return self.possessor(at);
            }
        }
        None
    }

    /// "Hungary to send troops": an infinitive at the name that is all the sentence has beside it.
    pub(crate) fn is_headline(&self, at: usize) -> bool {
        let token = self.token(at);
        let Some(head) = token.head.map(usize::from) else {
            return false;
        };
        let noun = self.token(head);
        let bare = |c: usize| !matches!(self.token(c).deprel.base(), "cop" | "nsubj" | "case");
        token.deprel == Deprel::Acl
            && token.xpos == Xpos::Vb
            && self.has_mark(at, "to")
            && (head + 1..=head + 2).contains(&at.saturating_sub(1))
            && noun.head.is_none()
            && matches!(noun.upos, Upos::Propn | Upos::Noun)
            && self.children(head).all(bare)
    }

    /// "U.S. pledges money", "Benin troops land": a noun that the tree joins to a finite verb as if to a noun.
    fn headline_subject(&self, at: usize) -> Option<usize> {
        let token = self.token(at);
        let finite = matches!(token.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        let beside = |c: &usize| {
            let word = self.token(*c);
            *c < at
                && matches!(
                    word.deprel,
                    Deprel::Compound | Deprel::Nmod | Deprel::NmodUnmarked
                )
                && matches!(word.upos, Upos::Noun | Upos::Propn)
                && self.case_of(*c).is_none()
        };
        (token.upos == Upos::Verb && finite)
            .then(|| self.children(at).filter(beside).last())
            .flatten()
    }

    /// "with gangs now controlling the port", "the statement by CARICOM condemning them": the noun before the
    /// participle, which a small parser hangs elsewhere.
    fn absolute_subject(&self, at: usize) -> Option<usize> {
        if !matches!(self.token(at).xpos, Xpos::Vbg | Xpos::Vbn) {
            return None;
        }
        let noun = (0..at)
            .rev()
            .take(3)
            .find(|w| self.token(*w).upos != Upos::Adv)?;
        let named = matches!(self.token(noun).upos, Upos::Noun | Upos::Propn);
        // The last word of a name hangs on its first.
        let noun = match self.token(noun).head.map(usize::from) {
            Some(head) if head < noun && self.token(noun).deprel.base() == "flat" => head,
            _ => noun,
        };
        let with = self.has_mark(noun, "with");
        let by = self.has_mark(noun, "by") && self.token(at).xpos == Xpos::Vbg;
        (named && (with || by)).then_some(noun)
    }

    fn has_mark(&self, at: usize, lemma: &str) -> bool {
        self.children(at).any(|c| {
            let word = self.token(c);
            matches!(word.deprel, Deprel::Mark | Deprel::Case) && word.lemma == lemma
        })
    }

    /// "Kenya's" of "Kenya's plan", "Kenyan" of "the Kenyan plan".
    fn possessor(&self, noun: usize) -> Option<usize> {
        self.children(noun)
            .find(|c| self.token(*c).deprel == Deprel::NmodPoss)
    }

    /// `mod` of nouns, and `agent` and `theme` of nouns of action.
    fn noun_edges(&mut self) {
        for at in 0..self.len() {
            if !matches!(
                self.token(at).upos,
                Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Sym
            ) {
                continue;
            }
            for child in self.children[at].clone() {
                let child = usize::from(child);
                let deprel = self.token(child).deprel;
                // "in Haiti" says where they are, not what they are.
                let says_where =
                    deprel == Deprel::Nmod && self.case_of(child).is_some_and(|case| case != "of");
                if !says_where
                    && matches!(
                        deprel,
                        Deprel::Amod
                            | Deprel::Compound
                            | Deprel::NmodPoss
                            | Deprel::Nmod
                            | Deprel::NmodDesc
                            | Deprel::NmodUnmarked
                    )
                {
                    self.add(at, child, Rel::Mod);
                }
                if deprel == Deprel::NmodPoss {
                    self.add(at, child, Rel::Agent);
                }
                if deprel == Deprel::Nmod {
                    match self.case_of(child).as_deref() {
                        Some("of") => self.add(at, child, Rel::Theme),
                        Some("by") => self.add(at, child, Rel::Agent),
                        _ => {}
                    }
                }
            }
        }
    }

    /// The preposition that marks the word at `at`, its fixed parts joined ("according_to").
    #[must_use]
    pub fn case_of(&self, at: usize) -> Option<SmolStr> {
        // Of "made up of officers" the last word is the preposition, whatever the tree makes of the others.
        let case = self
            .children(at)
            .filter(|c| self.token(*c).deprel == Deprel::Case && *c < at)
            .last()?;
        let mut name = String::from(self.token(case).lemma.as_str());
        for part in self.children(case) {
            if self.token(part).deprel == Deprel::Fixed {
                name.push('_');
                name.push_str(&self.token(part).lemma);
            }
        }
        Some(SmolStr::new(name.to_lowercase()))
    }

    /// `prep:…`: what the word governs by a preposition; and, because a small parser often hangs a
    /// trailing phrase one word too high or too low, what its object or its verb governs.
    fn preposition_edges(&mut self) {
        let mut own: Vec<(usize, usize, SmolStr)> = Vec::new();
        for at in 0..self.len() {
            let token = self.token(at);
            let oblique = matches!(
                token.deprel,
                Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::NmodPoss
            );
            if let (true, Some(head)) = (oblique, token.head.map(usize::from))
                && let Some(case) = self.case_of(at)
            {
                own.push((head, at, case));
            }
        }
        for (head, at, case) in &own {
            self.add(*head, *at, Rel::Prep(case.clone()));
        }
        for (head, at, case) in own {
            let is_argument = |e: &Edge| matches!(e.rel, Rel::Agent | Rel::Theme);
            // From the verb to what hangs on its object.
            let verbs: Vec<usize> = (0..self.len())
                .filter(|v| {
                    self.token(*v).upos == Upos::Verb
                        && self.down[*v]
                            .iter()
                            .any(|e| is_argument(e) && usize::from(e.to) == head)
                })
                .collect();
            for verb in verbs {
                self.add(verb, at, Rel::Prep(case.clone()));
            }
            // From an object that stands before it to what hangs on the verb.
            if self.token(head).upos == Upos::Verb {
                let objects: Vec<usize> = self.down[head]
                    .iter()
                    .filter(|e| e.rel == Rel::Theme && usize::from(e.to) < at)
                    .map(|e| usize::from(e.to))
                    .collect();
                for object in objects {
                    self.add(object, at, Rel::Prep(case.clone()));
                }
            }
        }
    }

    /// What is said of the first of a list is said of all, and so for a name in apposition.
    fn share_over_coordination(&mut self) {
        for from in 0..self.len() {
            for edge in self.down[from].clone() {
                let spread = match &edge.rel {
                    Rel::Ud(rel) => matches!(
                        rel,
                        Deprel::Nsubj
                            | Deprel::NsubjPass
                            | Deprel::Obj
                            | Deprel::Obl
                            | Deprel::Nmod
                    ),
                    _ => true,
                };
                if !spread {
                    continue;
                }
                let target = usize::from(edge.to);
                for child in self.children[target].clone() {
                    let child = usize::from(child);
                    let shared = match self.token(child).deprel {
                        Deprel::Conj => {
                            self.token(child).upos != Upos::Verb
                                && (self.case_of(child).is_none()
                                    || !matches!(edge.rel, Rel::Prep(_)))
                        }
                        Deprel::Appos => true,
                        _ => false,
                    };
                    if shared {
                        self.add(from, child, edge.rel.clone());
                    }
                }
            }
        }
    }
}
