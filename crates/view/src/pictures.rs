//! The list of pictures by name: what the program, the pages and the interface for programs offer.

use crate::frame::Frame;
use crate::picture::Picture;
use contingent_reckon::MissionView;

/// How a picture is drawn.
pub type Draw = fn(&MissionView, &Frame<'_>) -> Picture;

/// Every picture of a mission, by the name under which it is asked for, in the order of a page.
pub const PICTURES: &[(&str, Draw)] = &[
    ("strength", crate::strength::strength),
    ("ladder", crate::ladder::ladder),
    ("money", crate::money::money),
    ("ground", crate::ground::ground),
    ("harm", crate::harm::harm),
    ("offices", crate::offices::offices),
    ("positions", crate::positions::positions),
    ("sparkline", crate::sparkline::sparkline),
];

/// The picture of this name.
#[must_use]
pub fn picture(name: &str) -> Option<Draw> {
    let found = PICTURES.iter().find(|(n, _)| *n == name);
    found.map(|(_, draw)| *draw)
}
