//! The rules that read claims: what each must and must not read, how often it was used, and how often people
//! said that it was right.

use super::html;
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, page};
use crate::words::{escaped, plain};
use axum::extract::State;
use axum::response::Response;
use contingent_pattern::{Item, Rule};
use contingent_record::RuleUse;
use maud::{Markup, html as markup};
use std::sync::Arc;

pub async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let uses = desk.rule_use()?;
        let files: Vec<(&String, Vec<&Rule>)> = (desk.app.rules.program().files().iter())
            .map(|(name, file)| {
                let rules = file.items.iter().filter_map(|item| match item {
                    Item::Rule(rule) => Some(&**rule),
                    _ => None,
                });
                (name, rules.collect::<Vec<_>>())
            })
            .filter(|(_, rules)| !rules.is_empty())
            .collect();
        let none = RuleUse::default();
        let content = markup! {
            h1 { "Rules" }
            p.lead { (desk.app.rules.program().len()) " rules read the documents. Precision: of the claims that people judged, how many were right, with or without a correction. " a href="/agreement" { "How far reviewers agree" } }
            nav.contents aria-label="Rule files" { @for (name, _) in &files { a href={ "#file-" (escaped(name)) } { (name) } } }
            @for (name, rules) in &files {
                section {
                    h2 id={ "file-" (escaped(name)) } { (name) }
                    div.wide { table.list.rules {
                        thead { tr { th { "Rule" } th { "Makes" } th.n { "Claims" } th.n { "Judged" } th.n { "Precision" } } }
                        tbody { @for rule in rules { (line(rule, uses.get(rule.name.text.as_str()).unwrap_or(&none))) } }
                    } }
                }
            }
        };
        Ok(html(page(desk, Place::Rules, "Rules", &content)))
    })
    .await
}

fn line(rule: &Rule, used: &RuleUse) -> Markup {
    let name = rule.name.text.as_str();
    let judged = used.accepted + used.corrected + used.rejected;
    markup! {
        tr id=(name) {
            th scope="row" {
                code { (name) }
                details { summary { (rule.reads.len()) " examples, " (rule.leaves.len()) " counter-examples" }
                    ul.examples {
                        @for example in &rule.reads { li.reads {
                            "“" (example.sentence.text) "”"
                            span.quiet { @for (field, value) in &example.fields { " " (field.text) "=" (value.text) } }
                        } }
                        @for sentence in &rule.leaves { li.leaves { "“" (sentence.text) "”" } }
                    }
                }
            }
            td { (rule.claim.text) }
            td.n { @if used.claims > 0 { a href={ "/search?rule=" (escaped(name)) } { (plain(used.claims as f64)) } } @else { "0" } }
            td.n { (judged) }
            td.n { @if judged > 0 { (format!("{:.0} %", 100.0 * (used.accepted + used.corrected) as f64 / judged as f64)) } @else { "–" } }
        }
    }
}
