use super::ModelError;
use super::file::ModelFile;
use super::heads::{HeadBuffers, Heads};
use super::layer::{Layer, LayerBuffers};
use super::lookup::{Lookup, LookupBuffers};
use contingent_text::{Deprel, Name, Upos, Xpos};

/// The weights of one language; never changed after loading, shared by all threads.
#[derive(Debug)]
pub struct Network {
    lookup: Lookup,
    layers: Vec<Layer>,
    heads: Heads,
    wide: bool,
}

/// Buffers that one thread reuses from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    lookup: LookupBuffers,
    layer: LayerBuffers,
    heads: HeadBuffers,
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
        Ok(Self {
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
        for (form, bytes) in forms.iter().zip(scratch.below.chunks_exact_mut(width)) {
            self.lookup.read(form, &mut scratch.lookup, bytes);
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
        self.heads
            .name(words, buffers, start as u16, &mut out.names, wide);
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
