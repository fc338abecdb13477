//! What is wrong in a rule file, and where.

use std::fmt;

/// One error in one rule file; prints with line, column, the line itself and a caret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Diagnostic {
    /// The file's name as the caller gave it.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// What is wrong, in lower case.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The line as written.
    source_line: String,
    /// How many characters the caret underlines.
    width: usize,
}

impl Diagnostic {
    /// An error at bytes `start..end` of `text`.
    pub(crate) fn new(
        file: &str,
        text: &str,
        (start, end): (u32, u32),
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        let floor = |at: u32| {
            let mut at = (at as usize).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(start), floor(end));
        let line_start = text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            message: message.into(),
            help,
            source_line: text[line_start..line_end].to_owned(),
            width: text[start..end.clamp(start, line_end)]
                .chars()
                .count()
                .max(1),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file, line, column, ..
        } = self;
        writeln!(f, "{file}:{line}:{column}: {}", self.message)?;
        writeln!(f, "  | {}", self.source_line)?;
        // Tabs are repeated so that the caret stands under its word however wide a tab is shown.
        let lead: String = (self.source_line.chars().take(column - 1))
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        write!(f, "  | {lead}{}", "^".repeat(self.width))?;
        if let Some(help) = &self.help {
            write!(f, "\n  = {help}")?;
        }
        Ok(())
    }
}
