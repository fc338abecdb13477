//! Signing in, and out. Without accounts one only says by which name one judges.

use super::html;
use crate::app::{App, Desk, Need, Visitor, work};
use crate::fault::Fault;
use crate::gate::set_cookie;
use crate::layout::{Place, csrf, page};
use crate::password::fits;
use crate::session::Sessions;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contingent_record::AccountRole;
use jiff::Timestamp;
use maud::html as markup;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;

#[derive(Debug, Deserialize)]
pub struct Asked {
    to: Option<String>,
}

#[derive(Deserialize)]
pub struct Sent {
    csrf: String,
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
pub struct Out {
    csrf: String,
}

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Nothing, move |desk| {
        Ok(html(form(
            desk,
            asked.to.as_deref().unwrap_or_default(),
            None,
        )))
    })
    .await
}

/// Where one may be led after signing in: within this server only.
fn own_place(to: &str) -> &str {
    let plain = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && !to.chars().any(char::is_control);
    if plain { to } else { "/" }
}

fn form(desk: &Desk<'_>, to: &str, wrong: Option<&str>) -> String {
    let title = if desk.accounts {
        "Sign in"
    } else {
        "Who are you?"
    };
    let content = markup! {
        div.narrow {
            h1 { (title) }
            @if !desk.accounts { p.lead { "Judgements are signed with a name. This server can only be reached from this machine, so no password is needed." } }
            @if let Some(wrong) = wrong { p.wrong role="alert" { (wrong) } }
            form.stacked method="post" action="/login" {
                (csrf(desk))
                input type="hidden" name="to" value=(own_place(to));
                label { "Name" input name="name" required maxlength="60" autocomplete="username" autofocus; }
                @if desk.accounts { label { "Password" input type="password" name="password" required autocomplete="current-password"; } }
                button type="submit" { (if desk.accounts { "Sign in" } else { "Go on" }) }
            }
            @if desk.accounts { p.quiet { "Accounts are made by whoever runs this server, with " code { "contingent user add" } "." } }
        }
    };
    page(desk, Place::Elsewhere, title, &content)
}

pub async fn send(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let shared = Arc::clone(&app);
    work(app, visitor, Need::Nothing, move |desk| {
        desk.check_csrf(&sent.csrf)?;
        let name = sent.name.trim();
        if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
            return Err(Fault::Unusable(
                "a name has between 1 and 60 letters".to_owned(),
            ));
        }
        let app = desk.app;
        for key in [
            format!("name {name}"),
            format!("from {}", desk.visitor.from),
        ] {
            if desk.accounts {
                app.logins
                    .take(&key, Instant::now())
                    .map_err(Fault::TooMany)?;
            }
        }
        if desk.accounts {
            let accounts = desk.record.accounts()?;
            let account = accounts
                .iter()
                .find(|a| a.name == name && a.role > AccountRole::Closed);
            if !fits(&sent.password, account.map(|a| a.password.as_str())) {
                desk.record.tell(
                    name,
                    "login refused",
                    &format!("from {}", desk.visitor.from),
                    Timestamp::now(),
                )?;
                let page = form(desk, &sent.to, Some("Name or password is wrong."));
                return Ok((StatusCode::OK, html(page)).into_response());
            }
            desk.record.tell(
                name,
                "login",
                &format!("from {}", desk.visitor.from),
                Timestamp::now(),
            )?;
        }
        // A token that somebody may have planted before is worth nothing after signing in.
        app.sessions.end(&desk.visitor.token);
        let token = Sessions::token();
        app.sessions.begin(&token, name, Instant::now());
        let mut response = Redirect::to(own_place(&sent.to)).into_response();
        set_cookie(response.headers_mut(), &shared, &token);
        Ok(response)
    })
    .await
}

pub async fn out(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<Out>,
) -> Result<Response, Fault> {
    let shared = Arc::clone(&app);
    work(app, visitor, Need::Nothing, move |desk| {
        desk.check_csrf(&sent.csrf)?;
        if let (true, Some(name)) = (desk.accounts, &desk.visitor.name) {
            desk.record.tell(name, "logout", "", Timestamp::now())?;
        }
        desk.app.sessions.end(&desk.visitor.token);
        let mut response = Redirect::to("/").into_response();
        set_cookie(response.headers_mut(), &shared, &Sessions::token());
        Ok(response)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::own_place;

    #[test]
    fn one_is_led_within_this_server_only() {
        for (to, place) in [
            ("/review?mission=a", "/review?mission=a"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("", "/"),
            ("/\n", "/"),
        ] {
            assert_eq!(own_place(to), place);
        }
    }
}
