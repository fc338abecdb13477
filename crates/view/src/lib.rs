//! What is known of a mission as pictures, tables and exports.
//!
//! Each picture is a pure function of a [`MissionView`](contingent_reckon::MissionView) and a [`Frame`]: the width, the
//! names to use, and where a mark leads. It gives a [`Picture`], which is at once markup for a page
//! ([`Picture::markup`], coloured by [`page_style`]), a file of its own ([`Picture::file`]) and the [`Table`] of the same
//! facts, for those who do not see pictures. Two calls with the same arguments give the same bytes.
//!
//! [`Export`] writes claims, figures and documents a row at a time, as CSV, JSON lines or GeoJSON.
//!
//! Knows no HTTP, no database and no files, and reads no clock.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod axis;
mod bars;
mod disputes;
mod empty;
mod export;
mod frame;
mod ground;
mod ground_map;
mod harm;
mod ladder;
mod legend;
mod map_labels;
mod mark;
mod money;
mod offices;
mod outlines;
mod picture;
mod pictures;
mod place_labels;
mod positions;
mod projection;
mod shares;
mod spans;
mod sparkline;
mod strength;
mod strength_plot;
mod style;
mod table;
mod wording;

pub use export::{
    ClaimFacts, DocumentRow, Export, ExportColumn, Format, Kind as ColumnKind, Row, What,
};
pub use frame::{Frame, Links, Mark, NoLinks};
pub use ground::ground;
pub use harm::harm;
pub use ladder::ladder;
pub use money::money;
pub use offices::offices;
pub use picture::{Picture, Theme};
pub use pictures::{Draw, PICTURES, picture};
pub use positions::positions;
pub use sparkline::sparkline;
pub use strength::strength;
pub use style::page_style;
pub use table::{Cell, Column, Table};
