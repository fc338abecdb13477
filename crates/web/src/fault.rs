//! What can go wrong with a request, and the one place where that becomes an answer: a page for people, a
//! problem of RFC 9457 for programs.

use crate::layout;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contingent_record::RecordError;
use serde_json::json;
use thiserror::Error;

/// Why a request has no other answer.
#[derive(Clone, Debug, Error)]
pub enum Fault {
    /// What was asked for is not there.
    #[error("{0}")]
    NotFound(String),
    /// The address or the form holds something that cannot be.
    #[error("{0}")]
    Bad(String),
    /// What was sent can be read but not used.
    #[error("{0}")]
    Unusable(String),
    /// Somebody must sign in first.
    #[error("sign in first")]
    Unknown,
    /// The account may not do that.
    #[error("{0}")]
    Forbidden(String),
    /// Too much in a short time.
    #[error("too many tries; wait {0} seconds and try again")]
    TooMany(u64),
    /// The record cannot be used now.
    #[error("the record {0}")]
    Record(String),
    /// A fault of the program.
    #[error("the page could not be made; the record is unharmed")]
    Broken,
}

impl Fault {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Unusable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unknown => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Record(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<RecordError> for Fault {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::NotFound(said) => Self::NotFound(said),
            RecordError::Judgement(said) => Self::Unusable(said),
            other => Self::Record(other.to_string()),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An answer with an error status, whoever made it, in the form that fits who asked.
pub async fn shown(response: Response, for_program: bool) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let fault = parts.extensions.get::<Fault>();
    let said = match fault {
        Some(fault) => fault.to_string(),
        None => spoken(status, body).await,
    };
    let mut headers = HeaderMap::new();
    if let Some(Fault::TooMany(seconds)) = fault {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    if let Some(allow) = parts.headers.get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let body = if for_program {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": said,
        })
        .to_string()
    } else {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        layout::fault(status, &said).into_string()
    };
    (status, headers, body).into_response()
}

/// What the framework says in its own refusals (a short text), or the name of the status.
async fn spoken(status: StatusCode, body: Body) -> String {
    const SHORT: usize = 4096;
    let general = match status {
        StatusCode::NOT_FOUND => "there is nothing at this address",
        StatusCode::METHOD_NOT_ALLOWED => "this address does not take that method",
        StatusCode::PAYLOAD_TOO_LARGE => "what was sent is too large",
        _ => status.canonical_reason().unwrap_or("error"),
    };
    let bytes = to_bytes(body, SHORT).await.unwrap_or_default();
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) if !text.trim().is_empty() => text,
        _ => general.to_owned(),
    }
}
