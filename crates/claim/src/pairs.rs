//! Lists of pairs in running text: "Kenya 735, Guatemala with 150 and Jamaica (24)".
//!
//! A parser trained on sentences makes little of such a list, so the words side by side decide: a country and
//! a number that belong together, with nothing between them but what such lists put there.

use contingent_mention::{EntityKind, Mention, Unit, Usage, Value};
use contingent_text::Sentence;

/// The word of each number and the word of the country that it stands beside, from the number to the country.
pub(crate) fn of_sentence(
    sentence: &Sentence,
    text: &str,
    mentions: &[&Mention],
) -> Vec<(usize, usize)> {
    let mut items: Vec<Item> = (mentions.iter())
        .filter_map(|m| item(m, sentence, text))
        .collect();
    items.sort_by_key(|item| item.first);
    let between = |a: &Item, b: &Item| {
        let words = (a.last + 1..b.first).filter_map(|at| sentence.tokens.get(at));
        joint(words.map(|token| token.form(text)))
    };
    // "60 from Fiji": the number has a country of its own.
    let comes_from = |number: &Item| {
        (sentence.tokens.get(number.last + 1)).is_some_and(|token| token.form(text) == "from")
    };
    let mut out = Vec::new();
    for (at, pair) in items.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let joint = between(a, b);
        let fits = match (a.number, b.number) {
            // "Kenya 735", "Kenya (735)", "Kenya with 735"; a comma only where the list goes on so.
            (false, true) => match joint {
                Some(Joint::Close) => true,
                Some(Joint::Comma) => !comes_from(b) && goes_on(&items, at, &between),
                None => false,
            },
            // "735 (Kenya)", "735 of them Kenyan"
            (true, false) => {
                matches!(joint, Some(Joint::Close))
                    && b.first > a.last + 1
                    && items
                        .get(at + 2)
                        .is_none_or(|next| !next.number || between(b, next).is_none())
            }
            _ => false,
        };
        if fits {
            let (number, country) = if a.number { (a, b) } else { (b, a) };
            out.push((number.head, country.head));
        }
    }
    respective(&items, sentence, text, &mut out);
    out
}

/// "Argentina, Chile and Uruguay, with 556, 544 and 778": as many numbers as countries, in their order.
fn respective(items: &[Item], sentence: &Sentence, text: &str, out: &mut Vec<(usize, usize)>) {
    let listed = |a: &Item, b: &Item| {
        let words = (a.last + 1..b.first).filter_map(|at| sentence.tokens.get(at));
        let words: Vec<&str> = words.map(|token| token.form(text)).collect();
        a.number == b.number && matches!(words.as_slice(), ["," | "and"] | [",", "and"])
    };
    let runs: Vec<&[Item]> = items.chunk_by(listed).collect();
    for pair in runs.windows(2) {
        let [countries, numbers] = pair else { continue };
        let fits = countries.len() == numbers.len() && countries.len() > 1;
        let (Some(country), Some(number)) = (countries.last(), numbers.first()) else {
            continue;
        };
        let with = (country.last + 1..number.first)
            .filter_map(|at| sentence.tokens.get(at))
            .any(|token| {
                matches!(
                    token.form(text),
                    "with" | "have" | "send" | "sent" | "provide" | "contribute"
                )
            });
        if fits && !country.number && number.number && with {
            out.retain(|(_, of)| countries.iter().all(|c| c.head != *of));
            out.extend(std::iter::zip(*countries, *numbers).map(|(c, n)| (n.head, c.head)));
        }
    }
}

/// A country, an organisation or a number, where it stands.
struct Item {
    first: usize,
    last: usize,
    head: usize,
    number: bool,
}

/// What stands between two items of a list.
#[derive(PartialEq)]
enum Joint {
    /// Nothing, a bracket, a dash, a colon, "with".
    Close,
    /// A comma.
    Comma,
}

fn item(mention: &Mention, sentence: &Sentence, text: &str) -> Option<Item> {
    let (number, last) = match &mention.value {
        Value::Quantity(q) if matches!(q.unit, Unit::Count | Unit::Money(_)) && !q.ordinal => {
            (true, mention.last.max(q.counted.unwrap_or(0)))
        }
        Value::Entity(e)
            if matches!(e.kind, EntityKind::Country | EntityKind::Body)
                && e.id.is_some()
                && (matches!(e.usage, Usage::Name | Usage::Government)
                    || plural_people(mention, sentence, text)) =>
        {
            (false, mention.last)
        }
        _ => return None,
    };
    Some(Item {
        first: usize::from(mention.first),
        last: usize::from(last),
        head: usize::from(mention.head),
        number,
    })
}

/// "the Colombians 275": people of a country as a party of their own.
fn plural_people(mention: &Mention, sentence: &Sentence, text: &str) -> bool {
    let form = |at: usize| sentence.tokens.get(at).map(|token| token.form(text));
    let before = usize::from(mention.first).checked_sub(1).and_then(form);
    matches!(before, Some("the" | "The"))
        && form(usize::from(mention.last)).is_some_and(|f| f.ends_with('s'))
}

fn joint<'t>(words: impl Iterator<Item = &'t str>) -> Option<Joint> {
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        []
        | ["a" | "an" | "some" | "with" | "(" | "[" | ":" | "-" | "–" | "—" | "|" | "=" | "at"] => {
            Some(Joint::Close)
        }
        [")" | "]", ":" | "-" | "–"] => Some(Joint::Close),
        [","] | [",", "the"] => Some(Joint::Comma),
        _ => None,
    }
}

/// True when the pair after the one at `at` has the same shape.
fn goes_on(items: &[Item], at: usize, between: &dyn Fn(&Item, &Item) -> Option<Joint>) -> bool {
    let same = |a: usize| match (items.get(a), items.get(a + 1)) {
        (Some(x), Some(y)) => !x.number && y.number && between(x, y) == Some(Joint::Comma),
        _ => false,
    };
    same(at + 2) || at >= 2 && same(at - 2)
}
