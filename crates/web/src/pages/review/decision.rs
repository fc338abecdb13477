//! What the reviewer decides with: the buttons, the fields that can be put right, the reprints.

use super::Turn;
use crate::app::Desk;
use crate::layout::csrf;
use crate::pages::figure::or;
use crate::words::{escaped, many};
use contingent_claim::{Domain, Value};
use contingent_reckon::Recorded;
use contingent_record::StoredClaim;
use maud::{Markup, html as markup};
use smol_str::SmolStr;

pub(super) fn decision(
    desk: &Desk<'_>,
    stored: &StoredClaim,
    reprints: &[&Recorded],
    turn: &Turn<'_>,
) -> Markup {
    markup! {
        form.decision method="post" action="/review/judge" {
            (csrf(desk))
            input type="hidden" name="claim" value=(stored.id);
            input type="hidden" name="mission" value=(turn.mission);
            input type="hidden" name="skip" value=(turn.skip);
            div.buttons {
                button.yes type="submit" name="verdict" value="accept" data-key="y" { "Right" kbd { "y" } }
                button.fix type="submit" name="verdict" value="correct" data-key="f" { "Right, but fixed below" }
                button.no type="submit" name="verdict" value="reject" data-key="n" { "Wrong" kbd { "n" } }
                button.plain type="submit" name="verdict" value="note" { "Only a note" }
            }
            fieldset.fields {
                legend { "Fields " kbd { "e" } }
                @for (name, value, about, choices) in fields(stored) {
                    label for={ "f-" (name) } data-role=(crate::marks::role_class(name)) title=(about) {
                        span { (name.replace('_', " ")) }
                        @match choices {
                            Some(words) => select id={ "f-" (name) } name={ "field." (name) } {
                                option value="" selected[value.is_empty()] { "–" }
                                @for word in words { option value=(word) selected[*word == value] { (word.replace('_', " ")) } }
                            },
                            None => input id={ "f-" (name) } name={ "field." (name) } value=(value) data-fills;
                        }
                    }
                }
                p.quiet { "Select words in the text to put them into the field in focus." }
            }
            label.note { span { "Note" } textarea name="note" rows="2" maxlength="1000" {} }
            @if !reprints.is_empty() {
                fieldset.reprints {
                    legend { "The same words stand in " (many(reprints.len(), "other document")) ": decide once" }
                    label { input type="checkbox" name="all" value="yes"; span { "for all of these, too" } }
                    ul { @for r in reprints { li { (or(&r.document.title, "without a title")) span.quiet { " · " (r.document.publisher.as_deref().unwrap_or("publisher unknown")) " · " (r.document.known) } } } }
                }
            }
        }
    }
}

pub(super) fn sign_in(desk: &Desk<'_>, turn: &Turn<'_>, id: &str) -> Markup {
    let back = if turn.why.is_some() {
        format!(
            "/review?mission={}&skip={}",
            escaped(turn.mission),
            turn.skip
        )
    } else {
        format!("/review?claim={id}")
    };
    markup! {
        div.empty {
            @if desk.visitor.name.is_some() { p { "Your account may read, but not judge." } } @else {
                p { "Judgements are signed with a name." }
                p { a.button href={ "/login?to=" (escaped(&back)) } { @if desk.accounts { "Sign in" } @else { "Say who you are" } } }
            }
        }
    }
}

/// What can be put right: name, value as it is typed, what it is, and the words it may be.
pub(super) fn fields(
    stored: &StoredClaim,
) -> Vec<(
    &'static str,
    String,
    &'static str,
    Option<&'static [&'static str]>,
)> {
    let mut fields = Vec::new();
    for (field, value) in stored.claim.fields() {
        if matches!(field.domain, Domain::Bool | Domain::Votes)
            || matches!(value, Some(Value::Bool(_) | Value::Votes { .. }))
        {
            continue;
        }
        let choices = match field.domain {
            Domain::OneOf(words) => Some(words),
            _ => None,
        };
        fields.push((field.name, written(value), field.about, choices));
    }
    let text = |t: &Option<SmolStr>| t.as_ref().map(ToString::to_string).unwrap_or_default();
    fields.push((
        "date",
        text(&stored.claim.date),
        "when it holds or happened, as EDTF",
        None,
    ));
    fields.push((
        "said_by",
        text(&stored.claim.said_by),
        "the source that the text names",
        None,
    ));
    fields
}

/// A value as it is typed into its field.
fn written(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Bool(_) | Value::Votes { .. }) => String::new(),
        Some(Value::Text(text) | Value::Place { name: text, .. }) => text.to_string(),
        Some(Value::Several(ids)) => ids.join(", "),
        Some(Value::Quantity(amount)) => {
            let number = amount.value.map(|v| v.to_string()).unwrap_or_default();
            match &amount.currency {
                Some(currency) if !number.is_empty() => format!("{number} {currency}"),
                _ => number,
            }
        }
    }
}
