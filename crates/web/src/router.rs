//! All addresses of the server in one list.

use crate::app::App;
use crate::fault::Fault;
use crate::gate::gate;
use crate::{api, assets, charts, pages};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use std::sync::Arc;

/// Nothing that anybody types is longer.
const LARGEST_BODY: usize = 64 * 1024;

pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(pages::missions::show))
        .route("/missions/{mission}", get(pages::mission::show))
        .route("/missions/{mission}/figure", get(pages::figure::show))
        .route("/missions/{mission}/charts/{name}", get(charts::file))
        .route("/documents", get(pages::documents::show))
        .route("/documents/{number}", get(pages::document::show))
        .route("/documents/{number}/why", get(pages::document::why))
        .route("/claims/{id}", get(pages::document::claim))
        .route("/review", get(pages::review::show))
        .route("/review/judge", post(pages::review::judge))
        .route("/review/undo", post(pages::review::undo))
        .route("/agreement", get(pages::agreement::show))
        .route("/compare", get(pages::compare::show))
        .route("/search", get(pages::search::show))
        .route("/rules", get(pages::rules::show))
        .route("/login", get(pages::login::show).post(pages::login::send))
        .route("/logout", post(pages::login::out))
        .route("/accounts", get(pages::accounts::show))
        .route("/assets/style.css", get(assets::style))
        .route("/assets/keys.js", get(assets::keys))
        .route("/assets/icon.svg", get(assets::icon))
        .merge(api::router())
        .fallback(nowhere)
        .method_not_allowed_fallback(no_method)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&app), gate))
        .with_state(app)
}

async fn nowhere() -> Fault {
    Fault::NotFound("there is nothing at this address".to_owned())
}

async fn no_method() -> axum::http::StatusCode {
    axum::http::StatusCode::METHOD_NOT_ALLOWED
}
