//! An edit script: from a word to its lemma.

use std::fmt;

/// What becomes of the capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// All letters small.
    Lower,
    /// As written.
    Keep,
    /// The first letter as written, the others small.
    First,
}

/// Take off `strip` characters at the end, put `add` there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Script {
    /// Characters taken off.
    pub strip: u8,
    /// What takes their place.
    pub add: Box<str>,
    /// What becomes of the capitals in what stays.
    pub case: Case,
}

impl Script {
    /// The script that makes `lemma` from `form`, if its `case` allows one.
    #[must_use]
    pub fn between(form: &str, lemma: &str, case: Case) -> Option<Self> {
        let cased: Vec<char> = cased(form, case).collect();
        let goal: Vec<char> = lemma.chars().collect();
        let same = std::iter::zip(&cased, &goal)
            .take_while(|(a, b)| a == b)
            .count();
        let add: String = goal[same..].iter().collect();
        let strip = u8::try_from(cased.len() - same).ok()?;
        Some(Self {
            strip,
            add: add.into_boxed_str(),
            case,
        })
    }

    /// Writes the lemma of `form`.
    pub(super) fn apply(&self, form: &str, out: &mut String) {
        let keep = cased(form, self.case)
            .count()
            .saturating_sub(usize::from(self.strip));
        out.extend(cased(form, self.case).take(keep));
        out.push_str(&self.add);
    }

    /// True when the lemma is `form` itself.
    pub(super) fn keeps_all(&self, form: &str) -> bool {
        self.strip == 0
            && self.add.is_empty()
            && (self.case == Case::Keep || form.bytes().all(|byte| byte.is_ascii_lowercase()))
    }

    /// Reads what [`fmt::Display`] wrote.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut parts = line.splitn(3, ' ');
        let case = match parts.next()? {
            "lower" => Case::Lower,
            "keep" => Case::Keep,
            "first" => Case::First,
            _ => return None,
        };
        let strip = parts.next()?.parse().ok()?;
        Some(Self {
            strip,
            add: parts.next()?.into(),
            case,
        })
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = match self.case {
            Case::Lower => "lower",
            Case::Keep => "keep",
            Case::First => "first",
        };
        write!(f, "{case} {} {}", self.strip, self.add)
    }
}

fn cased(form: &str, case: Case) -> impl Iterator<Item = char> + '_ {
    form.chars().enumerate().flat_map(move |(i, c)| {
        let small = case == Case::Lower || (case == Case::First && i > 0);
        let kept = (!small).then_some(c);
        let lowered = small.then(|| c.to_lowercase());
        kept.into_iter().chain(lowered.into_iter().flatten())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_leads_from_its_form_to_its_lemma() {
        let pairs = [
            ("Deployed", "deploy", Case::Lower),
            ("officers", "officer", Case::Lower),
            ("went", "go", Case::Lower),
            ("States", "State", Case::Keep),
            ("HAITI", "Haiti", Case::First),
            ("am", "be", Case::Lower),
        ];
        for (form, lemma, case) in pairs {
            let script = Script::between(form, lemma, case).unwrap();
            let mut made = String::new();
            script.apply(form, &mut made);
            assert_eq!(made, lemma, "{form}");
            assert_eq!(Script::parse(&script.to_string()), Some(script));
        }
    }
}
