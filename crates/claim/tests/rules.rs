//! Every sentence that a rule file says its rules must read, and every one they must leave alone.

use contingent_claim::{Claim, ClaimType, Rules, Value, read_about};
use contingent_mention::Mention;
use contingent_pattern::{Item, Rule};
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::{Document, Published, Sentence};
use std::fmt::Write as _;

/// What the examples of a file take for granted.
#[derive(Default)]
struct Given {
    mission: Option<String>,
    published: Option<Published>,
}

struct Bench {
    registry: Registry,
    reader: Reader<'static>,
}

impl Bench {
    fn claims(&mut self, sentence: &str, given: &Given) -> (Vec<Claim>, String) {
        let document = Document {
            id: "example".to_owned(),
            body: sentence.to_owned(),
            published: given.published.clone(),
            ..Document::default()
        };
        let sentences: Vec<Sentence> = self.reader.read(&document);
        let mentions: Vec<Mention> =
            contingent_mention::read(&document, &sentences, &self.registry);
        let focus = given.mission.as_deref().map(Into::into);
        let rules = Rules::embedded();
        let claims = read_about(
            &document,
            &sentences,
            &mentions,
            &self.registry,
            rules,
            focus,
        );
        let mut tree = String::new();
        let _ = contingent_syntax::to_conllu(&sentences, &document, &mut tree);
        (claims, tree)
    }
}

#[test]
fn every_rule_reads_and_leaves_what_its_file_says() {
    let mut bench = Bench {
        registry: Registry::embedded(),
        reader: Reader::new(Syntax::embedded()),
    };
    let mut failures = String::new();
    let mut checked = 0;
    for (file, text) in Rules::built_in() {
        let parsed = contingent_pattern::parse(file, text).unwrap_or_else(|e| panic!("{e}"));
        let mut given = Given::default();
        for item in &parsed.items {
            match item {
                Item::Given(pairs) => given = read_given(pairs),
                Item::Rule(rule) => {
                    checked += rule.reads.len() + rule.leaves.len();
                    check(&mut bench, rule, &given, &mut failures);
                }
                _ => {}
            }
        }
    }
    println!("{checked} sentences");
    assert!(failures.is_empty(), "{failures}");
    assert!(checked > 0);
}

fn read_given(pairs: &[(contingent_pattern::Word, contingent_pattern::Word)]) -> Given {
    let mut given = Given::default();
    for (key, value) in pairs {
        match key.text.as_str() {
            "mission" if value.text != "none" => given.mission = Some(value.text.to_string()),
            "published" => {
                let date: jiff::civil::Date = value.text.parse().unwrap_or_else(|e| panic!("{e}"));
                given.published = Some(date.into());
            }
            _ => {}
        }
    }
    given
}

fn check(bench: &mut Bench, rule: &Rule, given: &Given, failures: &mut String) {
    let name = &rule.name.text;
    let made_by = |claim: &Claim| claim.evidence.iter().any(|e| e.rule == *name);
    for example in &rule.reads {
        let (claims, tree) = bench.claims(&example.sentence.text, given);
        let wanted: Vec<_> = (example.fields.iter())
            .map(|(field, value)| (field.text.as_str(), value.text.as_str()))
            .collect();
        let fits = |claim: &&Claim| {
            claim.kind == ClaimType::named(&rule.claim.text).unwrap_or(claim.kind)
                && wanted
                    .iter()
                    .all(|(field, value)| shown(claim, field) == *value)
        };
        if !claims.iter().filter(|c| made_by(c)).any(|c| fits(&c)) {
            let _ = writeln!(
                failures,
                "\n{name} does not read: {}\n  wanted {wanted:?}",
                example.sentence.text
            );
            for claim in &claims {
                let _ = writeln!(failures, "  got {}", described(claim));
            }
            failures.push_str(&tree);
        }
    }
    for sentence in &rule.leaves {
        let (claims, tree) = bench.claims(&sentence.text, given);
        for claim in claims.iter().filter(|c| made_by(c)) {
            let _ = writeln!(
                failures,
                "\n{name} should leave alone: {}\n  got {}\n{tree}",
                sentence.text,
                described(claim)
            );
        }
    }
}

/// A field as an example writes it.
fn shown(claim: &Claim, field: &str) -> String {
    match field {
        "date" => return claim.date.as_deref().unwrap_or("none").to_owned(),
        "said_by" => return claim.said_by.as_deref().unwrap_or("none").to_owned(),
        _ => {}
    }
    match claim.get(field) {
        None => "none".to_owned(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Several(ids)) => ids.join("+"),
        Some(Value::Bool(truth)) => truth.to_string(),
        Some(Value::Quantity(amount)) => match (amount.value, amount.max) {
            (Some(value), Some(max)) => format!("{value}-{max}"),
            (Some(value), None) => value.to_string(),
            _ => amount.text.to_string(),
        },
        Some(Value::Votes {
            in_favour,
            against,
            abstaining,
        }) => {
            let shown = |n: &Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
            [in_favour, against, abstaining].map(shown).join("/")
        }
        Some(Value::Place { name, .. }) => name.to_string(),
    }
}

fn described(claim: &Claim) -> String {
    let fields: Vec<_> = (claim.fields())
        .map(|(field, _)| format!("{} {}", field.name, shown(claim, field.name)))
        .collect();
    let rules: Vec<_> = claim.evidence.iter().map(|e| e.rule.as_str()).collect();
    format!(
        "{} {} date {} ({})",
        claim.kind,
        fields.join(", "),
        shown(claim, "date"),
        rules.join(", ")
    )
}
