//! The head of an HTML page: meta tags, links and dated markup, read for what they say of the article.

use crate::byline;
use crate::clean;
use crate::json_ld;
use crate::meta::Meta;
use crate::stamp::{Label, stamps};
use contingent_text::Published;
use dom_query::{Document, NodeRef};

/// Reads JSON-LD first, then meta tags, then markup; the first that says something wins.
pub(crate) fn read(document: &Document) -> Meta {
    let mut meta = Meta::default();
    let mut tags = Vec::new();
    let mut found = Marked::default();
    for node in document.root().descendants_it().filter(NodeRef::is_element) {
        let name = node.node_name();
        match name.as_deref().unwrap_or_default() {
            "meta" => tags.extend(tag(&node)),
            "script"
                if node
                    .attr("type")
                    .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) =>
            {
                json_ld::read(&node.text(), &mut meta);
            }
            name => found.look_at(&node, name),
        }
    }
    let get = |names: &[&str]| -> Option<String> {
        names.iter().find_map(|n| {
            tags.iter()
                .find(|(name, _)| name == n)
                .map(|(_, value)| value.clone())
        })
    };
    let or = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    or(
        &mut meta.title,
        get(&["og:title", "twitter:title", "dc.title", "parsely-title"]).or(found.title),
    );
    or(
        &mut meta.publisher,
        get(&[
            "og:site_name",
            "application-name",
            "dc.publisher",
            "publisher",
            "citation_publisher",
        ]),
    );
    or(
        &mut meta.section,
        get(&["article:section", "section", "parsely-section"]),
    );
    or(
        &mut meta.url,
        found
            .canonical
            .or_else(|| get(&["og:url"]))
            .filter(|u| u.starts_with("http")),
    );
    or(
        &mut meta.language,
        found
            .language
            .or_else(|| get(&["og:locale", "content-language", "dc.language"])),
    );
    meta.language = meta.language.map(|l| language_tag(&l));
    if meta.byline.is_none() {
        let names: Vec<String> = [
            "author",
            "parsely-author",
            "dc.creator",
            "sailthru.author",
            "article:author",
            "byl",
            "citation_author",
        ]
        .iter()
        .filter_map(|n| get(&[n]))
        .chain(found.author)
        .collect();
        meta.byline = names.iter().find_map(|n| person(n));
    }
    // The publisher as its own author names nobody.
    if let (Some(byline), Some(publisher)) = (&meta.byline, &meta.publisher)
        && clean::key(byline) == clean::key(publisher)
    {
        meta.byline = None;
    }
    if meta.published.is_none() {
        meta.published = PUBLISHED
            .iter()
            .find_map(|n| get(&[n]))
            .and_then(|v| moment(&v))
            .or(found.time);
    }
    meta
}

/// Names of meta tags that give the day of publication, best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "article.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "date",
    "citation_date",
];

/// A meta tag's name in lower case and its content.
fn tag(node: &NodeRef<'_>) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop", "http-equiv"]
        .iter()
        .find_map(|a| node.attr(a))?;
    let value = clean::squeeze(&node.attr("content")?);
    (!value.is_empty() && value.len() < 2000).then(|| (name.trim().to_ascii_lowercase(), value))
}

/// What the markup of the page itself says.
#[derive(Default)]
struct Marked {
    title: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    author: Option<String>,
    time: Option<Published>,
    /// True once a `<time>` was marked as the time of publication and not just any.
    time_is_sure: bool,
}

impl Marked {
    fn look_at(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "html" => {
                self.language = node
                    .attr("lang")
                    .or_else(|| node.attr("xml:lang"))
                    .map(|l| l.to_string())
            }
            "title" if self.title.is_none() => {
                self.title = Some(clean::squeeze(&node.text())).filter(|t| !t.is_empty());
            }
            "link"
                if node
                    .attr("rel")
                    .is_some_and(|r| r.eq_ignore_ascii_case("canonical")) =>
            {
                self.canonical = node.attr("href").map(|h| h.trim().to_owned());
            }
            "time" => self.take_time(node),
            _ => {}
        }
        let is = |attr: &str, value: &str| {
            node.attr(attr)
                .is_some_and(|v| v.split_whitespace().any(|v| v.eq_ignore_ascii_case(value)))
        };
        if self.author.is_none()
            && name != "link"
            && (is("rel", "author") || is("itemprop", "author"))
        {
            self.author =
                Some(clean::squeeze(&node.text())).filter(|t| !t.is_empty() && t.len() < 200);
        }
        if !self.time_is_sure && is("itemprop", "datePublished") {
            let written = node
                .attr("content")
                .or_else(|| node.attr("datetime"))
                .unwrap_or_else(|| node.text());
            if let Some(time) = moment(&written) {
                (self.time, self.time_is_sure) = (Some(time), true);
            }
        }
    }

    /// `<time datetime>`: the first on the page that is no update and stands in no list of stories.
    fn take_time(&mut self, node: &NodeRef<'_>) {
        if self.time.is_some() {
            return;
        }
        let names = format!(
            "{} {}",
            node.class().unwrap_or_default(),
            node.attr("itemprop").unwrap_or_default()
        );
        let lower = names.to_ascii_lowercase();
        let elsewhere = node.ancestors_it(Some(6)).any(|a| {
            let class = a
                .class()
                .map(|c| c.to_ascii_lowercase())
                .unwrap_or_default();
            a.has_name("nav")
                || a.has_name("aside")
                || a.has_name("footer")
                || a.has_name("li")
                || ["related", "sidebar", "comment", "ticker", "teaser"]
                    .iter()
                    .any(|c| class.contains(c))
        });
        let before = node
            .prev_sibling()
            .map(|p| p.text().to_lowercase())
            .unwrap_or_default();
        let update =
            ["modif", "updat"].iter().any(|u| lower.contains(u)) || before.contains("updated");
        if !elsewhere && !update {
            self.time = node.attr("datetime").and_then(|d| moment(&d));
        }
    }
}

/// A moment as meta tags write it; a stamp that says "updated" is none.
pub(crate) fn moment(text: &str) -> Option<Published> {
    let text: String = text.chars().take(80).collect();
    let found = stamps(&text);
    found
        .iter()
        .find(|s| s.label != Label::Updated)?
        .settle(None)
}

/// A writer's name from a tag: no address, no "By".
pub(crate) fn person(text: &str) -> Option<String> {
    let text = clean::squeeze(text);
    if text.is_empty()
        || text.contains("://")
        || text.contains('@')
        || text.starts_with('/')
        || text.len() > 200
    {
        return None;
    }
    let generic = [
        "admin",
        "administrator",
        "editor",
        "webmaster",
        "staff",
        "web",
        "author",
        "user",
        "unknown",
    ];
    if generic.contains(&clean::key(&text).as_str()) {
        return None;
    }
    Some(byline::explicit(&text).map_or(text, |b| b.name))
}

/// `en_US` is written `en-US` in BCP 47.
fn language_tag(text: &str) -> String {
    let text = text.trim().replace('_', "-");
    match text.split_once('-') {
        Some((language, rest)) => format!("{}-{rest}", language.to_ascii_lowercase()),
        None => text.to_ascii_lowercase(),
    }
}
