//! One long text read by several threads: paragraph by paragraph, handed on in the text's order.

use crate::pipeline::{Place, Reader, Syntax};
use crate::words::paragraphs;
use contingent_text::{Document, Part, Sentence, Span};
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Bytes that a thread takes at a time, unless one paragraph is longer.
const PIECE: usize = 4 << 10;

/// Pieces read before their sentences are handed on: bounds the memory.
const PIECES_A_ROUND: usize = 256;

/// Reads a document with `threads` threads and hands on the same sentences, in the same order, as [`Reader::read`].
///
/// Many short documents are better shared out whole, a [`Reader`] for each thread.
pub fn read_parallel(
    model: &Syntax,
    document: &Document,
    threads: NonZeroUsize,
    mut give: impl FnMut(Sentence),
) {
    let mut readers: Vec<Reader<'_>> = (0..threads.get()).map(|_| Reader::new(model)).collect();
    for part in [Part::Title, Part::Body] {
        let text = document.part(part);
        let mut pieces = pieces(text).peekable();
        while pieces.peek().is_some() {
            let round: Vec<Piece> = pieces.by_ref().take(PIECES_A_ROUND).collect();
            for sentences in read_round(&mut readers, text, part, &round) {
                sentences.into_iter().for_each(&mut give);
            }
        }
    }
}

/// Some paragraphs, with the number of the first.
struct Piece {
    first: u32,
    paragraphs: Vec<Span>,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut spans = paragraphs(text).peekable();
    let mut first = 0;
    std::iter::from_fn(move || {
        let start = spans.peek()?.start as usize;
        let mut piece = Piece {
            first,
            paragraphs: Vec::new(),
        };
        while let Some(span) =
            spans.next_if(|span| piece.paragraphs.is_empty() || span.end as usize - start <= PIECE)
        {
            piece.paragraphs.push(span);
        }
        first += piece.paragraphs.len() as u32;
        Some(piece)
    })
}

/// The sentences of each piece, in order.
fn read_round(
    readers: &mut [Reader<'_>],
    text: &str,
    part: Part,
    round: &[Piece],
) -> Vec<Vec<Sentence>> {
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Vec<Sentence>>> = round.iter().map(|_| Mutex::default()).collect();
    let work = |reader: &mut Reader<'_>| {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let (Some(piece), Some(place)) = (round.get(number), done.get(number)) else {
                return;
            };
            let sentences = read_piece(reader, text, part, piece);
            if let Ok(mut place) = place.lock() {
                *place = sentences;
            }
        }
    };
    match readers {
        [only] => work(only),
        several => thread::scope(|scope| {
            for reader in several {
                scope.spawn(|| work(reader));
            }
        }),
    }
    done.into_iter()
        .map(|place| place.into_inner().unwrap_or_default())
        .collect()
}

fn read_piece(reader: &mut Reader<'_>, text: &str, part: Part, piece: &Piece) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (paragraph, span) in (piece.first..).zip(&piece.paragraphs) {
        let place = Place {
            part,
            paragraph,
            edited: true,
        };
        reader.read_paragraph(text, *span, place, &mut |sentence| sentences.push(sentence));
    }
    sentences
}
