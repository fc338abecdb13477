//! Compressed files, unpacked while they are read. What a file is packed with, its first bytes say.

use std::io::{self, BufRead, BufReader, Read};

/// A source of bytes that can be moved to another thread.
pub type Stream = Box<dyn BufRead + Send>;

/// The plain bytes of `raw`, whether it is packed or not.
pub fn unpack(raw: impl Read + Send + 'static) -> io::Result<Stream> {
    const MAGIC_BYTES: usize = 6;
    // A pipe may give its first bytes in pieces, so `fill_buf` is not enough.
    let mut raw = raw;
    let mut first = Vec::with_capacity(MAGIC_BYTES);
    raw.by_ref()
        .take(MAGIC_BYTES as u64)
        .read_to_end(&mut first)?;
    let packing = Packing::of(&first);
    let whole = BufReader::new(io::Cursor::new(first).chain(raw));
    Ok(match packing {
        Packing::None => Box::new(whole),
        // One file may hold several packed streams, one after the other, as `cat a.gz b.gz` makes them.
        Packing::Gzip => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(whole))),
        Packing::Xz => Box::new(BufReader::new(lzma_rust2::XzReader::new(whole, true))),
        Packing::Zstd => Box::new(BufReader::new(Frames {
            rest: Some(whole),
            frame: None,
        })),
    })
}

/// The name without the ending that tells of packing: `page.html` for `page.html.gz`.
pub fn unpacked_name(name: &str) -> &str {
    [".gz", ".xz", ".zst"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

#[derive(Clone, Copy)]
enum Packing {
    None,
    Gzip,
    Xz,
    Zstd,
}

impl Packing {
    fn of(first: &[u8]) -> Self {
        match first {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0xFD, b'7', b'z', b'X', b'Z', 0] => Self::Xz,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// All frames of a zstd file; the decoder itself stops after one.
struct Frames<R: BufRead> {
    /// What is not read yet, while no frame is open.
    rest: Option<R>,
    frame: Option<Frame<R>>,
}

type Frame<R> = ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>;

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let n = frame.read(buffer)?;
                if n > 0 || buffer.is_empty() {
                    return Ok(n);
                }
            }
            if let Some(frame) = self.frame.take() {
                self.rest = Some(frame.into_inner());
            }
            let Some(mut rest) = self.rest.take() else {
                return Ok(0);
            };
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = Frame::new(rest).map_err(io::Error::other)?;
            self.frame = Some(frame);
        }
    }
}
