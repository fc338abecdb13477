//! Which blocks are the article's: boxes of other stories are set aside, the text after its end is
//! cut, and the run of blocks with the most running text is kept.

use crate::block::{Block, Mark};
use crate::byline::{self, Byline};
use crate::clean;
use crate::furniture;
use crate::kind::{self, Look};
use crate::stamp::{self, Label};
use std::collections::HashSet;
use std::ops::Range;

/// A block with its look.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) block: Block,
    pub(crate) look: Look,
    /// Number of words.
    pub(crate) words: usize,
}

impl Seen {
    /// True for a line that could be the headline of some story.
    fn is_headline(&self) -> bool {
        matches!(self.look, Look::Short | Look::Item)
            || (self.look.is_prose() && self.words <= 12 && self.block.text.ends_with('?'))
    }
}

/// What takes two lines to tell: a name above what its bearer is, a caption below its credit.
pub(crate) fn look_together(seen: &mut [Seen]) {
    let mut prose = 0;
    for at in 1..seen.len() {
        prose += if seen[at - 1].look.is_prose() {
            seen[at - 1].words
        } else {
            0
        };
        if prose < HEAD && is_caption_above(&seen[at - 1], &seen[at]) {
            seen[at - 1].look = Look::Caption;
            continue;
        }
        let (before, here) = (&seen[at - 1], &seen[at]);
        let text = &here.block.text;
        let role = matches!(here.look, Look::Short)
            && furniture::is_role(text)
            && !byline::looks_like_name(text);
        let by = ["by", "par", "written by", "author"]
            .contains(&clean::key(&before.block.text).as_str());
        if by && byline::looks_like_name(text) && matches!(here.look, Look::Short | Look::Byline(_))
        {
            let name = Byline::bare(text);
            seen[at].look = Look::Byline(name);
            continue;
        }
        if role && matches!(before.look, Look::Short) && byline::looks_like_name(&before.block.text)
        {
            seen[at - 1].look = Look::Byline(Byline::bare(&before.block.text.clone()));
            seen[at].look = Look::Drop;
            continue;
        }
        if let Some(label) = stamp::label_alone(&before.block.text)
            && let Look::Stamp(line) = &mut seen[at].look
        {
            line.stamps
                .iter_mut()
                .filter(|s| s.label == Label::Bare)
                .for_each(|s| s.label = label);
            seen[at - 1].look = Look::Drop;
            continue;
        }
        let (before, here) = (&seen[at - 1], &seen[at]);
        let credit = matches!(before.look, Look::Caption) && before.words <= 4 && here.block.tight;
        let ends_here = seen
            .get(at + 1)
            .is_none_or(|next| !next.block.tight || matches!(next.look, Look::Caption));
        if credit && ends_here && matches!(here.look, Look::Short | Look::Prose) && here.words <= 25
        {
            seen[at].look = Look::Caption;
        }
    }
}

/// Above the story: the words of a picture before its credit, or before the same words with a credit.
fn is_caption_above(above: &Seen, here: &Seen) -> bool {
    if !matches!(here.look, Look::Caption)
        || above.words > 25
        || above.words < 5
        || !above.look.is_text()
    {
        return false;
    }
    let caption: HashSet<String> = clean::words(&here.block.text).collect();
    let words: Vec<String> = clean::words(&above.block.text).collect();
    let common = words.iter().filter(|w| caption.contains(*w)).count();
    let sentence = clean::ends_sentence(&above.block.text);
    (here.words <= 4 && sentence) || (!sentence && common * 10 >= words.len() * 6)
}

/// Sets aside what follows the opening of a box until the story's own text goes on.
pub(crate) fn close_boxes(seen: &mut [Seen]) {
    let (mut at, mut prose) = (0, 0);
    while at < seen.len() {
        match seen[at].look {
            Look::Box => at = close_box(seen, at, prose < HEAD),
            Look::One => {
                if let Some(next) = seen.get_mut(at + 1).filter(|next| next.is_headline()) {
                    next.look = Look::Drop;
                }
            }
            Look::Prose if !seen[at].block.aside => prose += seen[at].words,
            _ => {}
        }
        at += 1;
    }
}

/// No box has more lines than this.
const LARGEST_BOX: usize = 40;
/// Words of running text before which the story has not begun.
const HEAD: usize = 40;

fn close_box(seen: &mut [Seen], start: usize, in_head: bool) -> usize {
    let mut at = start + 1;
    let mut headlines = Vec::new();
    while at < seen.len() && at - start <= LARGEST_BOX {
        let signed = match &seen[at].look {
            Look::Byline(_) => true,
            Look::Stamp(line) => {
                line.byline.is_some() || line.stamps.iter().any(|s| s.label != Label::Bare)
            }
            Look::Drop => kind::is_crumbs(&seen[at].block.text),
            _ => false,
        };
        let inside = match &seen[at].look {
            _ if signed && in_head => false,
            Look::Prose => seen[at].is_headline() || is_teaser(seen, at),
            Look::End | Look::Box | Look::Summary | Look::One => false,
            Look::Short if seen[at].block.mark == Mark::Heading(1) => false,
            // The subhead under which the story goes on is not told from a headline.
            Look::Short
            | Look::Item
            | Look::Drop
            | Look::Caption
            | Look::Byline(_)
            | Look::Stamp(_) => true,
        };
        if !inside {
            break;
        }
        if matches!(seen[at].look, Look::Short) {
            headlines.push(at);
        }
        at += 1;
    }
    // Above the story the last lines of the box are the story's own headline, standfirst and date.
    let own = match headlines.len().checked_sub(3) {
        _ if !in_head || at >= seen.len() => at,
        Some(third_last) => headlines[third_last],
        None => headlines.first().copied().unwrap_or(at),
    };
    seen[start + 1..own]
        .iter_mut()
        .for_each(|s| s.look = Look::Drop);
    at - 1
}

/// Two lines of another story under its headline: cut off with dots, or with a headline, a date or a
/// button both before and after it.
fn is_teaser(seen: &[Seen], at: usize) -> bool {
    let text = &seen[at].block.text;
    if text.ends_with('…') || text.ends_with("...") {
        return true;
    }
    let no_prose = |i: usize| seen.get(i).is_some_and(|s| !s.look.is_prose());
    seen[at].words < 45 && no_prose(at + 1)
        // A line of speech or a list that the story goes on with.
        && !text.ends_with(':')
        && seen.get(at + 1).is_some_and(|s| !matches!(s.look, Look::Caption))
}

/// The writer's name again, after the text, opens what the page says about the writer.
pub(crate) fn close_at_writers_box(seen: &mut [Seen]) {
    let writer = seen.iter().find_map(|s| match &s.look {
        Look::Byline(b) => Some(b.name.clone()),
        Look::Stamp(line) => line.byline.as_ref().map(|b| b.name.clone()),
        _ => None,
    });
    let Some(key) = writer
        .map(|name| clean::key(&name))
        .filter(|key| !key.is_empty())
    else {
        return;
    };
    let mut prose = 0;
    for s in seen {
        match s.look {
            Look::Prose => prose += s.words,
            Look::Short if prose > STORY && clean::key(&s.block.text) == key => s.look = Look::End,
            _ => {}
        }
    }
}

/// Words of running text that make a story.
const STORY: usize = 60;

/// Where the article must have ended: at the first closing line with enough text before it.
pub(crate) fn end_of_article(seen: &[Seen]) -> usize {
    let prose = |range: Range<usize>| -> usize {
        seen[range]
            .iter()
            .filter(|s| s.look.is_prose() && !s.block.aside)
            .map(|s| s.words)
            .sum()
    };
    let all = prose(0..seen.len());
    for (at, _) in seen
        .iter()
        .enumerate()
        .filter(|(_, s)| matches!(s.look, Look::End) && !s.block.aside)
    {
        let before = prose(0..at);
        if before * 3 >= all && before >= 25 {
            return at;
        }
    }
    seen.len()
}

/// The run of blocks whose sum of worths is greatest.
pub(crate) fn best_run(seen: &[Seen]) -> Range<usize> {
    let voted: usize = seen
        .iter()
        .filter(|s| s.block.vote == Some(true) && s.look.is_prose())
        .map(|s| s.words)
        .sum();
    let prose: usize = seen
        .iter()
        .filter(|s| s.look.is_prose())
        .map(|s| s.words)
        .sum();
    // An extractor that found next to nothing is not believed.
    let believed = voted * 3 >= prose;
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0f32);
    for (at, s) in seen.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += worth(s, believed);
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

/// What a block is worth to the run it stands in.
fn worth(seen: &Seen, vote_counts: bool) -> f32 {
    if seen.block.aside {
        return -4.0;
    }
    let words = seen.words.min(80) as f32;
    match &seen.look {
        Look::Prose if vote_counts && seen.block.vote == Some(false) => -(words / 4.0).min(5.0),
        Look::Prose => words * (1.0 - seen.block.linked),
        Look::Item if seen.block.mark == Mark::Row => 0.5,
        Look::Item if is_list_text(&seen.block.text) => 0.5,
        Look::Item => -1.0,
        Look::Short => -2.0,
        Look::Caption | Look::Byline(_) | Look::Stamp(_) | Look::Summary => -2.0,
        Look::Drop => -3.0,
        Look::Box => -8.0,
        Look::One => -3.0,
        Look::End => -40.0,
    }
}

/// An entry of a statement's or a table's list: ends with a sign of its own, or counts something.
fn is_list_text(text: &str) -> bool {
    text.ends_with([';', ':', '.', ','])
        || clean::ends_sentence(text)
        || text.bytes().any(|b| b.is_ascii_digit())
}

/// True when nothing on the page is furniture: a text that was never a page, or was cleaned already.
pub(crate) fn is_clean(seen: &[Seen]) -> bool {
    let (mut prose, mut other) = (0, 0);
    for s in seen {
        match s.look {
            Look::Drop | Look::Box | Look::One | Look::End | Look::Summary | Look::Caption => {
                return false;
            }
            Look::Prose => prose += s.words,
            _ if s.block.aside => return false,
            _ => other += s.words,
        }
    }
    prose > other
}
