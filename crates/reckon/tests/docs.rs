//! The table of reasons in `docs/reckon.md` is the one in the code.

use contingent_reckon::REASONS;
use std::path::Path;

#[test]
fn the_page_lists_every_reason_as_it_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reckon.md");
    let page = std::fs::read_to_string(path).unwrap_or_default();
    let table: String = REASONS
        .iter()
        .map(|r| {
            format!(
                "| `{}` | {} | {} | {} |\n",
                r.id, r.about, r.condition, r.example
            )
        })
        .collect();
    assert!(page.contains(&table), "docs/reckon.md should hold\n{table}");
}
