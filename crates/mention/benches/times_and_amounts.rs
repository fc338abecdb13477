//! How many bytes a second the readers of times and amounts get through, on invented news.

use contingent_mention::quantity::amounts_in;
use contingent_mention::time::times_in;
use divan::Bencher;
use divan::counter::BytesCount;
use jiff::civil::date;

fn main() {
    divan::main();
}

/// Invented sentences as dense in dates and numbers as news on missions is.
fn news() -> String {
    let paragraph = "On Monday the council met in the capital to hear the minister, who said that Nepal would send \
        another 217 police by the end of June. Some 800 officers have served there since last June, he added, and \
        more than 5,600 people were killed in 2024. The trust fund, which stood at $110.3m on 31 December, needs \
        about 600 million dollars a year. Residents of the hills above the port, where armed groups have set up road \
        blocks and burnt houses, told reporters that nobody had come to help them. Two days earlier a convoy was hit \
        near the river crossing; three drivers died.\n\n";
    paragraph.repeat(200)
}

#[divan::bench]
fn times(bencher: Bencher) {
    let text = news();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| times_in(divan::black_box(&text), Some(date(2025, 4, 14))).len());
}

#[divan::bench]
fn amounts(bencher: Bencher) {
    let text = news();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| amounts_in(divan::black_box(&text)).len());
}
