//! Labels beside the ends of lines, moved apart so that none covers another.

/// Where each label stands, in the order given: as near as can be to where it wants to, at least `gap` from the next, and
/// between `top` and `bottom`. There must be room for all of them.
pub fn apart(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    // Neighbours that want the same room form a block around the middle of what they want.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for place in &order {
        let mut block = (wanted[*place], 1);
        while let Some(last) = blocks.last() {
            let ends = last.0 + (last.1 as f64 - 1.0) * gap;
            if ends + gap <= block.0 {
                break;
            }
            let (a, n) = *last;
            let m = block.1;
            // The first of the joined block, so that the mean shift is nought.
            let first = (a * n as f64 + (block.0 - n as f64 * gap) * m as f64) / (n + m) as f64;
            block = (first, n + m);
            blocks.pop();
        }
        let most = (bottom - (block.1 as f64 - 1.0) * gap).max(top);
        block.0 = block.0.clamp(top, most);
        blocks.push(block);
    }
    // What was pushed up from the bottom may have met the block above it.
    let mut ceiling = bottom;
    for block in blocks.iter_mut().rev() {
        let last = block.0 + (block.1 as f64 - 1.0) * gap;
        if last > ceiling {
            block.0 -= last - ceiling;
        }
        ceiling = block.0 - gap;
    }
    let mut out = vec![0.0; wanted.len()];
    let mut places = order.into_iter();
    for (first, n) in blocks {
        for (k, place) in places.by_ref().take(n).enumerate() {
            out[place] = first + k as f64 * gap;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_label_covers_another(wanted in prop::collection::vec(0.0..200f64, 0..14)) {
            let placed = apart(&wanted, 14.0, 0.0, 200.0);
            let mut sorted = placed.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 13.99), "{sorted:?}");
            prop_assert!(sorted.iter().all(|y| (-0.01..=200.01).contains(y)), "{sorted:?}");
        }
    }
}
