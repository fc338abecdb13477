//! What all pages have in common: the frame around them, and the small parts that they are made of.

use crate::app::{Days, Desk};
use crate::assets::{KEYS, STYLE};
use crate::settled::Settled;
use crate::words::{escaped, many, number, plain};
use axum::http::StatusCode;
use contingent_reckon::Level;
use contingent_record::AccountRole;
use maud::{DOCTYPE, Markup, html};

/// The parts of the site, as the heading of each page lists them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Missions,
    Documents,
    Review,
    Compare,
    Search,
    Rules,
    Api,
    Elsewhere,
}

const PLACES: [(Place, &str, &str); 7] = [
    (Place::Missions, "/", "Missions"),
    (Place::Documents, "/documents", "Documents"),
    (Place::Review, "/review", "Review"),
    (Place::Compare, "/compare", "Compare"),
    (Place::Search, "/search", "Search"),
    (Place::Rules, "/rules", "Rules"),
    (Place::Api, "/api", "API"),
];

/// A whole page.
pub fn page(desk: &Desk<'_>, here: Place, title: &str, content: &Markup) -> String {
    let who = html! {
        @if let Some(name) = &desk.visitor.name {
            span.who title={ "signed in as " (name) } { (name) }
            @if desk.role == AccountRole::Admin { a href="/accounts" { "Accounts" } }
            form method="post" action="/logout" {
                (csrf(desk))
                button.plain type="submit" { "Sign out" }
            }
        } @else {
            a href="/login" { @if desk.accounts { "Sign in" } @else { "Say who you are" } }
        }
    };
    let note = desk.app.settings.example.then(|| {
        html! { p.example { "This is the example: documents of our own writing, with invented facts. Give " code { "--record" } " to see your record; what is judged here is forgotten at the end." } }
    });
    frame(here, title, Some(&who), note.as_ref(), content).into_string()
}

/// The page of an error.
pub fn fault(status: StatusCode, said: &str) -> Markup {
    let title = match status {
        StatusCode::NOT_FOUND => "Not found",
        StatusCode::FORBIDDEN => "Not allowed",
        StatusCode::UNAUTHORIZED => "Sign in first",
        StatusCode::TOO_MANY_REQUESTS => "Too often",
        s if s.is_server_error() => "Out of order",
        _ => "That cannot be",
    };
    let content = html! {
        div.empty {
            h1 { (title) }
            p { (said) }
            @if status == StatusCode::UNAUTHORIZED { p { a.button href="/login" { "Sign in" } } }
            p { a href="/" { "Go to the missions" } }
        }
    };
    frame(Place::Elsewhere, title, None, None, &content)
}

fn frame(
    here: Place,
    title: &str,
    who: Option<&Markup>,
    note: Option<&Markup>,
    content: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Contingent" }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href={ "/assets/style.css?" (STYLE.version()) };
                script src={ "/assets/keys.js?" (KEYS.version()) } defer {}
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header.top {
                    a.brand href="/" { "Contingent" }
                    nav aria-label="Main" {
                        @for (place, href, name) in PLACES {
                            a href=(href) aria-current=[(place == here).then_some("page")] { (name) }
                        }
                    }
                    @if let Some(who) = who { div.account { (who) } }
                }
                main #content tabindex="-1" {
                    @if let Some(note) = note { (note) }
                    (content)
                }
                footer { "What is read may be wrong. Every number leads to the words that it rests on." }
            }
        }
    }
}

/// The hidden field of a form.
pub fn csrf(desk: &Desk<'_>) -> Markup {
    html! { input type="hidden" name="csrf" value=(desk.csrf()); }
}

/// The mark of a state: a coloured sign with words for those who do not see colour.
pub fn state(settled: Settled) -> Markup {
    html! { span class={ "state " (settled.class()) } { (settled.words()) } }
}

/// The mark without its words on the page.
pub fn dot(settled: Settled) -> Markup {
    html! { span class={ "dot " (settled.class()) } role="img" aria-label=(settled.words()) title=(settled.words()) {} }
}

/// How many sources, and whether they differ.
pub fn sources(n: usize, differ: bool) -> Markup {
    html! {
        span.sources title=(many(n, "independent source")) {
            (n) span.visually-hidden { @if n == 1 { " source" } @else { " sources" } }
        }
        @if differ { span.differ title="sources disagree" { "≠" span.visually-hidden { "sources disagree" } } }
    }
}

/// A number of a table that leads to what it rests on.
pub fn level(level: &Level, href: &str, differ: bool) -> Markup {
    html! {
        a.figure href=(href) title={ "since " (level.at) } { (number(level)) }
        (sources(level.sources, differ))
    }
}

/// A signed number.
pub fn signed(value: f64) -> String {
    if value > 0.0 {
        format!("+{}", plain(value))
    } else {
        plain(value)
    }
}

/// The form with the two days, which keeps what else the address holds.
pub fn days(action: &str, days: &Days, kept: &[(&str, &str)]) -> Markup {
    html! {
        form.days method="get" action=(action) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            label { "As of" input type="date" name="as_of" value=(days.as_of); }
            label { "Known on" input type="date" name="known_on" value=(days.known_on); }
            button type="submit" { "Show" }
            @if days.asked.0 || days.asked.1 { a href=(action) { "Today" } }
        }
    }
}

/// Where a mission's page is.
pub fn mission_href(mission: &str, days: &Days) -> String {
    let query = days.query();
    let query = query
        .strip_prefix('&')
        .map(|q| format!("?{q}"))
        .unwrap_or_default();
    format!("/missions/{}{query}", escaped(mission))
}

/// Nothing to show, and what to do about it; what is to be typed stands between backticks.
pub fn nothing(what: &str, advice: &str) -> Markup {
    html! {
        div.empty {
            p { strong { (what) } }
            p {
                @for (at, part) in advice.split('`').enumerate() {
                    @if at % 2 == 1 { code { (part) } } @else { (part) }
                }
            }
        }
    }
}
