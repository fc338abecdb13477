//! `contingent add`: reads documents and keeps them, each once.

use crate::cli::Add;
use crate::outcome::Outcome;
use crate::store::{Batch, Done, open};
use crate::way::{Way, WayReader};
use crate::{stream, terminal};
use contingent_record::{Access, Added, ContentHash, Prepared};
use contingent_text::Document;
use serde_json::json;
use std::borrow::Cow;
use std::io::Write;

/// Reads, adds, and says what came of it.
pub fn run(args: &Add) -> anyhow::Result<Outcome> {
    let way = Way::open(&args.knowledge)?;
    let mut record = open(&args.place, Access::Create)?;
    let there = record.contents()?;
    let mut out = terminal::out();
    let mut sum = Sum::default();
    let work = |reader: &mut WayReader<'_>, document: &Document| {
        let document = storable(document);
        let content = ContentHash::of(&document);
        if there.contains(&content) {
            return Ok(Work::There(Done {
                name: document.id.clone(),
                content: content.to_string(),
                claims: 0,
                added: Added::Known,
            }));
        }
        reader.prepared(&document).map(|p| Work::Read(Box::new(p)))
    };
    let mut batch = Batch::new(&mut record, way.stamp());
    let mut tell = |done: Vec<Done>| -> anyhow::Result<()> {
        for one in done {
            sum.count(&one);
            if args.json {
                writeln!(out, "{}", line(&one))?;
            }
        }
        // What is said to be added is in the record, so it is said at once.
        Ok(out.flush()?)
    };
    let outcome = stream::each(
        &args.documents,
        || way.reader(),
        work,
        |work| {
            tell(match work {
                Work::There(done) => vec![done],
                Work::Read(prepared) => batch.add(*prepared)?,
            })
        },
    )?;
    tell(batch.write()?)?;
    if !args.json {
        writeln!(out, "{}", sum.said(args, outcome))?;
    }
    out.flush()?;
    Ok(outcome)
}

/// What the reading threads give.
enum Work {
    /// It is in the record already, so it was not read.
    There(Done),
    /// To be written.
    Read(Box<Prepared>),
}

/// The document as a database can keep it.
pub fn storable(document: &Document) -> Cow<'_, Document> {
    if Prepared::is_storable(document) {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    Prepared::make_storable(&mut document);
    Cow::Owned(document)
}

fn line(done: &Done) -> serde_json::Value {
    let (became, version) = match done.added {
        Added::New => ("new", Some(1)),
        Added::Version(version) => ("version", Some(version)),
        Added::Known => ("known", None),
    };
    json!({
        "document": done.name,
        "content": done.content,
        "became": became,
        "version": version,
        "claims": done.claims,
    })
}

/// What a call comes to.
#[derive(Default)]
struct Sum {
    new: usize,
    versions: usize,
    known: usize,
    claims: usize,
}

impl Sum {
    fn count(&mut self, done: &Done) {
        match done.added {
            Added::New => self.new += 1,
            Added::Version(_) => self.versions += 1,
            Added::Known => {
                self.known += 1;
                return;
            }
        }
        self.claims += done.claims;
    }

    fn said(&self, args: &Add, outcome: Outcome) -> String {
        let Self {
            new,
            versions,
            known,
            claims,
        } = self;
        let mut parts = vec![format!(
            "{} added with {claims} claims to {}",
            documents(new + versions),
            args.place.record
        )];
        if *versions > 0 {
            parts.push(format!("{versions} of them new versions of pages"));
        }
        if *known > 0 {
            parts.push(format!("{known} were there already"));
        }
        if outcome.failed > 0 {
            parts.push(format!("{} could not be read", outcome.failed));
        }
        parts.join("; ") + "."
    }
}

fn documents(n: usize) -> String {
    match n {
        0 => "No document".to_owned(),
        1 => "1 document".to_owned(),
        n => format!("{n} documents"),
    }
}
