//! Which language a text is in.

use crate::page::Page;
use contingent_text::Complaint;
use whatlang::Lang;

/// Letters of text below which its words say nothing sure about the language.
const ENOUGH: usize = 120;
/// Letters of text that are looked at.
const SAMPLE: usize = 6000;

/// Sets the document's language from its words, or from what the page says where they are too few,
/// and complains of any but English.
pub(crate) fn settle(page: &mut Page) {
    let document = &mut page.document;
    let sample = &document.body[..document.body.floor_char_boundary(SAMPLE)];
    let said = document.language.take().filter(|tag| is_tag(tag));
    let found = whatlang::detect(sample)
        .filter(|info| {
            info.is_reliable() && sample.chars().filter(|c| c.is_alphabetic()).count() >= ENOUGH
        })
        .map(|info| tag(info.lang()));
    let language = match (said, found) {
        (Some(said), Some(found)) if primary(&said) != found => {
            page.complaints.push(Complaint::new(format!(
                "the page says its language is {said}, its words are {found}; {found} was taken"
            )));
            Some(found.to_owned())
        }
        (Some(said), _) => Some(said),
        (None, found) => found.map(str::to_owned),
    };
    match language.as_deref().map(primary) {
        Some("en") => {}
        Some(other) => page.complaints.push(Complaint::new(format!(
            "language is {other}; only English is read so far"
        ))),
        None => page
            .complaints
            .push(Complaint::new("the text is too short to tell its language")),
    }
    document.language = language;
}

fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// True for what looks like a BCP 47 tag.
fn is_tag(tag: &str) -> bool {
    (2..=3).contains(&primary(tag).len())
        && tag.len() <= 35
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && primary(tag).bytes().all(|b| b.is_ascii_lowercase())
}

/// BCP 47 wants the two letters of ISO 639-1 where there are any.
fn tag(language: Lang) -> &'static str {
    TAGS.iter()
        .find(|(three, _)| *three == language.code())
        .map_or(language.code(), |(_, two)| two)
}

const TAGS: &[(&str, &str)] = &[
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_tag() {
        for lang in Lang::all() {
            assert!(is_tag(tag(*lang)), "{lang:?}");
        }
    }

    #[test]
    fn turkish_is_told_and_complained_of() {
        let text = "Birleşmiş Milletler Güvenlik Konseyi, Haiti'deki çok uluslu güvenlik destek misyonunun görev süresini \
                    bir yıl daha uzatma kararı aldı. Karara göre misyon, çetelerle mücadelede polise destek vermeyi sürdürecek.";
        let page = crate::read_plain(text);
        assert_eq!(page.document.language.as_deref(), Some("tr"));
        assert!(
            page.complaints
                .iter()
                .any(|c| c.message == "language is tr; only English is read so far")
        );
    }
}
