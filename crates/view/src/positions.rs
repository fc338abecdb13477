//! Who stands where: a row for each party, a column for each it speaks of, and in the cell the latest stance with its date.

use crate::empty::empty;
use crate::frame::{Frame, Mark};
use crate::mark::{line, rect, text, told};
use crate::picture::Picture;
use crate::table::{Cell, Table};
use crate::wording::{counted, day, fit, month, number, width};
use contingent_reckon::{MissionView, Position};
use maud::html;
use std::collections::BTreeMap;

const TITLE: &str = "Who supports, refuses or accuses whom";
const ROWS: usize = 24;
/// Bold letters are so much wider.
const BOLD: f64 = 1.1;

/// The parties and subjects that are spoken of most; the table has all.
#[must_use]
pub fn positions(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let table = table(view, frame);
    if view.positions.is_empty() {
        return empty(
            view,
            frame,
            TITLE,
            "No source tells of anybody's position.",
            table,
        );
    }
    let full = frame.width();
    let mut cells: BTreeMap<(&str, &str), Vec<&Position>> = BTreeMap::new();
    let (mut actors, mut abouts) = (BTreeMap::new(), BTreeMap::new());
    for p in &view.positions {
        cells.entry((&p.actor, about(p))).or_default().push(p);
        *actors.entry(p.actor.as_str()).or_insert(0usize) += p.claims.len().max(1);
        *abouts.entry(about(p)).or_insert(0usize) += p.claims.len().max(1);
    }
    let mut actors = most(&actors, ROWS);
    let names =
        |actors: &[&str]| -> Vec<String> { actors.iter().map(|a| frame.short(a)).collect() };
    let longest = names(&actors)
        .iter()
        .map(|n| width(n, 12.0))
        .fold(60.0, f64::max);
    let left = (longest + 14.0).min(full * 0.3);
    let fitting = ((full - left) / 96.0).floor().clamp(2.0, 10.0) as usize;
    let abouts = most(&abouts, fitting);
    let wide = ((full - left) / abouts.len().max(1) as f64).min(150.0);
    actors.retain(|a| abouts.iter().any(|b| cells.contains_key(&(*a, *b))));
    let names = names(&actors);
    let (head, tall) = (40.0, 38.0);
    let shown: usize = (cells.iter())
        .filter(|((a, b), _)| actors.contains(a) && abouts.contains(b))
        .map(|(_, list)| list.len())
        .sum();
    let body = html! {
        @for (n, column) in abouts.iter().enumerate() {
            @let x = left + n as f64 * wide;
            @let (first, second) = two_lines(&heading(frame, column), wide - 10.0);
            (text(x + 6.0, 14.0, "start", "strong small", &first))
            (text(x + 6.0, 28.0, "start", "strong small", &second))
        }
        @for (row, (actor, name)) in actors.iter().zip(&names).enumerate() {
            @let y = head + row as f64 * tall;
            (line(0.0, y, left + wide * abouts.len() as f64, y, "grid"))
            (text(0.0, y + 23.0, "start", "", &fit(name, 12.0, left - 10.0)))
            @for (n, column) in abouts.iter().enumerate() {
                @if let Some(list) = cells.get(&(*actor, *column)) {
                    (cell(frame, list, left + n as f64 * wide, y, wide))
                }
            }
        }
    };
    let description = format!(
        "{} of {} in all, the latest in each cell: rows are who speaks, columns whom or what it is about.",
        shown,
        counted(view.positions.len(), "position")
    );
    let height = head + actors.len() as f64 * tall + 6.0;
    Picture::new(
        view,
        frame,
        (TITLE.to_owned(), description),
        height,
        body,
        table,
    )
}

fn cell(frame: &Frame<'_>, list: &[&Position], x: f64, y: f64, wide: f64) -> maud::Markup {
    // The view lists the latest first.
    let Some(latest) = list.first() else {
        return html! {};
    };
    let also = if list.len() > 1 {
        format!("  +{}", list.len() - 1)
    } else {
        String::new()
    };
    let when = format!("{} {}{also}", month(latest.at), latest.at.year());
    let words = format!(
        "{} {} {}{}, {} ({})",
        frame.name(&latest.actor),
        verb(&latest.stance),
        heading(frame, about(latest)),
        latest
            .object
            .as_deref()
            .map(|o| format!(": {o}"))
            .unwrap_or_default(),
        day(latest.at),
        counted(latest.sources, "source")
    );
    told(
        frame,
        &mark_of(latest),
        &words,
        html! {
            (rect(x + 2.0, y + 2.0, wide - 4.0, 34.0, "cell"))
            g class=(class(&latest.stance)) { (rect(x + 2.0, y + 2.0, 3.0, 34.0, "bar")) }
            (text(x + 10.0, y + 17.0, "start", "", &fit(&format!("{} {}", sign(&latest.stance), verb(&latest.stance)), 12.0, wide - 14.0)))
            (text(x + 10.0, y + 30.0, "start", "quiet small", &fit(&when, 10.5, wide - 14.0)))
        },
    )
}

fn mark_of(p: &Position) -> Mark<'_> {
    Mark {
        subject: "position",
        of: &p.actor,
        stage: &p.stance,
        at: Some(p.at),
        claims: &p.claims,
    }
}

/// The party concerned, or else the thing.
fn about(p: &Position) -> &str {
    if p.about.is_empty() {
        p.object.as_deref().unwrap_or_default()
    } else {
        &p.about
    }
}

fn heading(frame: &Frame<'_>, about: &str) -> String {
    if about.is_empty() {
        "nobody named".to_owned()
    } else {
        frame.short(about)
    }
}

/// The keys with the highest numbers, those first.
fn most<'a>(counts: &BTreeMap<&'a str, usize>, n: usize) -> Vec<&'a str> {
    let mut keys: Vec<(&str, usize)> = counts.iter().map(|(k, n)| (*k, *n)).collect();
    keys.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    keys.into_iter().take(n).map(|(k, _)| k).collect()
}

fn two_lines(name: &str, room: f64) -> (String, String) {
    let mut first = String::new();
    let mut words = name.split_whitespace().peekable();
    while let Some(word) = words.peek() {
        let longer = format!("{first} {word}").trim().to_owned();
        if !first.is_empty() && width(&longer, 10.5) * BOLD > room {
            break;
        }
        first = longer;
        words.next();
    }
    let rest = words.collect::<Vec<_>>().join(" ");
    (
        fit(&first, 10.5, room / BOLD),
        fit(&rest, 10.5, room / BOLD),
    )
}

fn verb(stance: &str) -> String {
    match stance {
        "SUPPORT" => "supports".to_owned(),
        "ACCUSE" => "accuses".to_owned(),
        "REJECT" => "refuses".to_owned(),
        "REQUEST" => "asks".to_owned(),
        "THREATEN" => "threatens".to_owned(),
        "PROTEST" => "protests".to_owned(),
        other => other.to_lowercase(),
    }
}

/// For, neither, against.
fn kind(stance: &str) -> i8 {
    match stance {
        "SUPPORT" => 1,
        "REQUEST" => 0,
        _ => -1,
    }
}

fn sign(stance: &str) -> &'static str {
    match kind(stance) {
        1 => "+",
        0 => "?",
        _ => "−",
    }
}

fn class(stance: &str) -> &'static str {
    match kind(stance) {
        1 => "s0",
        0 => "muted",
        _ => "s1",
    }
}

fn table(view: &MissionView, frame: &Frame<'_>) -> Table {
    let headings = ["Date", "Who", "Stance", "About", "What", "#Sources"];
    let mut table = Table::new("Positions, the latest first", &headings);
    for p in &view.positions {
        table.rows.push(vec![
            day(p.at).into(),
            Cell::linked(frame.name(&p.actor), frame.links.party(&p.actor)),
            Cell::linked(verb(&p.stance), frame.links.mark(&mark_of(p))),
            Cell::linked(
                frame.name(&p.about),
                frame.links.party(&p.about).filter(|_| !p.about.is_empty()),
            ),
            p.object.as_deref().unwrap_or_default().into(),
            number(p.sources as f64).into(),
        ]);
    }
    table
}
