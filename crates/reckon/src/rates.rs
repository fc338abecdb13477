//! Rates of exchange that a user hands over. Nothing is converted without them, and every converted amount says by which.

use crate::error::ReckonError;
use crate::view::MissionView;
use crate::words::{self, Word};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A list of rates, each of a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    rates: Vec<Rate>,
}

/// What one unit of a currency was worth on a day, and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// ISO 4217.
    pub from: SmolStr,
    /// ISO 4217.
    pub to: SmolStr,
    /// The day of the rate.
    pub date: Date,
    /// So many of `to` for one of `from`.
    pub rate: f64,
    /// Who states it.
    pub source: SmolStr,
}

/// An amount in another currency, with the rate that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Converted {
    /// The stage of the amount.
    #[serde(deserialize_with = "words::word")]
    pub stage: Word,
    /// The amount in the rate's currency, to the cent.
    pub value: f64,
    /// By which rate.
    pub rate: Rate,
}

impl Rates {
    /// Reads lines of `FROM,TO,DATE,RATE,SOURCE`; empty lines and those that begin with `#` are passed over. The source
    /// must be named, and may hold commas.
    ///
    /// # Errors
    ///
    /// When a line is none of these; the error names its number.
    pub fn parse(text: &str) -> Result<Self, ReckonError> {
        let mut rates = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || ReckonError::Rate {
                line: number + 1,
                text: line.to_owned(),
            };
            rates.push(rate(line).ok_or_else(wrong)?);
        }
        rates.sort_by(|a: &Rate, b| (&a.from, &a.to, a.date).cmp(&(&b.from, &b.to, b.date)));
        Ok(Self { rates })
    }

    /// The rates by which an amount of that day may be converted: for each currency the latest one up to the day.
    pub fn on(&self, currency: &str, day: Date) -> impl Iterator<Item = &Rate> {
        let fits = move |r: &Rate| r.from == currency && r.date <= day;
        (self.rates.iter().enumerate())
            .filter(move |(n, rate)| {
                let later = self.rates.get(n + 1);
                fits(rate) && !later.is_some_and(|next| fits(next) && next.to == rate.to)
            })
            .map(|(_, rate)| rate)
    }
}

/// Puts beside each amount of the view what it is by the rates; the amounts themselves stay as they are.
pub fn convert(view: &mut MissionView, rates: &Rates) {
    for row in &mut view.money {
        let converted = row.stages.iter().flat_map(|(stage, level)| {
            (rates.on(&row.currency, level.at)).filter_map(|rate| {
                Some(Converted {
                    stage,
                    value: (level.value? * rate.rate * 100.0).round() / 100.0,
                    rate: rate.clone(),
                })
            })
        });
        row.converted = converted.collect();
    }
}

fn rate(line: &str) -> Option<Rate> {
    let mut fields = line.splitn(5, ',').map(str::trim);
    let currency = |code: &str| {
        let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        is_code.then(|| SmolStr::new(code))
    };
    let from = currency(fields.next()?)?;
    let to = currency(fields.next()?)?;
    let date = fields.next()?.parse().ok()?;
    let rate: f64 = fields.next()?.parse().ok()?;
    let source = SmolStr::new(fields.next()?);
    (rate.is_finite() && rate > 0.0 && !source.is_empty()).then_some(Rate {
        from,
        to,
        date,
        rate,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_latest_rate_up_to_the_day_is_taken() {
        let text = "# invented\n\nCAD,USD,2031-01-02,0.75,Bank of Calder, noon\nCAD,USD,2031-06-02,0.5,Bank of Calder\n\
                    CAD,EUR,2031-01-02,0.7,Bank of Calder\n";
        let rates = Rates::parse(text).unwrap();
        let on = |day| {
            rates
                .on("CAD", day)
                .map(|r| (r.to.to_string(), r.rate))
                .collect::<Vec<_>>()
        };
        assert_eq!(on(date(2031, 1, 1)), []);
        let (euro, dollar) = (("EUR".to_owned(), 0.7), ("USD".to_owned(), 0.75));
        assert_eq!(on(date(2031, 3, 1)), [euro.clone(), dollar]);
        assert_eq!(on(date(2031, 6, 2)), [euro, ("USD".to_owned(), 0.5)]);
        assert_eq!(rates.on("KES", date(2031, 6, 2)).count(), 0);
        assert_eq!(rates.rates[1].source, "Bank of Calder, noon");
    }

    #[test]
    fn a_line_that_is_no_rate_is_named() {
        for wrong in [
            "CAD,USD,2031-01-02,0.75",
            "CAD,USD,soon,0.75,x",
            "CAD,USD,2031-01-02,-1,x",
            "C$,USD,2031-01-02,1,x",
        ] {
            let told = Rates::parse(&format!("\n{wrong}\n"))
                .unwrap_err()
                .to_string();
            assert!(told.contains("line 2"), "{told}");
        }
    }
}
