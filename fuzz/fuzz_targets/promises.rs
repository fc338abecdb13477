//! What holds of every page that was read; shared by the targets of the readers.

use contingent_page::Page;

/// Fails when a page breaks what `contingent-page` promises of its documents.
pub fn check(page: &Page) {
    let body = &page.document.body;
    for paragraph in body.split("\n\n").filter(|_| !body.is_empty()) {
        assert!(!paragraph.is_empty() && !paragraph.contains(['\n', '\r']) && paragraph.trim() == paragraph);
    }
    for complaint in &page.complaints {
        if let Some((part, span)) = complaint.at {
            assert!(page.document.part(part).get(span.start as usize..span.end as usize).is_some());
        }
    }
}
