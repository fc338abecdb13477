#![no_main]
//! A rule file of any bytes: it parses or says where it does not, and what it parses to prints and reads back.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(file) = contingent_pattern::parse("fuzz.rules", text) {
        let printed = file.to_string();
        match contingent_pattern::parse("fuzz.rules", &printed) {
            Ok(again) => assert_eq!(again.to_string(), printed),
            // The printer sets brackets that the author could do without, and depth is bounded.
            Err(error) => assert_eq!(error.message, "tests are nested too deeply", "{printed}"),
        }
    }
});
