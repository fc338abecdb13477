//! The files that pages ask for: all of them, compiled in.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;

/// A file of the program.
pub struct Asset {
    content: String,
    media: &'static str,
    version: String,
}

/// How pages look.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        include_str!("assets/style.css").to_owned() + &contingent_view::page_style(),
        "text/css; charset=utf-8",
    )
});
/// Keys and live search; every page works without it.
pub static KEYS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        include_str!("assets/keys.js").to_owned(),
        "text/javascript; charset=utf-8",
    )
});
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(include_str!("assets/icon.svg").to_owned(), "image/svg+xml"));

impl Asset {
    fn new(content: String, media: &'static str) -> Self {
        let hash = Sha256::digest(content.as_bytes());
        let version = hash.iter().take(8).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Self {
            content,
            media,
            version,
        }
    }

    /// Changes with the content.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.version);
        let caching = [
            (header::CACHE_CONTROL, "public, max-age=86400".to_owned()),
            (header::ETAG, tag.clone()),
        ];
        if is_known(headers, &tag) {
            return (StatusCode::NOT_MODIFIED, caching).into_response();
        }
        (
            caching,
            [(header::CONTENT_TYPE, self.media)],
            self.content.clone(),
        )
            .into_response()
    }
}

/// True when the visitor has the answer with this tag already.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let asked = headers.get_all(header::IF_NONE_MATCH);
    let mut tags = asked
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','));
    tags.any(|t| {
        let t = t.trim();
        t == "*" || t.strip_prefix("W/").unwrap_or(t) == tag
    })
}

pub async fn style(headers: HeaderMap) -> Response {
    STYLE.answer(&headers)
}

pub async fn keys(headers: HeaderMap) -> Response {
    KEYS.answer(&headers)
}

pub async fn icon(headers: HeaderMap) -> Response {
    ICON.answer(&headers)
}
