//! From floating point to the model file: every matrix becomes small integers with a scale for each row.

use crate::corpus::NAME_TAGS;
use crate::layout::{Layout, NAMES, Slot};
use crate::math::{View, dot, multiply};
use crate::name_lists::CLASSES;
use crate::names::{Net, SHARE, Second};
use crate::network::{Example, Model, Packs, Worker};
use contingent_syntax::shared::{ModelFile, NamesFile, QuantisedMatrix, Table};
use contingent_text::{Deprel, Upos, Xpos};

/// The largest weight; four products with inputs up to 127 then fit 16 bits.
const LIMIT: f32 = 63.0;
/// The largest hidden unit.
const TOP: f32 = 127.0;
/// A state in -1..=1 around 64.
const STATE_LEVEL: f32 = 63.0;
/// Clues beyond so many times their root mean square are cut off.
const SPREAD: f32 = 8.0;

/// Makes the model file, and says what each number of a word vector was multiplied with; `sample` shows how large
/// hidden units get.
pub fn export<'a>(net: Net, sample: impl Iterator<Item = &'a Example>) -> (ModelFile, Vec<f32>) {
    let Net {
        layout,
        lexicon,
        weights,
    } = net;
    let config = &layout.config;
    let dense = &weights.dense;
    let (clues, clue_table_level) = table(&weights.clues, config.clue, 127.0);
    let peaks = Peaks::measure(net, sample);
    let input_levels: Vec<f32> = peaks.inputs.iter().map(|peak| STATE_LEVEL / peak).collect();
    let (word_levels, clue_levels) = input_levels.split_at(config.word);
    let words = word_table(&weights.words, word_levels);
    let layers = quantise_layers(layout, dense, &input_levels);
    let states = vec![STATE_LEVEL; 2 * config.hidden];
    // Units come out at their own level: 127 is the largest seen.
    let unit_levels: Vec<f32> = peaks.units.iter().map(|p| TOP / p.max(1e-3)).collect();
    let width = layout.units.cols;
    let units = quantise(
        layout.units.of(dense),
        width,
        &states,
        &unit_levels,
        layout.units_bias.of(dense),
    );
    let [dependents, heads, label_dependents, label_heads] = layout.arc_columns;
    let (a, l) = (config.arc, config.label);
    let output = |index: usize| {
        let output = layout.outputs[index];
        let levels = &unit_levels[output.column..output.column + output.weights.rows];
        let classes = output.weights.cols;
        quantise(
            output.weights.of(dense),
            classes,
            levels,
            &vec![1.0; classes],
            output.bias.of(dense),
        )
    };
    // What is multiplied with a dependent's units carries their level.
    let arc_out: Vec<f32> = unit_levels[dependents..dependents + a]
        .iter()
        .map(|u| 1.0 / u)
        .chain([1.0])
        .collect();
    let arcs = quantise(
        layout.arc.of(dense),
        a + 1,
        &unit_levels[heads..heads + a],
        &arc_out,
        &vec![0.0; a + 1],
    );
    let root_units = root_units(layout, dense);
    let mut root_arc = vec![0.0; a + 1];
    multiply(
        View::new(&root_units[heads..heads + a], 1, a),
        View::new(layout.arc.of(dense), a, a + 1),
        &mut root_arc,
        a + 1,
        false,
    );
    root_arc.iter_mut().zip(&arc_out).for_each(|(r, o)| *r *= o);
    let (ld, lh) = (
        &unit_levels[label_dependents..][..l],
        &unit_levels[label_heads..][..l],
    );
    let products = ld.iter().zip(lh).map(|(d, h)| d * h / 128.0);
    let label_levels: Vec<f32> = products
        .chain(ld.iter().copied())
        .chain(lh.iter().copied())
        .collect();
    let relation_count = layout.label.cols;
    let relations = quantise(
        layout.label.of(dense),
        relation_count,
        &label_levels,
        &vec![1.0; relation_count],
        layout.label_bias.of(dense),
    );
    let root_label = (0..l)
        .map(|i| {
            (root_units[label_heads + i] * lh[i])
                .round()
                .clamp(0.0, TOP) as u8
        })
        .collect();
    let file = ModelFile {
        labels: [
            Upos::ALL.iter().map(|t| t.as_str().to_owned()).collect(),
            Xpos::ALL.iter().map(|t| t.as_str().to_owned()).collect(),
            Deprel::ALL.iter().map(|t| t.as_str().to_owned()).collect(),
            NAME_TAGS.iter().map(|&t| t.to_owned()).collect(),
        ],
        own_rows: lexicon.own_rows as u32,
        hashed_rows: lexicon.hashed_rows as u32,
        keys: lexicon.keys.clone(),
        words,
        clues,
        clue_levels: clue_levels
            .iter()
            .map(|level| level / clue_table_level)
            .collect(),
        layers,
        units,
        unit_counts: [config.tag, config.name, config.arc, config.label].map(|n| n as u32),
        tags: stack(output(crate::layout::UPOS), output(crate::layout::XPOS)),
        names: output(crate::layout::NAMES),
        arcs,
        root_arc,
        distances: layout.distance.of(dense).to_vec(),
        relations,
        root_label,
        second: None,
    };
    (file, word_levels.to_vec())
}

/// The weights of the layers.
fn quantise_layers(
    layout: &Layout,
    dense: &[f32],
    input_levels: &[f32],
) -> Vec<[[QuantisedMatrix; 2]; 2]> {
    let states = vec![STATE_LEVEL; 2 * layout.config.hidden];
    layout
        .layers
        .iter()
        .enumerate()
        .map(|(l, directions)| {
            let levels = if l == 0 { input_levels } else { &states };
            directions.each_ref().map(|d| {
                let gates = 4 * d.hidden;
                let input = Slot {
                    at: d.input_weights,
                    rows: d.inputs,
                    cols: gates,
                };
                let state = Slot {
                    at: d.recurrent_weights,
                    rows: d.hidden,
                    cols: gates,
                };
                [
                    quantise(
                        input.of(dense),
                        gates,
                        levels,
                        &vec![1.0; gates],
                        &dense[d.bias..d.bias + gates],
                    ),
                    quantise(
                        state.of(dense),
                        gates,
                        &states[..d.hidden],
                        &vec![1.0; gates],
                        &vec![0.0; gates],
                    ),
                ]
            })
        })
        .collect()
}

/// The part of the model file for the second network, whose words have the levels of the first's.
pub fn export_second(second: &Second, word_levels: &[f32]) -> NamesFile {
    let Net {
        layout,
        lexicon,
        weights,
    } = second.net();
    let dense = &weights.dense;
    let (clues, clue_table_level) = table(&weights.clues, layout.config.clue, 127.0);
    let peaks = Peaks::measure(second.net(), second.sentences.iter().step_by(5));
    let clue_levels: Vec<f32> = peaks.inputs[word_levels.len()..]
        .iter()
        .map(|peak| STATE_LEVEL / peak)
        .collect();
    let unit_levels: Vec<f32> = peaks.units.iter().map(|p| TOP / p.max(1e-3)).collect();
    let output = layout.outputs[NAMES];
    let columns = output.column..output.column + output.weights.rows;
    // Its units for tags were for learning only.
    let width = layout.units.cols;
    let units: Vec<f32> = layout
        .units
        .of(dense)
        .chunks_exact(width)
        .flat_map(|row| &row[columns.clone()])
        .copied()
        .collect();
    let lists = lexicon.lists();
    let mut listed: Vec<(u32, u32)> = lists.0.iter().map(|(&key, &bits)| (key, bits)).collect();
    listed.sort_unstable();
    NamesFile {
        clues,
        clue_levels: clue_levels
            .iter()
            .map(|level| level / clue_table_level)
            .collect(),
        list_keys: listed.iter().map(|&(key, _)| key).collect(),
        list_classes: listed.iter().map(|&(_, bits)| bits).collect(),
        classes: CLASSES,
        layers: quantise_layers(layout, dense, &[word_levels, &clue_levels].concat()),
        units: quantise(
            &units,
            columns.len(),
            &vec![STATE_LEVEL; 2 * layout.config.hidden],
            &unit_levels[columns.clone()],
            &layout.units_bias.of(dense)[columns.clone()],
        ),
        names: quantise(
            output.weights.of(dense),
            NAME_TAGS.len(),
            &unit_levels[columns],
            &[1.0; NAME_TAGS.len()],
            output.bias.of(dense),
        ),
        share: SHARE,
    }
}

/// The largest values seen where a byte must hold them.
struct Peaks {
    inputs: Vec<f32>,
    units: Vec<f32>,
}

impl Peaks {
    fn measure<'a>(net: Net, sample: impl Iterator<Item = &'a Example>) -> Self {
        let Net {
            layout,
            lexicon,
            weights,
        } = net;
        let mut units = vec![0.0f32; layout.units.cols];
        let mut inputs = vec![Vec::new(); layout.config.word + layout.config.clue];
        let mut worker = Worker::default();
        let model = Model {
            layout,
            lexicon,
            weights,
            packs: &Packs::new(layout, &weights.dense),
        };
        for example in sample {
            worker.guess(model, &[example]);
            for row in worker.units.chunks_exact(units.len()) {
                units
                    .iter_mut()
                    .zip(row)
                    .for_each(|(peak, unit)| *peak = peak.max(*unit));
            }
            for row in worker.inputs(model, &[example]).chunks_exact(inputs.len()) {
                inputs
                    .iter_mut()
                    .zip(row)
                    .for_each(|(all, value)| all.push(value.abs()));
            }
        }
        // A few values far out must not coarsen all others.
        let inputs = inputs.into_iter().map(|mut values| {
            values.sort_unstable_by(f32::total_cmp);
            values
                .get(values.len() * 9995 / 10_000)
                .copied()
                .unwrap_or(1.0)
                .max(1e-3)
        });
        Self {
            inputs: inputs.collect(),
            units,
        }
    }
}

/// Word vectors with every column at its level.
fn word_table(values: &[f32], levels: &[f32]) -> Table {
    let rows = values
        .chunks_exact(levels.len())
        .flat_map(|row| row.iter().zip(levels));
    Table {
        width: levels.len() as u32,
        values: rows
            .map(|(v, level)| (v * level).round().clamp(-STATE_LEVEL, STATE_LEVEL) as i8)
            .collect(),
    }
}

/// A table of small integers, and what a number of it was multiplied with.
fn table(values: &[f32], width: usize, limit: f32) -> (Table, f32) {
    let rms = (dot(values, values) / values.len().max(1) as f32).sqrt();
    let peak = values.iter().fold(0.0f32, |max, v| max.max(v.abs()));
    let level = limit / peak.min(SPREAD * rms.max(1e-9)).max(1e-9);
    let table = Table {
        width: width as u32,
        values: values
            .iter()
            .map(|v| (v * level).round().clamp(-limit, limit) as i8)
            .collect(),
    };
    (table, level)
}

/// `weights` is `inputs x outputs`; input `i` arrives multiplied by `levels[i]`, output `o` leaves multiplied by `out[o]`.
fn quantise(
    weights: &[f32],
    outputs: usize,
    levels: &[f32],
    out: &[f32],
    bias: &[f32],
) -> QuantisedMatrix {
    let inputs = levels.len();
    let mut matrix = QuantisedMatrix {
        rows: outputs as u32,
        cols: inputs as u32,
        weights: Vec::with_capacity(inputs * outputs),
        scale: Vec::new(),
        bias: bias.iter().zip(out).map(|(b, o)| b * o).collect(),
    };
    for o in 0..outputs {
        let row: Vec<f32> = (0..inputs)
            .map(|i| weights[i * outputs + o] * out[o] / levels[i])
            .collect();
        let peak = row.iter().fold(1e-12f32, |max, w| max.max(w.abs()));
        let scale = best_scale(&row, peak / LIMIT);
        matrix.weights.extend(
            row.iter()
                .map(|w| (w / scale).round().clamp(-LIMIT, LIMIT) as i8),
        );
        matrix.scale.push(scale);
    }
    matrix
}

/// The scale with the least square error; cutting a few large weights can pay.
fn best_scale(row: &[f32], full: f32) -> f32 {
    let error = |scale: f32| -> f32 {
        row.iter()
            .map(|w| {
                let d = w - (w / scale).round().clamp(-LIMIT, LIMIT) * scale;
                d * d
            })
            .sum()
    };
    let mut best = (error(full), full);
    for step in 1..=8 {
        let scale = full * (1.0 - 0.05 * step as f32);
        let candidate = (error(scale), scale);
        if candidate.0 < best.0 {
            best = candidate;
        }
    }
    best.1
}

/// Two classifiers over the same units as one.
fn stack(mut first: QuantisedMatrix, second: QuantisedMatrix) -> QuantisedMatrix {
    first.rows += second.rows;
    first.weights.extend(second.weights);
    first.scale.extend(second.scale);
    first.bias.extend(second.bias);
    first
}

fn root_units(layout: &Layout, dense: &[f32]) -> Vec<f32> {
    let mut units = layout.units_bias.of(dense).to_vec();
    let (rows, cols) = (layout.units.rows, layout.units.cols);
    multiply(
        View::new(layout.root.of(dense), 1, rows),
        View::new(layout.units.of(dense), rows, cols),
        &mut units,
        cols,
        true,
    );
    units.iter_mut().for_each(|u| *u = u.max(0.0));
    units
}
