//! The sentences of `times.tsv`, each read for the time it holds.

use contingent_mention::time::times_in;

const TABLE: &str = include_str!("times.tsv");

/// Percent of sentences whose time and marks must be right.
const FLOOR: f64 = 97.0;

#[test]
fn times_of_the_table() {
    let (mut sentences, mut right) = (0, 0);
    let mut misread = String::new();
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [published, sentence, edtf, marks] = columns[..] else {
            panic!("four columns wanted: `{line}`");
        };
        sentences += 1;
        let found = times_in(sentence, published.parse().ok());
        // Where the sentence names a time to count from first, the last one is meant.
        let answer = found.last().map(|(_, time)| {
            let mark = match time {
                time if time.duration => "duration",
                time if time.until => "until",
                time if time.since => "since",
                _ => "",
            };
            (time.edtf.as_str(), mark)
        });
        let wanted = (!edtf.is_empty()).then_some((edtf, marks));
        if answer == wanted {
            right += 1;
        } else {
            misread += &format!("{line}\n    {found:?}\n");
        }
    }
    let percent = 100.0 * f64::from(right) / f64::from(sentences);
    println!("{misread}{sentences} sentences, right {percent:.1} %");
    assert!(
        sentences >= 100,
        "the table has shrunk to {sentences} sentences"
    );
    assert!(percent >= FLOOR, "{percent:.1} % right\n{misread}");
}
