//! The nouns that can stand for a mission: "mission", "force", "operation", "peacekeepers", a "support office".

use super::page::Line;

/// The class noun of a mission at `word`, as first and last word.
pub(crate) fn class_noun(line: &Line<'_>, word: usize) -> Option<(usize, usize)> {
    let simple = matches!(
        line.key(word),
        "mission"
            | "force"
            | "operation"
            | "deployment"
            | "peacekeepers"
            | "peacekeeping"
            | "helmets"
            | "intervention"
    );
    if !simple || !line.free(word, word) {
        let office = line.key(word) == "office"
            && line.free(word, word)
            && matches!(
                line.before(word, 1),
                "support" | "political" | "integrated" | "un"
            );
        return office.then_some((word, word));
    }
    match line.key(word) {
        // "task force", "police force", "air force", "armed force", "security force" of a country are none.
        "force" => {
            let no = [
                "task",
                "air",
                "labour",
                "labor",
                "work",
                "sales",
                "armed",
                "excessive",
                "by",
                "in",
                "use",
                "special",
                "defence",
                "defense",
                "driving",
                "life",
                "police",
                "main",
                "brute",
                "land",
                "into",
                "entry",
                "constabulary",
            ];
            let before = line.before(word, 1);
            let backed = before == "police" && led_or_backed(line, word);
            let of_police = before == "police"
                && matches!(
                    line.before(word, 2),
                    "multinational" | "international" | "foreign"
                );
            (!no.contains(&before) || backed || of_police).then_some((word, word))
        }
        "peacekeeping" => None,
        "helmets" => (line.before(word, 1) == "blue").then(|| (word - 1, word)),
        "intervention" => matches!(line.before(word, 1), "international" | "multinational")
            .then_some((word, word)),
        "deployment" => matches!(
            line.before(word, 1),
            "police" | "haiti" | "international" | "multinational" | "security"
        )
        .then_some((word, word)),
        "operation" => {
            let no = [
                "military",
                "joint",
                "ground",
                "rescue",
                "relief",
                "command",
                "police",
                "antigang",
                "anti",
                "special",
                "clearing",
                "search",
                "intelligence",
            ];
            let before = line.before(word, 1);
            (!no.contains(&before) && !line.capital(word + 1)).then_some((word, word))
        }
        "mission" => {
            let no = [
                "medical",
                "church",
                "trade",
                "diplomatic",
                "rescue",
                "space",
                "fact",
                "finding",
                "scoping",
                "scouting",
                "catholic",
                "baptist",
                "christian",
                "foreign",
                "humanitarian",
                "assessment",
                "suicide",
                "combat",
                "technical",
                "visiting",
                "permanent",
                "shuttle",
                "crew",
                "moon",
                "mars",
                "on",
            ];
            (!no.contains(&line.before(word, 1))
                && line.key(word + 1) != "creep"
                && !ahead(line, word, &["and"], &["orphanage", "school", "church"]))
            .then_some((word, word))
        }
        _ => Some((word, word)),
    }
}

fn ahead(line: &Line<'_>, word: usize, joint: &[&str], nouns: &[&str]) -> bool {
    joint.contains(&line.key(word + 1)) && nouns.contains(&line.key(word + 2))
}

fn led_or_backed(line: &Line<'_>, word: usize) -> bool {
    (1..5).any(|back| {
        matches!(
            line.before(word, back),
            "backed" | "led" | "approved" | "authorised" | "authorized" | "mandated"
        )
    })
}
