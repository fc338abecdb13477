//! Lines of bytes, none longer than a limit in memory.

use std::io::{self, BufRead};

/// Splits a source into lines.
pub struct Lines<R> {
    source: R,
    limit: usize,
    number: u64,
}

/// One line, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line end.
    Whole(u64, Vec<u8>),
    /// It is longer than the limit, so it was passed over.
    TooLong(u64),
}

impl<R: BufRead> Lines<R> {
    /// The lines of `source`, of at most `limit` bytes.
    pub fn new(source: R, limit: usize) -> Self {
        Self {
            source,
            limit,
            number: 0,
        }
    }

    /// The number of the line that was read last.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next line, or nothing at the end.
    pub fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.source.fill_buf() {
                Ok(chunk) => chunk,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if chunk.is_empty() {
                break;
            }
            if !any {
                any = true;
                self.number += 1;
            }
            let end = chunk.iter().position(|b| *b == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            too_long |= line.len() + part.len() > self.limit;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.source.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(match (any, too_long) {
            (false, _) => None,
            (true, true) => Some(Line::TooLong(self.number)),
            (true, false) => Some(Line::Whole(self.number, line)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_long_ones_passed_over() {
        let source = io::BufReader::with_capacity(3, &b"one\n\nmuch too long\nlast"[..]);
        let mut lines = Lines::new(source, 5);
        let whole = |n, text: &str| Some(Line::Whole(n, text.as_bytes().to_vec()));
        assert_eq!(lines.next().unwrap(), whole(1, "one"));
        assert_eq!(lines.next().unwrap(), whole(2, ""));
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong(3)));
        assert_eq!(lines.next().unwrap(), whole(4, "last"));
        assert_eq!(lines.next().unwrap(), None);
    }
}
