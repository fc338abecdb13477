//! The pages, each in its own file.

pub mod accounts;
pub mod agreement;
pub mod compare;
pub mod document;
pub mod documents;
pub mod figure;
pub mod login;
pub mod mission;
pub mod missions;
pub mod review;
pub mod rules;
pub mod search;

pub mod sections;

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A page as an answer.
pub fn html(page: String) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
