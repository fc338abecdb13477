//! A document's finger-print: its runs of five words, each as one number.
//!
//! Whoever copies a story keeps most of these runs, whatever he cuts, moves or adds. Two reporters who tell of one
//! event share nearly none. They may share a long quotation; so a run that stands between quotation marks in both
//! documents says nothing, while one that only one of them quotes was taken from the other.

/// How many words make a run.
const RUN: usize = 5;
/// Above this many runs only one in four is kept, the same ones in every document.
const ALL_BELOW: usize = 160;
/// Shared runs are counted against at least this many, so that two notes of a line each are not compared.
const LEAST: usize = 12;

/// The share of the shorter document's runs from which on two documents are one story.
pub const COPY: f64 = 0.2;

/// The runs of a document, as numbers in rising order; the lowest bit says whether the run is quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    runs: Vec<u64>,
    sampled: bool,
}

impl Sketch {
    /// The sketch of a title and a body.
    #[must_use]
    pub fn of(title: &str, body: &str) -> Self {
        let mut runs = Vec::new();
        // A headline is changed most often and is no part of a run that goes on in the body.
        runs_of(title, &mut runs);
        runs_of(body, &mut runs);
        runs.sort_unstable();
        // Where a run stands both inside and outside a quotation, outside counts.
        runs.dedup_by(|b, a| *b >> 1 == *a >> 1);
        let sampled = runs.len() > ALL_BELOW;
        if sampled {
            runs.retain(|run| is_sampled(*run));
        }
        Self { runs, sampled }
    }

    /// For keeping in a file: a byte that says whether it is a sample, then the numbers in little-endian order.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.sampled)];
        for run in &self.runs {
            bytes.extend_from_slice(&run.to_le_bytes());
        }
        bytes
    }

    /// What [`Sketch::to_bytes`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (first, rest) = bytes.split_first()?;
        if *first > 1 || rest.len() % 8 != 0 {
            return None;
        }
        let runs: Vec<u64> = rest
            .chunks_exact(8)
            .filter_map(|chunk| Some(u64::from_le_bytes(chunk.try_into().ok()?)))
            .collect();
        runs.is_sorted().then_some(Self {
            runs,
            sampled: *first == 1,
        })
    }

    /// The numbers to look up in an index: two documents that are copies share at least one, but for chance.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        // Every eighth run of a long document; more of a short one, so that it has some.
        let step = if self.sampled { 8 } else { 4 };
        (self.runs.iter())
            .map(|run| run >> 1)
            .filter(move |run| run.is_multiple_of(step))
    }

    /// How much of the shorter document is in the other, from 0 to 1.
    #[must_use]
    pub fn containment(&self, other: &Self) -> f64 {
        let only_sample = self.sampled || other.sampled;
        let runs = |sketch: &Self| -> Vec<u64> {
            (sketch.runs.iter().copied())
                .filter(|run| !only_sample || is_sampled(*run))
                .collect()
        };
        let (a, b) = (runs(self), runs(other));
        let (mut shared, mut both_quoted) = (0usize, 0usize);
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match (x >> 1).cmp(&(y >> 1)) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    if x & y & 1 == 1 {
                        both_quoted += 1;
                    } else {
                        shared += 1;
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let least = if only_sample { LEAST / 2 } else { LEAST };
        let shorter = a.len().min(b.len()).saturating_sub(both_quoted).max(least);
        shared as f64 / shorter as f64
    }
}

fn is_sampled(run: u64) -> bool {
    (run >> 1).is_multiple_of(4)
}

fn runs_of(text: &str, out: &mut Vec<u64>) {
    let words = words(text);
    for run in words.windows(RUN) {
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        for (word, _) in run {
            hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        hash ^= hash >> 29;
        let quoted = run.iter().filter(|(_, quoted)| *quoted).count() > RUN / 2;
        out.push((hash << 1) | u64::from(quoted));
    }
}

/// Each word as a number, and whether it is quoted; case and signs do not count.
fn words(text: &str) -> Vec<(u64, bool)> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let mut out = Vec::new();
    let (mut hash, mut inside, mut quoted) = (START, false, false);
    for c in text.chars() {
        if c.is_alphanumeric() {
            inside = true;
            for low in c.to_lowercase() {
                hash = (hash ^ u64::from(low)).wrapping_mul(0x0100_0000_01b3);
            }
            continue;
        }
        // An apostrophe or a comma inside a number does not end the word.
        if inside && matches!(c, '\'' | '’') {
            continue;
        }
        if inside {
            out.push((hash, quoted));
            (hash, inside) = (START, false);
        }
        match c {
            '"' => quoted = !quoted,
            '“' | '«' | '„' => quoted = true,
            '”' | '»' | '\n' => quoted = false,
            _ => {}
        }
    }
    if inside {
        out.push((hash, quoted));
    }
    out
}
