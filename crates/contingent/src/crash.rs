//! A panic is a bug of ours. It costs the document it happened in, not the run.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the words of a panic for the report instead of printing them between the claims.
pub fn keep_quiet() {
    panic::set_hook(Box::new(|info| {
        let at = info
            .location()
            .map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
        let said = info.payload_as_str().unwrap_or("no message");
        LAST.with(|last| *last.borrow_mut() = format!("{said}{at}"));
    }));
}

/// Runs `work`; a panic in it becomes an error that says what happened.
pub fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    // Unwind-safe: whatever `work` was changing is thrown away by the caller after an error.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let said = LAST.with(|last| last.take());
        format!("this is a bug in contingent ({said}); please report it with the document")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_that_says_what_happened() {
        keep_quiet();
        let empty: [u8; 0] = [];
        let error = caught(|| empty[std::hint::black_box(3)]).unwrap_err();
        assert!(error.contains("index out of bounds"), "{error}");
        assert!(error.contains("crash.rs"), "{error}");
        assert_eq!(caught(|| 7), Ok(7));
        let _ = panic::take_hook();
    }
}
