//! Where nothing is known: a picture that says so.

use crate::frame::Frame;
use crate::mark::text;
use crate::picture::Picture;
use crate::table::Table;
use crate::wording::fit;
use contingent_reckon::MissionView;

/// A picture of one sentence.
pub fn empty(
    view: &MissionView,
    frame: &Frame<'_>,
    title: &str,
    sentence: &str,
    table: Table,
) -> Picture {
    let width = frame.width();
    let body = text(
        width / 2.0,
        44.0,
        "middle",
        "quiet",
        &fit(sentence, 12.0, width),
    );
    let words = (title.to_owned(), sentence.to_owned());
    Picture::new(view, frame, words, 76.0, body, table)
}
