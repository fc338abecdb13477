//! The nine claim types of the codebook, read from a document by rules.
