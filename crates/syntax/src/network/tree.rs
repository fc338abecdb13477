//! From scores of possible heads to the best tree (Chu and Liu 1965, Edmonds 1967), with exactly one root.

/// Buffers for [`best_tree`], reused from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct TreeBuffers {
    scores: Vec<i64>,
    state: Vec<u8>,
}

/// Finds the tree with the highest sum of scores among those with exactly one root.
///
/// `scores[d * (n + 1) + h]` scores word `d` (from 0) hanging on `h`, where `h = 0` is the root and `h = i + 1` word `i`.
/// `heads[d]` becomes such an `h`. Ties go to the leftmost head.
pub fn best_tree(scores: &[i32], n: usize, heads: &mut Vec<usize>, buffers: &mut TreeBuffers) {
    heads.clear();
    let width = n + 1;
    debug_assert_eq!(scores.len(), n * width);
    for (d, row) in scores.chunks_exact(width).enumerate() {
        heads.push(best_head(row, d));
    }
    if is_tree(heads, &mut buffers.state) {
        return;
    }
    // A root arc costs more than all the rest can win, so the best tree has only one.
    let penalty = 1i64 << 40;
    buffers.scores.clear();
    for row in scores.chunks_exact(width) {
        let all = row.iter().enumerate();
        buffers
            .scores
            .extend(all.map(|(h, &s)| i64::from(s) - if h == 0 { penalty } else { 0 }));
    }
    let graph = Graph {
        // Node 0 is the root; nothing enters it, so its row is empty.
        weights: (0..=n)
            .map(|d| match d.checked_sub(1) {
                None => Vec::new(),
                Some(d) => buffers.scores[d * width..(d + 1) * width].to_vec(),
            })
            .collect(),
    };
    let parents = edmonds(graph);
    heads.clear();
    heads.extend(parents.into_iter().skip(1));
}

/// True when the heads form one tree with one root.
#[must_use]
pub fn is_tree(heads: &[usize], state: &mut Vec<u8>) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    first_cycle(heads.len() + 1, |node| heads[node - 1], state).is_none()
}

fn best_head(row: &[i32], d: usize) -> usize {
    let mut best = 0;
    for (h, &score) in row.iter().enumerate() {
        if h != d + 1 && score > row[best] {
            best = h;
        }
    }
    best
}

/// A full graph: `weights[d][h]`, with no arcs into node 0.
struct Graph {
    weights: Vec<Vec<i64>>,
}

const NONE: i64 = i64::MIN / 4;

/// The parents of the best arborescence from node 0; entry 0 is meaningless.
///
/// Cycles are contracted one at a time, without recursion, then opened again in reverse.
fn edmonds(mut graph: Graph) -> Vec<usize> {
    let n = graph.weights.len();
    let mut alive: Vec<bool> = vec![true; n];
    // For an arc between live nodes, the original arc it stands for.
    let mut origin: Vec<Vec<(u32, u32)>> = (0..n)
        .map(|d| (0..n).map(|h| (d as u32, h as u32)).collect())
        .collect();
    // The words that a live node stands for.
    let mut members: Vec<Vec<usize>> = (0..n).map(|v| vec![v]).collect();
    for d in 1..n {
        graph.weights[d][d] = NONE;
    }
    let mut contractions: Vec<Vec<Inside>> = Vec::new();
    let mut parent = vec![0usize; n];
    let mut state = Vec::new();
    loop {
        for d in (1..n).filter(|&d| alive[d]) {
            let row = &graph.weights[d];
            parent[d] = (0..n)
                .filter(|&h| alive[h] && h != d)
                .fold(0, |best, h| if row[h] > row[best] { h } else { best });
        }
        let look = |v: usize| if alive[v] { parent[v] } else { 0 };
        let Some(start) = first_cycle(n, look, &mut state) else {
            break;
        };
        let mut cycle = vec![start];
        let mut node = parent[start];
        while node != start {
            cycle.push(node);
            node = parent[node];
        }
        contractions.push(
            cycle
                .iter()
                .map(|&v| Inside {
                    members: members[v].clone(),
                    arc: origin[v][parent[v]],
                })
                .collect(),
        );
        contract(&mut graph, &mut origin, &alive, &parent, &cycle);
        for &v in &cycle[1..] {
            alive[v] = false;
            let moved = std::mem::take(&mut members[v]);
            members[start].extend(moved);
        }
    }
    let mut result = vec![usize::MAX; n];
    for d in (1..n).filter(|&d| alive[d]) {
        let (d, h) = origin[d][parent[d]];
        result[d as usize] = h as usize;
    }
    // Opening a cycle: the node that the arc from outside enters keeps that arc, the others keep theirs.
    for cycle in contractions.iter().rev() {
        for node in cycle {
            if node.members.iter().all(|&word| result[word] == usize::MAX) {
                result[node.arc.0 as usize] = node.arc.1 as usize;
            }
        }
    }
    result
}

/// A node of a contracted cycle, with the arc (in original words) that enters it inside the cycle.
struct Inside {
    members: Vec<usize>,
    arc: (u32, u32),
}

/// Makes `cycle[0]` stand for the whole cycle.
fn contract(
    graph: &mut Graph,
    origin: &mut [Vec<(u32, u32)>],
    alive: &[bool],
    parent: &[usize],
    cycle: &[usize],
) {
    let n = graph.weights.len();
    let stand_in = cycle[0];
    let inside = |v: usize| cycle.contains(&v);
    for other in (0..n).filter(|&v| alive[v] && !inside(v)) {
        // Into the cycle: what is won by breaking it at this place.
        let (mut best, mut from) = (NONE, origin[stand_in][other]);
        for &v in cycle {
            let gain = graph.weights[v][other] - graph.weights[v][parent[v]];
            if gain > best {
                (best, from) = (gain, origin[v][other]);
            }
        }
        if other != 0 {
            // Out of the cycle: the best of its members.
            let (mut best_out, mut out) = (NONE, origin[other][stand_in]);
            for &v in cycle {
                if graph.weights[other][v] > best_out {
                    (best_out, out) = (graph.weights[other][v], origin[other][v]);
                }
            }
            graph.weights[other][stand_in] = best_out;
            origin[other][stand_in] = out;
        }
        graph.weights[stand_in][other] = best;
        origin[stand_in][other] = from;
    }
}

/// A node on a cycle when heads are followed upwards, if there is any.
fn first_cycle(nodes: usize, head: impl Fn(usize) -> usize, state: &mut Vec<u8>) -> Option<usize> {
    const UNSEEN: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    state.clear();
    state.resize(nodes, UNSEEN);
    state[0] = DONE;
    for start in 1..nodes {
        let mut node = start;
        while state[node] == UNSEEN {
            state[node] = OPEN;
            node = head(node);
        }
        if state[node] == OPEN {
            return Some(node);
        }
        node = start;
        while state[node] == OPEN {
            state[node] = DONE;
            node = head(node);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All assignments of heads, the best tree among them.
    fn by_trying(scores: &[i32], n: usize) -> i64 {
        let mut best = i64::MIN;
        let mut heads = vec![0usize; n];
        let mut state = Vec::new();
        'all: loop {
            let valid = heads.iter().enumerate().all(|(d, &h)| h != d + 1);
            if valid && is_tree(&heads, &mut state) {
                best = best.max(sum(scores, &heads));
            }
            for h in &mut heads {
                *h += 1;
                if *h <= n {
                    continue 'all;
                }
                *h = 0;
            }
            return best;
        }
    }

    fn sum(scores: &[i32], heads: &[usize]) -> i64 {
        let width = heads.len() + 1;
        heads
            .iter()
            .enumerate()
            .map(|(d, h)| i64::from(scores[d * width + h]))
            .sum()
    }

    #[test]
    fn the_best_of_all_trees_is_found() {
        let mut seed = 7u32;
        let mut buffers = TreeBuffers::default();
        let mut heads = Vec::new();
        for round in 0..600 {
            let n = 1 + round % 5;
            let scores: Vec<i32> = (0..n * (n + 1))
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 16) as i32 % 40
                })
                .collect();
            best_tree(&scores, n, &mut heads, &mut buffers);
            assert!(is_tree(&heads, &mut Vec::new()), "{scores:?} {heads:?}");
            assert_eq!(sum(&scores, &heads), by_trying(&scores, n), "{scores:?}");
        }
    }
}
