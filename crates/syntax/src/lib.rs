//! Sentences, words, tags, lemmas, dependency trees and names, from the model inside the binary.

mod network;

pub use network::{Analysis, ModelError, Network, Scratch};
