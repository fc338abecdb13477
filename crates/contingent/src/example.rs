//! The bundled example: documents of our own writing, read anew at each start into a record that is thrown away.

use crate::store::Batch;
use crate::way::Way;
use anyhow::Context;
use contingent_record::{Access, Place, Record};
use jiff::Timestamp;
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

/// A record of the example; it is gone when the folder is dropped.
pub fn record(way: &Way) -> anyhow::Result<(TempDir, Place)> {
    let folder = tempfile::Builder::new()
        .prefix("contingent-example-")
        .tempdir()
        .context("cannot make a folder for the example record")?;
    let place = Place::File(folder.path().join("example.sqlite"));
    let mut record = Record::open(&place, Access::Create, Timestamp::now())?;
    let mut batch = Batch::new(&mut record, way.stamp());
    let mut reader = way.reader();
    for (name, content) in DOCUMENTS {
        let mut document = contingent_page::read(name, content.as_bytes()).document;
        document.id = name.to_owned();
        batch.add(reader.prepared(&document).map_err(anyhow::Error::msg)?)?;
    }
    batch.write()?;
    Ok((folder, place))
}
