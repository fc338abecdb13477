//! What kind of thing a counted noun names, from a table.

/// The table: a lemma and its kind in each line.
const NOUNS: &str = include_str!("../../../../registry/nouns.tsv");

/// The kind of thing that a noun counts: `police`, `military`, `personnel`, `civilian`, `people`, `gang`,
/// an item of the codebook (`armoured_vehicle`, `helicopter`, ...), `place`, `body` or `event`.
///
/// Takes a lemma or a form, in any case; `None` for nouns that are not in the table `registry/nouns.tsv`.
#[must_use]
pub fn counted_kind(noun: &str) -> Option<&'static str> {
    let noun = noun.trim();
    // Only the last word of a hyphenated compound tells what it is, unless the whole is listed.
    if noun.is_empty() || noun.len() > 40 {
        return None;
    }
    let lower = noun.to_lowercase();
    find(&lower)
        .or_else(|| singular(&lower).and_then(|s| find(&s)))
        .or_else(|| {
            let (_, last) = lower.rsplit_once('-')?;
            find(last).or_else(|| singular(last).and_then(|s| find(&s)))
        })
}

fn find(lemma: &str) -> Option<&'static str> {
    table().get(lemma).copied()
}

fn table() -> &'static std::collections::HashMap<&'static str, &'static str> {
    static TABLE: std::sync::OnceLock<std::collections::HashMap<&'static str, &'static str>> =
        std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        NOUNS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .collect()
    })
}

/// The singular of a regular plural and of the few irregular ones of the field.
fn singular(noun: &str) -> Option<String> {
    let irregular = match noun {
        "policemen" => Some("policeman"),
        "policewomen" => Some("policewoman"),
        "women" => Some("woman"),
        "children" => Some("child"),
        "lives" => Some("life"),
        "gunmen" => Some("gunman"),
        "servicemen" => Some("serviceman"),
        "servicewomen" => Some("servicewoman"),
        "militiamen" => Some("militiaman"),
        "infantrymen" => Some("infantryman"),
        "fishermen" => Some("fisherman"),
        "passers-by" => Some("passer-by"),
        "aircraft" => Some("aircraft"),
        _ => None,
    };
    if let Some(one) = irregular {
        return Some(one.to_owned());
    }
    if let Some(stem) = noun.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = noun.strip_suffix("es")
        && (stem.ends_with("ss")
            || stem.ends_with("ch")
            || stem.ends_with("sh")
            || stem.ends_with('x'))
    {
        return Some(stem.to_owned());
    }
    noun.strip_suffix('s').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_compounds_are_found() {
        assert_eq!(counted_kind("policemen"), Some("police"));
        assert_eq!(counted_kind("Officers"), Some("police"));
        assert_eq!(counted_kind("casualties"), Some("people"));
        assert_eq!(counted_kind("patrol-boats"), Some("ship"));
        assert_eq!(counted_kind("opinion"), None);
    }

    #[test]
    fn every_row_is_a_lemma_and_a_kind() {
        for line in NOUNS.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<_> = line.split('\t').collect();
            assert_eq!(
                columns.len(),
                2,
                "row `{line}` needs a lemma, a tab and a kind"
            );
            assert!(
                columns.iter().all(|c| !c.trim().is_empty()),
                "empty column in `{line}`"
            );
        }
    }
}
