//! Quotations that run over several sentences: who speaks in each of them.

use crate::model::Claim;
use crate::scene::Scene;
use crate::{source, when};
use contingent_text::{Document, Part, Span};
use smol_str::SmolStr;

/// The quotations of a document, and who is named as a speaker in each sentence.
pub(crate) struct Speeches {
    quotes: Vec<(Part, Span)>,
    sentences: Vec<Heard>,
    /// Claims without a source or a day, by sentence and place in the list.
    open: Vec<(usize, usize)>,
}

/// What a sentence says of speaking.
struct Heard {
    part: Part,
    span: Span,
    speaker: Option<SmolStr>,
    /// When it was said.
    date: Option<SmolStr>,
}

impl Speeches {
    pub fn new(document: &Document) -> Self {
        let mut quotes = Vec::new();
        for part in [Part::Title, Part::Body] {
            quotes.extend(
                quotations(document.part(part))
                    .into_iter()
                    .map(|q| (part, q)),
            );
        }
        Self {
            quotes,
            sentences: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Takes in the next sentence.
    pub fn hear(&mut self, scene: &Scene<'_>) {
        let found = source::speaker_of_sentence(scene);
        let date = found
            .as_ref()
            .and_then(|(_, verb)| when::date(scene, *verb, false, None));
        self.sentences.push(Heard {
            part: scene.part(),
            span: scene.sentence.span,
            speaker: found.map(|((name, _), _)| name),
            date: date.map(|(date, _)| date),
        });
    }

    /// Remembers a claim of that sentence when nobody is named for it yet.
    pub fn note(&mut self, sentence: usize, at: usize, claim: &Claim) {
        if claim.said_by.is_none() || claim.date.is_none() {
            self.open.push((sentence, at));
        }
    }

    /// Puts down what stands in quotation marks to whoever is said to speak where the quotation begins or ends, or
    /// right before it.
    pub fn attribute(&self, claims: &mut [Claim]) {
        for (sentence, at) in &self.open {
            let Some(claim) = claims.get_mut(*at) else {
                continue;
            };
            let (Some(evidence), Some(here)) =
                (claim.evidence.first(), self.sentences.get(*sentence))
            else {
                continue;
            };
            let cue = evidence.span;
            let quote = (self.quotes.iter()).find(|(p, q)| *p == here.part && q.contains(cue));
            if let (None, Some((part, quote))) = (&claim.said_by, quote) {
                claim.said_by = self.speaker(*part, *quote);
            }
            // "… found on Friday that it was void. He praised the plan": one speech has one day.
            let stance = matches!(
                claim.text("plover"),
                Some("SUPPORT" | "ACCUSE" | "REJECT" | "REQUEST" | "THREATEN")
            );
            if stance && claim.date.is_none() && claim.said_by.is_some() {
                claim.date = self.day_of_speech(*sentence, claim.said_by.as_ref());
            }
        }
    }

    /// When the sentence before, or the one before that, says that the same source spoke.
    fn day_of_speech(&self, sentence: usize, source: Option<&SmolStr>) -> Option<SmolStr> {
        let first = sentence.saturating_sub(2);
        let before = self.sentences.get(first..sentence)?;
        let same = before
            .iter()
            .rev()
            .find(|heard| heard.speaker.as_ref() == source)?;
        same.date.clone()
    }

    fn speaker(&self, part: Part, quote: Span) -> Option<SmolStr> {
        let holds = |at: u32, span: Span| span.start <= at && at < span.end;
        let of = |at: u32| {
            let found = self
                .sentences
                .iter()
                .position(|heard| heard.part == part && holds(at, heard.span));
            found.and_then(|n| Some((n, self.sentences.get(n)?.speaker.clone())))
        };
        let (first, opening) = of(quote.start).unwrap_or_default();
        let closing = || of(quote.end.saturating_sub(1)).and_then(|(_, name)| name);
        let before = || {
            let heard = self.sentences.get(first.checked_sub(1)?)?;
            heard.speaker.clone().filter(|_| heard.part == part)
        };
        opening.or_else(closing).or_else(before)
    }
}

/// The places of what stands in quotation marks, a paragraph at a time; a mark that nothing closes reaches to the end of
/// its paragraph when it opens one.
fn quotations(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = '\n';
    for (at, sign) in text.char_indices() {
        match sign {
            '\n' => {
                if let Some(start) = open.take()
                    && (start == 0 || text[..start].ends_with('\n'))
                {
                    out.push(Span::new(start, at));
                }
            }
            '“' => open = Some(at),
            '”' => {
                if let Some(start) = open.take() {
                    out.push(Span::new(start, at + sign.len_utf8()));
                }
            }
            '"' => match open.take() {
                Some(start) => out.push(Span::new(start, at + 1)),
                None if before.is_whitespace() || matches!(before, '(' | '—' | '-' | '–') => {
                    open = Some(at);
                }
                None => {}
            },
            _ => {}
        }
        before = sign;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn quotations_are_found_in_straight_and_curly_marks_and_over_sentences() {
        let of = |text: &str| -> Vec<String> {
            let found = quotations(text);
            found.iter().map(|q| q.of(text).to_owned()).collect()
        };
        assert_eq!(of("He said \"it is. It was\" so."), ["\"it is. It was\""]);
        assert_eq!(of("“Ça va.” He left."), ["“Ça va.”"]);
        assert_eq!(of("\"We came.\n\nThey went."), ["\"We came."]);
        assert_eq!(of("a 6\" gun and nothing else"), Vec::<String>::new());
    }
}
