//! A picture of a signature on paper: cut out of its background, cut down to its ink, and made as small as print needs.

use std::io::Cursor;

use base64::{Engine, engine::general_purpose::STANDARD};
use image::{
    DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits,
    imageops::{FilterType, crop_imm, resize},
};

use crate::floor::error::{Error, Result};

/// The most bytes a picture may have, and pixels a side.
const MOST_BYTES: usize = 8 << 20;
const MOST_PIXELS: u32 = 8_000;
/// 300 dots an inch at the largest size it prints.
const PRINTED: (u32, u32) = (827, 189);
/// Paler than this share of the paper's brightness is paper.
const PAPER: f32 = 0.80;
/// Darker than this share is ink through and through.
const INK: f32 = 0.35;

/// How dark the ink is, a byte a pixel: 0 is bare paper, 255 is ink.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(GrayImage);

/// A signature is worth forging, so nothing of it shows in a log.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.0.width(), self.0.height())
    }
}

impl Picture {
    /// Reads a PNG or JPEG that somebody sent.
    ///
    /// # Errors
    /// A sentence for the field `file`, where it is no such picture, too large, or shows no ink.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let again = |why: &str| Error::invalid("file", why);
        if bytes.is_empty() {
            return Err(again("Choose a picture of your signature, or type your name instead."));
        }
        if bytes.len() > MOST_BYTES {
            return Err(again("That picture is larger than 8 MB. Cut it down to the signature and send it again."));
        }
        let grey = decode(bytes).ok_or_else(|| {
            again("That is not a PNG or JPEG picture that can be read. Take a photograph of your signature, or save it as PNG.")
        })?;
        let ink = ink_of(&grey).ok_or_else(|| {
            again("No signature can be made out in that picture. Sign in dark ink on white paper, fill the picture with it, and send that.")
        })?;
        Ok(Self(fitted(&ink)))
    }

    /// Reads what `png` wrote.
    ///
    /// # Errors
    /// `Broken`, where it is something else.
    pub fn read_back(bytes: &[u8]) -> Result<Self> {
        image::load_from_memory_with_format(bytes, ImageFormat::Png)
            .map(|picture| Self(picture.into_luma8()))
            .map_err(Error::broken)
    }

    /// The ink as a grey PNG, for keeping.
    ///
    /// # Errors
    /// `Broken`, if it cannot be written.
    pub fn png(&self) -> Result<Vec<u8>> {
        written(&DynamicImage::ImageLuma8(self.0.clone()))
    }

    /// Pixels across and down.
    pub fn size(&self) -> (u32, u32) {
        self.0.dimensions()
    }

    /// Red, green and blue of each pixel, row by row, in an ink of that colour on white paper.
    pub fn rgb(&self, ink: (f32, f32, f32)) -> Vec<u8> {
        let mix = |dark: u8, of: f32| (255.0 - f32::from(dark) * (1.0 - of)).round() as u8;
        self.0.as_raw().iter().flat_map(|&dark| [mix(dark, ink.0), mix(dark, ink.1), mix(dark, ink.2)]).collect()
    }

    /// Black on white, for a page.
    ///
    /// # Errors
    /// `Broken`, if it cannot be written.
    pub fn data_uri(&self) -> Result<String> {
        let mut paper = self.0.clone();
        image::imageops::invert(&mut paper);
        Ok(format!("data:image/png;base64,{}", STANDARD.encode(written(&DynamicImage::ImageLuma8(paper))?)))
    }
}

fn written(picture: &DynamicImage) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(Error::broken)?;
    Ok(bytes.into_inner())
}

/// Turned as the camera was held, laid on white where it lets through, and grey.
fn decode(bytes: &[u8]) -> Option<GrayImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if !matches!(reader.format()?, ImageFormat::Png | ImageFormat::Jpeg) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(256 << 20);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let turned = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(turned);
    let grey = picture.into_luma_alpha8();
    Some(GrayImage::from_fn(grey.width(), grey.height(), |x, y| {
        let [light, cover] = grey.get_pixel(x, y).0.map(u16::from);
        image::Luma([((light * cover + 255 * (255 - cover)) / 255) as u8])
    }))
}

/// How dark each pixel is against its paper, cut down to where there is ink; `None` where there is none to speak of.
fn ink_of(grey: &GrayImage) -> Option<GrayImage> {
    let paper = f32::from(brightness_of_paper(grey));
    let dark = |light: u8| ((PAPER - f32::from(light) / paper) / (PAPER - INK)).clamp(0.0, 1.0);
    let mut ink = grey.clone();
    ink.pixels_mut().for_each(|pixel| pixel.0[0] = (dark(pixel.0[0]) * 255.0) as u8);
    let inked = ink.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] > 64).map(|(x, y, _)| (x, y));
    let (mut count, mut edges) = (0_u64, (u32::MAX, u32::MAX, 0, 0));
    for (x, y) in inked {
        count += 1;
        edges = (edges.0.min(x), edges.1.min(y), edges.2.max(x), edges.3.max(y));
    }
    let whole = u64::from(grey.width()) * u64::from(grey.height());
    // A handful of specks is no signature, and a picture that is mostly dark is not one on paper.
    if count < 40 || count * 2 > whole {
        return None;
    }
    let (left, top, right, bottom) = edges;
    Some(crop_imm(&ink, left, top, right - left + 1, bottom - top + 1).to_image())
}

/// What nine pixels in ten are darker than or as bright as.
fn brightness_of_paper(grey: &GrayImage) -> u8 {
    let mut counts = [0_u64; 256];
    grey.pixels().for_each(|pixel| counts[usize::from(pixel.0[0])] += 1);
    let (mut left, tenth) = (counts.iter().sum::<u64>(), counts.iter().sum::<u64>() / 10);
    for (light, count) in (0_u8..=255).zip(counts) {
        left -= count;
        if left <= tenth {
            return light.max(1);
        }
    }
    255
}

fn fitted(ink: &GrayImage) -> GrayImage {
    let (width, height) = ink.dimensions();
    let scale = (f64::from(PRINTED.0) / f64::from(width)).min(f64::from(PRINTED.1) / f64::from(height));
    if scale >= 1.0 {
        return ink.clone();
    }
    let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
    resize(ink, side(width), side(height), FilterType::Triangle)
}

#[cfg(test)]
mod tests {
    use image::{Luma, Rgba, RgbaImage};

    use super::*;

    fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
        written(&picture.into()).unwrap()
    }

    /// A thick stroke across greyish paper, as a phone sees it.
    fn photograph() -> GrayImage {
        GrayImage::from_fn(1200, 600, |x, y| {
            let on = (200..1000).contains(&x) && (y as i64 - 300 - ((x as i64 - 600) / 8)).abs() < 12;
            Luma([if on { 40 } else { 190 + (x / 60) as u8 }])
        })
    }

    #[test]
    fn a_photograph_on_grey_paper_is_cut_down_to_its_ink() {
        let picture = Picture::parse(&png(photograph())).unwrap();
        let (width, height) = picture.size();
        assert!(width <= PRINTED.0 && height <= PRINTED.1 && width > 500, "{width} × {height}");
        let rgb = picture.rgb((0.0, 0.0, 0.0));
        let paper = rgb.chunks(3).filter(|pixel| *pixel == [255, 255, 255]).count();
        assert!(paper > rgb.len() / 6, "the paper prints as nothing");
        assert_eq!(Picture::read_back(&picture.png().unwrap()).unwrap(), picture);
    }

    #[test]
    fn ink_on_a_picture_that_lets_through_is_found() {
        let picture = RgbaImage::from_fn(300, 100, |x, y| {
            Rgba(if (20..280).contains(&x) && (40..60).contains(&y) { [0, 0, 90, 255] } else { [0, 0, 0, 0] })
        });
        assert_eq!(Picture::parse(&png(picture)).unwrap().size(), (260, 20));
    }

    #[test]
    fn what_shows_no_signature_is_refused_with_what_to_do() {
        let white = png(GrayImage::from_pixel(200, 80, Luma([255])));
        let black = png(GrayImage::from_pixel(200, 80, Luma([0])));
        for (bytes, says) in [
            (&b""[..], "Choose a picture"),
            (b"%PDF-1.7", "not a PNG or JPEG"),
            (b"\x89PNG\r\n\x1a\nnothing", "not a PNG or JPEG"),
            (&white, "No signature can be made out"),
            (&black, "No signature can be made out"),
            (&vec![0; MOST_BYTES + 1], "larger than 8 MB"),
        ] {
            assert!(Picture::parse(bytes).unwrap_err().to_string().contains(says), "{says}");
        }
    }
}
