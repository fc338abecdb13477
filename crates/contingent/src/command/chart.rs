//! `contingent chart`: a picture of what is known of a mission.

use crate::asked::{known_of, today};
use crate::cli::{Chart, ChartTheme};
use crate::outcome::Outcome;
use crate::png::png;
use crate::store::open;
use crate::terminal;
use crate::whole_file::WholeFile;
use anyhow::{Context, bail};
use contingent_reckon::reckon;
use contingent_record::Access;
use contingent_registry::Registry;
use contingent_view::{Frame, NoLinks, Theme, picture};
use std::io::Write;
use std::path::Path;

/// Asks the record, reckons and draws.
pub fn run(args: &Chart) -> anyhow::Result<Outcome> {
    let ending = args.output.as_deref().map(ending);
    let as_png = match ending.as_deref() {
        None | Some("svg") => false,
        Some("png") => true,
        Some(_) => bail!("the file's name must end in .svg or .png"),
    };
    let draw = picture(&args.picture).context("there is no such picture")?;
    let mut record = open(&args.place, Access::Read)?;
    let known_on = args.days.known_on.unwrap_or_else(today);
    let as_of = args.days.as_of.unwrap_or(known_on);
    let recorded = known_of(&mut record, &args.place, &args.mission, known_on)?;
    let view = reckon(&args.mission, &recorded, as_of, known_on);
    let registry = Registry::embedded();
    let frame = Frame::new(f64::from(args.width), &registry, &NoLinks);
    let theme = match args.theme {
        // A PNG cannot follow a preference.
        ChartTheme::Auto if as_png => Theme::Light,
        ChartTheme::Auto => Theme::Auto,
        ChartTheme::Light => Theme::Light,
        ChartTheme::Dark => Theme::Dark,
    };
    let svg = draw(&view, &frame).file(theme);
    let Some(path) = &args.output else {
        let mut out = terminal::out();
        out.write_all(svg.as_bytes())?;
        out.flush()?;
        return Ok(Outcome::default());
    };
    let bytes = if as_png {
        png(&svg, args.scale)?
    } else {
        svg.into_bytes()
    };
    let mut file = WholeFile::create(path)?;
    file.write_all(&bytes)
        .with_context(|| path.display().to_string())?;
    file.keep()?;
    Ok(Outcome::default())
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}
