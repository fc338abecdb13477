//! What is read: files, standard input, and files that hold many documents, one a line.

mod lines;
mod load;
mod moment;
mod packed;
mod record;
mod source;

pub use load::{Loaded, load};
pub use moment::parse_moment;
pub use source::{Inputs, Item, Problem};
