//! Blocks put together into a document: which are the body, and what the others say about it.

use crate::block::Block;
use crate::dates;
use crate::head;
use crate::kind::{self, Look};
use crate::meta::Meta;
use crate::page::Page;
use crate::region::{self, Seen};
use crate::{clean, furniture};
use contingent_text::{Complaint, Document};
use std::ops::Range;

/// Reads the blocks of a page; `meta` wins where the page's head says more than its text.
pub(crate) fn read(blocks: Vec<Block>, meta: Meta) -> Page {
    let mut seen: Vec<Seen> = blocks
        .into_iter()
        .map(|block| Seen {
            look: kind::look(&block),
            words: clean::word_count(&block.text),
            block,
        })
        .collect();
    let url = first_address(&mut seen);
    region::look_together(&mut seen);
    let clean_text = region::is_clean(&seen);
    region::close_boxes(&mut seen);
    region::close_at_writers_box(&mut seen);
    let end = region::end_of_article(&seen);
    let mut run = region::best_run(&seen[..end]);
    if clean_text && !run.is_empty() {
        run = 0..end;
    }

    let title = head::title(&seen, &run, meta.title.as_deref());
    let start = title.map_or(run.start, |t| t + 1);
    let below = head::below_title(&seen, start, run.end.max(start));
    let body_run = start..run.end.max(start);
    let summary = take_summary(&mut seen, &body_run, &below);
    let byline = find_byline(&seen, title, &below, run.end);
    let dates = dates::find(&seen, title, &below, &body_run);
    let body = body_of(&seen, &body_run, &below, clean_text);

    let mut complaints = meta.complaints;
    let published = dates::choose(meta.published, dates, &body, &mut complaints);
    let dateline = body.first().and_then(|first| agency_of_dateline(first));
    let (writer, agency) = byline.map_or((None, None), |b| (Some(b.name), b.agency));
    let document = Document {
        id: String::new(),
        title: title
            .map(|t| seen[t].block.text.clone())
            .or(meta.title)
            .map(|t| without_publisher(&t, meta.publisher.as_deref()))
            .unwrap_or_default(),
        body: body.join("\n\n"),
        published,
        byline: writer.or(meta.byline),
        publisher: meta
            .publisher
            .or(agency)
            .or(dateline)
            .or_else(|| owner(&seen[run.end.min(seen.len())..])),
        section: meta.section.or_else(|| section_of(&seen, title, &below)),
        url: meta.url.or(url),
        language: meta.language,
        summary,
    };
    if title.is_none() && document.title.is_empty() && !document.body.is_empty() {
        complaints.push(Complaint::new("no headline was found"));
    }
    Page {
        document,
        complaints,
    }
}

/// The page's address, printed on a line of its own; such lines say nothing else.
fn first_address(seen: &mut [Seen]) -> Option<String> {
    let mut found = None;
    for s in seen {
        let text = s
            .block
            .text
            .trim_start_matches("URL: ")
            .trim_start_matches("Source: ");
        let alone =
            (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(' ');
        if alone {
            s.look = Look::Drop;
            found.get_or_insert_with(|| text.to_owned());
        }
    }
    found
}

/// Takes the teasers out of the article: the points under "In Summary", the standfirst between the
/// headline and the byline, and opening lines that the text repeats.
fn take_summary(seen: &mut [Seen], body: &Range<usize>, below: &Range<usize>) -> Vec<String> {
    let mut taken = Vec::new();
    for at in body.clone() {
        if matches!(seen[at].look, Look::Summary) {
            take_points(seen, at, body.end, &mut taken);
        }
    }
    // A standfirst is short, and there is text enough after it.
    for at in below.clone() {
        let line = seen[at].look.is_prose()
            || matches!(seen[at].look, Look::Short)
                && (seen[at].words >= 7 || seen[at].words >= 5 && at == body.start);
        if line && seen[at].words <= 60 && seen[at].block.linked < 0.5 && !taken.contains(&at) {
            taken.push(at);
        }
    }
    let first: Vec<usize> = (body.start..body.end)
        .filter(|at| seen[*at].look.is_prose())
        .take(2)
        .collect();
    for at in first {
        let later = seen[(at + 1).min(body.end)..body.end].iter();
        if !taken.contains(&at)
            && seen[at].words <= 45
            && head::is_repeated(&seen[at].block.text, later)
        {
            taken.push(at);
        } else {
            break;
        }
    }
    taken.sort_unstable();
    taken.iter().for_each(|at| seen[*at].look = Look::Drop);
    taken
        .iter()
        .map(|at| seen[*at].block.text.clone())
        .collect()
}

/// The points after "In Summary": entries of a list; where the copy lost its bullets, lines that the
/// text repeats.
fn take_points(seen: &[Seen], at: usize, end: usize, taken: &mut Vec<usize>) {
    use crate::block::Mark;
    let bulleted = seen[at + 1..end]
        .iter()
        .find(|s| !matches!(s.look, Look::Drop))
        .is_some_and(|s| s.block.mark == Mark::Item);
    for next in at + 1..end.min(at + 12) {
        let s = &seen[next];
        let point = if bulleted {
            s.block.mark == Mark::Item
        } else {
            s.look.is_text() && head::is_repeated(&s.block.text, seen[next + 1..end].iter())
        };
        if point {
            taken.push(next);
        } else if !matches!(s.look, Look::Drop) {
            break;
        }
    }
}

/// The paragraphs of the body.
fn body_of(
    seen: &[Seen],
    body: &Range<usize>,
    below: &Range<usize>,
    clean_text: bool,
) -> Vec<String> {
    let kept = |at: &usize| {
        let s = &seen[*at];
        match &s.look {
            Look::Prose | Look::Item => !s.block.aside,
            // Before the byline stand sections and offices, not text.
            Look::Short => !s.block.aside && (clean_text || !below.contains(at)),
            // A date between paragraphs heads a stretch of a chronicle.
            Look::Stamp(line) => {
                !below.contains(at)
                    && line.byline.is_none()
                    && line.section.is_none()
                    && between_prose(seen, *at, body)
            }
            _ => false,
        }
    };
    let mut all: Vec<usize> = body.clone().filter(kept).collect();
    if !clean_text {
        // The lines above the first paragraph and below the last are left over from the page.
        let edge = |at: &usize| matches!(seen[*at].look, Look::Short | Look::Stamp(_));
        let first = all.iter().position(|at| !edge(at)).unwrap_or(all.len());
        all.drain(..first);
        while all.last().is_some_and(edge) {
            all.pop();
        }
    }
    all.into_iter()
        .map(|at| seen[at].block.text.clone())
        .collect()
}

fn between_prose(seen: &[Seen], at: usize, body: &Range<usize>) -> bool {
    let prose = |i: Option<usize>| i.is_some_and(|i| body.contains(&i) && seen[i].look.is_prose());
    prose(at.checked_sub(1)) && prose(Some(at + 1))
}

/// The byline nearest to the headline: below it, else just above it, else right after the text.
fn find_byline(
    seen: &[Seen],
    title: Option<usize>,
    below: &Range<usize>,
    end: usize,
) -> Option<crate::byline::Byline> {
    let of = |s: &Seen| match &s.look {
        Look::Byline(b) => Some(b.clone()),
        Look::Stamp(line) => line.byline.clone(),
        _ => None,
    };
    let above = title.map_or(0..0, |t| t.saturating_sub(3)..t);
    let after = end.min(seen.len())..(end + 2).min(seen.len());
    let lone = || {
        // A name by itself counts only right beside the date.
        below.clone().find_map(|at| {
            let text = &seen[at].block.text;
            let beside = |i: Option<usize>| {
                i.and_then(|i| seen.get(i))
                    .is_some_and(|s| matches!(s.look, Look::Stamp(_)))
            };
            let name = matches!(seen[at].look, Look::Short) && crate::byline::looks_like_name(text);
            (name && (beside(at.checked_sub(1)) || beside(Some(at + 1))))
                .then(|| crate::byline::Byline::bare(text))
        })
    };
    seen[below.clone()]
        .iter()
        .find_map(of)
        .or_else(lone)
        .or_else(|| seen[above].iter().rev().find_map(of))
        .or_else(|| seen[after].iter().find_map(of))
}

/// "PORT-AU-PRINCE, Haiti (AP) —": the agency in the brackets.
fn agency_of_dateline(paragraph: &str) -> Option<String> {
    let start: String = paragraph.chars().take(90).collect();
    let open = start.find('(')?;
    let close = start[open..].find(')')? + open;
    let agency = start[open + 1..close].trim();
    let place = start[..open].split([',', ' ']).next().unwrap_or_default();
    let shouted = place.chars().count() >= 3
        && place
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase);
    let dash = start[close + 1..]
        .trim_start()
        .starts_with(['-', '–', '—', ':', '.']);
    (shouted && dash && furniture::is_house(agency)).then(|| agency.to_owned())
}

/// "© 2025 The Daily Post. All rights reserved": who owns the page.
fn owner(after: &[Seen]) -> Option<String> {
    after.iter().find_map(|s| {
        let text = s.block.text.as_str();
        let at = text.find('©').map(|i| i + '©'.len_utf8()).or_else(|| {
            text.to_lowercase()
                .starts_with("copyright")
                .then_some("copyright".len())
        })?;
        let rest = text
            .get(at..)?
            .trim_start_matches(|c: char| !c.is_alphabetic() || c == '©');
        let rest = rest
            .strip_prefix("Copyright")
            .unwrap_or(rest)
            .trim_start_matches(|c: char| !c.is_alphabetic());
        let name = rest.split(['.', '|', ',', '-', '–', '—', '•']).next()?;
        let name = name.split(" All ").next()?.split(" all ").next()?.trim();
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let words = clean::word_count(name);
        ((1..=6).contains(&words) && name.chars().next().is_some_and(char::is_uppercase))
            .then(|| name.to_owned())
    })
}

/// The last step of the breadcrumbs above the headline, or the word run into the date.
fn section_of(seen: &[Seen], title: Option<usize>, below: &Range<usize>) -> Option<String> {
    let run_in = seen[below.clone()].iter().find_map(|s| match &s.look {
        Look::Stamp(line) => line.section.clone(),
        _ => None,
    });
    run_in.or_else(|| {
        let t = title?;
        let headline: Vec<String> = clean::words(&seen[t].block.text).collect();
        seen[t.saturating_sub(8)..t].iter().rev().find_map(|s| {
            let steps = kind::crumbs(&s.block.text)?;
            let is_title = |step: &str| {
                let words: Vec<String> = clean::words(step).collect();
                words.len() >= 3 && headline.starts_with(&words[..words.len().min(headline.len())])
            };
            steps
                .iter()
                .skip(1)
                .rev()
                .find(|step| !is_title(step))
                .map(|s| (*s).to_owned())
        })
    })
}

/// A headline without the publisher's name after a bar.
fn without_publisher(title: &str, publisher: Option<&str>) -> String {
    for bar in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((before, after)) = title.rsplit_once(bar) {
            let same = publisher.is_some_and(|p| clean::key(p) == clean::key(after));
            if same
                || (bar == " | " && clean::word_count(before) >= 4 && clean::word_count(after) <= 4)
            {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}
