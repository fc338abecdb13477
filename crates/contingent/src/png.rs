//! A picture as PNG, with letters of our own, so that it looks the same on every machine.

use anyhow::{Context, bail};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Inter, as far as Latin, Greek and Cyrillic go.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/Inter-Regular.otf"),
    include_bytes!("../fonts/Inter-SemiBold.otf"),
];
/// A picture of more pixels is not drawn.
const LARGEST: f32 = 64.0e6;

/// Draws an SVG, with so many pixels for each of its own.
pub fn png(svg: &str, scale: u32) -> anyhow::Result<Vec<u8>> {
    let mut options = Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Inter");
    options.font_family = "Inter".to_owned();
    let tree = Tree::from_str(svg, &options).context("the picture")?;
    let scale = scale as f32;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if width * height > LARGEST {
        bail!("the picture is too large for a PNG; write it as SVG, or with a smaller --scale");
    }
    let mut pixels = Pixmap::new(width.ceil() as u32, height.ceil() as u32)
        .context("the picture has no size")?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().context("the picture")
}
