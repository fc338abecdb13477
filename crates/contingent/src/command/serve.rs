//! `contingent serve`: the record in the browser.

use crate::cli::{Knowledge, Serve};
use crate::outcome::Outcome;
use crate::way::Way;
use crate::{example, terminal};
use anyhow::Context;
use contingent_text::Document;
use contingent_web::{Explain, Explained, Settings, listen};
use std::io::Write;

/// Serves until it is told to stop.
pub fn run(args: &Serve) -> anyhow::Result<Outcome> {
    let way = Way::open(&Knowledge::default())?;
    // The folder of the example lives as long as the server.
    let (place, _folder) = match &args.record {
        Some(place) => (place.clone(), None),
        None => {
            let (folder, place) = example::record(&way)?;
            (place, Some(folder))
        }
    };
    let settings = Settings {
        example: args.record.is_none(),
        hosts: args.name.clone(),
        ..Settings::default()
    };
    let named = place.to_string();
    let server = listen(place, args.host, args.port, settings, Box::new(Reader(way)))
        .with_context(|| format!("cannot serve {named}"))?;
    let mut out = terminal::out();
    match &args.record {
        Some(place) => writeln!(out, "The record {place} is at http://{}/", server.address())?,
        None => writeln!(
            out,
            "The example is at http://{}/ (give --record to see yours)",
            server.address()
        )?,
    }
    writeln!(out, "Stop with Ctrl-C.")?;
    out.flush()?;
    drop(out);
    server.run()?;
    Ok(Outcome::default())
}

/// Reads documents again to say how.
struct Reader(Way);

impl Explain for Reader {
    fn explain(&self, document: &Document) -> Explained {
        let mut reader = self.0.reader();
        let Ok(found) = reader.found(document) else {
            return Explained::default();
        };
        let near_misses = reader.near_misses(document, &found);
        let evidence = found.claims.iter().flat_map(|c| &c.evidence);
        let ways = evidence.map(|e| {
            let words = e.span.of(document.part(e.part)).to_owned();
            let steps = e.path.iter().map(ToString::to_string).collect();
            (e.rule.to_string(), words, steps)
        });
        Explained {
            ways: ways.collect(),
            near_misses,
        }
    }
}
