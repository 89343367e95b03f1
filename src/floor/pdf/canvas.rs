//! Draws on one page in millimetres from its top left corner, and remembers the box of everything it drew.

use std::io::Write as _;

use super::content::Content;
use super::face::Face;
use super::{A4_MM, PT_PER_MM, PdfError};

/// The box of one printed line or bar: millimetres from the page's top left corner. `mark` is the caller's own word for
/// what the box belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn<M> {
    pub mark: M,
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// A colour of ink: a grey (0 is black), or red, green and blue, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ink {
    Grey(f32),
    Colour(f32, f32, f32),
}

/// How a run of lines is set. Sizes and leading in points, place in millimetres; `baseline` is that of the first line.
#[derive(Debug, Clone, Copy)]
pub struct Style<'f, M> {
    pub face: &'f Face,
    pub size: f32,
    pub leading: f32,
    pub ink: Ink,
    pub mark: M,
}

/// A page being drawn: its content so far, the boxes drawn, and the number of the next tagged piece.
#[derive(Debug, Clone)]
pub struct Canvas<M> {
    pub content: Content,
    pub drawn: Vec<Drawn<M>>,
    next_tag: u32,
    /// Of the sheet, in millimetres, since a PDF counts from its bottom.
    height: f32,
}

impl<M: Copy> Canvas<M> {
    /// A canvas of A4 whose first tagged piece is number `next_tag`: 0 for a page, more for a part of a page drawn apart.
    pub fn from_tag(next_tag: u32) -> Self {
        Self { content: Content::default(), drawn: Vec::new(), next_tag, height: A4_MM.1 }
    }

    /// A page of another size, in millimetres.
    pub fn of_sheet(sheet: (f32, f32)) -> Self {
        Self { height: sheet.1, ..Self::from_tag(0) }
    }

    /// The number the next tagged piece will get.
    pub fn next_tag(&self) -> u32 {
        self.next_tag
    }

    /// Adds what was drawn apart on another canvas, which began at this one's next tag.
    pub fn append(&mut self, part: &Self) {
        self.content.append(&part.content);
        self.drawn.extend_from_slice(&part.drawn);
        self.next_tag = part.next_tag;
    }

    /// The same canvas, its content squeezed: for what many pages share.
    ///
    /// # Errors
    /// [`PdfError::Skeleton`] if it cannot be, which only a mistake of ours can cause.
    pub fn squeezed(mut self) -> Result<Self, PdfError> {
        self.content = self.content.squeezed()?;
        Ok(self)
    }

    /// Lines of one tagged paragraph, one below the other, ended with a space each but the last, so that a screen reader
    /// does not run words together.
    pub fn paragraph<T: AsRef<str>>(&mut self, style: &Style<'_, M>, left: f32, baseline: f32, lines: &[T]) {
        let tag = self.next_tag;
        self.next_tag += 1;
        self.write(format_args!("/P<</MCID {tag}>>BDC\n"));
        self.lines(style, left, baseline, lines);
        self.own().extend_from_slice(b"EMC\n");
    }

    /// Text that is no part of what is read aloud, such as a number at the foot.
    pub fn aside(&mut self, style: &Style<'_, M>, left: f32, baseline: f32, text: &str) {
        self.own().extend_from_slice(b"/Artifact BMC\n");
        self.lines(style, left, baseline, &[text]);
        self.own().extend_from_slice(b"EMC\n");
    }

    /// A filled bar, no part of what is read aloud.
    pub fn bar(&mut self, ink: Ink, bar: Drawn<M>) {
        self.own().extend_from_slice(b"/Artifact BMC\n");
        self.ink(ink);
        let (x, y) = (bar.left * PT_PER_MM, (self.height - bar.bottom) * PT_PER_MM);
        let (width, height) = ((bar.right - bar.left) * PT_PER_MM, (bar.bottom - bar.top) * PT_PER_MM);
        self.write(format_args!("{x:.2} {y:.2} {width:.2} {height:.2} re f\nEMC\n"));
        self.drawn.push(bar);
    }

    /// A tagged drawing of a pen's strokes, each a run of points in millimetres; `nib` is the pen's width.
    pub fn strokes(&mut self, ink: Ink, nib: f32, strokes: &[Vec<(f32, f32)>], mark: M) {
        self.figure();
        match ink {
            Ink::Grey(grey) => self.write(format_args!("{grey} G\n")),
            Ink::Colour(red, green, blue) => self.write(format_args!("{red} {green} {blue} RG\n")),
        }
        self.write(format_args!("{:.2} w 1 J 1 j\n", nib * PT_PER_MM));
        for stroke in strokes {
            // A dot is a line that goes nowhere.
            let ends = stroke.first().into_iter().filter(|_| stroke.len() == 1);
            for (at, (x, y)) in stroke.iter().chain(ends).enumerate() {
                let (x, y, to) = (x * PT_PER_MM, (self.height - y) * PT_PER_MM, if at == 0 { 'm' } else { 'l' });
                self.write(format_args!("{x:.2} {y:.2} {to}\n"));
            }
            self.own().extend_from_slice(b"S\n");
        }
        self.own().extend_from_slice(b"EMC\n");
        self.drawn.extend(bounds(strokes, nib, mark));
    }

    /// A tagged picture that pages know by the name of `resource`.
    pub fn picture(&mut self, resource: &str, place: Drawn<M>) {
        self.figure();
        let (x, y) = (place.left * PT_PER_MM, (self.height - place.bottom) * PT_PER_MM);
        let (width, height) = ((place.right - place.left) * PT_PER_MM, (place.bottom - place.top) * PT_PER_MM);
        self.write(format_args!("q {width:.2} 0 0 {height:.2} {x:.2} {y:.2} cm/{resource} Do Q\nEMC\n"));
        self.drawn.push(place);
    }

    /// One tagged drawing of filled squares, each by its left and top edge in millimetres and `side` long; `place` is the box of
    /// them all. Each reaches a hair into its neighbours, so that no viewer leaves a seam between two.
    pub fn squares(&mut self, ink: Ink, side: f32, corners: &[(f32, f32)], place: Drawn<M>) {
        const HAIR: f32 = 0.01;
        self.figure();
        self.ink(ink);
        let long = (side + HAIR) * PT_PER_MM;
        for (left, top) in corners {
            let (x, y) = (left * PT_PER_MM, (self.height - top - side) * PT_PER_MM);
            self.write(format_args!("{x:.3} {y:.3} {long:.3} {long:.3} re\n"));
        }
        self.own().extend_from_slice(b"f\nEMC\n");
        self.drawn.push(place);
    }

    fn figure(&mut self) {
        let tag = self.next_tag;
        self.next_tag += 1;
        self.write(format_args!("/Figure<</MCID {tag}>>BDC\n"));
    }

    fn lines<T: AsRef<str>>(&mut self, style: &Style<'_, M>, left: f32, baseline: f32, lines: &[T]) {
        self.ink(style.ink);
        let (x, y) = (left * PT_PER_MM, (self.height - baseline) * PT_PER_MM);
        self.write(format_args!(
            "BT/{} {} Tf {} TL 1 0 0 1 {x:.2} {y:.2} Tm\n",
            style.face.resource, style.size, style.leading
        ));
        for (at, line) in lines.iter().map(AsRef::as_ref).enumerate() {
            let last = at + 1 == lines.len();
            style.face.write(line, self.own());
            if !last {
                self.own().pop();
                let mut space = Vec::with_capacity(4);
                style.face.write(" ", &mut space);
                self.own().extend_from_slice(&space[1..]);
            }
            self.own().extend_from_slice(if last { b"Tj\n" } else { b"Tj T*\n" });
            self.drawn.push(line_box(style, left, baseline + at as f32 * style.leading / PT_PER_MM, line));
        }
        self.own().extend_from_slice(b"ET\n");
    }

    fn ink(&mut self, ink: Ink) {
        match ink {
            Ink::Grey(grey) => self.write(format_args!("{grey} g\n")),
            Ink::Colour(red, green, blue) => self.write(format_args!("{red} {green} {blue} rg\n")),
        }
    }

    fn own(&mut self) -> &mut Vec<u8> {
        &mut self.content.own
    }

    fn write(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing to a Vec cannot fail.
        let _ = self.own().write_fmt(words);
    }
}

fn bounds<M>(strokes: &[Vec<(f32, f32)>], nib: f32, mark: M) -> Option<Drawn<M>> {
    let points = || strokes.iter().flatten();
    let least = |side: fn(&(f32, f32)) -> f32| points().map(side).reduce(f32::min);
    let most = |side: fn(&(f32, f32)) -> f32| points().map(side).reduce(f32::max);
    let half = nib / 2.0;
    let (left, top) = (least(|point| point.0)? - half, least(|point| point.1)? - half);
    let (right, bottom) = (most(|point| point.0)? + half, most(|point| point.1)? + half);
    Some(Drawn { mark, left, top, right, bottom })
}

fn line_box<M: Copy>(style: &Style<'_, M>, left: f32, baseline: f32, line: &str) -> Drawn<M> {
    let (above, below) = style.face.reach;
    let scale = style.size / 1000.0 / PT_PER_MM;
    Drawn {
        mark: style.mark,
        left,
        top: baseline - above * scale,
        right: left + style.face.width_mm(line, style.size),
        bottom: baseline - below * scale,
    }
}
