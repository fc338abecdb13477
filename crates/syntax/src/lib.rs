//! Sentences, words, tags, lemmas, dependency trees and names, from the model inside the binary.
