//! What the commands that ask the record have in common.

use crate::cli::Where;
use crate::store::named;
use anyhow::{Context, bail};
use contingent_reckon::Recorded;
use contingent_record::Record;
use jiff::Zoned;
use jiff::civil::Date;

/// The day of the clock.
pub fn today() -> Date {
    Zoned::now().date()
}

/// The claims of a mission by what was known on a day; an error when there are none.
pub fn known_of(
    record: &mut Record,
    place: &Where,
    mission: &str,
    known_on: Date,
) -> anyhow::Result<Vec<Recorded>> {
    let recorded = record
        .mission(mission, known_on)
        .with_context(|| named(place))?;
    if recorded.is_empty() {
        bail!("{}", nothing_known(place, mission, known_on));
    }
    Ok(recorded)
}

/// What is said when a record holds nothing of a mission.
pub fn nothing_known(place: &Where, mission: &str, known_on: Date) -> String {
    format!(
        "{} knew nothing of `{mission}` on {known_on}; `contingent show` lists the missions it knows",
        named(place)
    )
}
