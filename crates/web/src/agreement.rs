//! How often people who judged the same claims decided alike: the share, and how far it is beyond chance.

use contingent_record::{JudgementLine, Verdict};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What one person decided about one claim; a note decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    Right,
    Fixed,
    Wrong,
}

impl Decision {
    pub fn words(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Fixed => "right, but fixed",
            Self::Wrong => "wrong",
        }
    }

    fn of(verdict: Verdict) -> Option<Self> {
        match verdict {
            Verdict::Accept => Some(Self::Right),
            Verdict::Correct => Some(Self::Fixed),
            Verdict::Reject => Some(Self::Wrong),
            Verdict::Note | Verdict::Undo => None,
        }
    }
}

/// A claim that two people or more judged, with the last decision of each that was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub claim: String,
    pub mission: Option<String>,
    pub decisions: BTreeMap<String, Decision>,
}

impl Judged {
    pub fn agreed(&self) -> bool {
        let mut all = self.decisions.values();
        let first = all.next();
        all.all(|decision| Some(decision) == first)
    }
}

/// By what agreement is measured beyond chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beyond {
    /// Cohen's kappa, for two people.
    Kappa(Option<f64>),
    /// Krippendorff's alpha, for more, of whom not all need have judged every claim.
    Alpha(Option<f64>),
}

/// How far some claims were judged alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    pub claims: usize,
    /// Claims about which all who judged them decided alike.
    pub alike: usize,
    pub people: BTreeSet<String>,
    pub beyond: Beyond,
}

/// The claims judged by two people or more, by their ids.
pub fn judged(lines: Vec<JudgementLine>) -> Vec<Judged> {
    let undone: HashSet<String> = lines.iter().filter_map(|l| l.undoes.clone()).collect();
    let mut claims: BTreeMap<String, Judged> = BTreeMap::new();
    // They come in the order of time, so that the last decision of each stays.
    for line in lines {
        let Some(decision) = Decision::of(line.verdict) else {
            continue;
        };
        if undone.contains(&line.judgement) {
            continue;
        }
        let judged = claims.entry(line.claim.clone()).or_insert_with(|| Judged {
            claim: line.claim,
            mission: None,
            decisions: BTreeMap::new(),
        });
        judged.mission = line.mission;
        judged.decisions.insert(line.by, decision);
    }
    let several = |judged: &Judged| judged.decisions.len() >= 2;
    claims.into_values().filter(several).collect()
}

/// Of these claims.
pub fn agreement(all: &[&Judged]) -> Agreement {
    let people: BTreeSet<String> = (all.iter())
        .flat_map(|judged| judged.decisions.keys().cloned())
        .collect();
    let beyond = match people.iter().collect::<Vec<_>>().as_slice() {
        [one, other] => Beyond::Kappa(kappa(&common(all, one, other))),
        _ => {
            let units: Vec<Vec<Decision>> = (all.iter())
                .map(|judged| judged.decisions.values().copied().collect())
                .collect();
            Beyond::Alpha(alpha(&units))
        }
    };
    Agreement {
        claims: all.len(),
        alike: all.iter().filter(|judged| judged.agreed()).count(),
        people,
        beyond,
    }
}

/// Each two people who judged some of the same claims.
pub fn pairs(all: &[Judged]) -> Vec<(String, String, Agreement)> {
    let mut found: BTreeMap<(&str, &str), Vec<Judged>> = BTreeMap::new();
    for judged in all {
        let people: Vec<_> = judged.decisions.iter().collect();
        for (at, (one, a)) in people.iter().enumerate() {
            for (other, b) in people.iter().skip(at + 1) {
                let both = [((*one).clone(), **a), ((*other).clone(), **b)];
                found
                    .entry((one.as_str(), other.as_str()))
                    .or_default()
                    .push(Judged {
                        decisions: both.into_iter().collect(),
                        ..judged.clone()
                    });
            }
        }
    }
    (found.into_iter())
        .map(|((one, other), judged)| {
            let judged: Vec<&Judged> = judged.iter().collect();
            (one.to_owned(), other.to_owned(), agreement(&judged))
        })
        .collect()
}

fn common(all: &[&Judged], one: &str, other: &str) -> Vec<(Decision, Decision)> {
    let both = |judged: &&Judged| {
        let of = |name: &str| judged.decisions.get(name).copied();
        of(one).zip(of(other))
    };
    all.iter().filter_map(both).collect()
}

/// Cohen's kappa (Cohen 1960); nothing where chance alone would always agree.
fn kappa<T: PartialEq + Ord + Copy>(pairs: &[(T, T)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let words: BTreeSet<T> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let share =
        |test: &dyn Fn(&(T, T)) -> bool| pairs.iter().filter(|p| test(p)).count() as f64 / n;
    let observed = share(&|(a, b)| a == b);
    let by_chance: f64 = (words.iter())
        .map(|word| share(&|(a, _)| a == word) * share(&|(_, b)| b == word))
        .sum();
    (n > 0.0 && by_chance < 1.0).then(|| (observed - by_chance) / (1.0 - by_chance))
}

/// Krippendorff's alpha for names (Krippendorff 2011): of what each claim was called by whoever judged it.
fn alpha<T: PartialEq + Ord + Copy>(units: &[Vec<T>]) -> Option<f64> {
    let units: Vec<&Vec<T>> = units.iter().filter(|unit| unit.len() >= 2).collect();
    let count = |values: &[T]| {
        let mut counts: BTreeMap<T, f64> = BTreeMap::new();
        for value in values {
            *counts.entry(*value).or_default() += 1.0;
        }
        counts
    };
    let all: Vec<T> = units.iter().flat_map(|unit| unit.iter().copied()).collect();
    let n = all.len() as f64;
    // Pairs of values that differ, in each claim and among all values.
    let differing =
        |counts: &BTreeMap<T, f64>, n: f64| -> f64 { counts.values().map(|c| c * (n - c)).sum() };
    let observed: f64 = (units.iter())
        .map(|unit| differing(&count(unit), unit.len() as f64) / (unit.len() as f64 - 1.0))
        .sum::<f64>()
        / n;
    let by_chance = differing(&count(&all), n) / (n * (n - 1.0));
    (n > 1.0 && by_chance > 0.0).then(|| 1.0 - observed / by_chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_of_a_table_worked_by_hand() {
        // 20 times both yes, 15 times both no, 5 and 10 times not alike: 0.7 seen, 0.5 by chance.
        let table = [((1, 1), 20), ((1, 2), 5), ((2, 1), 10), ((2, 2), 15)];
        let pairs: Vec<(i32, i32)> = (table.iter())
            .flat_map(|(pair, times)| std::iter::repeat_n(*pair, *times))
            .collect();
        let found = kappa(&pairs).unwrap();
        assert!((found - 0.4).abs() < 1e-9, "{found}");
        assert_eq!(kappa(&[(1, 1), (1, 1)]), None);
        assert_eq!(kappa::<i32>(&[]), None);
        assert_eq!(kappa(&[(1, 1), (2, 2)]), Some(1.0));
    }

    #[test]
    fn alpha_of_the_example_with_four_observers() {
        // Krippendorff 2011, part C: twelve units, four observers, some values missing; 0.743 for names.
        let observers = [
            "123321412...",
            "1233224125.3",
            ".3332342251.",
            "12332441251.",
        ];
        let units: Vec<Vec<char>> = (0..12)
            .map(|unit| {
                let values = observers.iter().filter_map(|o| o.chars().nth(unit));
                values.filter(|value| *value != '.').collect()
            })
            .collect();
        let found = alpha(&units).unwrap();
        assert!((found - 0.743).abs() < 0.0006, "{found}");
        assert_eq!(alpha(&[vec![1, 1], vec![1, 1]]), None);
        assert_eq!(alpha::<i32>(&[]), None);
    }

    fn line(
        name: &str,
        claim: &str,
        by: &str,
        verdict: Verdict,
        undoes: Option<&str>,
    ) -> JudgementLine {
        JudgementLine {
            judgement: name.to_owned(),
            content: String::new(),
            claim: claim.to_owned(),
            core: 0,
            mission: Some("m".to_owned()),
            verdict,
            correction: None,
            note: None,
            undoes: undoes.map(str::to_owned),
            evidence: Vec::new(),
            by: by.to_owned(),
            at: String::new(),
        }
    }

    #[test]
    fn the_last_decision_of_each_counts_unless_taken_back() {
        let lines = vec![
            line("1", "a", "ann", Verdict::Reject, None),
            line("2", "a", "ann", Verdict::Accept, None),
            line("3", "a", "bob", Verdict::Reject, None),
            line("4", "a", "cay", Verdict::Reject, None),
            line("5", "a", "cay", Verdict::Undo, Some("4")),
            line("6", "a", "dan", Verdict::Note, None),
            line("7", "b", "ann", Verdict::Accept, None),
        ];
        let all = judged(lines);
        assert_eq!(all.len(), 1);
        let decisions: Vec<_> = all[0]
            .decisions
            .iter()
            .map(|(by, d)| (by.as_str(), *d))
            .collect();
        assert_eq!(
            decisions,
            [("ann", Decision::Right), ("bob", Decision::Wrong)]
        );
        assert!(!all[0].agreed());
        let found = agreement(&all.iter().collect::<Vec<_>>());
        assert_eq!((found.claims, found.alike), (1, 0));
        assert_eq!(found.beyond, Beyond::Kappa(Some(0.0)));
        assert_eq!(pairs(&all).len(), 1);
    }
}
