//! What kind of character a character is, as far as cutting words goes.

/// Kinds are small numbers: the ASCII code for a sign that matters by itself, a letter code for the rest.
pub(super) type Kind = u8;

/// A small letter, or a letter without case.
pub(super) const LOWER: Kind = b'a';
/// A capital letter.
pub(super) const UPPER: Kind = b'A';
/// A digit.
pub(super) const DIGIT: Kind = b'0';
/// A mark that belongs to the character before it: an accent, a joiner, a skin tone.
pub(super) const MARK: Kind = 1;
/// An en dash.
const EN_DASH: Kind = 2;
/// A long dash.
pub(super) const EM_DASH: Kind = 3;
/// Three dots in one character.
pub(super) const ELLIPSIS: Kind = 4;
/// A bullet.
pub(super) const BULLET: Kind = 5;
/// An opening double quote.
pub(super) const OPEN_QUOTE: Kind = 6;
/// A closing double quote.
pub(super) const CLOSE_QUOTE: Kind = 7;
/// An opening single quote.
const OPEN_SINGLE: Kind = 8;
/// Any other sign: an emoji, an arrow.
const SIGN: Kind = 9;

/// True for what stands between words: white space, control characters, zero-width space, byte-order mark.
pub(super) fn is_gap(c: char) -> bool {
    match c {
        '!'..='~' => false,
        '\0'..=' ' | '\u{7F}'..='\u{A0}' => true,
        '\u{200B}' | '\u{FEFF}' | '\u{2060}' => true,
        _ => c.is_whitespace(),
    }
}

/// The kind of `c`.
pub(super) fn kind(c: char) -> Kind {
    match c {
        'a'..='z' => LOWER,
        'A'..='Z' => UPPER,
        '0'..='9' => DIGIT,
        '\0'..='\u{7F}' => c as u8,
        '’' | 'ʼ' | '′' => b'\'',
        '‘' | '‚' | '‛' => OPEN_SINGLE,
        '“' | '„' | '«' | '‟' => OPEN_QUOTE,
        '”' | '»' | '″' => CLOSE_QUOTE,
        '‐' | '‑' => b'-',
        '–' | '‒' | '−' => EN_DASH,
        '—' | '―' => EM_DASH,
        '…' => ELLIPSIS,
        '•' | '·' | '●' | '▪' | '■' | '◦' | '‣' | '►' => BULLET,
        '£' | '€' | '¥' | '₤' | '₦' | '₹' | '₵' | '¢' => b'$',
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' => MARK,
        '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' => MARK,
        '\u{1F3FB}'..='\u{1F3FF}' | '\u{200C}' | '\u{200D}' | '\u{AD}' => MARK,
        // Vowel and cancelling signs of the scripts of India that are not letters by themselves; not their stops.
        '\u{900}'..='\u{DFF}' if !c.is_alphanumeric() && !matches!(c, '\u{964}' | '\u{965}') => {
            MARK
        }
        _ if c.is_alphabetic() && c.is_uppercase() => UPPER,
        _ if c.is_alphabetic() => LOWER,
        _ if c.is_numeric() => DIGIT,
        _ => SIGN,
    }
}

/// True for letters of either case.
pub(super) fn is_letter(kind: Kind) -> bool {
    kind == LOWER || kind == UPPER
}

/// True for letters and digits.
pub(super) fn is_alphanumeric(kind: Kind) -> bool {
    is_letter(kind) || kind == DIGIT
}
