//! `docs/export.md` lists the columns and the pictures that there are.

use contingent_view::{ColumnKind, PICTURES, What};

#[test]
fn the_guide_lists_every_column_and_picture() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/export.md");
    let guide = std::fs::read_to_string(path).unwrap();
    for (name, what) in What::ALL {
        let mut table = format!(
            "### `{name}`\n\n| column | type | unit or form | what it says |\n|---|---|---|---|\n"
        );
        for column in what.columns() {
            let kind = match column.kind {
                ColumnKind::Text => "text",
                ColumnKind::Number => "number",
                ColumnKind::Day => "day",
                ColumnKind::Truth => "truth",
            };
            table += &format!(
                "| `{}` | {kind} | {} | {} |\n",
                column.name, column.unit, column.about
            );
        }
        assert!(
            guide.contains(&table),
            "docs/export.md should have\n{table}"
        );
    }
    for (name, _) in PICTURES {
        assert!(
            guide.contains(&format!("| `{name}` |")),
            "docs/export.md has no picture `{name}`"
        );
    }
}
