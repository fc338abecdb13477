//! The program `contingent`.

fn main() {}
