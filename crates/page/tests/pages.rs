//! The test pages read and scored: words of the body found and missed, title, byline, time.

mod margin;

use contingent_page::Page;
use margin::TestPage;
use std::collections::HashMap;
use std::fmt::Write;

/// How well one page was read.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    body: f64,
    title: bool,
    byline: bool,
    published: bool,
    exact: bool,
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

/// F1 over words, each as often as it stands there.
fn f1(expected: &str, found: &str) -> f64 {
    let (expected, found) = (words(expected), words(found));
    let common: usize = expected
        .iter()
        .map(|(w, n)| n.min(found.get(w).unwrap_or(&0)))
        .sum();
    let total = expected.values().sum::<usize>() + found.values().sum::<usize>();
    if total == 0 {
        1.0
    } else {
        2.0 * common as f64 / total as f64
    }
}

fn read(test: &TestPage) -> Page {
    contingent_page::read(&test.name, test.page.as_bytes())
}

fn score(test: &TestPage, page: &Page) -> Score {
    let document = &page.document;
    let published = document
        .published
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let same = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> = document.body.split("\n\n").map(same).collect();
    Score {
        body: f1(&test.body.join(" "), &document.body),
        title: same(&test.title) == document.title,
        byline: test.field("byline").unwrap_or_default()
            == document.byline.as_deref().unwrap_or_default(),
        published: test.field("published").unwrap_or_default() == published,
        exact: paragraphs == test.body.iter().map(|p| same(p)).collect::<Vec<_>>(),
    }
}

/// What differs, for a reader of the test's output.
fn difference(test: &TestPage, page: &Page) -> String {
    let document = &page.document;
    let mut out = String::new();
    let show = |o: &Option<String>| o.clone().unwrap_or_default();
    let published = document
        .published
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let _ = writeln!(
        out,
        "    title   {}\n    byline  {}\n    when    {published}",
        document.title,
        show(&document.byline)
    );
    let paragraphs: Vec<&str> = document.body.split("\n\n").collect();
    for paragraph in &paragraphs {
        if !test.body.iter().any(|p| words(p) == words(paragraph)) {
            let _ = writeln!(out, "    too much: {paragraph}");
        }
    }
    for paragraph in &test.body {
        if !paragraphs.iter().any(|p| words(p) == words(paragraph)) {
            let _ = writeln!(out, "    missing:  {paragraph}");
        }
    }
    for complaint in &page.complaints {
        let _ = writeln!(out, "    complaint: {}", complaint.message);
    }
    out
}

/// The mean body F1, and the shares of titles, bylines and times that are right.
fn table(folder: &str) -> [f64; 4] {
    let pages = margin::pages(folder);
    let mut sums = [0.0; 4];
    let mut exact = 0;
    println!("{folder}: body F1, title, byline, time");
    for test in &pages {
        let page = read(test);
        let s = score(test, &page);
        let mark = |ok: bool| if ok { "ok" } else { "--" };
        println!(
            "  {:<32} {:.3}{} {} {} {}",
            test.name,
            s.body,
            if s.exact { "=" } else { " " },
            mark(s.title),
            mark(s.byline),
            mark(s.published)
        );
        if !(s.exact && s.title && s.byline && s.published) {
            print!("{}", difference(test, &page));
        }
        for (sum, value) in sums.iter_mut().zip([
            s.body,
            f64::from(s.title),
            f64::from(s.byline),
            f64::from(s.published),
        ]) {
            *sum += value;
        }
        exact += usize::from(s.exact);
    }
    let mean = sums.map(|sum| sum / pages.len() as f64);
    println!(
        "  {} pages: body F1 {:.3} ({exact} exact), title {:.2}, byline {:.2}, time {:.2}",
        pages.len(),
        mean[0],
        mean[1],
        mean[2],
        mean[3]
    );
    mean
}

#[test]
fn pages_that_were_looked_at() {
    let [body, title, byline, published] = table("tuned");
    assert!(body >= 0.97, "body F1 {body:.3}");
    assert!(title >= 0.95 && byline >= 0.95 && published >= 0.95);
}

#[test]
fn pages_written_afterwards() {
    let [body, title, byline, published] = table("held");
    assert!(body >= 0.92, "body F1 {body:.3}");
    assert!(title >= 0.9 && byline >= 0.9 && published >= 0.9);
}

#[test]
fn pages_written_after_the_second_round() {
    let [body, title, byline, published] = table("second");
    assert!(body >= 0.92, "body F1 {body:.3}");
    assert!(title >= 0.85 && byline >= 0.6 && published >= 0.85);
}

#[test]
fn other_fields_and_summaries() {
    let mut wrong = Vec::new();
    for test in ["tuned", "held"]
        .iter()
        .flat_map(|folder| margin::pages(folder))
    {
        let document = read(&test).document;
        for (name, found) in [
            ("publisher", &document.publisher),
            ("section", &document.section),
            ("url", &document.url),
            ("language", &document.language),
        ] {
            let found = found.as_deref().unwrap_or_default();
            if let Some(expected) = test.field(name)
                && expected != found
            {
                wrong.push(format!(
                    "{}: {name} is `{found}`, not `{expected}`",
                    test.name
                ));
            }
        }
        let (expected, found) = (
            words(&test.summary.join(" ")),
            words(&document.summary.join(" ")),
        );
        if expected != found {
            wrong.push(format!("{}: summary is {:#?}", test.name, document.summary));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
