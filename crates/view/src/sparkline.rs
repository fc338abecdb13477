//! A word-sized picture of a mission's strength, for a list of missions.

use crate::axis::{Days, Numbers};
use crate::frame::Frame;
use crate::mark::{circle, n};
use crate::picture::Picture;
use crate::table::Table;
use crate::wording::{day, hedged};
use contingent_reckon::{Level, MissionView};
use maud::html;

const WIDE: f64 = 120.0;
const TALL: f64 = 28.0;

/// The steps of the whole mission's presence, or of its largest contributor's where no source gives the whole.
/// It is 120 by 28 pixels, whatever the frame says, and has no links of its own.
#[must_use]
pub fn sparkline(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let largest = view
        .strength
        .contributors
        .iter()
        .find(|c| !c.history.is_empty());
    let (name, history): (String, &[Level]) = match largest {
        _ if !view.strength.history.is_empty() => {
            ("Whole mission".to_owned(), &view.strength.history)
        }
        Some(row) => (frame.name(&row.contributor), &row.history),
        None => (String::new(), &[]),
    };
    let known: Vec<(jiff::civil::Date, f64)> = (history.iter())
        .filter_map(|l| Some((l.at, l.value?)))
        .collect();
    let title = "Strength over time".to_owned();
    let table = Table::new("Strength over time", &["Date", "#People"]);
    let (Some(first), Some(last), Some(level)) = (known.first(), known.last(), history.last())
    else {
        let words = (title, "No number of people is known.".to_owned());
        let body = html! {};
        return Picture::sized(view, frame, words, (WIDE, TALL), body, table);
    };
    let days = Days::new(first.0, view.as_of, 3.0, WIDE - 8.0);
    let most = known.iter().map(|(_, v)| *v).fold(0.0, f64::max);
    let numbers = Numbers::new(most, 1.0, TALL - 4.0, TALL - 8.0);
    let mut path = String::new();
    for (at, value) in &known {
        let (x, y) = (n(days.x(*at)), n(numbers.y(*value)));
        path += &if path.is_empty() {
            format!("M{x} {y}")
        } else {
            format!("H{x}V{y}")
        };
    }
    path += &format!("H{}", n(days.x(view.as_of)));
    let body = html! {
        path class="line s0" d=(path) {}
        g.s0 { (circle(days.x(view.as_of), numbers.y(last.1), 2.5, "mark")) }
    };
    let mut table = table;
    for level in history {
        table.rows.push(vec![
            day(level.at).into(),
            hedged(level.value, None, level.hedge).into(),
        ]);
    }
    let description = format!(
        "{name}: {} since {}",
        hedged(level.value, None, level.hedge),
        day(level.at)
    );
    Picture::sized(view, frame, (title, description), (WIDE, TALL), body, table)
}
