//! A publication moment as people and programs write it: ISO 8601, with or without time and zone.

use contingent_text::Published;
use jiff::civil::{Date, Time};

/// Reads `2025-04-14`, `2025-04-14T13:39`, `2025-04-14 13:39:00+03:00`, `2025-04-14T10:39Z`; keeps the zone as written.
pub fn parse_moment(text: &str) -> Result<Published, String> {
    let wrong = || format!("`{text}` is no date; write it as 2025-04-14 or 2025-04-14T13:39+03:00");
    let text = text.trim();
    let (date, rest) = text
        .split_at_checked("2025-04-14".len())
        .ok_or_else(wrong)?;
    let date: Date = date.parse().map_err(|_| wrong())?;
    let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
        return if rest.is_empty() {
            Ok(date.into())
        } else {
            Err(wrong())
        };
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    let time: Time = time.parse().map_err(|_| wrong())?;
    let zone = zone.trim();
    Ok(Published {
        date,
        time: Some(time),
        zone: (!zone.is_empty()).then(|| zone.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_and_print_back() {
        for (written, printed) in [
            ("2025-04-14", "2025-04-14"),
            (" 2025-04-14T13:39 ", "2025-04-14T13:39:00"),
            ("2025-04-14 13:39:05+03:00", "2025-04-14T13:39:05+03:00"),
            ("2025-04-14T10:39:00.000Z", "2025-04-14T10:39:00Z"),
            ("2025-04-14 13:39 EAT", "2025-04-14T13:39:00 EAT"),
        ] {
            assert_eq!(
                parse_moment(written).map(|m| m.to_string()),
                Ok(printed.to_owned())
            );
        }
        for wrong in [
            "",
            "Monday",
            "14/04/2025",
            "2025-02-30",
            "2025-04-14x",
            "2025-04-14T",
            "2025-04-1é4",
        ] {
            assert!(parse_moment(wrong).is_err(), "{wrong}");
        }
    }
}
