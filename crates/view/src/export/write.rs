//! The three formats, each written a row at a time: CSV (RFC 4180), JSON lines, GeoJSON (RFC 7946).

use super::columns::{Kind, What};
use super::rows::{Field, Row};
use std::io::{self, Write};

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With a line of names first; text that a spreadsheet would take for a formula begins with `'`.
    Csv,
    /// One JSON object a row and line; what is not known is null.
    Jsonl,
    /// A collection of the rows that have a place, each a point.
    GeoJson,
}

impl Format {
    /// All of them, by name.
    pub const ALL: [(&'static str, Self); 3] = [
        ("csv", Self::Csv),
        ("jsonl", Self::Jsonl),
        ("geojson", Self::GeoJson),
    ];

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Jsonl => "application/x-ndjson",
            Self::GeoJson => "application/geo+json",
        }
    }

    /// True when rows of this kind can be written so: a document is at no place.
    #[must_use]
    pub fn fits(self, what: What) -> bool {
        self != Self::GeoJson || what != What::Documents
    }
}

/// A file being written.
pub struct Export<W> {
    out: W,
    what: What,
    format: Format,
    features: u64,
}

impl<W: Write> Export<W> {
    /// Writes what comes before the rows.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(mut out: W, what: What, format: Format) -> io::Result<Self> {
        match format {
            Format::Csv => {
                let names: Vec<&str> = what.columns().iter().map(|c| c.name).collect();
                write!(out, "{}\r\n", names.join(","))?;
            }
            Format::Jsonl => {}
            Format::GeoJson => out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?,
        }
        Ok(Self {
            out,
            what,
            format,
            features: 0,
        })
    }

    /// Writes a row; one without a place is left out of GeoJSON.
    ///
    /// # Errors
    /// When it cannot be written, or is a row of something else.
    pub fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        if row.what != self.what {
            return Err(io::Error::other("rows of two kinds in one export"));
        }
        match self.format {
            Format::Csv => self.csv(row),
            Format::Jsonl => {
                self.object(row)?;
                self.out.write_all(b"\n")
            }
            Format::GeoJson => {
                let Some((east, north)) = row.point() else {
                    return Ok(());
                };
                let comma = if self.features > 0 { "," } else { "" };
                self.features += 1;
                write!(
                    self.out,
                    "{comma}\n{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":["
                )?;
                number(&mut self.out, east)?;
                self.out.write_all(b",")?;
                number(&mut self.out, north)?;
                self.out.write_all(b"]},\"properties\":")?;
                self.object(row)?;
                self.out.write_all(b"}")
            }
        }
    }

    /// Writes what comes after the rows, and gives back what was written to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self) -> io::Result<W> {
        if self.format == Format::GeoJson {
            self.out.write_all(b"\n]}\n")?;
        }
        self.out.flush()?;
        Ok(self.out)
    }

    fn csv(&mut self, row: &Row<'_>) -> io::Result<()> {
        for (n, (field, column)) in row.fields.iter().zip(self.what.columns()).enumerate() {
            if n > 0 {
                self.out.write_all(b",")?;
            }
            match field {
                Field::Nothing => {}
                Field::Number(value) => number(&mut self.out, *value)?,
                Field::Truth(truth) => write!(self.out, "{truth}")?,
                Field::Text(text) if column.kind == Kind::Text => cell(&mut self.out, text)?,
                // A day, which is digits and hyphens.
                Field::Text(text) => self.out.write_all(text.as_bytes())?,
            }
        }
        self.out.write_all(b"\r\n")
    }

    fn object(&mut self, row: &Row<'_>) -> io::Result<()> {
        for (n, (field, column)) in row.fields.iter().zip(self.what.columns()).enumerate() {
            write!(
                self.out,
                "{}\"{}\":",
                if n > 0 { "," } else { "{" },
                column.name
            )?;
            match field {
                Field::Nothing => self.out.write_all(b"null")?,
                Field::Number(value) => number(&mut self.out, *value)?,
                Field::Truth(truth) => write!(self.out, "{truth}")?,
                Field::Text(text) => serde_json::to_writer(&mut self.out, text)?,
            }
        }
        self.out.write_all(b"}")
    }
}

/// Whole numbers without a fraction; very large and very small ones by their power of ten.
fn number(out: &mut impl Write, value: f64) -> io::Result<()> {
    let size = value.abs();
    if value == 0.0 {
        write!(out, "0")
    } else if (1e-6..1e15).contains(&size) {
        write!(out, "{value}")
    } else {
        write!(out, "{value:e}")
    }
}

/// Text that no spreadsheet takes for a formula, in quotation marks where it needs them.
fn cell(out: &mut impl Write, text: &str) -> io::Result<()> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if formula { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        write!(out, "\"{safe}{}\"", text.replace('"', "\"\""))
    } else {
        write!(out, "{safe}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        cell(&mut out, text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_is_safe_in_a_spreadsheet() {
        for (text, safe) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("+47 200", "'+47 200"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r\n=1", "\"'\r\n=1\""),
            ("＝1", "'＝1"),
            ("a,b", "\"a,b\""),
            (
                "=HYPERLINK(\"x\",\"y\")",
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
            ),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(written(text), safe);
        }
    }

    #[test]
    fn numbers_are_numbers() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1500.0, "1500"),
            (-72.34, "-72.34"),
            (1e300, "1e300"),
            (13_500_000.0, "13500000"),
        ] {
            let mut out = Vec::new();
            number(&mut out, value).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }
}
