//! What every request passes through: whom the server answers at all, the visitor's cookie, and the headers
//! that keep a hostile document from doing anything in the reader's browser.

use crate::app::{App, Visitor};
use crate::fault::{Fault, shown};
use crate::session::{COOKIE, Sessions};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

/// No script or style but our own files, nothing from elsewhere, no framing, forms to us only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// The token of this request, from its cookie or new.
#[derive(Clone)]
struct Token(String);

/// Around all routes.
pub async fn gate(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let for_program = path.starts_with("/api/");
    let is_asset = path.starts_with("/assets/");
    let token = cookie(request.headers());
    let new = token.is_none().then(Sessions::token);
    let token = token.or_else(|| new.clone()).unwrap_or_default();
    request.extensions_mut().insert(Token(token));
    let response = if is_ours(&app, request.headers()) {
        next.run(request).await
    } else {
        Fault::Forbidden("this server is asked for under a name that is not its own".to_owned())
            .into_response()
    };
    let mut response = shown(response, for_program).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A picture as a file carries its own style, and a stricter policy for the rest.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
    }
    // A handler that gave the visitor another token has said so itself.
    if let Some(token) = new
        && !is_asset
        && !headers.contains_key(header::SET_COOKIE)
    {
        set_cookie(headers, &app, &token);
    }
    response
}

/// Keeps a token in the visitor's browser.
pub fn set_cookie(headers: &mut HeaderMap, app: &App, token: &str) {
    // Beyond this machine the server stands behind something that speaks TLS.
    let secure = if app.settings.loopback {
        ""
    } else {
        "; Secure"
    };
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
}

/// The token in the cookie; nothing that this server would not have given.
fn cookie(headers: &HeaderMap) -> Option<String> {
    const LENGTH: usize = 64;
    let all = headers.get_all(header::COOKIE);
    let mut pairs = all
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'));
    let token = pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })?;
    let is_token = token.len() == LENGTH && token.bytes().all(|b| b.is_ascii_hexdigit());
    is_token.then(|| token.to_owned())
}

/// On this machine any web page could have its own name point here and so read the record through the reader's
/// browser; the name asked for tells.
fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    if !app.settings.loopback && app.settings.hosts.is_empty() {
        return true;
    }
    let Some(host) = headers.get(header::HOST).and_then(|h| h.to_str().ok()) else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let of_this_machine = ["localhost", "127.0.0.1", "::1"].contains(&name);
    of_this_machine
        || app
            .settings
            .hosts
            .iter()
            .any(|h| h.eq_ignore_ascii_case(name))
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        let token = parts.extensions.get::<Token>().ok_or(Fault::Broken)?;
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self {
            name: app.sessions.name(&token.0, Instant::now()),
            token: token.0.clone(),
            from: address.map_or_else(String::new, |a| a.0.ip().to_string()),
        })
    }
}
