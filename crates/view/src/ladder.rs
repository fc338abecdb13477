//! How far people have come, by contributor: set, promised, announced, arrived, present.

use crate::bars::{Bars, Form, Row, Rung};
use crate::empty::empty;
use crate::frame::Frame;
use crate::legend::Legend;
use crate::picture::Picture;
use crate::table::Table;
use crate::wording::{brief, counted};
use contingent_reckon::{Ladder, MissionView};
use maud::html;

const TITLE: &str = "How far people have come";

/// Bars for each contributor and for the whole.
#[must_use]
pub fn ladder(view: &MissionView, frame: &Frame<'_>) -> Picture {
    let mut rows = vec![row("", "Whole mission".to_owned(), &view.strength.whole)];
    rows.extend(
        (view.strength.contributors.iter())
            .map(|c| row(&c.contributor, frame.name(&c.contributor), &c.ladder)),
    );
    rows.retain(|r| !r.rungs.is_empty());
    let bars = Bars {
        subject: "strength",
        unit: "people",
        rows,
    };
    let headings = [
        "Contributor",
        "Stage",
        "#People",
        "Unit",
        "Since",
        "#Sources",
    ];
    let mut table = Table::new("People by contributor and stage", &headings);
    bars.fill(frame, &mut table);
    if bars.rows.is_empty() {
        let sentence = "No source gives a number of people at any stage.";
        return empty(view, frame, TITLE, sentence, table);
    }
    let (rows, deep) = bars.draw(frame, 4.0, bars.room(frame));
    let mut legend = Legend::default();
    bars.legend(
        &[
            (Form::Solid, "present"),
            (Form::Pale, "arrived so far"),
            (Form::Dashed, "planned"),
            (Form::Outline, "promised"),
            (Form::Dots, "authorised or required"),
        ],
        &mut legend,
    );
    let (legend, under) = legend.draw(0.0, deep + 28.0, frame.width());
    let description = format!(
        "{}. {} The length of a bar is a number of people; hollow bars are promises and plans.",
        counted(view.strength.contributors.len(), "contributor"),
        (bars.rows.first()).map_or_else(String::new, |r| said(r)),
    );
    let body = html! { (rows) (legend) };
    Picture::new(
        view,
        frame,
        (TITLE.to_owned(), description),
        deep + 22.0 + under,
        body,
        table,
    )
}

fn row<'a>(party: &'a str, name: String, ladder: &'a Ladder) -> Row<'a> {
    let rungs = ladder.rungs().map(|(stage, level)| Rung {
        stage,
        form: match stage {
            "authorised" | "required" => Form::Dots,
            "promised" => Form::Outline,
            "planned" => Form::Dashed,
            "arrived" => Form::Pale,
            "present" => Form::Solid,
            _ => Form::Words,
        },
        level,
    });
    Row {
        party,
        name,
        rungs: rungs.collect(),
        whole: party.is_empty(),
    }
}

fn said(row: &Row<'_>) -> String {
    let each = row.rungs.iter();
    let words: Vec<_> = each
        .map(|r| format!("{} {}", r.stage, brief(r.level.value, r.level.hedge)))
        .collect();
    format!("{}: {}.", row.name, words.join(", "))
}
