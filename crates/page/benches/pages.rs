//! How many pages a second the readers manage, over the test pages.

#[path = "../tests/margin/mod.rs"]
mod margin;

use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

#[divan::bench(args = [".txt", ".html"])]
fn read(bencher: divan::Bencher<'_, '_>, ending: &str) {
    let mut pages = margin::pages("tuned");
    pages.extend(margin::pages("held"));
    pages.retain(|page| page.name.ends_with(ending));
    let bytes: usize = pages.iter().map(|p| p.page.len()).sum();
    bencher
        .counter(ItemsCount::new(pages.len()))
        .counter(BytesCount::new(bytes))
        .bench(|| {
            let complaints = |p: &margin::TestPage| {
                contingent_page::read(&p.name, p.page.as_bytes())
                    .complaints
                    .len()
            };
            pages.iter().map(complaints).sum::<usize>()
        });
}
