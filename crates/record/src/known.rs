//! What is known of a mission on some days, read once for all of them.

use crate::database::{Database, Purpose, Value, within};
use crate::digest::unpack;
use crate::error::{RecordError, Result};
use crate::judge;
use crate::record::Record;
use contingent_reckon::Recorded;
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::thread;

/// The claims of a mission that were known on any of some days.
#[derive(Debug, Default)]
pub struct Known {
    /// In lots, as they were read, since so many are not moved about for nothing.
    lots: Vec<Lot>,
}

/// Some claims, and for each of them the days on which it counts, as a bit for each day.
#[derive(Debug, Default)]
struct Lot {
    claims: Vec<Recorded>,
    days: Vec<u8>,
}

/// So many days may be asked for at once.
const MOST_DAYS: usize = 8;

/// A digest, and the days on which it counts.
type Row = (Vec<u8>, u8);

impl Record {
    /// All claims that count for a mission by what was known on each of at most eight days: from the version of each
    /// page that was known by then, by its latest reading, with the judgements made by then.
    ///
    /// # Errors
    /// When the record cannot be read, or for more than eight days.
    pub fn known(&mut self, mission: &str, days: &[Date]) -> Result<Known> {
        if days.len() > MOST_DAYS {
            return Err(RecordError::NotFound(format!(
                "no more than {MOST_DAYS} days can be asked for at once"
            )));
        }
        within(self.db.as_mut(), Purpose::Read, |db| {
            let mut known = read(db, mission, days)?;
            let judged: Vec<_> = (days.iter())
                .map(|day| judge::in_force(db, mission, *day, known.claims()))
                .collect::<Result<_>>()?;
            for (n, judged) in judged.into_iter().enumerate() {
                known.judge(n, days.len(), judged);
            }
            Ok(known)
        })
    }
}

impl Known {
    /// The claims that count on the day of that place among those asked for.
    #[must_use]
    pub fn on(&self, day: usize) -> Vec<&Recorded> {
        let lots = self.lots.iter();
        lots.flat_map(|lot| lot.claims.iter().zip(&lot.days))
            .filter(|(_, days)| **days >> day & 1 == 1)
            .map(|(claim, _)| claim)
            .collect()
    }

    /// All of them.
    #[must_use]
    pub fn into_claims(mut self) -> Vec<Recorded> {
        match self.lots.as_mut_slice() {
            [lot] => std::mem::take(&mut lot.claims),
            _ => self.lots.into_iter().flat_map(|lot| lot.claims).collect(),
        }
    }

    fn claims(&self) -> impl Iterator<Item = &Recorded> + Clone {
        self.lots.iter().flat_map(|lot| &lot.claims)
    }

    /// Puts the judgements in force on a day to their claims. Where it is not so on all days, each has its own copy.
    fn judge(&mut self, day: usize, of: usize, judged: Vec<(usize, contingent_reckon::Judgement)>) {
        let mut own = Lot::default();
        for (at, judgement) in judged {
            let Some((claim, days)) = self.at(at) else {
                continue;
            };
            if *days >> day & 1 == 0 {
                continue;
            }
            if of == 1 {
                claim.judgement = Some(Box::new(judgement));
                continue;
            }
            *days &= !(1 << day);
            let mut copy = claim.clone();
            copy.judgement = Some(Box::new(judgement));
            own.claims.push(copy);
            own.days.push(1 << day);
        }
        if !own.claims.is_empty() {
            self.lots.push(own);
        }
    }

    fn at(&mut self, mut place: usize) -> Option<(&mut Recorded, &mut u8)> {
        for lot in &mut self.lots {
            if let Some(over) = place.checked_sub(lot.claims.len()) {
                place = over;
                continue;
            }
            return lot.claims.get_mut(place).zip(lot.days.get_mut(place));
        }
        None
    }
}

fn read(db: &mut dyn Database, mission: &str, days: &[Date]) -> Result<Known> {
    /// So many documents are read by a thread of their own while the database is asked for more.
    const LOT: usize = 1_024;
    let last = days.iter().max().copied().unwrap_or_default().to_string();
    let versions = versions(db, &last)?;
    let asked: Vec<String> = days.iter().map(Date::to_string).collect();
    let name = SmolStr::new(mission);
    let sql = "SELECT document, page, version, known, claims FROM digest \
               WHERE mission = $1 AND known <= $2 ORDER BY document, reading";
    thread::scope(|scope| {
        let mut lots = Vec::new();
        let mut lot: Vec<Row> = Vec::with_capacity(LOT);
        let mut before = None;
        db.each(sql, &[mission.into(), last.into()], &mut |row| {
            let [document, page, version, known, claims] = row else {
                return Ok(());
            };
            let document = document.int()?;
            // A later reading of the same document comes right after it, and counts.
            if before == Some(document) {
                lot.pop();
            } else if lot.len() >= LOT {
                let full = std::mem::replace(&mut lot, Vec::with_capacity(LOT));
                let name = &name;
                lots.push(scope.spawn(move || unpacked(name, &full)));
            }
            before = Some(document);
            let (version, known) = (version.int()?, known.text()?);
            let later = versions.get(&page.int()?).map_or(&[][..], Vec::as_slice);
            let counts = |day: &String| {
                known <= *day && !later.iter().any(|(v, since)| *v > version && since <= day)
            };
            let on =
                (asked.iter().enumerate()).fold(0, |on, (n, day)| on | u8::from(counts(day)) << n);
            lot.push((claims.bytes()?, on));
            Ok(())
        })?;
        let rest = unpacked(&name, &lot);
        let broken = |_| {
            Err(RecordError::Strange(
                "a claim that cannot be read".to_owned(),
            ))
        };
        let lots = (lots.into_iter())
            .map(|lot| lot.join().unwrap_or_else(broken))
            .chain(std::iter::once(rest));
        Ok(Known {
            lots: lots.collect::<Result<_>>()?,
        })
    })
}

fn unpacked(mission: &SmolStr, rows: &[Row]) -> Result<Lot> {
    let mut lot = Lot::default();
    for (bytes, on) in rows.iter().filter(|(_, on)| *on != 0) {
        unpack(mission, bytes, &mut lot.claims)
            .ok_or_else(|| RecordError::Strange(format!("a digest of {mission}")))?;
        lot.days.resize(lot.claims.len(), *on);
    }
    Ok(lot)
}

/// The later versions of each page that has any: which one, and since when it is known.
fn versions(db: &mut dyn Database, known_on: &str) -> Result<HashMap<i64, Vec<(i64, String)>>> {
    let mut versions: HashMap<i64, Vec<(i64, String)>> = HashMap::new();
    let sql = "SELECT page, version, known FROM document WHERE version > 1 AND known <= $1";
    db.each(sql, &[Value::from(known_on)], &mut |row| {
        if let [page, version, known] = row {
            let page = versions.entry(page.int()?).or_default();
            page.push((version.int()?, known.text()?));
        }
        Ok(())
    })?;
    Ok(versions)
}
