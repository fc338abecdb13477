//! The built-in files are right, and rows of a user's own are checked and laid over them.

use contingent_registry::{Registry, Role};
use jiff::civil::date;

#[test]
fn the_built_in_files_have_no_errors() {
    let nothing = std::iter::empty::<(&str, &str)>();
    if let Err(errors) = Registry::with_folder(nothing) {
        let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{} errors in registry/:\n{}", list.len(), list.join("\n"));
    }
}

#[test]
fn an_office_is_answered_by_its_holder_on_the_day() {
    let registry = Registry::embedded();
    let on = |day| {
        registry
            .holders("KEN", Role::HeadOfState, day)
            .map(|s| s.person.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(on(date(2024, 6, 25)), ["william-ruto"]);
}
