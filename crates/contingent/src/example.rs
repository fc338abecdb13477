//! The bundled example: documents of our own writing, read anew at each start into a record that is thrown away.

use crate::input::{Item, load};
use crate::store::Batch;
use crate::way::Way;
use anyhow::Context;
use contingent_record::{Access, Place, Prepared, Record};
use contingent_text::Document;
use jiff::Timestamp;
use std::thread;
use tempfile::TempDir;

/// A file of the folder `examples/`.
macro_rules! example {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../examples/",
                $name
            )),
        )
    };
}

/// The documents by name and content.
const DOCUMENTS: [(&str, &str); 8] = [
    example!("aspides-frigate.txt"),
    example!("cabo-delgado.txt"),
    example!("golan-wire.txt"),
    example!("haiti-contingent.txt"),
    example!("kfor-explainer.html"),
    example!("minusca-renewal.html"),
    example!("sadc-statement.txt"),
    example!("somalia-money.txt"),
];

/// The golden corpus, a document a line; of it those about Haiti, so that one mission of the example has a history.
const CORPUS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../corpus/golden.docs.jsonl"
));

/// A record of the example; it is gone when the folder is dropped.
pub fn record(way: &Way) -> anyhow::Result<(TempDir, Place)> {
    let folder = tempfile::Builder::new()
        .prefix("contingent-example-")
        .tempdir()
        .context("cannot make a folder for the example record")?;
    let place = Place::File(folder.path().join("example.sqlite"));
    let mut record = Record::open(&place, Access::Create, Timestamp::now())?;
    let mut batch = Batch::new(&mut record, way.stamp());
    for one in prepared(way, &documents()) {
        batch.add(one?)?;
    }
    batch.write()?;
    Ok((folder, place))
}

fn documents() -> Vec<Document> {
    let pages = DOCUMENTS.iter().map(|(name, content)| {
        let mut document = contingent_page::read(name, content.as_bytes()).document;
        document.id = (*name).to_owned();
        document
    });
    let about_haiti = (1..)
        .zip(CORPUS.lines())
        .filter(|(_, line)| line.contains("Haiti"));
    let lines = about_haiti.filter_map(|(number, line)| {
        let item = Item::Record {
            file: "golden.docs.jsonl".to_owned(),
            number,
            bytes: line.as_bytes().to_vec(),
        };
        load(item, None).ok().map(|loaded| loaded.document)
    });
    pages.chain(lines).collect()
}

/// The documents read by as many threads as the machine has processors, in their order.
fn prepared(way: &Way, documents: &[Document]) -> Vec<anyhow::Result<Prepared>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = documents.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let work = |part: &[Document]| -> Vec<anyhow::Result<Prepared>> {
            let mut reader = way.reader();
            let one = |d| reader.prepared(d).map_err(anyhow::Error::msg);
            part.iter().map(one).collect()
        };
        let parts = documents.chunks(share);
        let running: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        let done = running.into_iter().map(|thread| thread.join());
        done.flat_map(|part| {
            part.unwrap_or_else(|_| vec![Err(anyhow::anyhow!("the example cannot be read"))])
        })
        .collect()
    })
}
