//! Cutting news text into sentences and words: own sentences, one a line, words parted by spaces.

use contingent_syntax::{Reader, Syntax};
use contingent_text::Part;

/// The text as read: sentences on lines, words parted by spaces.
fn cut(text: &str, part: Part) -> String {
    let mut reader = Reader::new(Syntax::embedded());
    let mut out = String::new();
    for sentence in reader.read_part(text, part) {
        let words: Vec<&str> = sentence
            .tokens
            .iter()
            .map(|token| token.form(text))
            .collect();
        out.push_str(&words.join(" "));
        out.push('\n');
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let expected: String = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(cut(text, Part::Body), expected);
}

#[test]
fn contractions_and_possessives_are_two_words() {
    check(
        "Fiji's envoy said they don't, can't and cannot stay; it’s Malta’s turn, and they’ll go.",
        "Fiji 's envoy said they do n't , ca n't and can not stay ; it ’s Malta ’s turn , and they ’ll go .",
    );
}

#[test]
fn hyphens_part_words_but_not_prefixes() {
    check(
        "The Fiji-led, UN-backed force of 1,500-strong units left mid-year for Port-au-Prince.",
        "The Fiji - led , UN - backed force of 1,500 - strong units left mid-year for Port - au - Prince .",
    );
}

#[test]
fn money_and_shares_are_cut_from_their_signs() {
    check(
        "Donors gave $10.8m, C$40m, £2 million and €3.5bn, or 30% of 1,041,000 dollars.",
        "Donors gave $ 10.8 m , C$ 40 m , £ 2 million and € 3.5 bn , or 30 % of 1,041,000 dollars .",
    );
}

#[test]
fn abbreviations_do_not_end_sentences() {
    check(
        "Gen. Ama Boateng met Sen. Pita Vaea at 5 p.m. on Monday. Antony J. Tau of the U.S. State Department \
         backed resolution No. 5. Dr. Lee and Lt. Col. Okoro, Jr. spoke on Oct. 3.",
        "Gen. Ama Boateng met Sen. Pita Vaea at 5 p.m. on Monday .
         Antony J. Tau of the U.S. State Department backed resolution No. 5 .
         Dr. Lee and Lt. Col. Okoro , Jr. spoke on Oct. 3 .",
    );
}

#[test]
fn a_quote_and_its_speaker_are_one_sentence() {
    check(
        "“We will stay,” the minister said. “Nobody leaves.” He left the room. \
         \"Will they come?\" asked Vaea. ‘Never!’ Tau shouted.",
        "“ We will stay , ” the minister said .
         “ Nobody leaves . ”
         He left the room .
         \" Will they come ? \" asked Vaea .
         ‘ Never ! ’ Tau shouted .",
    );
}

#[test]
fn paragraphs_end_sentences_without_a_stop() {
    check(
        "Fiji sends police to islands\n\nBy Pita Vaea\n\nSUVA, Fiji — The first officers left on Monday",
        "Fiji sends police to islands
         By Pita Vaea
         SUVA , Fiji — The first officers left on Monday",
    );
}

#[test]
fn addresses_stay_whole() {
    check(
        "Write to press@mission.example.org or see https://mission.example.org/news/2025/05/police.html, he said.",
        "Write to press@mission.example.org or see https://mission.example.org/news/2025/05/police.html , he said .",
    );
}

#[test]
fn a_headline_is_one_sentence_unless_it_has_a_stop() {
    let read = cut(
        "US Reiterates Support For Kenya-Led Haiti Mission. More To Come",
        Part::Title,
    );
    assert_eq!(
        read,
        "US Reiterates Support For Kenya - Led Haiti Mission .\nMore To Come\n"
    );
}

#[test]
fn every_span_is_on_character_boundaries_and_nothing_but_space_is_left_out() {
    let long = "a".repeat(3000);
    let texts = [
        "e\u{301}tat 👩‍👩‍👧 \u{200b}\u{0}\u{7}x — …“”’’ ((([[[ ''' n't N’T don''t -",
        "1 041 229 people;\r\nthree\tlines\u{2028}and more\u{85}end",
        "\u{feff}- - - * * * . . . ! ? ; : \u{301}\u{301}",
        "数字は100です。سلام 12٪ मुंबई",
        long.as_str(),
    ];
    let mut reader = Reader::new(Syntax::embedded());
    for text in texts {
        let sentences = reader.read_part(text, Part::Body);
        let mut at = 0;
        for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            let between = text.get(at..start).expect("in order, on boundaries");
            assert!(
                between
                    .chars()
                    .all(|c| c.is_whitespace() || c.is_control() || "\u{200b}\u{feff}".contains(c)),
                "{between:?} was left out of {text:?}"
            );
            assert!(start < end && text.get(start..end).is_some());
            at = end;
        }
    }
}

#[test]
fn a_text_without_stops_is_cut_and_keeps_all_words() {
    let text = "word ".repeat(5000);
    let sentences = Reader::new(Syntax::embedded()).read_part(&text, Part::Body);
    assert_eq!(
        sentences.iter().map(|s| s.tokens.len()).sum::<usize>(),
        5000
    );
    assert!(sentences.iter().all(|s| s.tokens.len() <= 400));
}
