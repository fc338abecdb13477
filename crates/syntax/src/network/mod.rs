//! The neural network: reads the words of a sentence and gives their tags, their tree and the names among them.
//!
//! Each word becomes a few bytes ([`lookup`]), two layers read them from left to right and from right to left
//! ([`layer`]), and small heads on top say what each word is and where it hangs ([`heads`]). Sums are taken over
//! integers and everything else is done in one order, so the answer is the same on every processor.

mod analysis;
mod features;
mod file;
mod heads;
mod kernel;
mod layer;
mod lookup;
mod model_error;
mod nonlinear;
mod second;
mod tree;
mod vectorised;

pub use analysis::{Analysis, Network, Scratch};
pub use model_error::ModelError;

/// What the trainer and the network must do in the same way.
pub mod shared {
    pub use super::features::{Clues, MAX_CLUES, key, read_clues};
    pub use super::file::{ModelFile, NamesFile, QuantisedMatrix, Table};
    pub use super::nonlinear::{sigmoid, tanh};
    pub use super::tree::{TreeBuffers, best_tree, is_tree};
}
