//! What stands on top of the layers: tags, names, arcs and relations.

use super::ModelError;
use super::file::ModelFile;
use super::kernel::{Matrix, inner_products};
use super::layer::{MIDDLE, matrix};
use super::nonlinear::to_byte;
use super::tree::{TreeBuffers, best_tree};
use super::vectorised::vectorised;
use contingent_text::{Deprel, Name, NameKind, Upos, Xpos};

/// The heads of one language.
#[derive(Debug)]
pub struct Heads {
    units: Matrix,
    /// First unit of: tags, names, dependents and heads of arcs, dependents and heads of labels; then the end.
    columns: [usize; 7],
    tags: Matrix,
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    names: Matrix,
    arcs: Matrix,
    root_arc: Vec<f32>,
    distances: Vec<f32>,
    relations: Matrix,
    deprels: Vec<Deprel>,
    root_label: Vec<u8>,
}

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct HeadBuffers {
    units: Vec<u8>,
    sums: Vec<i32>,
    values: Vec<f32>,
    forms: Vec<i16>,
    form_scales: Vec<(f32, f32)>,
    products: Vec<i32>,
    scores: Vec<i32>,
    label_inputs: Vec<u8>,
    tree: TreeBuffers,
    heads: Vec<usize>,
    names: Vec<[u8; NAME_TAGS]>,
    /// Scores of the name tags, [`NAME_TAGS`] a word.
    pub name_scores: Vec<f32>,
}

/// Outside, and begin and inside of each kind.
pub const NAME_TAGS: usize = 7;
/// Kinds in the order of the name tags: `O`, then begin and inside of each.
const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Location];
const NAMES_IN_ORDER: [&str; NAME_TAGS] =
    ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"];
/// Arc scores become whole numbers in these steps.
const SCORE_STEPS: f32 = 1024.0;

impl Heads {
    /// Takes the heads of a file that stand on states of `states` bytes.
    pub fn new(file: &ModelFile, states: usize) -> Result<Self, ModelError> {
        let [tags, names, arcs, labels] = file.unit_counts.map(|n| n as usize);
        let mut columns = [0; 7];
        for (i, width) in [tags, names, arcs, arcs, labels, labels]
            .into_iter()
            .enumerate()
        {
            columns[i + 1] = columns[i] + width;
        }
        let upos = file.labels[0]
            .iter()
            .map(|t| t.parse())
            .collect::<Result<Vec<Upos>, _>>()?;
        let xpos = file.labels[1]
            .iter()
            .map(|t| t.parse())
            .collect::<Result<Vec<Xpos>, _>>()?;
        let deprels = file.labels[2]
            .iter()
            .map(|t| t.parse())
            .collect::<Result<Vec<Deprel>, _>>()?;
        let size = |m: &super::file::QuantisedMatrix| (m.rows as usize, m.cols as usize);
        let fits = size(&file.units) == (columns[6], states)
            && size(&file.tags) == (upos.len() + xpos.len(), tags)
            && size(&file.names) == (NAME_TAGS, names)
            && size(&file.arcs) == (arcs + 1, arcs)
            && size(&file.relations) == (deprels.len(), 3 * labels)
            && file.labels[3] == NAMES_IN_ORDER
            && file.root_arc.len() == arcs + 1
            && file.root_label.len() == labels
            && file.distances.len() >= 2
            && !upos.is_empty()
            && !xpos.is_empty()
            && deprels.iter().any(|d| *d != Deprel::Root)
            && file
                .unit_counts
                .iter()
                .all(|n| n.is_multiple_of(8) && *n < 1 << 12)
            && states.is_multiple_of(8);
        if !fits {
            return Err(ModelError::Damaged("the heads do not fit the layers"));
        }
        Ok(Self {
            units: matrix(&file.units, MIDDLE),
            columns,
            tags: matrix(&file.tags, 0),
            upos,
            xpos,
            names: matrix(&file.names, 0),
            arcs: matrix(&file.arcs, 0),
            root_arc: file.root_arc.clone(),
            distances: file.distances.clone(),
            relations: matrix(&file.relations, 0),
            deprels,
            root_label: file.root_label.clone(),
        })
    }

    /// Fills the hidden units of all words from the states of the last layer.
    pub fn wake(&self, words: usize, states: &[u8], buffers: &mut HeadBuffers, wide: bool) {
        let width = self.units.width();
        buffers.sums.clear();
        buffers.sums.resize(words * width, 0);
        self.units
            .sums(states, self.units.depth(), &mut buffers.sums, wide);
        buffers.units.clear();
        buffers.units.resize(words * self.columns[6], 0);
        let rows = buffers.units.chunks_exact_mut(self.columns[6]);
        for (sums, units) in buffers.sums.chunks_exact(width).zip(rows) {
            to_units(wide, sums, &self.units.scale, &self.units.bias, units);
        }
    }

    /// Appends the tags of all words.
    pub fn tag(
        &self,
        words: usize,
        buffers: &mut HeadBuffers,
        upos: &mut Vec<Upos>,
        xpos: &mut Vec<Xpos>,
        wide: bool,
    ) {
        self.classify(&self.tags, self.columns[0], words, buffers, wide);
        for values in buffers.values.chunks_exact(self.tags.width()) {
            let (first, second) = values[..self.tags.rows()].split_at(self.upos.len());
            upos.push(self.upos[best(first)]);
            xpos.push(self.xpos[best(second)]);
        }
    }

    /// Fills the scores of the name tags.
    pub fn score_names(&self, words: usize, buffers: &mut HeadBuffers, wide: bool) {
        self.classify(&self.names, self.columns[1], words, buffers, wide);
        buffers.name_scores.clear();
        for row in buffers.values.chunks_exact(self.names.width()) {
            buffers.name_scores.extend(&row[..NAME_TAGS]);
        }
    }

    /// Appends the names: the best sequence of tags in which "inside" only follows its own kind.
    pub fn name(&self, buffers: &mut HeadBuffers, offset: u16, names: &mut Vec<Name>) {
        let mut best_so_far = [0.0f32; NAME_TAGS];
        buffers.names.clear();
        for (i, row) in buffers.name_scores.chunks_exact(NAME_TAGS).enumerate() {
            let mut next = [f32::NEG_INFINITY; NAME_TAGS];
            let mut from = [0u8; NAME_TAGS];
            for to in 0..NAME_TAGS {
                for (previous, score) in best_so_far.iter().enumerate() {
                    let start = i > 0 || previous == 0;
                    if start && may_follow(previous, to) && score + row[to] > next[to] {
                        next[to] = score + row[to];
                        from[to] = previous as u8;
                    }
                }
            }
            best_so_far = next;
            buffers.names.push(from);
        }
        let first = names.len();
        let mut tag = best(&best_so_far);
        let mut last = None;
        for (i, from) in buffers.names.iter().enumerate().rev() {
            if tag > 0 {
                let end = *last.get_or_insert(i);
                if tag % 2 == 1 {
                    names.push(Name {
                        first: offset + i as u16,
                        last: offset + end as u16,
                        kind: KINDS[(tag - 1) / 2],
                    });
                    last = None;
                }
            }
            tag = usize::from(from[tag]);
        }
        names[first..].reverse();
    }

    /// The best tree: 0 for the root, else one more than the index of the head.
    pub fn attach<'b>(
        &self,
        words: usize,
        buffers: &'b mut HeadBuffers,
        wide: bool,
    ) -> &'b [usize] {
        let [_, _, dependents, heads, labels, ..] = self.columns;
        let arc = heads - dependents;
        let width = self.columns[6];
        let padded = self.arcs.width();
        buffers.sums.clear();
        buffers.sums.resize(words * padded, 0);
        self.arcs
            .sums(&buffers.units[heads..], width, &mut buffers.sums, wide);
        debug_assert_eq!(labels - heads, arc);
        buffers.forms.clear();
        buffers.form_scales.clear();
        shrink(&self.root_arc, &mut buffers.forms, &mut buffers.form_scales);
        buffers.values.clear();
        buffers.values.resize(arc + 1, 0.0);
        for sums in buffers.sums.chunks_exact(padded) {
            to_values(
                wide,
                sums,
                &self.arcs.scale,
                &self.arcs.bias,
                &mut buffers.values,
            );
            shrink(
                &buffers.values,
                &mut buffers.forms,
                &mut buffers.form_scales,
            );
        }
        buffers.scores.clear();
        buffers.products.clear();
        buffers.products.resize(words + 1, 0);
        for d in 0..words {
            let x = &buffers.units[d * width + dependents..d * width + heads];
            inner_products(x, &buffers.forms, &mut buffers.products, wide);
            let all = buffers
                .products
                .iter()
                .zip(&buffers.form_scales)
                .enumerate();
            buffers
                .scores
                .extend(all.map(|(h, (&product, &(scale, alone)))| {
                    let near = h
                        .checked_sub(1)
                        .map_or(0.0, |h| self.distances[self.distance(d, h)]);
                    ((product as f32 * scale + alone + near) * SCORE_STEPS) as i32
                }));
        }
        best_tree(
            &buffers.scores,
            words,
            &mut buffers.heads,
            &mut buffers.tree,
        );
        &buffers.heads
    }

    /// Appends the relations of all words to the heads that [`Self::attach`] found.
    pub fn relate(
        &self,
        words: usize,
        buffers: &mut HeadBuffers,
        deprels: &mut Vec<Deprel>,
        wide: bool,
    ) {
        let [.., dependents, heads, end] = self.columns;
        let l = end - heads;
        let width = self.columns[6];
        buffers.label_inputs.clear();
        for (d, &head) in buffers.heads.iter().enumerate() {
            let dependent = &buffers.units[d * width + dependents..d * width + heads];
            let head = match head.checked_sub(1) {
                None => &self.root_label[..],
                Some(h) => &buffers.units[h * width + heads..h * width + end],
            };
            let both = dependent.iter().zip(head);
            let product = both.map(|(&a, &b)| ((u16::from(a) * u16::from(b)) >> 7) as u8);
            buffers.label_inputs.extend(product);
            buffers.label_inputs.extend(dependent);
            buffers.label_inputs.extend(head);
        }
        let padded = self.relations.width();
        buffers.sums.clear();
        buffers.sums.resize(words * padded, 0);
        self.relations
            .sums(&buffers.label_inputs, 3 * l, &mut buffers.sums, wide);
        buffers.values.clear();
        buffers.values.resize(self.relations.rows(), 0.0);
        for (sums, &head) in buffers.sums.chunks_exact(padded).zip(&buffers.heads) {
            to_values(
                wide,
                sums,
                &self.relations.scale,
                &self.relations.bias,
                &mut buffers.values,
            );
            if head == 0 {
                deprels.push(Deprel::Root);
                continue;
            }
            for (value, deprel) in buffers.values.iter_mut().zip(&self.deprels) {
                if *deprel == Deprel::Root {
                    *value = f32::NEG_INFINITY;
                }
            }
            deprels.push(self.deprels[best(&buffers.values)]);
        }
    }

    /// Fills `buffers.values` with one padded row of scores a word.
    fn classify(
        &self,
        matrix: &Matrix,
        column: usize,
        words: usize,
        buffers: &mut HeadBuffers,
        wide: bool,
    ) {
        let padded = matrix.width();
        buffers.sums.clear();
        buffers.sums.resize(words * padded, 0);
        matrix.sums(
            &buffers.units[column..],
            self.columns[6],
            &mut buffers.sums,
            wide,
        );
        buffers.values.clear();
        buffers.values.resize(words * padded, 0.0);
        let rows = buffers.values.chunks_exact_mut(padded);
        for (sums, values) in buffers.sums.chunks_exact(padded).zip(rows) {
            to_values(wide, sums, &matrix.scale, &matrix.bias, values);
        }
    }

    /// Which score of a distance an arc gets.
    fn distance(&self, dependent: usize, head: usize) -> usize {
        let near = self.distances.len() / 2;
        let steps = dependent.abs_diff(head).clamp(1, near) - 1;
        if head > dependent {
            near + steps
        } else {
            steps
        }
    }
}

fn may_follow(previous: usize, tag: usize) -> bool {
    tag == 0 || tag % 2 == 1 || previous == tag || previous + 1 == tag
}

/// Brings a head's numbers to 16 bits; keeps the factor, and the last number as it is.
fn shrink(values: &[f32], forms: &mut Vec<i16>, scales: &mut Vec<(f32, f32)>) {
    let Some((alone, values)) = values.split_last() else {
        return;
    };
    let largest = values
        .iter()
        .fold(1e-6f32, |max, v| if v.abs() > max { v.abs() } else { max });
    let factor = 16_000.0 / largest;
    forms.extend(values.iter().map(|v| (v * factor) as i16));
    scales.push((largest / 16_000.0, *alone));
}

/// Index of the largest value, the first of equals.
fn best(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in values.iter().enumerate() {
        if *v > values[best] {
            best = i;
        }
    }
    best
}

vectorised! {
    /// Hidden units from sums.
    pub fn to_units(sums: &[i32], scale: &[f32], bias: &[f32], units: &mut [u8]) {
        for (((unit, sum), scale), bias) in units.iter_mut().zip(sums).zip(scale).zip(bias) {
            *unit = to_byte(*sum as f32 * scale + bias);
        }
    }
}

vectorised! {
    /// Numbers from sums.
    pub fn to_values(sums: &[i32], scale: &[f32], bias: &[f32], values: &mut [f32]) {
        for (((value, sum), scale), bias) in values.iter_mut().zip(sums).zip(scale).zip(bias) {
            *value = *sum as f32 * scale + bias;
        }
    }
}
