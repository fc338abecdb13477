//! Who held which office, as far as it is told: from the first to the last day that somebody is said to hold it.

use crate::empty::empty;
use crate::frame::{Frame, Mark};
use crate::legend::{Legend, Sign};
use crate::picture::Picture;
use crate::spans::{Span, SpanGroup, SpanRow, draw};
use crate::table::{Cell, Table};
use crate::wording::{counted, day, number};
use contingent_reckon::{MissionView, Standing, Tenure};
use maud::html;
use std::collections::BTreeMap;

const TITLE: &str = "Offices and who held them";
const ROWS: usize = 30;

/// A row for each person, under the country, organisation or mission; the bodies with most to tell first.
#[must_use]
pub fn offices(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let table = table(view, frame);
    if view.offices.is_empty() {
        return empty(
            view,
            frame,
            TITLE,
            "No source names anybody in office.",
            table,
        );
    }
    let mut bodies: BTreeMap<&str, Vec<&Tenure>> = BTreeMap::new();
    for tenure in &view.offices {
        bodies.entry(&tenure.body).or_default().push(tenure);
    }
    let mut bodies: Vec<(&str, Vec<&Tenure>)> = bodies.into_iter().collect();
    let told = |list: &[&Tenure]| list.iter().map(|t| t.claims.len()).sum::<usize>();
    bodies.sort_by(|a, b| told(&b.1).cmp(&told(&a.1)).then(a.0.cmp(b.0)));
    let mut left = ROWS;
    let mut groups = Vec::new();
    for (body, mut tenures) in bodies {
        tenures.truncate(left);
        left -= tenures.len();
        if tenures.is_empty() {
            break;
        }
        let heading = if body.is_empty() {
            "Body not said".to_owned()
        } else {
            frame.name(body)
        };
        let rows = tenures.into_iter().map(|t| row(view, t)).collect();
        groups.push(SpanGroup { heading, rows });
    }
    let (body, deep) = draw(frame, &groups, view.as_of);
    let mut legend = Legend::default();
    legend.add(true, Sign::Bar, "from the first to the last day told of");
    let any = |test: fn(&Standing) -> bool| view.offices.iter().any(|t| test(&t.standing));
    legend.add(
        any(|s| still(*s)),
        Sign::PaleBar,
        "since then nothing else is told",
    );
    legend.add(
        any(|s| *s == Standing::Named),
        Sign::Edge,
        "named, not yet in office",
    );
    let (legend, under) = legend.draw(0.0, deep + 20.0, frame.width());
    let drawn: usize = groups.iter().map(|g| g.rows.len()).sum();
    let description = format!(
        "{} of {} told of. Terms may have begun before and ended after these days.",
        drawn,
        counted(view.offices.len(), "holder")
    );
    let body = html! { (body) (legend) };
    Picture::new(
        view,
        frame,
        (TITLE.to_owned(), description),
        deep + 14.0 + under,
        body,
        table,
    )
}

fn still(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::Holds | Standing::Acting | Standing::Outgoing
    )
}

fn row<'a>(view: &MissionView, tenure: &'a Tenure) -> SpanRow<'a> {
    let on = (still(tenure.standing) && tenure.last < view.as_of).then_some(view.as_of);
    let label = match tenure.standing {
        Standing::Holds => String::new(),
        other => other.word().to_owned(),
    };
    let words = format!(
        "{}{}: {}, told of {} ({})",
        tenure.person,
        tenure
            .titles
            .first()
            .map(|t| format!(", {t}"))
            .unwrap_or_default(),
        tenure.standing,
        if tenure.first == tenure.last {
            format!("on {}", day(tenure.first))
        } else {
            format!("from {} to {}", day(tenure.first), day(tenure.last))
        },
        counted(tenure.sources, "source")
    );
    SpanRow {
        name: tenure.person.to_string(),
        under: tenure
            .titles
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
        spans: vec![Span {
            first: tenure.first.min(tenure.last),
            last: tenure.last.max(tenure.first),
            on,
            open: tenure.standing == Standing::Former,
            hollow: tenure.standing == Standing::Named,
            label,
            words,
            mark: mark_of(tenure),
        }],
    }
}

fn mark_of(tenure: &Tenure) -> Mark<'_> {
    Mark {
        subject: "office",
        of: &tenure.person,
        stage: &tenure.body,
        at: Some(tenure.last),
        claims: &tenure.claims,
    }
}

fn table(view: &MissionView, frame: &Frame<'_>) -> Table {
    let headings = [
        "Body",
        "Person",
        "Title",
        "Standing",
        "First told",
        "Last told",
        "#Sources",
    ];
    let mut table = Table::new("Offices and who held them", &headings);
    for t in &view.offices {
        table.rows.push(vec![
            Cell::linked(frame.name(&t.body), frame.links.party(&t.body)),
            Cell::linked(t.person.as_str(), frame.links.mark(&mark_of(t))),
            t.titles
                .first()
                .map(ToString::to_string)
                .unwrap_or_default()
                .into(),
            t.standing.word().into(),
            day(t.first).into(),
            day(t.last).into(),
            number(t.sources as f64).into(),
        ]);
    }
    table
}
