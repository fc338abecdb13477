#![no_main]
//! A plain copy of any bytes, and the choice between the readers.

mod promises;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    promises::check(&contingent_page::read_plain(&contingent_page::decode(bytes).0));
    promises::check(&contingent_page::read("fuzz", bytes));
});
