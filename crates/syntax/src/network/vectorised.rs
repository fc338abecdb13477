/// A function that is compiled a second time for AVX2.
///
/// The compiler keeps the order of floating-point operations and never fuses them, so both give the same bits.
/// The first argument chooses: `true` takes AVX2 where the processor has it.
macro_rules! vectorised {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        $vis fn $name(wide: bool, $($arg: $ty),*) {
            #[inline(always)]
            fn plain($($arg: $ty),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $ty),*) {
                    plain($($arg),*);
                }
                if wide && std::arch::is_x86_feature_detected!("avx2") {
                    #[expect(unsafe_code, reason = "the feature was detected on the line above")]
                    // SAFETY: the processor has AVX2.
                    unsafe {
                        avx2($($arg),*);
                    }
                    return;
                }
            }
            let _ = wide;
            plain($($arg),*);
        }
    };
}

pub(super) use vectorised;
