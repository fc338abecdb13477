//! The two curves of the network, computed with plain additions, products and one division, in one order:
//! the same bits on every processor, whether the compiler vectorises them or not.

/// Hyperbolic tangent by a rational function (odd polynomial of degree 13 over even of degree 6);
/// the error stays under 1e-6.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    // `clamp` keeps NaN; the comparisons here send it to the upper end, and compile to two vector instructions.
    let x = if x < 7.9 { x } else { 7.9 };
    let x = if x > -7.9 { x } else { -7.9 };
    let s = x * x;
    let mut p = -2.760_768_5e-16;
    p = p * s + 2.000_188e-13;
    p = p * s + -8.604_672e-11;
    p = p * s + 5.122_297_1e-8;
    p = p * s + 1.485_722_4e-5;
    p = p * s + 6.372_619_3e-4;
    p = p * s + 4.893_524_6e-3;
    let mut q = 1.198_258_4e-6;
    q = q * s + 1.185_347e-4;
    q = q * s + 2.268_434_6e-3;
    q = q * s + 4.893_525e-3;
    x * p / q
}

/// The logistic curve.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    tanh(x * 0.5) * 0.5 + 0.5
}

/// The nearest whole number in 0..=127 (to even when in the middle); everything outside goes to the nearer end.
#[inline(always)]
#[must_use]
pub fn to_byte(x: f32) -> u8 {
    let x = if x > 0.0 { x } else { 0.0 };
    let x = if x < 127.0 { x } else { 127.0 };
    // Adding 2^23 rounds to whole numbers and leaves them in the low bits.
    ((x + 8_388_608.0).to_bits() & 0x7f) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_rounded_and_clamped() {
        let cases = [
            (-3.0, 0),
            (0.4, 0),
            (0.6, 1),
            (2.5, 2),
            (126.7, 127),
            (1e9, 127),
            (f32::NAN, 0),
        ];
        for (x, byte) in cases {
            assert_eq!(to_byte(x), byte, "{x}");
        }
    }

    #[test]
    fn the_curves_are_close_to_the_exact_ones() {
        for i in -2000..=2000 {
            let x = i as f32 / 150.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-6, "tanh({x})");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 2e-6);
        }
        assert!(tanh(f32::NAN).is_finite());
    }
}
