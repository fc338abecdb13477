//! Who one is here, and the word that changes need.

use super::answer;
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The session of the cookie.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionOut {
    /// The name that judgements are signed with; null when nobody is signed in.
    name: Option<String>,
    /// What that one may do: `reader`, `reviewer` or `admin`; `closed` for nothing.
    role: String,
    /// Whether the record has accounts.
    accounts: bool,
    /// The word for the header `X-CSRF-Token`.
    csrf: String,
}

/// Who one is here.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", responses((status = 200, description = "The session.", body = SessionOut)))]
pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Nothing, move |desk| {
        let out = SessionOut {
            name: desk.visitor.name.clone(),
            role: desk.role.to_string(),
            accounts: desk.accounts,
            csrf: desk.csrf(),
        };
        answer(&headers, &out)
    })
    .await
}

/// The form word of a request.
pub fn csrf_of(headers: &HeaderMap) -> &str {
    headers
        .get("x-csrf-token")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
}
