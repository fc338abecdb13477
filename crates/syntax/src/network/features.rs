//! What the network sees of a word by itself: the key of its lower-case form and a handful of hashed clues
//! (its first and last letters, its shape, its length). Trainer and reader share this, so that they agree.

/// At most this many hashed clues a word.
pub const MAX_CLUES: usize = 14;

/// A word as the network sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// Hash of the lower-case form with digits as `0`: the key of the vocabulary.
    pub key: u32,
    /// Hashes of the clues, to be reduced modulo the number of rows.
    pub hashes: Vec<u32>,
}

/// Reads `form` into `clues`; `lower` is a buffer.
pub fn read_clues(form: &str, lower: &mut Vec<char>, clues: &mut Clues) {
    clues.hashes.clear();
    lower.clear();
    for c in form.chars() {
        if c.is_numeric() {
            lower.push('0');
        } else {
            lower.extend(c.to_lowercase());
        }
    }
    clues.key = hash(0, lower.iter().copied());
    for take in 1..=4.min(lower.len()) {
        let prefix = lower.iter().take(take).copied();
        clues.hashes.push(hash(take as u32, prefix));
    }
    for take in 1..=5.min(lower.len()) {
        let suffix = lower.iter().skip(lower.len() - take).copied();
        clues.hashes.push(hash(16 + take as u32, suffix));
    }
    clues.hashes.push(hash(32, collapsed_shape(form)));
    clues.hashes.push(hash(33, form.chars().take(9).map(shape)));
    let length = lower.len().min(12) as u32;
    clues
        .hashes
        .push(hash(34, char::from_u32(48 + length).into_iter()));
    debug_assert!(clues.hashes.len() <= MAX_CLUES);
}

/// The key of a form in the vocabulary.
#[must_use]
pub fn key(form: &str) -> u32 {
    let mut clues = Clues::default();
    read_clues(form, &mut Vec::new(), &mut clues);
    clues.key
}

/// `Xx`, `x-X`, `0,0`: runs of the same kind of character are written once.
fn collapsed_shape(form: &str) -> impl Iterator<Item = char> {
    let mut last = None;
    form.chars().map(shape).filter(move |&kind| {
        let new = last != Some(kind);
        last = Some(kind);
        new
    })
}

fn shape(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_alphabetic() {
        'x'
    } else if c.is_numeric() {
        '0'
    } else {
        c
    }
}

/// FNV-1a over characters, with a kind so that a prefix and a suffix differ, and a last mixing step.
fn hash(kind: u32, chars: impl Iterator<Item = char>) -> u32 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325 ^ u64::from(kind);
    h = h.wrapping_mul(0x0100_0000_01b3);
    for c in chars {
        h = (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_share_a_key_and_capitals_only_change_the_shape() {
        assert_eq!(key("1,041"), key("2,500"));
        let (mut a, mut b) = (Clues::default(), Clues::default());
        read_clues("Police", &mut Vec::new(), &mut a);
        read_clues("police", &mut Vec::new(), &mut b);
        assert_eq!(a.key, b.key);
        let differing = a.hashes.iter().zip(&b.hashes).filter(|(x, y)| x != y);
        assert_eq!(differing.count(), 2);
    }

    #[test]
    fn no_form_has_more_clues_than_there_is_room_for() {
        for form in ["", "a", "İİİİİİİİ", "x-y-z_1,2.3%$#@!", "ﬁﬁﬁﬁﬁﬁﬁﬁﬁﬁﬁﬁ"]
        {
            let mut clues = Clues::default();
            read_clues(form, &mut Vec::new(), &mut clues);
            assert!(clues.hashes.len() <= MAX_CLUES, "{form}");
        }
    }
}
