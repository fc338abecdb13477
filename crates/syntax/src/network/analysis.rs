use super::ModelError;
use super::file::ModelFile;
use super::heads::{HeadBuffers, Heads};
use super::layer::{Layer, LayerBuffers};
use super::lookup::{Lookup, LookupBuffers};
use super::second::{Second, SecondBuffers};
use contingent_text::{Deprel, Name, Upos, Xpos};

/// The weights of one language; never changed after loading, shared by all threads.
#[derive(Debug)]
pub struct Network {
    lookup: Lookup,
    layers: Vec<Layer>,
    heads: Heads,
    second: Option<Second>,
    wide: bool,
}

/// Buffers that one thread reuses from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    lookup: LookupBuffers,
    layer: LayerBuffers,
    heads: HeadBuffers,
    second: SecondBuffers,
    below: Vec<u8>,
    above: Vec<u8>,
}

/// What the network says about one sentence; one entry a word, refilled by every call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Penn Treebank tags.
    pub xpos: Vec<Xpos>,
    /// Universal parts of speech.
    pub upos: Vec<Upos>,
    /// Index of the governing word; `None` for the root, of which there is exactly one.
    pub heads: Vec<Option<u16>>,
    /// Relations to the heads.
    pub deprels: Vec<Deprel>,
    /// Names, in order, never overlapping.
    pub names: Vec<Name>,
}

/// A longer sentence is read in pieces of at most so many words: no person writes such a sentence, a table does.
const LONGEST: usize = 200;

impl Network {
    /// Reads a model file.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::read(bytes)?;
        let lookup = Lookup::new(&file)?;
        let mut layers = Vec::new();
        let mut width = lookup.width();
        for layer in &file.layers {
            let layer = Layer::new(layer, width)?;
            width = layer.width();
            layers.push(layer);
        }
        let second = match &file.second {
            Some(second) => Some(Second::new(second, &lookup)?),
            None => None,
        };
        Ok(Self {
            second,
            lookup,
            layers,
            heads: Heads::new(&file, width)?,
            wide: true,
        })
    }

    /// The English model inside the binary.
    pub fn english() -> Result<Self, ModelError> {
        Self::load(include_bytes!("../../../../models/english-network.bin"))
    }

    /// The same network without vector instructions; it gives the same answers.
    #[must_use]
    pub fn portable(self) -> Self {
        Self {
            wide: false,
            ..self
        }
    }

    /// Analyses one sentence, given as its syntactic words ("do", "n't").
    ///
    /// The heads always form a tree with exactly one root, whatever the words are.
    /// Words after the 65,535th are left out, because a head is a `u16`.
    pub fn analyse(&self, forms: &[&str], scratch: &mut Scratch, out: &mut Analysis) {
        out.clear();
        let forms = &forms[..forms.len().min(usize::from(u16::MAX))];
        let mut start = 0;
        while start < forms.len() {
            let end = start + piece(&forms[start..]);
            self.analyse_piece(&forms[start..end], start, scratch, out);
            start = end;
        }
    }

    fn analyse_piece(
        &self,
        forms: &[&str],
        start: usize,
        scratch: &mut Scratch,
        out: &mut Analysis,
    ) {
        let (words, wide) = (forms.len(), self.wide);
        let width = self.lookup.width();
        scratch.below.clear();
        scratch.below.resize(words * width, 0);
        if let Some(second) = &self.second {
            second.start(words, &mut scratch.second);
        }
        let inputs = scratch.below.chunks_exact_mut(width);
        for (i, (form, bytes)) in forms.iter().zip(inputs).enumerate() {
            self.lookup.read(form, &mut scratch.lookup, bytes);
            if let Some(second) = &self.second {
                second.read(i, form, (&scratch.lookup, bytes), &mut scratch.second);
            }
        }
        for layer in &self.layers {
            layer.run(
                words,
                &scratch.below,
                &mut scratch.above,
                &mut scratch.layer,
                wide,
            );
            std::mem::swap(&mut scratch.below, &mut scratch.above);
        }
        let buffers = &mut scratch.heads;
        self.heads.wake(words, &scratch.below, buffers, wide);
        self.heads
            .tag(words, buffers, &mut out.upos, &mut out.xpos, wide);
        self.heads.score_names(words, buffers, wide);
        if let Some(second) = &self.second {
            let scores = &mut buffers.name_scores;
            let layer = &mut scratch.layer;
            second.vote(words, &mut scratch.second, layer, scores, wide);
        }
        self.heads.name(buffers, start as u16, &mut out.names);
        // Later pieces hang on the root of the first.
        let whole_root = out.heads.iter().position(Option::is_none);
        let heads = self.heads.attach(words, buffers, wide);
        out.heads
            .extend(heads.iter().map(|h| match h.checked_sub(1) {
                None => whole_root.map(|r| r as u16),
                Some(h) => Some((start + h) as u16),
            }));
        self.heads.relate(words, buffers, &mut out.deprels, wide);
        if whole_root.is_some() {
            for deprel in &mut out.deprels[start..] {
                if *deprel == Deprel::Root {
                    *deprel = Deprel::Parataxis;
                }
            }
        }
    }
}

impl Analysis {
    fn clear(&mut self) {
        self.xpos.clear();
        self.upos.clear();
        self.heads.clear();
        self.deprels.clear();
        self.names.clear();
    }
}

impl Scratch {
    /// Buffers fit for this network.
    #[must_use]
    pub fn new(_network: &Network) -> Self {
        Self::default()
    }
}

/// How many of the words to read at once: all, or up to a mark near the end of what is allowed.
fn piece(forms: &[&str]) -> usize {
    if forms.len() <= LONGEST {
        return forms.len();
    }
    let mark = |form: &&str| matches!(*form, "." | ";" | "," | ":" | "|" | "-" | "–" | "—" | "•");
    let last = forms[LONGEST / 2..LONGEST].iter().rposition(mark);
    last.map_or(LONGEST, |at| LONGEST / 2 + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of all sorts, also such as no text has.
    const WORDS: [&str; 16] = [
        "Kenya",
        "sent",
        "800",
        "officers",
        ",",
        ".",
        "the",
        "",
        "\u{0}",
        "Fils-Aimé",
        "ﬁİß",
        "漢字",
        "of",
        "and",
        "x-ray-x-ray-x-ray-x-ray",
        "🙂",
    ];

    fn sentence(length: usize, seed: &mut u32) -> Vec<&'static str> {
        (0..length)
            .map(|_| {
                *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                WORDS[(*seed >> 16) as usize % WORDS.len()]
            })
            .collect()
    }

    #[test]
    fn any_words_become_one_tree_and_the_plain_way_gives_the_same() {
        let network = Network::english().unwrap();
        let plain = Network::english().unwrap().portable();
        let mut scratch = Scratch::new(&network);
        let (mut out, mut again) = (Analysis::default(), Analysis::default());
        let mut seed = 3;
        let lengths = (0..24).chain([60, 199, 200, 201, 777]);
        for length in lengths {
            let forms = sentence(length, &mut seed);
            network.analyse(&forms, &mut scratch, &mut out);
            plain.analyse(&forms, &mut scratch, &mut again);
            assert_eq!(out, again, "{forms:?}");
            check(&out, length);
        }
    }

    #[test]
    fn a_table_of_two_thousand_words_is_still_one_tree() {
        let network = Network::english().unwrap();
        let (mut scratch, mut out) = (Scratch::new(&network), Analysis::default());
        for forms in [sentence(2000, &mut 9), vec!["police"; 2000]] {
            network.analyse(&forms, &mut scratch, &mut out);
            check(&out, 2000);
        }
    }

    fn check(out: &Analysis, length: usize) {
        let lengths = [
            out.upos.len(),
            out.xpos.len(),
            out.heads.len(),
            out.deprels.len(),
        ];
        assert_eq!(lengths, [length; 4]);
        let heads: Vec<usize> = out
            .heads
            .iter()
            .map(|h| h.map_or(0, |h| usize::from(h) + 1))
            .collect();
        assert!(length == 0 || crate::network::tree::is_tree(&heads, &mut Vec::new()));
        for (head, deprel) in out.heads.iter().zip(&out.deprels) {
            assert_eq!(head.is_none(), *deprel == Deprel::Root);
        }
        for pair in out.names.windows(2) {
            assert!(pair[0].last < pair[1].first);
        }
        assert!(
            out.names
                .iter()
                .all(|n| n.first <= n.last && usize::from(n.last) < length)
        );
    }

    #[test]
    fn damaged_files_are_refused_without_panic() {
        let good = include_bytes!("../../../../models/english-network.bin");
        assert_eq!(Network::load(b"").err(), Some(ModelError::NotAModel));
        for cut in [8, 12, 40, 5_000, good.len() / 2, good.len() - 1] {
            assert!(Network::load(&good[..cut]).is_err(), "cut at {cut}");
        }
        let mut other = good[..64].to_vec();
        other[8] = 77;
        let expected = ModelError::Version {
            found: 77,
            expected: 3,
        };
        assert_eq!(Network::load(&other).err(), Some(expected));
    }
}
