//! Reads a test page: the page itself and, from its margin, what a reader should find in it.

use std::path::{Path, PathBuf};

/// A page and what is expected of it.
#[derive(Clone, Debug, Default)]
pub struct TestPage {
    /// Folder and file name.
    pub name: String,
    /// The page without its margin.
    pub page: String,
    /// Fields of the head, in order.
    pub fields: Vec<(String, String)>,
    /// The headline.
    pub title: String,
    /// The body's paragraphs.
    pub body: Vec<String>,
    /// The teasers.
    pub summary: Vec<String>,
}

impl TestPage {
    /// A field of the head; `None` when it is not asked about, `Some("")` when the page has none.
    pub fn field(&self, name: &str) -> Option<&str> {
        let (_, value) = self.fields.iter().find(|(n, _)| n == name)?;
        Some(if value == "none" { "" } else { value })
    }
}

/// All test pages of a folder, by name.
pub fn pages(folder: &str) -> Vec<TestPage> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pages")
        .join(folder);
    let entries = std::fs::read_dir(&root).expect("the folder of test pages");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a test page is UTF-8");
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        parse(&file, &text)
    };
    paths.iter().map(read).collect()
}

fn parse(file: &str, text: &str) -> TestPage {
    let (head, page) = text
        .split_once("\n---\n")
        .expect("a line of dashes after the head");
    let mut test = TestPage {
        name: file.to_owned(),
        ..TestPage::default()
    };
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        test.fields
            .push((name.trim().to_owned(), value.trim().to_owned()));
    }
    let html = file.ends_with(".html");
    let mut open = false;
    for line in page.lines() {
        let (margin, line) = (
            line.get(..2).unwrap_or_default(),
            line.get(2..).unwrap_or_default(),
        );
        test.page.push_str(line);
        test.page.push('\n');
        let shown = if html {
            without_tags(line)
        } else {
            without_links(line)
        };
        let wrapped = test.field("wrapped") == Some("yes");
        match margin {
            "T " => {
                test.title = format!("{} {}", test.title, shown.trim_start_matches('#').trim())
                    .trim()
                    .to_owned()
            }
            "s " => test.summary.push(shown),
            "| " if open && wrapped => {
                let last = test.body.last_mut().expect("an open paragraph");
                *last = format!("{last} {shown}");
            }
            "| " => test.body.push(shown),
            _ => {}
        }
        open = margin == "| ";
    }
    test
}

fn without_tags(line: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in line.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    for (name, sign) in [
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("&eacute;", "é"),
    ] {
        out = out.replace(name, sign);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A plain line as it should be shown: no addresses, no bullet.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("](").or_else(|| rest.find("<http")) {
        out.push_str(&rest[..at]);
        rest = rest[at..]
            .find([')', '>'])
            .map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    let out = out.replace('[', "");
    out.trim()
        .trim_start_matches(['•', '*', '-'])
        .trim()
        .to_owned()
}
