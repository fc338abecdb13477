//! The list of pictures by name: what the program, the pages and the interface for programs offer.

use crate::frame::Frame;
use crate::picture::Picture;
use contingent_reckon::MissionView;

/// How a picture is drawn.
pub type Draw = fn(&MissionView, &Frame<'_>) -> Picture;

/// Every picture of a mission, by name.
pub const PICTURES: &[(&str, Draw)] = &[("strength", crate::strength::strength)];
