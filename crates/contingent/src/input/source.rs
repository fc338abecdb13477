//! The files of a call, opened one after the other, and the documents in them as raw bytes.

use super::lines::{Line, Lines};
use super::packed::{Stream, unpack, unpacked_name};
use crate::crash::caught;
use contingent_page::MAX_BYTES;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A page saved with its pictures inside can have many megabytes; more than this is something else.
const LARGEST_PAGE: u64 = 32 << 20;

/// One document, not yet read, or the reason why there is none.
#[derive(Debug)]
pub enum Item {
    /// A page.
    Page {
        /// The document's id.
        name: String,
        /// The name that tells by its ending what is inside.
        kind: String,
        /// The whole file.
        bytes: Vec<u8>,
    },
    /// A line of a file of many documents.
    Record {
        /// The file's name.
        file: String,
        /// Its line, from 1.
        number: u64,
        /// The line.
        bytes: Vec<u8>,
    },
    /// Something that could not be read.
    Unread(Problem),
}

/// Why a file or a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, and the line where there are many documents in it.
    pub name: String,
    /// What is wrong, as the rest of a sentence that begins with the name.
    pub message: String,
}

impl Problem {
    /// `name` has this problem.
    pub fn new(name: &str, message: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}

/// Everything that a call names, document by document.
pub struct Inputs {
    files: VecDeque<(PathBuf, String)>,
    open: Option<OpenFile>,
    done: Arc<AtomicU64>,
    /// Bytes of all files, as far as they are known before reading.
    pub size: u64,
}

struct OpenFile {
    name: String,
    lines: Lines<Stream>,
}

impl Inputs {
    /// The documents in these files; `-` is standard input.
    pub fn new(files: &[PathBuf]) -> Self {
        Self {
            files: files.iter().cloned().zip(names(files)).collect(),
            open: None,
            done: Arc::default(),
            size: files
                .iter()
                .filter_map(|f| fs::metadata(f).ok())
                .map(|m| m.len())
                .sum(),
        }
    }

    /// Counts the bytes that were read so far.
    pub fn done(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.done)
    }

    fn advance(&mut self) -> Option<Item> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next() {
                    Some(item) => return Some(item),
                    None => self.open = None,
                }
            }
            let (path, name) = self.files.pop_front()?;
            match self.start(&path, &name) {
                Ok(Some(item)) => return Some(item),
                Ok(None) => {}
                Err(error) => return Some(Item::Unread(Problem::new(&name, say(&error)))),
            }
        }
    }

    /// Opens a file: a page is read at once, a file of many documents is left open.
    fn start(&mut self, path: &Path, name: &str) -> io::Result<Option<Item>> {
        let standard_input = path == Path::new("-");
        let raw: Box<dyn Read + Send> = if standard_input {
            Box::new(io::stdin())
        } else if fs::metadata(path)?.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        } else {
            Box::new(File::open(path)?)
        };
        let mut stream = unpack(Counted {
            raw,
            done: Arc::clone(&self.done),
        })?;
        let many = if standard_input {
            stream.fill_buf()?.trim_ascii_start().starts_with(b"{")
        } else {
            let kind = unpacked_name(name);
            kind.ends_with(".jsonl") || kind.ends_with(".ndjson")
        };
        if many {
            if stream.fill_buf()?.is_empty() {
                return Ok(Some(Item::Unread(Problem::new(name, "is empty"))));
            }
            self.open = Some(OpenFile {
                name: name.to_owned(),
                lines: Lines::new(stream, MAX_BYTES),
            });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        stream.take(LARGEST_PAGE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST_PAGE {
            let message = format!(
                "is larger than {} MiB, which no page is; it was not read",
                LARGEST_PAGE >> 20
            );
            return Ok(Some(Item::Unread(Problem::new(name, message))));
        }
        let kind = unpacked_name(name).to_owned();
        let name = name.to_owned();
        Ok(Some(Item::Page { name, kind, bytes }))
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        // A broken packed file must not end the run, whatever the unpacker does with it.
        match caught(|| self.advance()) {
            Ok(item) => item,
            Err(message) => {
                let name = self
                    .open
                    .take()
                    .map_or_else(|| "input".to_owned(), |open| open.name);
                Some(Item::Unread(Problem { name, message }))
            }
        }
    }
}

impl OpenFile {
    fn next(&mut self) -> Option<Item> {
        loop {
            let line = match self.lines.next() {
                Ok(line) => line?,
                Err(error) => {
                    let message =
                        format!("stops after line {}: {}", self.lines.number(), say(&error));
                    let problem = Problem::new(&self.name, message);
                    // Nothing more can be had from this file.
                    self.lines = Lines::new(Box::new(io::empty()), 0);
                    return Some(Item::Unread(problem));
                }
            };
            match line {
                Line::Whole(number, bytes) => {
                    let bytes = if number == 1 {
                        without_mark(bytes)
                    } else {
                        bytes
                    };
                    if !bytes.trim_ascii().is_empty() {
                        return Some(Item::Record {
                            file: self.name.clone(),
                            number,
                            bytes,
                        });
                    }
                }
                Line::TooLong(number) => {
                    let name = format!("{} line {number}", self.name);
                    let message =
                        format!("is longer than {} MiB; it was passed over", MAX_BYTES >> 20);
                    return Some(Item::Unread(Problem { name, message }));
                }
            }
        }
    }
}

/// The line without a byte order mark.
fn without_mark(line: Vec<u8>) -> Vec<u8> {
    match line.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => line,
    }
}

/// What each file is called in the output: its own name, or the path as given where two files share that.
fn names(files: &[PathBuf]) -> Vec<String> {
    let whole = |path: &PathBuf| path.to_string_lossy().into_owned();
    let own = |path: &PathBuf| {
        path.file_name()
            .map_or_else(|| whole(path), |n| n.to_string_lossy().into_owned())
    };
    let mut times = HashMap::new();
    for path in files {
        *times.entry(own(path)).or_insert(0) += 1;
    }
    files
        .iter()
        .map(|path| {
            if times[&own(path)] > 1 {
                whole(path)
            } else {
                own(path)
            }
        })
        .collect()
}

/// An error of the system in plain words.
fn say(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder; name the files in it".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        _ => error.to_string(),
    }
}

/// Counts what passes through, for the progress bar.
struct Counted<R> {
    raw: R,
    done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.raw.read(buffer)?;
        self.done.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_keep_their_folders() {
        let paths = ["a/x.html", "b/x.html", "b/y.txt", "-"].map(PathBuf::from);
        assert_eq!(names(&paths), ["a/x.html", "b/x.html", "y.txt", "-"]);
    }
}
