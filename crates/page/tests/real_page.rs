//! The real page of the shared examples, as a plain copy; its text is not ours, so only facts about it
//! are written here.

use std::path::Path;

#[test]
fn the_real_page_is_read_whole_and_free_of_furniture() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/examples/us-supports-haiti-mission.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("the shared examples are not here; nothing was tested");
        return;
    };
    let page = contingent_page::read("page.txt", &bytes);
    let document = &page.document;
    assert_eq!(
        document.title,
        "US reiterates support for Kenya-led Haiti mission"
    );
    assert_eq!(document.byline.as_deref(), Some("BRIAN ORUTA"));
    let published = document.published.as_ref().map(ToString::to_string);
    assert_eq!(published.as_deref(), Some("2025-04-14T13:39:00"));
    assert_eq!(document.section.as_deref(), Some("Realtime"));
    assert_eq!(document.language.as_deref(), Some("en"));
    let paragraphs: Vec<&str> = document.body.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 13, "{paragraphs:#?}");
    assert!(paragraphs[0].starts_with("The United States has reiterated"));
    assert!(paragraphs[12].ends_with("from various countries."));
    assert_eq!(document.summary.len(), 3, "{:#?}", document.summary);
    assert!(page.complaints.is_empty(), "{:?}", page.complaints);
}
