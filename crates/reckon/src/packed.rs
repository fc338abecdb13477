//! A claim in few bytes, for a record that keeps very many of them: read back many times faster than from JSON.
//!
//! Words of closed lists are written as their place in the list, so those lists may only grow at their ends. A mission
//! that is the same for all claims of a lot is handed over and not written.

use crate::claim::{
    Amount, Claim, Content, Control, Equipment, Event, Funding, Mandate, Profile, Quote, Role,
    Strength, Toll, Votes, Who,
};
use crate::edtf::Span;
use crate::recorded::DocumentFacts;
use crate::vocabulary::{
    Act, Harm, Hedge, Item, Measure, MoneyMeasure, MoneyStatus, Personnel, Standing, Status,
    ThingStatus, Victims,
};
use contingent_text::Part;
use jiff::civil::Date;
use smol_str::SmolStr;

impl Claim {
    /// Writes the claim at the end of `out`. `mission` is that of the lot.
    pub fn pack(&self, mission: &str, out: &mut Vec<u8>) {
        let mut writer = Writer { out, mission };
        writer.content(&self.content);
        writer.some_text(self.date.as_ref());
        writer.some_text(self.said_by.as_ref());
        writer.number(self.quotes.len() as u64);
        for quote in &self.quotes {
            writer.out.push(match quote.part {
                Part::Title => 0,
                Part::Body => 1,
            });
            writer.text(&quote.text);
        }
    }

    /// Takes a claim from the beginning of `from`; `None` when there is none such.
    #[must_use]
    pub fn unpack(mission: &SmolStr, from: &mut &[u8]) -> Option<Self> {
        let mut reader = Reader { from, mission };
        let content = reader.content()?;
        let date = reader.some_text()?;
        let said_by = reader.some_text()?;
        let count = reader.count()?;
        let mut quotes = Vec::with_capacity(count);
        for _ in 0..count {
            let part = match reader.byte()? {
                0 => Part::Title,
                1 => Part::Body,
                _ => return None,
            };
            let text = reader.text()?;
            quotes.push(Quote { part, text });
        }
        Some(Self {
            content,
            span: date.as_deref().and_then(Span::parse),
            date,
            said_by,
            quotes,
        })
    }
}

impl DocumentFacts {
    /// Writes the facts at the end of `out`.
    pub fn pack(&self, out: &mut Vec<u8>) {
        let mut writer = Writer { out, mission: "" };
        writer.text(&self.id);
        writer.text(&self.title);
        writer.some_text(self.publisher.as_ref());
        writer.some_text(self.address.as_ref());
        writer.out.push(u8::from(self.published.is_some()));
        if let Some(day) = self.published {
            writer.day(day);
        }
        writer.day(self.known);
        writer.text(&self.voice);
    }

    /// Takes facts from the beginning of `from`; `None` when there are none such.
    #[must_use]
    pub fn unpack(from: &mut &[u8]) -> Option<Self> {
        let mission = SmolStr::default();
        let mut reader = Reader {
            from,
            mission: &mission,
        };
        Some(Self {
            id: reader.text()?,
            title: reader.text()?,
            publisher: reader.some_text()?,
            address: reader.some_text()?,
            published: match reader.byte()? {
                0 => None,
                1 => Some(reader.day()?),
                _ => return None,
            },
            known: reader.day()?,
            voice: reader.text()?,
        })
    }
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    mission: &'o str,
}

impl Writer<'_> {
    fn content(&mut self, content: &Content) {
        match content {
            Content::Strength(c) => {
                self.out.push(0);
                self.of_mission(c.mission.as_ref());
                self.who(&c.contributor);
                self.amount(c.count.as_ref());
                self.word(Status::ALL, c.status);
                self.word(Measure::ALL, c.measure);
                self.word(Personnel::ALL, c.personnel);
            }
            Content::Mandate(c) => {
                self.out.push(1);
                self.of_mission(c.mission.as_ref());
                self.word(Act::ALL, c.act);
                self.who(&c.by);
                self.some_text(c.instrument.as_ref());
                self.some_text(c.until.as_ref());
                self.some_text(c.term.as_ref());
                self.out.push(u8::from(c.votes.is_some()));
                if let Some(votes) = c.votes {
                    for count in [votes.in_favour, votes.against, votes.abstaining] {
                        self.number(count.map_or(0, |n| u64::from(n) + 1));
                    }
                }
            }
            Content::Funding(c) => {
                self.out.push(2);
                self.of_mission(c.mission.as_ref());
                self.who(&c.donor);
                self.amount(c.amount.as_ref());
                self.word(MoneyStatus::ALL, c.status);
                self.some_text(c.recipient.as_ref());
                self.out.push(c.measure.map_or(0, |measure| {
                    place(MoneyMeasure::ALL, measure).saturating_add(1)
                }));
            }
            Content::Equipment(c) => {
                self.out.push(3);
                self.of_mission(c.mission.as_ref());
                self.who(&c.contributor);
                self.word(Item::ALL, c.item);
                self.amount(c.count.as_ref());
                self.word(ThingStatus::ALL, c.status);
            }
            Content::Profile(c) => {
                self.out.push(4);
                self.of_mission(c.mission.as_ref());
                self.text(&c.attribute);
                self.text(&c.value);
            }
            Content::Control(c) => {
                self.out.push(5);
                self.of_mission(c.mission.as_ref());
                self.who(&c.holder);
                self.text(&c.place);
                self.amount(c.share.as_ref());
                self.out.push(u8::from(c.coordinates.is_some()));
                if let Some((latitude, longitude)) = c.coordinates {
                    self.real(latitude);
                    self.real(longitude);
                }
            }
            Content::Toll(c) => {
                self.out.push(6);
                self.of_mission(c.mission.as_ref());
                self.word(Harm::ALL, c.harm);
                self.amount(c.count.as_ref());
                self.word(Victims::ALL, c.victims);
                self.who(&c.nationality);
                self.some_text(c.place.as_ref());
                self.who(&c.by);
            }
            Content::Role(c) => {
                self.out.push(7);
                self.text(&c.person);
                self.some_text(c.title.as_ref());
                self.who(&c.body);
                self.word(Standing::ALL, c.standing);
            }
            Content::Event(c) => {
                self.out.push(8);
                self.of_mission(c.mission.as_ref());
                self.text(&c.plover);
                self.some_text(c.cameo.as_ref());
                self.who(&c.actor);
                self.who(&c.recipient);
                self.some_text(c.object.as_ref());
                self.some_text(c.place.as_ref());
            }
        }
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.out.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.out.push(number as u8);
    }

    fn real(&mut self, number: f64) {
        self.out.extend_from_slice(&number.to_bits().to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    fn some_text(&mut self, text: Option<&SmolStr>) {
        match text {
            None => self.out.push(0),
            Some(text) => {
                self.number(text.len() as u64 + 1);
                self.out.extend_from_slice(text.as_bytes());
            }
        }
    }

    fn of_mission(&mut self, mission: Option<&SmolStr>) {
        match mission {
            None => self.out.push(0),
            Some(mission) if mission == self.mission => self.out.push(1),
            Some(mission) => {
                self.out.push(2);
                self.text(mission);
            }
        }
    }

    fn who(&mut self, who: &Who) {
        match who {
            Who::Nobody => self.out.push(0),
            Who::One(id) => {
                self.out.push(1);
                self.text(id);
            }
            Who::Several(ids) => {
                self.out.push(2);
                self.number(ids.len() as u64);
                for id in ids {
                    self.text(id);
                }
            }
        }
    }

    fn amount(&mut self, amount: Option<&Amount>) {
        let Some(amount) = amount else {
            self.out.push(0);
            return;
        };
        let there = [
            true,
            amount.value.is_some(),
            amount.max.is_some(),
            amount.currency.is_some(),
        ];
        let flags = (there.iter().enumerate()).fold(0, |all, (n, set)| all | u8::from(*set) << n);
        self.out.push(flags);
        self.word(Hedge::ALL, amount.qualifier);
        for number in [amount.value, amount.max].into_iter().flatten() {
            self.real(number);
        }
        if let Some(currency) = &amount.currency {
            self.text(currency);
        }
        self.text(&amount.text);
    }

    fn word<T: PartialEq + Copy>(&mut self, all: &[T], word: T) {
        self.out.push(place(all, word));
    }

    fn day(&mut self, day: Date) {
        self.out.extend_from_slice(&day.year().to_le_bytes());
        self.out.push(day.month().unsigned_abs());
        self.out.push(day.day().unsigned_abs());
    }
}

/// Its place in the list; lists are far shorter than 255.
fn place<T: PartialEq>(all: &[T], word: T) -> u8 {
    let place = all.iter().position(|one| *one == word).unwrap_or_default();
    u8::try_from(place).unwrap_or(u8::MAX)
}

struct Reader<'r, 'b> {
    from: &'r mut &'b [u8],
    mission: &'r SmolStr,
}

impl<'b> Reader<'_, 'b> {
    fn content(&mut self) -> Option<Content> {
        Some(match self.byte()? {
            0 => Content::Strength(Strength {
                mission: self.of_mission()?,
                contributor: self.who()?,
                count: self.amount()?,
                status: self.word(Status::ALL)?,
                measure: self.word(Measure::ALL)?,
                personnel: self.word(Personnel::ALL)?,
            }),
            1 => Content::Mandate(Box::new(Mandate {
                mission: self.of_mission()?,
                act: self.word(Act::ALL)?,
                by: self.who()?,
                instrument: self.some_text()?,
                until: self.some_text()?,
                term: self.some_text()?,
                votes: match self.byte()? {
                    0 => None,
                    1 => Some(Votes {
                        in_favour: self.some_count()?,
                        against: self.some_count()?,
                        abstaining: self.some_count()?,
                    }),
                    _ => return None,
                },
            })),
            2 => Content::Funding(Funding {
                mission: self.of_mission()?,
                donor: self.who()?,
                amount: self.amount()?,
                status: self.word(MoneyStatus::ALL)?,
                recipient: self.some_text()?,
                measure: match self.byte()?.checked_sub(1) {
                    None => None,
                    Some(place) => Some(*MoneyMeasure::ALL.get(usize::from(place))?),
                },
            }),
            3 => Content::Equipment(Equipment {
                mission: self.of_mission()?,
                contributor: self.who()?,
                item: self.word(Item::ALL)?,
                count: self.amount()?,
                status: self.word(ThingStatus::ALL)?,
            }),
            4 => Content::Profile(Profile {
                mission: self.of_mission()?,
                attribute: self.text()?,
                value: self.text()?,
            }),
            5 => Content::Control(Control {
                mission: self.of_mission()?,
                holder: self.who()?,
                place: self.text()?,
                share: self.amount()?,
                coordinates: match self.byte()? {
                    0 => None,
                    1 => Some((self.real()?, self.real()?)),
                    _ => return None,
                },
            }),
            6 => Content::Toll(Box::new(Toll {
                mission: self.of_mission()?,
                harm: self.word(Harm::ALL)?,
                count: self.amount()?,
                victims: self.word(Victims::ALL)?,
                nationality: self.who()?,
                place: self.some_text()?,
                by: self.who()?,
            })),
            7 => Content::Role(Role {
                person: self.text()?,
                title: self.some_text()?,
                body: self.who()?,
                standing: self.word(Standing::ALL)?,
            }),
            8 => Content::Event(Box::new(Event {
                mission: self.of_mission()?,
                plover: self.text()?,
                cameo: self.some_text()?,
                actor: self.who()?,
                recipient: self.who()?,
                object: self.some_text()?,
                place: self.some_text()?,
            })),
            _ => return None,
        })
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let from: &'b [u8] = self.from;
        let (taken, rest) = from.split_at_checked(length)?;
        *self.from = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.from.split_first()?;
        *self.from = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// How many follow; never more than there are bytes, so that nothing is reserved for what cannot come.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.from.len()).then_some(count)
    }

    fn real(&mut self) -> Option<f64> {
        let bytes = self.take(8)?.try_into().ok()?;
        Some(f64::from_bits(u64::from_le_bytes(bytes)))
    }

    fn text(&mut self) -> Option<SmolStr> {
        let length = self.count()?;
        let text = std::str::from_utf8(self.take(length)?).ok()?;
        Some(SmolStr::new(text))
    }

    fn some_text(&mut self) -> Option<Option<SmolStr>> {
        let Some(length) = self.number()?.checked_sub(1) else {
            return Some(None);
        };
        let bytes = self.take(usize::try_from(length).ok()?)?;
        Some(Some(SmolStr::new(std::str::from_utf8(bytes).ok()?)))
    }

    fn some_count(&mut self) -> Option<Option<u32>> {
        let Some(count) = self.number()?.checked_sub(1) else {
            return Some(None);
        };
        u32::try_from(count).ok().map(Some)
    }

    fn of_mission(&mut self) -> Option<Option<SmolStr>> {
        Some(match self.byte()? {
            0 => None,
            1 => Some(self.mission.clone()),
            2 => Some(self.text()?),
            _ => return None,
        })
    }

    fn who(&mut self) -> Option<Who> {
        Some(match self.byte()? {
            0 => Who::Nobody,
            1 => Who::One(self.text()?),
            2 => {
                let count = self.count()?;
                Who::Several((0..count).map(|_| self.text()).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    fn amount(&mut self) -> Option<Option<Amount>> {
        let flags = self.byte()?;
        if flags & 1 == 0 {
            return Some(None);
        }
        let there = |place: u8| flags >> place & 1 == 1;
        let qualifier = self.word(Hedge::ALL)?;
        Some(Some(Amount {
            qualifier,
            value: if there(1) { Some(self.real()?) } else { None },
            max: if there(2) { Some(self.real()?) } else { None },
            currency: if there(3) { Some(self.text()?) } else { None },
            text: self.text()?,
        }))
    }

    fn word<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let place = self.byte()?;
        all.get(usize::from(place)).copied()
    }

    fn day(&mut self) -> Option<Date> {
        let year = i16::from_le_bytes(self.take(2)?.try_into().ok()?);
        let month = i8::try_from(self.byte()?).ok()?;
        Date::new(year, month, i8::try_from(self.byte()?).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an older release wrote must be read for ever: these bytes are never made anew.
    #[test]
    fn the_bytes_of_a_claim_stay_what_they_are() {
        let line = r#"{"type":"strength","mission":"m","contributor":["BLZ","BHS"],"count":{"value":8,"max":null,"qualifier":"about","text":"eight"},"status":"deployed","measure":"total","date":"2024-06","said_by":"the envoy","evidence":[{"part":"title","quote":"some eight"}]}"#;
        let claim = Claim::from_json(line).expect("a claim");
        let mut bytes = Vec::new();
        claim.pack("m", &mut bytes);
        let expected = [
            &[0, 1, 2, 2, 3][..],
            b"BHS",
            &[3],
            b"BLZ",
            &[3, 1],
            &8f64.to_bits().to_le_bytes(),
            &[5],
            b"eight",
            &[5, 0, 4, 8],
            b"2024-06",
            &[10],
            b"the envoy",
            &[1, 0, 10],
            b"some eight",
        ];
        assert_eq!(bytes, expected.concat());
    }
}
