//! Money by symbol, code and name, and whose money a bare "dollars" is likely to be.

use crate::line::{Line, listed};
use contingent_text::Document;
use smol_str::SmolStr;

use crate::mention::Currency;

/// The ISO 3166 letters of the country a document's publisher sits in, as far as its address or name tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Home(Option<&'static str>);

impl Home {
    pub(crate) fn of(document: &Document) -> Self {
        let by_address = document.url.as_deref().and_then(|url| {
            let host = url.split("://").nth(1).unwrap_or(url);
            let host = host.split(['/', ':', '?']).next()?;
            by_domain(host.rsplit('.').next()?)
        });
        let by_name = || {
            let publisher = document.publisher.as_deref()?.to_lowercase();
            PUBLISHERS
                .iter()
                .find(|(word, _)| publisher.contains(word))
                .map(|(_, country)| *country)
        };
        Self(by_address.or_else(by_name))
    }

    /// What "dollars" or "$" means there.
    fn dollar(self) -> Option<&'static str> {
        Some(match self.0? {
            "CA" => "CAD",
            "AU" => "AUD",
            "NZ" => "NZD",
            "JM" => "JMD",
            "BS" => "BSD",
            "BB" => "BBD",
            "TT" => "TTD",
            "GY" => "GYD",
            "BZ" => "BZD",
            "FJ" => "FJD",
            "SG" => "SGD",
            "HK" => "HKD",
            "NA" => "NAD",
            "SB" => "SBD",
            _ => return None,
        })
    }

    fn shilling(self) -> &'static str {
        match self.0 {
            Some("UG") => "UGX",
            Some("TZ") => "TZS",
            Some("SO") => "SOS",
            _ => "KES",
        }
    }
}

fn by_domain(end: &str) -> Option<&'static str> {
    const COUNTRIES: &str = "CA AU NZ JM BS BB TT GY BZ FJ SG HK NA SB UG TZ SO KE RW NG GH ZA";
    COUNTRIES.split(' ').find(|c| c.eq_ignore_ascii_case(end))
}

/// Words in publishers' names that tell their country.
const PUBLISHERS: [(&str, &str); 26] = [
    ("canad", "CA"),
    ("toronto", "CA"),
    ("globe and mail", "CA"),
    ("cbc", "CA"),
    ("ottawa", "CA"),
    ("montreal", "CA"),
    ("australia", "AU"),
    ("sydney", "AU"),
    ("new zealand", "NZ"),
    ("jamaica", "JM"),
    ("bahama", "BS"),
    ("nassau", "BS"),
    ("barbados", "BB"),
    ("trinidad", "TT"),
    ("guyana", "GY"),
    ("stabroek", "GY"),
    ("belize", "BZ"),
    ("amandala", "BZ"),
    ("fiji", "FJ"),
    ("uganda", "UG"),
    ("kampala", "UG"),
    ("new vision", "UG"),
    ("tanzania", "TZ"),
    ("somali", "SO"),
    ("kenya", "KE"),
    ("nairobi", "KE"),
];

fn sure(code: &str) -> Currency {
    Currency {
        code: SmolStr::new(code),
        guessed: false,
    }
}

fn guess(code: &str) -> Currency {
    Currency {
        code: SmolStr::new(code),
        guessed: true,
    }
}

fn dollar(home: Home) -> Currency {
    guess(home.dollar().unwrap_or("USD"))
}

/// The currency written right before the number at atom `number`, and the atom it begins at.
pub(super) fn before(line: &Line<'_>, number: usize, home: Home) -> Option<(Currency, usize)> {
    let at = number.checked_sub(1)?;
    let written = line.span(at, at + 1).of(line.text);
    if let Some(currency) = symbol(written, home) {
        if written == "$" && at > 0 && line.glued(at) {
            let letters = line.span(at - 1, at).of(line.text);
            if let Some(code) = dollar_prefix(letters) {
                return Some((sure(code), at - 1));
            }
        }
        // "US $10 million"
        if written == "$" && at > 0 && matches!(line.span(at - 1, at).of(line.text), "US" | "USD") {
            return Some((sure("USD"), at - 1));
        }
        return Some((currency, at));
    }
    // "USD 10m", "KSh36.57bn", "R984m", "Sh. 1.7 billion"
    let (word_at, word) = if written == "." && at > 0 {
        (at - 1, line.span(at - 1, at).of(line.text))
    } else {
        (at, written)
    };
    let currency = match word {
        "Sh" | "Shs" | "sh" | "shs" => guess(home.shilling()),
        "KSh" | "Ksh" | "KSH" | "Kshs" | "KShs" => sure("KES"),
        "USh" | "Ush" => sure("UGX"),
        "TSh" | "Tsh" => sure("TZS"),
        "R" if line.glued(number) && word_at == at => sure("ZAR"),
        "N" if line.glued(number) && word_at == at => sure("NGN"),
        "Rs" => guess("INR"),
        "CFA" | "FCFA" | "CFAF" => guess("XOF"),
        _ => sure(code(word)?),
    };
    Some((currency, word_at))
}

fn symbol(mark: &str, home: Home) -> Option<Currency> {
    Some(match mark {
        "$" => dollar(home),
        "€" => sure("EUR"),
        "£" => guess_pound(),
        "¥" => guess("JPY"),
        "₦" => sure("NGN"),
        "₹" => sure("INR"),
        "₵" | "¢" => return None,
        "₺" => sure("TRY"),
        "₽" => sure("RUB"),
        "₴" => sure("UAH"),
        "₩" => sure("KRW"),
        "₪" => sure("ILS"),
        "₱" => sure("PHP"),
        _ => return None,
    })
}

/// The pound sign is sterling unless another country is named with it.
fn guess_pound() -> Currency {
    sure("GBP")
}

fn dollar_prefix(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "US" | "U.S" | "USD" => "USD",
        "C" | "CA" | "CAN" | "Can" | "CDN" | "Cdn" | "CAD" => "CAD",
        "A" | "AU" | "AUS" | "AUD" => "AUD",
        "NZ" => "NZD",
        "HK" => "HKD",
        "S" => "SGD",
        "J" | "JA" => "JMD",
        "R" => "BRL",
        "TT" => "TTD",
        "BZ" => "BZD",
        "BDS" | "Bds" => "BBD",
        "EC" => "XCD",
        "G" | "GY" => "GYD",
        "NT" => "TWD",
        "FJ" => "FJD",
        "N" => "NAD",
        "B" => "BSD",
        "L" => "LRD",
        _ => return None,
    })
}

/// ISO 4217 codes that news writes out, in capitals only.
fn code(word: &str) -> Option<&'static str> {
    const CODES: &str = "USD EUR GBP CAD AUD NZD JPY CNY CHF SEK NOK DKK ISK PLN CZK HUF RON BGN RSD TRY RUB UAH GEL ILS EGP SAR AED QAR KWD JOD LBP IQD AFN PKR INR BDT NPR LKR IDR MYR SGD HKD KRW THB PHP VND KES UGX TZS RWF BIF CDF ETB SOS NGN GHS ZAR MZN HTG DOP";
    const MORE: &str =
        "XOF XAF XCD JMD BSD BBD TTD GYD BZD GTQ HNL CRC MXN BRL ARS CLP COP PEN SLE LRD GMD ZMW";
    CODES.split(' ').chain(MORE.split(' ')).find(|c| *c == word)
}

/// The currency named behind a number at atom `at`, and the atom behind it.
pub(super) fn behind(line: &Line<'_>, at: usize, home: Home) -> Option<(Currency, usize)> {
    // "a 100-million-dollar fund"
    let at = at + usize::from(line.dash(at) && line.glued(at) && line.glued(at + 1));
    let written = line.span(at, at + 1).of(line.text);
    if let Some(code) = code(written) {
        return Some((sure(code), at + 1));
    }
    // "3 million €", "40 million US$"
    if matches!(written, "€" | "£" | "₦") {
        return Some((symbol(written, home)?, at + 1));
    }
    if line.is(at + 1, "$")
        && line.glued(at + 1)
        && !line.is_digits(at + 2)
        && let Some(code) = dollar_prefix(written)
    {
        return Some((sure(code), at + 2));
    }
    if line.is(at, "in") && line.is(at + 2, "dollars") {
        let (currency, end) = named(line, at + 1, home)?;
        return Some((currency, end));
    }
    named(line, at, home)
}

/// "Canadian dollars", "shillings", "CFA francs", "pounds sterling".
fn named(line: &Line<'_>, at: usize, home: Home) -> Option<(Currency, usize)> {
    // Up to three words may say whose: "United States dollars", "East Caribbean dollars", "U.S. dollars".
    let unit_at = (at..at + 5).find(|i| unit_word(line.word(*i)))?;
    let whose = line.span(at, unit_at).of(line.text).to_lowercase();
    let whose = if unit_at == at { String::new() } else { whose };
    let unit = line.word(unit_at);
    let end = unit_at + 1;
    let currency = match unit {
        "dollars" | "dollar" => match whose.as_str() {
            "" => dollar(home),
            owner => sure(dollar_of(owner)?),
        },
        "shillings" | "shilling" => match whose.as_str() {
            "" => guess(home.shilling()),
            "kenyan" | "kenya" => sure("KES"),
            "ugandan" | "uganda" => sure("UGX"),
            "tanzanian" | "tanzania" => sure("TZS"),
            "somali" => sure("SOS"),
            _ => return None,
        },
        "francs" | "franc" => match whose.as_str() {
            "cfa" | "west african cfa" | "west african" => guess("XOF"),
            "central african cfa" | "central african" => sure("XAF"),
            "congolese" => sure("CDF"),
            "rwandan" | "rwanda" => sure("RWF"),
            "burundian" | "burundi" => sure("BIF"),
            "swiss" => sure("CHF"),
            "djiboutian" | "djibouti" => sure("DJF"),
            "guinean" => sure("GNF"),
            "french" => sure("FRF"),
            "belgian" => sure("BEF"),
            "" => guess("XOF"),
            _ => return None,
        },
        "pounds" | "pound" => match whose.as_str() {
            "british" | "sterling" | "uk" => sure("GBP"),
            "egyptian" => sure("EGP"),
            "sudanese" => sure("SDG"),
            "south sudanese" => sure("SSP"),
            "lebanese" => sure("LBP"),
            "syrian" => sure("SYP"),
            "" if line.is(end, "sterling") => return Some((sure("GBP"), end + 1)),
            // "50 pounds of explosives" is a weight.
            "" if !line.is(end, "of") => guess("GBP"),
            _ => return None,
        },
        "rupees" | "rupee" => match whose.as_str() {
            "pakistani" | "pakistan" => sure("PKR"),
            "sri lankan" => sure("LKR"),
            "nepali" | "nepalese" => sure("NPR"),
            "indian" => sure("INR"),
            "" => guess("INR"),
            _ => return None,
        },
        "pesos" | "peso" => match whose.as_str() {
            "mexican" => sure("MXN"),
            "dominican" => sure("DOP"),
            "philippine" => sure("PHP"),
            "argentine" | "argentinian" => sure("ARS"),
            "colombian" => sure("COP"),
            "chilean" => sure("CLP"),
            "cuban" => sure("CUP"),
            "uruguayan" => sure("UYU"),
            "" => guess("MXN"),
            _ => return None,
        },
        "kroner" | "krone" | "kronor" | "krona" | "crowns" => match whose.as_str() {
            "norwegian" => sure("NOK"),
            "danish" => sure("DKK"),
            "swedish" => sure("SEK"),
            "czech" => sure("CZK"),
            "" if unit == "kronor" || unit == "krona" => guess("SEK"),
            "" => guess("NOK"),
            _ => return None,
        },
        "kwacha" => match whose.as_str() {
            "malawian" | "malawi" => sure("MWK"),
            "" | "zambian" => sure("ZMW"),
            _ => return None,
        },
        "dinars" | "dinar" => match whose.as_str() {
            "iraqi" => sure("IQD"),
            "kuwaiti" => sure("KWD"),
            "jordanian" => sure("JOD"),
            "algerian" => sure("DZD"),
            "tunisian" => sure("TND"),
            "libyan" => sure("LYD"),
            "serbian" => sure("RSD"),
            _ => return None,
        },
        "riyals" | "riyal" => guess(if whose == "qatari" { "QAR" } else { "SAR" }),
        "dirhams" | "dirham" => guess(if whose == "moroccan" { "MAD" } else { "AED" }),
        "marks" if whose.is_empty() || whose == "german" || whose == "deutsche" => guess("DEM"),
        // "3 billion won" needs its number to be large, or it is a verb.
        "won"
            if line.before(at, 1) != "billion"
                && line.before(at, 1) != "million"
                && line.before(at, 1) != "trillion" =>
        {
            return None;
        }
        _ if !whose.is_empty() && unit_at > at + 2 => return None,
        "euros" | "euro" => sure("EUR"),
        "rand" | "rands" => sure("ZAR"),
        "naira" => sure("NGN"),
        "cedi" | "cedis" => sure("GHS"),
        "birr" => sure("ETB"),
        "yen" => sure("JPY"),
        "yuan" | "renminbi" => sure("CNY"),
        "won" => sure("KRW"),
        "taka" => sure("BDT"),
        "gourdes" | "gourde" => sure("HTG"),
        "quetzales" | "quetzals" => sure("GTQ"),
        "lempiras" => sure("HNL"),
        "reais" => sure("BRL"),
        "roubles" | "rubles" => sure("RUB"),
        "hryvnia" | "hryvnias" => sure("UAH"),
        "lira" | "liras" => sure("TRY"),
        "shekels" => sure("ILS"),
        "pula" => sure("BWP"),
        "meticais" | "metical" => sure("MZN"),
        "leones" => sure("SLE"),
        "dalasi" => sure("GMD"),
        "baht" => sure("THB"),
        "rupiah" => sure("IDR"),
        "ringgit" => sure("MYR"),
        "zlotys" | "zloty" => sure("PLN"),
        "forints" | "forint" => sure("HUF"),
        _ => return None,
    };
    // "40 million people for dollars": only words that say whose may stand between.
    Some((currency, end))
}

fn unit_word(word: &str) -> bool {
    listed(
        word,
        "dollars dollar shillings shilling francs franc pounds pound rupees rupee pesos peso kroner krone kronor krona crowns kwacha dinars dinar riyals riyal dirhams dirham marks won euros euro rand rands naira cedi cedis birr yen yuan renminbi taka gourdes gourde quetzales quetzals lempiras reais roubles rubles hryvnia hryvnias lira liras shekels pula meticais metical leones dalasi baht rupiah ringgit zlotys zloty forints forint",
    )
}

/// Whose dollars: by adjective or name, as written before "dollars" in lower case.
fn dollar_of(owner: &str) -> Option<&'static str> {
    Some(match owner.trim_end_matches('.') {
        "us" | "u.s" | "american" | "united states" => "USD",
        "canadian" => "CAD",
        "australian" => "AUD",
        "new zealand" => "NZD",
        "jamaican" | "jamaica" => "JMD",
        "bahamian" => "BSD",
        "barbadian" | "barbados" => "BBD",
        "trinidad and tobago" | "trinidadian" | "trinidad" => "TTD",
        "guyanese" | "guyana" => "GYD",
        "belize" | "belizean" => "BZD",
        "east caribbean" | "eastern caribbean" => "XCD",
        "fijian" | "fiji" => "FJD",
        "hong kong" => "HKD",
        "singapore" | "singaporean" => "SGD",
        "taiwan" | "new taiwan" => "TWD",
        "namibian" | "namibia" => "NAD",
        "liberian" => "LRD",
        "zimbabwean" | "zimbabwe" => "ZWL",
        "solomon islands" => "SBD",
        _ => return None,
    })
}
