//! The phrases of `quantities.tsv`, `quantities_second.tsv` and `quantities_third.tsv`, read one by one and counted.
//!
//! Prints what was misread and fails when a share falls under its floor.

use contingent_mention::quantity::{Amount, amounts_in};
use contingent_mention::{Qualifier, Unit};

/// Percent of phrases with the right value, and with value, upper end, hedge, unit, currency and addition right.
const FLOORS: (f64, f64, f64) = (97.0, 93.0, 90.0);

#[test]
fn amounts_of_the_first_table() {
    amounts_of(include_str!("quantities.tsv"), 300);
}

#[test]
fn amounts_of_the_second_table() {
    amounts_of(include_str!("quantities_second.tsv"), 100);
}

#[test]
fn amounts_of_the_third_table() {
    amounts_of(include_str!("quantities_third.tsv"), 100);
}

fn amounts_of(table: &str, least: usize) {
    let (mut phrases, mut values, mut whole, mut counted) = (0, 0, 0, 0);
    let mut misread = String::new();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [phrase, value, max, qualifier, unit, more, noun] = columns[..] else {
            panic!("seven columns wanted: `{line}`");
        };
        phrases += 1;
        let found = amounts_in(phrase);
        let (value_right, whole_right, noun_right) = if value == "none" {
            let none = found.is_empty();
            (none, none, none)
        } else if let [amount] = &found[..] {
            let v = same(amount.quantity.value, value);
            let w = v
                && same(amount.quantity.max, max)
                && written(amount.quantity.qualifier) == qualifier
                && unit_of(amount) == unit
                && amount.quantity.more == (more == "more");
            let n = amount.counted.map_or("-", |span| span.of(phrase)) == noun;
            (v, w, n)
        } else {
            (false, false, false)
        };
        values += usize::from(value_right);
        whole += usize::from(whole_right);
        counted += usize::from(noun_right);
        if !(value_right && whole_right && noun_right) {
            misread += &format!("{line}\n");
            for amount in &found {
                misread += &format!(
                    "    {:?} {:?} {} {} more {} counted {:?} in `{}`\n",
                    amount.quantity.value,
                    amount.quantity.max,
                    written(amount.quantity.qualifier),
                    unit_of(amount),
                    amount.quantity.more,
                    amount.counted.map(|span| span.of(phrase)),
                    amount.quantity.text
                );
            }
            if found.is_empty() {
                misread += "    nothing\n";
            }
        }
    }
    let percent = |n: usize| 100.0 * n as f64 / phrases as f64;
    println!(
        "{misread}{phrases} phrases: value {:.1} %, with hedge, unit and currency {:.1} %, counted noun {:.1} %",
        percent(values),
        percent(whole),
        percent(counted)
    );
    assert!(
        phrases >= least,
        "the table has shrunk to {phrases} phrases"
    );
    assert!(
        percent(values) >= FLOORS.0,
        "values: {:.1} %",
        percent(values)
    );
    assert!(
        percent(whole) >= FLOORS.1,
        "whole amounts: {:.1} %",
        percent(whole)
    );
    assert!(
        percent(counted) >= FLOORS.2,
        "counted nouns: {:.1} %",
        percent(counted)
    );
}

fn same(value: Option<f64>, written: &str) -> bool {
    match written {
        "-" => value.is_none(),
        number => {
            let wanted: f64 = number.parse().expect("a number in the table");
            value.is_some_and(|v| (v - wanted).abs() <= wanted.abs() * 1e-9)
        }
    }
}

fn written(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::About => "about",
        Qualifier::AtLeast => "at_least",
        Qualifier::AtMost => "at_most",
        Qualifier::MoreThan => "more_than",
        Qualifier::LessThan => "less_than",
        Qualifier::Range => "range",
    }
}

fn unit_of(amount: &Amount) -> String {
    match &amount.quantity.unit {
        _ if amount.quantity.ordinal => "ordinal".to_owned(),
        Unit::Money(currency) if currency.guessed => format!("{}?", currency.code),
        Unit::Money(currency) => currency.code.to_string(),
        Unit::Percent => "percent".to_owned(),
        Unit::Times => "times".to_owned(),
        Unit::Count => "count".to_owned(),
        Unit::Measure => "measure".to_owned(),
    }
}
