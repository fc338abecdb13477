//! Where words end inside a chunk: for each place between two runs, the clues that tell a cut from a join.
//! `Kenya-led` is three words and `mid-year` one, `$10.8m` three and `U.S.` one.

use super::chars::{self, DIGIT, Kind, LOWER, is_letter};
use super::chunks::{Run, shape};
use super::linear::{Clues, Linear, text_hash};

/// Decides the cuts of one chunk after the other; keeps its working space.
#[derive(Clone, Debug)]
pub(super) struct Cutter {
    /// Hash of everything from run `i` to the end of the chunk.
    tails: Vec<u32>,
    clues: Clues,
}

/// What stands around the chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    /// How the next chunk of the paragraph begins; 0 at the paragraph's end.
    pub next: Kind,
}

impl Cutter {
    pub(super) fn new() -> Self {
        Self {
            tails: Vec::new(),
            clues: Clues::new(),
        }
    }

    /// Asks `decide` at each place between two runs, in order, and calls `cut` with the run that starts a new word.
    pub(super) fn walk(
        &mut self,
        text: &str,
        runs: &[Run],
        around: Around,
        mut decide: impl FnMut(usize, &Clues) -> bool,
        mut cut: impl FnMut(usize),
    ) {
        self.tails.clear();
        self.tails.resize(runs.len(), 0);
        let mut tail = 0;
        for (i, run) in runs.iter().enumerate().rev() {
            tail = mix(tail, run.hash);
            self.tails[i] = tail;
        }
        let chunk = Chunk::new(text, runs, around);
        let (mut head, mut word) = (0, 0);
        let mut cut_before = 2;
        for i in 1..runs.len() {
            head = mix(head, runs[i - 1].hash);
            word = mix(word, runs[i - 1].hash);
            let place = Place {
                i,
                head,
                word,
                tail: self.tails[i],
                cut_before,
            };
            chunk.clues(&place, &mut self.clues);
            let yes = decide(i, &self.clues);
            cut_before = u32::from(yes);
            if yes {
                word = 0;
                cut(i);
            }
        }
    }

    /// As [`Self::walk`], decided by weights.
    pub(super) fn cuts(
        &mut self,
        weights: &Linear,
        text: &str,
        runs: &[Run],
        around: Around,
        cut: impl FnMut(usize),
    ) {
        self.walk(text, runs, around, |_, clues| weights.score(clues) > 0, cut);
    }
}

/// A chunk seen as a whole.
struct Chunk<'a> {
    text: &'a str,
    runs: &'a [Run],
    around: Around,
    /// Bits: an address sign, a scheme, a digit, a letter; then how many hyphens, dots and slashes, up to three.
    signs: u32,
}

/// One place between two runs.
struct Place {
    /// The run after the place.
    i: usize,
    /// Hash of the chunk before it.
    head: u32,
    /// Hash of the word so far.
    word: u32,
    /// Hash of the chunk after it.
    tail: u32,
    /// Whether the place before was cut; 2 at the first.
    cut_before: u32,
}

impl<'a> Chunk<'a> {
    fn new(text: &'a str, runs: &'a [Run], around: Around) -> Self {
        let (mut bits, mut hyphens, mut dots, mut slashes) = (0, 0, 0, 0);
        for (i, run) in runs.iter().enumerate() {
            match run.kind {
                b'@' if i > 0 && i + 1 < runs.len() => bits |= 1,
                b':' if runs.get(i + 1).is_some_and(|next| next.kind == b'/') && i > 0 => bits |= 2,
                b'.' => {
                    dots += 1;
                    let dotted = i > 0
                        && runs
                            .get(i + 1)
                            .is_some_and(|next| next.kind == LOWER && next.end - next.start > 1)
                        && runs[i - 1].kind == LOWER
                        && run.end - run.start == 1;
                    bits |= u32::from(dotted) << 4;
                }
                DIGIT => bits |= 4,
                LOWER => bits |= 8,
                b'-' => hyphens += 1,
                b'/' => slashes += 1,
                _ => {}
            }
        }
        let signs = bits | (hyphens.min(3) << 5) | (dots.min(3) << 7) | (slashes.min(3) << 9);
        Self {
            text,
            runs,
            around,
            signs,
        }
    }

    fn clues(&self, place: &Place, clues: &mut Clues) {
        let kind =
            |at: isize| -> u32 { self.run(place.i, at).map_or(0, |run| u32::from(run.kind)) };
        let hash = |at: isize| -> u32 { self.run(place.i, at).map_or(0, |run| run.hash) };
        let form =
            |at: isize| -> u32 { self.run(place.i, at).map_or(0, |run| u32::from(run.shape)) };
        let (k1, k2, k3) = (kind(-1), kind(-2), kind(-3));
        let (n1, n2, n3) = (kind(0), kind(1), kind(2));
        let (t1, t2) = (hash(-1), hash(-2));
        let (u1, u2) = (hash(0), hash(1));
        let left = self.length(place.i, -1);
        let right = self.length(place.i, 0);
        let rest = (self.runs.len() - place.i).min(4) as u32;
        let next = u32::from(self.around.next);
        let tail_signs = u32::from(
            self.runs[place.i..]
                .iter()
                .take(6)
                .all(|run| !is_letter(run.kind) && run.kind != DIGIT),
        );
        clues.clear();
        clues.add(1, [k1, n1]);
        clues.add(2, [k2, k1, n1]);
        clues.add(3, [k1, n1, n2]);
        clues.add(4, [k2, k1, n1, n2]);
        clues.add(5, [t1, n1]);
        clues.add(6, [k1, u1]);
        clues.add(7, [t1, u1]);
        clues.add(8, [t1, n1, u2]);
        clues.add(9, [t2, k1, u1]);
        clues.add(10, [t1, n1, n2]);
        clues.add(11, [k2, k1, u1]);
        clues.add(12, [t2, k1, n1]);
        clues.add(13, [k1, n1, u2]);
        clues.add(14, [self.ending(place.i), k1, n1, n2]);
        clues.add(15, [left, right, k1, n1]);
        clues.add(16, [self.signs, k1, n1, tail_signs]);
        clues.add(17, [self.signs, k2, k1, n1, n2]);
        clues.add(18, [place.head, n1, rest]);
        clues.add(19, [place.head, n1, rest, next]);
        clues.add(20, [place.tail, k1]);
        clues.add(21, [next, k1, n1, rest, left]);
        clues.add(22, [k3, k2, k1, n1, n2, n3]);
        clues.add(23, [form(-2), form(-1), form(0), form(1)]);
        clues.add(24, [place.cut_before, k2, k1, n1, n2]);
        clues.add(25, [place.cut_before, t2, t1, u1]);
        clues.add(26, [place.word, n1, tail_signs]);
        clues.add(27, [place.i.min(3) as u32, rest, k1, n1]);
        clues.add(28, [form(-1), left, n1, rest, next]);
    }

    /// The run at `at` places from the gap: 0 is the run after it, -1 the one before.
    fn run(&self, i: usize, at: isize) -> Option<&Run> {
        i.checked_add_signed(at).and_then(|at| self.runs.get(at))
    }

    fn length(&self, i: usize, at: isize) -> u32 {
        self.run(i, at)
            .map_or(0, |run| (run.end - run.start).min(5))
    }

    /// Hash of the last three letters before the place.
    fn ending(&self, i: usize) -> u32 {
        let Some(run) = self.run(i, -1) else { return 0 };
        let mut from = run.end.saturating_sub(3).max(run.start) as usize;
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        text_hash(
            self.text.get(from..run.end as usize).unwrap_or_default(),
            true,
        )
    }
}

fn mix(hash: u32, with: u32) -> u32 {
    (hash.rotate_left(5) ^ with).wrapping_mul(0x9E37_79B1)
}

/// How a chunk begins: the shape of its first character.
pub(super) fn first_shape(text: &str, at: usize) -> Kind {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return 0;
    };
    let mut letter = [0; 4];
    shape(c.encode_utf8(&mut letter), chars::kind(c))
}
