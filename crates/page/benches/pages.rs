//! How many pages a second the readers manage, over the test pages.

use std::path::Path;

fn main() {
    divan::main();
}

fn pages(ending: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(ending)
            && let Ok(bytes) = std::fs::read(entry.path())
        {
            pages.push((name, bytes));
        }
    }
    pages
}

#[divan::bench(args = [".txt", ".html"])]
fn read(bencher: divan::Bencher<'_, '_>, ending: &str) {
    let pages = pages(ending);
    bencher
        .counter(divan::counter::ItemsCount::new(pages.len()))
        .counter(divan::counter::BytesCount::new(
            pages.iter().map(|(_, b)| b.len()).sum::<usize>(),
        ))
        .bench(|| {
            pages
                .iter()
                .map(|(name, bytes)| contingent_page::read(name, bytes).complaints.len())
                .sum::<usize>()
        });
}
