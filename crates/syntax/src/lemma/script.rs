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
    /// The first letter large, the others small.
    Title,
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
    pub fn apply(&self, form: &str, out: &mut String) {
        let keep = cased(form, self.case)
            .count()
            .saturating_sub(usize::from(self.strip));
        out.extend(cased(form, self.case).take(keep));
        out.push_str(&self.add);
    }

    /// True when the lemma is plainly `form` itself.
    pub(super) fn keeps_all(&self, form: &str) -> bool {
        let same = match self.case {
            Case::Keep => true,
            Case::Lower | Case::First => form.bytes().all(|byte| byte.is_ascii_lowercase()),
            Case::Title => false,
        };
        same && self.strip == 0 && self.add.is_empty()
    }

    /// Reads what [`fmt::Display`] wrote.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut parts = line.splitn(3, ' ');
        let case = match parts.next()? {
            "lower" => Case::Lower,
            "keep" => Case::Keep,
            "first" => Case::First,
            "title" => Case::Title,
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
            Case::Title => "title",
        };
        write!(f, "{case} {} {}", self.strip, self.add)
    }
}

fn cased(form: &str, case: Case) -> impl Iterator<Item = char> + '_ {
    form.chars().enumerate().flat_map(move |(i, c)| {
        let small = match case {
            Case::Lower => true,
            Case::Keep => false,
            Case::First | Case::Title => i > 0,
        };
        let large = i == 0 && case == Case::Title;
        let kept = (!small && !large).then_some(c);
        let lowered = small.then(|| c.to_lowercase());
        let raised = large.then(|| c.to_uppercase());
        kept.into_iter()
            .chain(lowered.into_iter().flatten())
            .chain(raised.into_iter().flatten())
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
            ("haiti", "Haiti", Case::Title),
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
