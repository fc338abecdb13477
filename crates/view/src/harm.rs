//! Harm to people: each count over the period it is for. Counts of periods that meet are never drawn as if they could be added.

use crate::empty::empty;
use crate::frame::{Frame, Mark};
use crate::legend::{Legend, Sign};
use crate::picture::Picture;
use crate::spans::{Span, SpanGroup, SpanRow, draw};
use crate::table::{Cell, Table};
use crate::wording::{brief, counted, day, hedged, number};
use contingent_reckon::{Figure, MissionView, TollRow};
use maud::html;

const TITLE: &str = "Harm to people by period";
/// So many counts of one kind are drawn beside the main ones; the table has all.
const BESIDE: usize = 6;
const ROWS: usize = 24;

/// A row for each harm, kind of victims and place; a bar is as long as the period that its number counts.
#[must_use]
pub fn harm(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let table = table(view, frame);
    if view.tolls.is_empty() {
        return empty(
            view,
            frame,
            TITLE,
            "No source counts harm to people.",
            table,
        );
    }
    let mut rows: Vec<&TollRow> = view.tolls.iter().collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.counts.len() + r.overlapping.len()));
    let hidden = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    rows.sort_by_key(|r| (order(r.harm), r.victims.clone(), r.place.clone()));
    let mut groups: Vec<SpanGroup<'_>> = Vec::new();
    for row in rows {
        let heading = capital(row.harm);
        if groups.last().is_none_or(|g| g.heading != heading) {
            groups.push(SpanGroup {
                heading,
                rows: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(span_row(view, row));
        }
    }
    let (body, deep) = draw(frame, &groups, view.as_of);
    let mut legend = Legend::default();
    let beside = view.tolls.iter().any(|r| !r.overlapping.is_empty());
    legend.add(true, Sign::Bar, "the days that the number counts");
    legend.add(
        beside,
        Sign::Edge,
        "another count of the same or of unknown days: not to be added",
    );
    let (legend, under) = legend.draw(0.0, deep + 20.0, frame.width());
    let more = if hidden > 0 {
        format!(" {hidden} more are in the table only.")
    } else {
        String::new()
    };
    let description = format!(
        "{} of harm, victims and place. Hollow bars may count days that another bar counts too.{more}",
        counted(view.tolls.len(), "kind")
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

fn span_row<'a>(view: &MissionView, row: &'a TollRow) -> SpanRow<'a> {
    let counts = newest(&row.counts)
        .iter()
        .map(|f| span(view, row, f, false));
    let beside = row.overlapping.iter().take(BESIDE);
    SpanRow {
        name: victims(&row.victims),
        under: row.place.to_string(),
        spans: counts
            .chain(beside.map(|f| span(view, row, f, true)))
            .collect(),
    }
}

fn span<'a>(view: &MissionView, row: &'a TollRow, figure: &'a Figure, hollow: bool) -> Span<'a> {
    let last = figure.until.unwrap_or(figure.at).min(view.as_of);
    let first = figure.from.unwrap_or(figure.at).min(last);
    Span {
        first,
        last,
        on: None,
        open: figure.dated && figure.from.is_none(),
        hollow,
        label: brief(figure.value, figure.hedge),
        words: format!(
            "{} {}{}, {}: {} ({})",
            victims(&row.victims),
            row.harm,
            if row.place.is_empty() {
                String::new()
            } else {
                format!(" in {}", row.place)
            },
            period(figure),
            hedged(figure.value, figure.max, figure.hedge),
            counted(figure.sources, "source")
        ),
        mark: mark_of(row, figure),
    }
}

/// So many of the main counts are drawn.
fn newest(counts: &[Figure]) -> &[Figure] {
    &counts[counts.len().saturating_sub(40)..]
}

fn mark_of<'a>(row: &'a TollRow, figure: &'a Figure) -> Mark<'a> {
    Mark {
        subject: "toll",
        of: &row.victims,
        stage: row.harm,
        at: Some(figure.at),
        claims: &figure.claims,
    }
}

fn period(figure: &Figure) -> String {
    match (figure.from, figure.until) {
        (Some(a), Some(b)) if a == b => day(a),
        (Some(a), Some(b)) => format!("{} to {}", day(a), day(b)),
        (Some(a), None) => format!("since {}", day(a)),
        (None, Some(b)) => format!("until {}", day(b)),
        (None, None) => format!("told on {}", day(figure.at)),
    }
}

fn table(view: &MissionView, frame: &Frame<'_>) -> Table {
    let headings = [
        "Harm",
        "Victims",
        "Place",
        "Period",
        "#People",
        "#Sources",
        "May be added",
    ];
    let mut table = Table::new("Harm to people: every count", &headings);
    for row in &view.tolls {
        let both = [(&row.counts, true), (&row.overlapping, false)];
        for (figure, apart) in both
            .into_iter()
            .flat_map(|(list, a)| list.iter().map(move |f| (f, a)))
        {
            let apart = if apart && figure.dated && row.counts.len() > 1 {
                "yes"
            } else {
                "no"
            };
            table.rows.push(vec![
                row.harm.into(),
                victims(&row.victims).into(),
                row.place.as_str().into(),
                period(figure).into(),
                Cell::linked(
                    hedged(figure.value, figure.max, figure.hedge),
                    frame.links.mark(&mark_of(row, figure)),
                ),
                number(figure.sources as f64).into(),
                apart.into(),
            ]);
        }
    }
    table
}

fn victims(word: &str) -> String {
    match word {
        "mission" => "Mission members".to_owned(),
        "civilian" => "Civilians".to_owned(),
        "police" => "Police".to_owned(),
        "military" => "Soldiers".to_owned(),
        "armed_group" => "Armed groups".to_owned(),
        "people" => "People".to_owned(),
        other => other.to_owned(),
    }
}

fn order(harm: &str) -> usize {
    let all = contingent_reckon::Harm::ALL;
    all.iter()
        .position(|h| h.word() == harm)
        .unwrap_or(all.len())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
