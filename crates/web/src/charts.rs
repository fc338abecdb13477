//! The pictures of a mission's page: drawn by `view`, with every mark leading to the claims under it.

use crate::app::Days;
use crate::pages::figure::claims_href;
use crate::pages::sections::Section;
use contingent_view::{Frame, Links, Mark, PICTURES};
use maud::{Markup, html};

/// Marks lead to the page of their claims.
struct ToFigures<'a> {
    mission: &'a str,
    days: &'a Days,
}

impl Links for ToFigures<'_> {
    fn mark(&self, mark: &Mark<'_>) -> Option<String> {
        (!mark.claims.is_empty()).then(|| claims_href(self.mission, self.days, mark.claims))
    }
}

/// For a desk and for a phone; the style sheet shows one of them.
const WIDTHS: [(f64, &str); 2] = [(860.0, "for-wide"), (360.0, "for-narrow")];

/// The picture of that name, with the table behind it; nothing where there is no such picture or nothing in it.
pub fn picture(s: &Section<'_>, name: &str) -> Markup {
    let Some((_, draw)) = PICTURES.iter().find(|(n, _)| *n == name) else {
        return html! {};
    };
    let view = &s.known.view;
    let links = ToFigures { mission: &view.mission, days: s.days };
    let pictures = WIDTHS.map(|(width, class)| (draw(view, &Frame::new(width, s.names.registry(), &links)), class));
    let [(first, _), ..] = &pictures;
    if first.table.rows.is_empty() {
        return html! {};
    }
    html! {
        figure.chart {
            figcaption { (first.title) }
            @for (picture, class) in &pictures { div class=(class) { (picture.markup()) } }
            details { summary { "The facts of this picture as a table" } div.wide { (first.table.markup()) } }
        }
    }
}
