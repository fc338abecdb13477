//! Bytes into text, whatever encoding they are in.

use contingent_text::Complaint;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Reads bytes as text: a byte order mark decides, then valid UTF-8, then the charset that an HTML
/// page names, then windows-1252. A complaint says what was assumed or lost.
///
/// No more than [`MAX_BYTES`](crate::MAX_BYTES) are decoded; a complaint says so.
#[must_use]
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Complaint>) {
    let mut complaints = Vec::new();
    let all = bytes.len();
    let bytes = if all > crate::MAX_BYTES {
        complaints.push(Complaint::new(format!(
            "only the first {} of {all} bytes were read",
            crate::MAX_BYTES
        )));
        // Not in the middle of a UTF-8 character: it would look like another encoding.
        let mut end = crate::MAX_BYTES;
        while end > crate::MAX_BYTES - 4 && bytes[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        &bytes[..end]
    } else {
        bytes
    };

    let (encoding, sure) = encoding_of(bytes);
    let (text, _, broken) = encoding.decode(bytes);
    if !sure {
        complaints.push(Complaint::new(format!(
            "the text is not UTF-8 and names no encoding; {} was assumed",
            encoding.name()
        )));
    }
    if broken {
        complaints.push(Complaint::new(format!(
            "some bytes are not valid {}; they are shown as \u{FFFD}",
            encoding.name()
        )));
    }
    (text, complaints)
}

/// True for UTF-16, with or without a byte order mark: every other byte of Western text is NUL.
pub(crate) fn is_wide(bytes: &[u8]) -> bool {
    wide(bytes).is_some()
}

fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(UTF_16BE);
    }
    let start = &bytes[..bytes.len().min(512) & !1];
    let pairs = start.len() / 2;
    let nuls = |at: usize| {
        start
            .iter()
            .skip(at)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    if pairs >= 4 && odd * 10 >= pairs * 8 && even == 0 {
        Some(UTF_16LE)
    } else if pairs >= 4 && even * 10 >= pairs * 8 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding, and whether anything vouches for it.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, true);
    }
    if let Some(encoding) = wide(bytes) {
        return (encoding, true);
    }
    let named = charset(&bytes[..bytes.len().min(4096)]);
    match std::str::from_utf8(bytes) {
        Ok(_) => (UTF_8, true),
        Err(error) => match named {
            Some(encoding) => (encoding, true),
            // A long text that is UTF-8 but for a stray byte is UTF-8.
            None if mostly_utf8(bytes, error.valid_up_to()) => (UTF_8, true),
            None => (WINDOWS_1252, false),
        },
    }
}

/// True when multi-byte characters that are right outnumber the bytes that are wrong.
fn mostly_utf8(bytes: &[u8], first_wrong: usize) -> bool {
    let mut right = bytes[..first_wrong].iter().filter(|b| **b >= 0xC0).count();
    let mut wrong = 0;
    for chunk in bytes[first_wrong..].utf8_chunks() {
        right += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        wrong += chunk.invalid().len();
    }
    right > wrong
}

/// The charset that an HTML head names: `<meta charset=x>` or `content="text/html; charset=x"`.
fn charset(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let at = lower.windows(8).position(|w| w == b"charset=")?;
    // A plain text that merely speaks of charsets names none.
    if !lower[..at].contains(&b'<') {
        return None;
    }
    let label: Vec<u8> = lower[at + 8..]
        .iter()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .copied()
        .collect();
    Encoding::for_label(&label).filter(|e| *e != UTF_16LE && *e != UTF_16BE && *e != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Vec<String>) {
        let (text, complaints) = decode(bytes);
        (
            text.into_owned(),
            complaints.into_iter().map(|c| c.message).collect(),
        )
    }

    #[test]
    fn marks_names_and_guesses() {
        assert_eq!(decoded("naïve".as_bytes()), ("naïve".into(), vec![]));
        assert_eq!(decoded(b"\xEF\xBB\xBFx").0, "x");
        assert_eq!(decoded(b"\xFF\xFEH\0i\0").0, "Hi");
        assert_eq!(decoded(b"H\0a\0i\0t\0i\0").0, "Haiti");
        let (text, said) = decoded(b"Fils-Aim\xE9 \x93said\x94");
        assert_eq!(text, "Fils-Aimé “said”");
        assert!(said[0].contains("windows-1252"), "{said:?}");
        let (text, said) = decoded(b"<meta charset=\"iso-8859-9\"><p>\xDDstanbul");
        assert!(
            text.ends_with("İstanbul") && said.is_empty(),
            "{text} {said:?}"
        );
    }

    #[test]
    fn a_stray_byte_does_not_unmake_utf8() {
        let (text, said) = decoded(b"Fils-Aim\xC3\xA9, C\xC3\xB4te, \xFF");
        assert_eq!(text, "Fils-Aimé, Côte, \u{FFFD}");
        assert_eq!(said.len(), 1);
    }
}
