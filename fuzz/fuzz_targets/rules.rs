#![no_main]
//! A rule file of any bytes: it parses or says where it does not, and what it parses to prints and reads back.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(file) = contingent_pattern::parse("fuzz.rules", text) {
        let printed = file.to_string();
        let again = contingent_pattern::parse("fuzz.rules", &printed).expect("what is printed reads back");
        assert_eq!(again.to_string(), printed);
    }
});
