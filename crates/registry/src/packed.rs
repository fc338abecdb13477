//! The world's cities and the places of Haiti, as `build.rs` packed them: nothing is read until it is asked for.

use crate::model::{Place, PlaceKind};
use fst::Map;
use smol_str::SmolStr;

static NAMES_MAP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.fst"));
static LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.lists"));
static ROWS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.rows"));
static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.names"));

const ROW: usize = 26;

/// The packed places.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    names: Option<Map<&'static [u8]>>,
}

impl Packed {
    pub(crate) fn open() -> Self {
        Self {
            names: Map::new(NAMES_MAP).ok(),
        }
    }

    /// The places under a key, the most populous first.
    pub(crate) fn get(&self, key: &str) -> Vec<Place> {
        let Some(found) = self.names.as_ref().and_then(|names| names.get(key)) else {
            return Vec::new();
        };
        let (start, count) = ((found >> 12) as usize, (found & 0xFFF) as usize);
        let list = LISTS
            .get(start * 4..(start + count) * 4)
            .unwrap_or_default();
        let numbers = list
            .chunks_exact(4)
            .filter_map(|b| Some(u32::from_le_bytes(b.try_into().ok()?)));
        numbers.filter_map(|number| row(number as usize)).collect()
    }

    /// How many places there are.
    pub(crate) fn len() -> usize {
        ROWS.len() / ROW
    }
}

/// Decodes one row; see `build.rs` for its layout.
fn row(number: usize) -> Option<Place> {
    let row = ROWS.get(number * ROW..(number + 1) * ROW)?;
    let at = |from: usize| -> Option<[u8; 4]> { row.get(from..from + 4)?.try_into().ok() };
    let offset = u32::from_le_bytes(at(0)?) as usize;
    let length = *row.get(4)? as usize;
    let text = |bytes: Option<&[u8]>| {
        bytes
            .and_then(|b| std::str::from_utf8(b).ok())
            .map(SmolStr::from)
    };
    let geonames = u32::from_le_bytes(at(22)?);
    Some(Place {
        name: text(NAMES.get(offset..offset + length))?,
        country: text(row.get(5..8))?,
        kind: match row.get(8)? {
            0 => PlaceKind::Settlement,
            1 => PlaceKind::Quarter,
            2 => PlaceKind::Region,
            3 => PlaceKind::Site,
            _ => PlaceKind::Nature,
        },
        common: *row.get(9)? != 0,
        chosen: false,
        latitude: f64::from(i32::from_le_bytes(at(10)?)) / 1e5,
        longitude: f64::from(i32::from_le_bytes(at(14)?)) / 1e5,
        population: u32::from_le_bytes(at(18)?),
        geonames: (geonames != 0).then_some(geonames),
    })
}
