#![no_main]
//! An HTML page of any bytes, as it comes from a disk: decoded, then read.

mod promises;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| promises::check(&contingent_page::read_html(&contingent_page::decode(bytes).0)));
