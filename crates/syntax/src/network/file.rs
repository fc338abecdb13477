//! The model file: everything the network needs, as small integers and their scales, little-endian, without padding.

use super::ModelError;

const MAGIC: &[u8; 8] = b"CTGTNET\n";
/// Raised when the layout of the file or the meaning of a field changes.
const VERSION: u32 = 3;

/// What a model file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelFile {
    /// UPOS, XPOS, relations, name tags (`O`, `B-PER`, ...), in the order of the outputs.
    pub labels: [Vec<String>; 4],
    /// Words below this number have a row of their own among the clues.
    pub own_rows: u32,
    /// Rows that hashed clues share, after the own ones.
    pub hashed_rows: u32,
    /// Hash of each word of the vocabulary; word 0 stands for the unknown.
    pub keys: Vec<u32>,
    /// A row a word, each number at its level as an input.
    pub words: Table,
    /// A row a clue.
    pub clues: Table,
    /// Bring the sums of clues to their levels as inputs.
    pub clue_levels: Vec<f32>,
    /// Left and right direction of each layer: weights of the input and of the state.
    pub layers: Vec<[[QuantisedMatrix; 2]; 2]>,
    /// Hidden units of the heads: tags, names, dependents and heads of arcs, dependents and heads of labels.
    pub units: QuantisedMatrix,
    /// How many units each of the four groups has: tags, names, arcs, labels.
    pub unit_counts: [u32; 4],
    /// UPOS and XPOS.
    pub tags: QuantisedMatrix,
    /// Name tags.
    pub names: QuantisedMatrix,
    /// From the units of a head to what is multiplied with those of a dependent, and last a score of the head.
    pub arcs: QuantisedMatrix,
    /// What [`Self::arcs`] would give for the root.
    pub root_arc: Vec<f32>,
    /// Scores of distances: to the left from near to far, then to the right.
    pub distances: Vec<f32>,
    /// Relations.
    pub relations: QuantisedMatrix,
    /// The label units of the root.
    pub root_label: Vec<u8>,
    /// A second network that reads names alone; a model may lack it.
    pub second: Option<NamesFile>,
}

/// What a model file holds of the network that reads names alone, beside the word vectors that both share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamesFile {
    /// A row a clue: words' own rows, hashed ones, then those of the lists.
    pub clues: Table,
    /// Bring the sums of clues to their levels as inputs.
    pub clue_levels: Vec<f32>,
    /// Keys of the words in the lists, rising.
    pub list_keys: Vec<u32>,
    /// Their classes, a bit each.
    pub list_classes: Vec<u32>,
    /// How many classes there are.
    pub classes: u32,
    /// As in [`ModelFile::layers`].
    pub layers: Vec<[[QuantisedMatrix; 2]; 2]>,
    /// Hidden units.
    pub units: QuantisedMatrix,
    /// Name tags.
    pub names: QuantisedMatrix,
    /// What its scores weigh; those of the first network weigh the rest of 1.
    pub share: f32,
}

/// Rows of small integers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Numbers in a row.
    pub width: u32,
    /// Row by row.
    pub values: Vec<i8>,
}

/// A matrix of integers in -63..=63 with a scale and a bias for each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuantisedMatrix {
    /// Outputs.
    pub rows: u32,
    /// Inputs.
    pub cols: u32,
    /// Row by row.
    pub weights: Vec<i8>,
    /// One a row.
    pub scale: Vec<f32>,
    /// One a row.
    pub bias: Vec<f32>,
}

impl ModelFile {
    /// As bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer(Vec::new());
        out.0.extend(MAGIC);
        out.number(VERSION);
        for labels in &self.labels {
            out.bytes(labels.join("\n").as_bytes());
        }
        out.number(self.own_rows);
        out.number(self.hashed_rows);
        out.number(self.keys.len() as u32);
        self.keys.iter().for_each(|&k| out.number(k));
        out.table(&self.words);
        out.table(&self.clues);
        out.floats(&self.clue_levels);
        out.layers(&self.layers);
        out.matrix(&self.units);
        self.unit_counts.iter().for_each(|&n| out.number(n));
        out.matrix(&self.tags);
        out.matrix(&self.names);
        out.matrix(&self.arcs);
        out.floats(&self.root_arc);
        out.floats(&self.distances);
        out.matrix(&self.relations);
        out.bytes(&self.root_label);
        out.number(u32::from(self.second.is_some()));
        if let Some(second) = &self.second {
            second.write(&mut out);
        }
        out.0
    }

    /// From bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let mut input = Input(rest);
        let found = input.number()?;
        if found != VERSION {
            return Err(ModelError::Version {
                found,
                expected: VERSION,
            });
        }
        let mut file = Self::default();
        for labels in &mut file.labels {
            let text = std::str::from_utf8(input.bytes()?)
                .map_err(|_| ModelError::Damaged("labels are no text"))?;
            *labels = text.split('\n').map(str::to_owned).collect();
        }
        file.own_rows = input.number()?;
        file.hashed_rows = input.number()?;
        file.keys = input.words()?;
        file.words = input.table()?;
        file.clues = input.table()?;
        file.clue_levels = input.floats()?;
        file.layers = input.layers()?;
        file.units = input.matrix()?;
        for count in &mut file.unit_counts {
            *count = input.number()?;
        }
        file.tags = input.matrix()?;
        file.names = input.matrix()?;
        file.arcs = input.matrix()?;
        file.root_arc = input.floats()?;
        file.distances = input.floats()?;
        file.relations = input.matrix()?;
        file.root_label = input.bytes()?.to_vec();
        if input.number()? > 0 {
            file.second = Some(NamesFile::read(&mut input)?);
        }
        Ok(file)
    }
}

impl NamesFile {
    fn write(&self, out: &mut Writer) {
        out.table(&self.clues);
        out.floats(&self.clue_levels);
        for numbers in [&self.list_keys, &self.list_classes] {
            out.number(numbers.len() as u32);
            numbers.iter().for_each(|&n| out.number(n));
        }
        out.number(self.classes);
        out.layers(&self.layers);
        out.matrix(&self.units);
        out.matrix(&self.names);
        out.number(self.share.to_bits());
    }

    fn read(input: &mut Input<'_>) -> Result<Self, ModelError> {
        Ok(Self {
            clues: input.table()?,
            clue_levels: input.floats()?,
            list_keys: input.words()?,
            list_classes: input.words()?,
            classes: input.number()?,
            layers: input.layers()?,
            units: input.matrix()?,
            names: input.matrix()?,
            share: f32::from_bits(input.number()?),
        })
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, n: u32) {
        self.0.extend(n.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.0.extend(bytes);
    }

    fn floats(&mut self, values: &[f32]) {
        self.number(values.len() as u32);
        values.iter().for_each(|v| self.number(v.to_bits()));
    }

    fn signed(&mut self, values: &[i8]) {
        self.number(values.len() as u32);
        self.0.extend(values.iter().map(|v| v.to_le_bytes()[0]));
    }

    fn table(&mut self, table: &Table) {
        self.number(table.width);
        self.signed(&table.values);
    }

    fn layers(&mut self, layers: &[[[QuantisedMatrix; 2]; 2]]) {
        self.number(layers.len() as u32);
        let matrices = layers.iter().flatten().flatten();
        matrices.for_each(|matrix| self.matrix(matrix));
    }

    fn matrix(&mut self, matrix: &QuantisedMatrix) {
        self.number(matrix.rows);
        self.number(matrix.cols);
        self.signed(&matrix.weights);
        self.floats(&matrix.scale);
        self.floats(&matrix.bias);
    }
}

struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], ModelError> {
        let (head, rest) = self
            .0
            .split_at_checked(len)
            .ok_or(ModelError::Damaged("it ends too early"))?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b)))
    }

    fn bytes(&mut self) -> Result<&'b [u8], ModelError> {
        let len = self.number()? as usize;
        self.take(len)
    }

    fn words(&mut self) -> Result<Vec<u32>, ModelError> {
        let len = self.number()? as usize;
        let bytes = self.take(len.saturating_mul(4))?;
        Ok(bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|b| u32::from_le_bytes(*b))
            .collect())
    }

    fn floats(&mut self) -> Result<Vec<f32>, ModelError> {
        Ok(self.words()?.into_iter().map(f32::from_bits).collect())
    }

    fn signed(&mut self) -> Result<Vec<i8>, ModelError> {
        Ok(self.bytes()?.iter().map(|&b| b.cast_signed()).collect())
    }

    fn table(&mut self) -> Result<Table, ModelError> {
        let width = self.number()?;
        let values = self.signed()?;
        if width == 0 || values.len() % width as usize != 0 {
            return Err(ModelError::Damaged("a table has no whole rows"));
        }
        Ok(Table { width, values })
    }

    fn layers(&mut self) -> Result<Vec<[[QuantisedMatrix; 2]; 2]>, ModelError> {
        let count = self.number()?;
        if count > 16 {
            return Err(ModelError::Damaged("too many layers"));
        }
        let mut layers = Vec::new();
        for _ in 0..count {
            let mut layer: [[QuantisedMatrix; 2]; 2] = Default::default();
            for matrix in layer.iter_mut().flatten() {
                *matrix = self.matrix()?;
            }
            layers.push(layer);
        }
        Ok(layers)
    }

    fn matrix(&mut self) -> Result<QuantisedMatrix, ModelError> {
        let matrix = QuantisedMatrix {
            rows: self.number()?,
            cols: self.number()?,
            weights: self.signed()?,
            scale: self.floats()?,
            bias: self.floats()?,
        };
        let (rows, cols) = (matrix.rows as usize, matrix.cols as usize);
        let fits = rows.checked_mul(cols) == Some(matrix.weights.len())
            && matrix.scale.len() == rows
            && matrix.bias.len() == rows
            && matrix.weights.iter().all(|w| w.unsigned_abs() <= 63);
        if fits && rows > 0 && cols > 0 {
            Ok(matrix)
        } else {
            Err(ModelError::Damaged("a matrix does not fit its size"))
        }
    }
}
