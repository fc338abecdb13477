//! How far money has come, by donor and fund; each currency on a scale of its own, nothing converted.

use crate::bars::{Bars, Form, Room, Row, Rung};
use crate::empty::empty;
use crate::frame::Frame;
use crate::legend::Legend;
use crate::mark::text;
use crate::picture::Picture;
use crate::table::Table;
use crate::wording::counted;
use contingent_reckon::{MissionView, MoneyRow};
use maud::html;

const TITLE: &str = "How far money has come";

/// Bars for each donor and fund, a group for each currency.
#[must_use]
pub fn money(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let headings = ["Donor", "Stage", "#Amount", "Currency", "Since", "#Sources"];
    let mut table = Table::new("Money by donor, fund and stage", &headings);
    let mut legend = Legend::default();
    let meanings = [
        (Form::Solid, "paid or spent"),
        (Form::Pale, "approved"),
        (Form::Outline, "pledged"),
        (Form::Dots, "needed or asked for"),
    ];
    let mut currencies: Vec<&str> = view.money.iter().map(|r| r.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let mut all: Vec<Bars<'_>> = currencies.iter().map(|c| group(view, frame, c)).collect();
    // The currency of most rows first; what is told without one last.
    all.sort_by_key(|b| (b.unit.is_empty(), std::cmp::Reverse(b.rows.len())));
    let room = (all.iter()).fold(Room::default(), |room, bars| room.with(bars.room(frame)));
    let (mut y, mut groups) = (0.0, Vec::new());
    for bars in &all {
        bars.fill(frame, &mut table);
        let (rows, deep) = bars.draw(frame, y + 24.0, room);
        let name = if bars.unit.is_empty() {
            "Currency not said"
        } else {
            bars.unit
        };
        groups.push(html! { (text(0.0, y + 14.0, "start", "strong", name)) (rows) });
        y += deep + 40.0;
    }
    if all.iter().all(|b| b.rows.is_empty()) {
        let sentence = "No source speaks of money for this mission.";
        return empty(view, frame, TITLE, sentence, table);
    }
    for meaning in meanings {
        if let Some(bars) = all.iter().find(|bars| bars.has(meaning.0)) {
            bars.legend(&[meaning], &mut legend);
        }
    }
    let (legend, under) = legend.draw(0.0, y + 8.0, frame.width());
    let donors = view.money.iter().filter(|r| !r.donor.is_empty()).count();
    let description = format!(
        "{} with a named donor, in {}. Amounts in different currencies stand on different scales and are not converted.",
        counted(donors, "row"),
        currencies.join(", ")
    );
    let body = html! { @for group in groups { (group) } (legend) };
    Picture::new(
        view,
        frame,
        (TITLE.to_owned(), description),
        y + under + 2.0,
        body,
        table,
    )
}

fn group<'a>(view: &'a MissionView, frame: &Frame<'_>, currency: &'a str) -> Bars<'a> {
    let mut rows: Vec<(f64, Row<'a>)> = (view.money.iter())
        .filter(|r| r.currency == currency)
        .map(|r| {
            let most = r.stages.iter().filter_map(|(_, l)| l.value);
            (most.fold(-1.0, f64::max), row(frame, r))
        })
        .filter(|(_, r)| !r.rungs.is_empty())
        .collect();
    rows.sort_by(|(a, x), (b, y)| {
        (y.whole.cmp(&x.whole))
            .then(b.total_cmp(a))
            .then_with(|| x.name.cmp(&y.name))
    });
    Bars {
        subject: "money",
        unit: currency,
        rows: rows.into_iter().map(|(_, r)| r).collect(),
    }
}

fn row<'a>(frame: &Frame<'_>, money: &'a MoneyRow) -> Row<'a> {
    let donor = if money.donor.is_empty() {
        "All donors".to_owned()
    } else {
        frame.name(&money.donor)
    };
    let fund = match money.recipient.as_str() {
        "" | "mission" => String::new(),
        "trust-fund" => ", trust fund".to_owned(),
        "host-police" => ", host police".to_owned(),
        other => format!(", {other}"),
    };
    let rungs = money.stages.iter().map(|(stage, level)| Rung {
        stage,
        form: match *stage {
            "required" | "requested" => Form::Dots,
            "pledged" => Form::Outline,
            "approved" => Form::Pale,
            "contributed" | "spent" => Form::Solid,
            _ => Form::Words,
        },
        level,
    });
    Row {
        party: &money.donor,
        whole: money.donor.is_empty() && fund.is_empty(),
        name: format!("{donor}{fund}"),
        rungs: rungs.collect(),
    }
}
