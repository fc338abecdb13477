//! French and Spanish number words, for the phrases that slip into English pages and for pages read as they are.

use super::{Form, Number};
use crate::line::Line;

/// "deux mille cinq cents", "une centaine", "un millier", "un millar", "quelques centaines", "cientos".
pub(super) fn read(line: &Line<'_>, i: usize) -> Option<Number> {
    about(line, i).or_else(|| words(line, i))
}

/// Round numbers as nouns: "une dizaine" is ten or so; in the plural they are vague.
fn about(line: &Line<'_>, i: usize) -> Option<Number> {
    let article = matches!(
        line.word(i),
        "un" | "une" | "una" | "quelques" | "plusieurs" | "des" | "varios" | "unos"
    );
    let at = i + usize::from(article);
    let value = match line.word(at) {
        "dizaine" | "decena" => Some(10.0),
        "douzaine" | "docena" => Some(12.0),
        "quinzaine" => Some(15.0),
        "vingtaine" => Some(20.0),
        "trentaine" => Some(30.0),
        "quarantaine" => Some(40.0),
        "cinquantaine" => Some(50.0),
        "soixantaine" => Some(60.0),
        "centaine" | "centenar" => Some(100.0),
        "millier" | "millar" => Some(1000.0),
        "dizaines" | "douzaines" | "centaines" | "milliers" | "decenas" | "docenas" | "cientos"
        | "centenares" | "miles" => None,
        "millones" if article => None,
        _ => return None,
    };
    // "miles" is also an English length: only with a Spanish word before it.
    if !article && (line.is(at, "miles") || value.is_some()) {
        return None;
    }
    Some(Number {
        end: at + 1,
        value,
        form: if value.is_some() {
            Form::Rounded
        } else {
            Form::Vague
        },
    })
}

/// "deux mille cinq cents", "dos mil quinientos", "cuatrocientos".
fn words(line: &Line<'_>, i: usize) -> Option<Number> {
    let (mut total, mut current) = (0.0, 0.0);
    let mut at = i;
    let mut end = i;
    while let Some(part) = part(line.word(at)) {
        match part {
            Part::Add(n) => current += n,
            Part::Hundred if current > 0.0 => current *= 100.0,
            Part::Hundred => current += 100.0,
            Part::Scale(n) => {
                total += if current > 0.0 { current * n } else { n };
                current = 0.0;
            }
        }
        at += 1;
        end = at;
        at += usize::from(
            line.dash(at) && line.glued(at)
                || matches!(line.word(at), "et" | "y") && self::part(line.word(at + 1)).is_some(),
        );
    }
    // A single short word ("six", "once", "mil") is too often English or something else.
    let single = end == i + 1;
    let plain = matches!(
        line.word(i),
        "deux"
            | "trois"
            | "quatre"
            | "cinq"
            | "huit"
            | "neuf"
            | "dix"
            | "vingt"
            | "trente"
            | "quarante"
            | "cinquante"
            | "cent"
            | "cents"
            | "doscientos"
            | "trescientos"
            | "cuatrocientos"
            | "quinientos"
            | "dos"
            | "tres"
            | "cuatro"
            | "cinco"
            | "ocho"
            | "diez"
            | "veinte"
    );
    if end == i || single && (!plain || line.is(i, "cent") || line.is(i, "cents")) {
        return None;
    }
    Some(Number {
        end,
        value: Some(total + current),
        form: Form::Words,
    })
}

enum Part {
    Add(f64),
    Hundred,
    Scale(f64),
}

fn part(word: &str) -> Option<Part> {
    Some(Part::Add(match word {
        "deux" | "dos" => 2.0,
        "trois" | "tres" => 3.0,
        "quatre" | "cuatro" => 4.0,
        "cinq" | "cinco" => 5.0,
        "six" | "seis" => 6.0,
        "sept" | "siete" => 7.0,
        "huit" | "ocho" => 8.0,
        "neuf" | "nueve" => 9.0,
        "dix" | "diez" => 10.0,
        "onze" => 11.0,
        "douze" | "doce" => 12.0,
        "treize" | "trece" => 13.0,
        "quatorze" | "catorce" => 14.0,
        "quinze" | "quince" => 15.0,
        "seize" => 16.0,
        "vingt" | "vingts" | "veinte" => 20.0,
        "trente" | "treinta" => 30.0,
        "quarante" | "cuarenta" => 40.0,
        "cinquante" | "cincuenta" => 50.0,
        "soixante" | "sesenta" => 60.0,
        "doscientos" | "doscientas" => 200.0,
        "trescientos" | "trescientas" => 300.0,
        "cuatrocientos" | "cuatrocientas" => 400.0,
        "quinientos" | "quinientas" => 500.0,
        "seiscientos" => 600.0,
        "setecientos" => 700.0,
        "ochocientos" => 800.0,
        "novecientos" => 900.0,
        "cent" | "cents" | "cien" | "ciento" => return Some(Part::Hundred),
        "mille" | "mil" => return Some(Part::Scale(1e3)),
        _ => return None,
    }))
}
