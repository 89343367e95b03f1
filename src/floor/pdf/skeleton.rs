//! The shared part of a run of files: fonts, structure, catalogue and title, laid out once by printpdf, tagged, compressed
//! and written down with a gap where the content of each page goes.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Codepoint, CustomPdfConformance, FontId, Mm, Op, PdfConformance, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::archive;
use super::face::Face;
use super::outline::{Element, tag_pages};

/// A picture that pages draw under the name of its resource: red, green and blue of each pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    pub resource: &'static str,
    /// Pixels across and down.
    pub size: (u32, u32),
    pub rgb: Vec<u8>,
}

/// What pages of one run share.
#[derive(Debug)]
pub struct Shared<'a> {
    /// Names the document to a reader; no person's name belongs here.
    pub title: &'a str,
    /// The language of the text, such as `en-GB`.
    pub language: &'a str,
    /// The fonts pages draw with, each under its own resource name.
    pub faces: &'a [&'a Face],
    pub bitmap: Option<&'a Bitmap>,
    /// The structure of every file, in reading order; it tells how many pages there are.
    pub outline: &'a [Element],
    /// Width and height of each page, in millimetres.
    pub sheet: (f32, f32),
}

/// The shared part, written out: everything of a file but the content of its pages, its date and its table of offsets.
#[derive(Debug)]
pub struct Skeleton {
    /// The file up to where a page's own objects begin.
    pub(super) head: Vec<u8>,
    /// The table of offsets, with zeros for the objects that a file writes itself: each page's content, and its date.
    pub(super) table: Vec<u8>,
    /// How many objects there are, counting the table's own first entry.
    pub(super) objects: usize,
    /// The object of each page's content.
    pub(super) content: Vec<u32>,
    pub(super) info: u32,
    pub(super) root: u32,
    /// The title as a PDF string, for each page's own information.
    pub(super) title: Vec<u8>,
    /// Of `head`: pages of two skeletons are never taken for one another.
    pub(super) digest: [u8; 32],
}

/// Who made the file, as its information says.
pub(super) const PRODUCER: &str = "Hearten";

impl Skeleton {
    /// Lays out the shared part.
    ///
    /// # Errors
    /// [`PdfError::Skeleton`] if printpdf or lopdf refuses it; a mistake in our code, not in the words.
    pub fn lay_out(shared: &Shared<'_>) -> Result<Self, PdfError> {
        let mut warnings = Vec::new();
        let mut document = printpdf::to_lopdf_doc(&specimen(shared), &PdfSaveOptions::default(), &mut warnings);
        if let Some(warning) = warnings.first() {
            return Err(PdfError::Skeleton(format!("{warning:?}")));
        }
        archive::keep(&mut document, shared.title, shared.language, PRODUCER)?;
        finish(&mut document, shared).map_err(|e| PdfError::Skeleton(e.to_string()))?;
        Self::write_down(document, shared.title).map_err(|e| PdfError::Skeleton(e.to_string()))
    }

    /// Where in the table the entry of object `id` begins.
    pub(super) fn entry(&self, id: u32) -> usize {
        self.table.len() - (self.objects - id as usize) * ENTRY
    }

    fn write_down(mut document: Document, title: &str) -> lopdf::Result<Self> {
        let pages: Vec<ObjectId> = document.page_iter().collect();
        let content = |page: &ObjectId| document.get_dictionary(*page)?.get(b"Contents")?.as_reference();
        let content = pages.iter().map(content).collect::<lopdf::Result<Vec<_>>>()?;
        let info = document.trailer.get(b"Info")?.as_reference()?;
        let root = document.trailer.get(b"Root")?.as_reference()?;
        for content in &content {
            document.objects.remove(content);
        }
        document.objects.remove(&info);
        let mut head = Vec::new();
        document.save_to(&mut head)?;
        let table = Document::load_mem(&head)?.reference_table;
        let mut offsets = vec![0u32; document.max_id as usize + 1];
        for (id, entry) in &table.entries {
            if let lopdf::xref::XrefEntry::Normal { offset, .. } = entry {
                offsets[*id as usize] = *offset;
            }
        }
        head.truncate(end_of_objects(&head));
        Ok(Self {
            digest: Sha256::digest(&head).into(),
            title: title_string(title),
            head,
            table: table_of(&offsets),
            objects: offsets.len(),
            content: content.iter().map(|content| content.0).collect(),
            info: info.0,
            root: root.0,
        })
    }
}

const ENTRY: usize = "0000000000 00000 n \n".len();

fn table_of(offsets: &[u32]) -> Vec<u8> {
    let entries = offsets.iter().skip(1).map(|offset| format!("{offset:010} 00000 n \n"));
    let head = format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len());
    std::iter::once(head).chain(entries).collect::<String>().into_bytes()
}

/// Pages of which the first shows every glyph of every face once, since printpdf writes only the glyphs that are used.
fn specimen(shared: &Shared<'_>) -> PdfDocument {
    let mut document = PdfDocument::new(shared.title);
    document.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance::default());
    let mut ops = vec![Op::StartTextSection];
    for face in shared.faces {
        let id = FontId(face.resource.to_owned());
        let glyphs = face.spoken.iter().map(|(glyph, spoken)| Codepoint::with_cid(*glyph, 0.0, spoken.to_string()));
        ops.push(Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
        document.resources.fonts.map.insert(id, PdfFont::new(face.parsed.clone()));
    }
    ops.push(Op::EndTextSection);
    let contents = std::iter::once(ops).chain(std::iter::repeat_with(Vec::new));
    let page = |ops| PdfPage::new(Mm(shared.sheet.0), Mm(shared.sheet.1), ops);
    document.pages.extend(contents.map(page).take(Element::pages(shared.outline)));
    document
}

/// Tags, names and compresses what printpdf laid out.
fn finish(document: &mut Document, shared: &Shared<'_>) -> lopdf::Result<()> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let structure = tag_pages(document, &pages, shared.outline, shared.sheet.1)?;
    let resources = share_resources(document, &pages)?;
    if let Some(bitmap) = shared.bitmap {
        add_bitmap(document, resources, bitmap)?;
    }
    let catalogue = document.catalog_mut()?;
    catalogue.set("StructTreeRoot", structure);
    catalogue.set("MarkInfo", dictionary! { "Marked" => true });
    catalogue.set("Lang", Object::string_literal(shared.language));
    catalogue.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    mend_cap_heights(document, shared.faces);
    document.version = "1.7".to_owned();
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    keep_line_ends_apart(document);
    Ok(())
}

/// What the first page draws with serves them all: its fonts, and nothing else that printpdf puts there.
fn share_resources(document: &mut Document, pages: &[ObjectId]) -> lopdf::Result<ObjectId> {
    let first = pages.first().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let shared = document.get_dictionary(*first)?.get(b"Resources")?.as_reference()?;
    for page in pages {
        let page = document.get_dictionary_mut(*page)?;
        page.remove(b"Annots");
        page.set("Resources", shared);
    }
    let resources = document.get_dictionary_mut(shared)?;
    for empty in ["XObject", "ExtGState", "Shading"] {
        resources.remove(empty.as_bytes());
    }
    Ok(shared)
}

fn add_bitmap(document: &mut Document, resources: ObjectId, bitmap: &Bitmap) -> lopdf::Result<()> {
    let about = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => bitmap.size.0, "Height" => bitmap.size.1,
        "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
    };
    let picture = document.add_object(Stream::new(about, bitmap.rgb.clone()));
    document.get_dictionary_mut(resources)?.set("XObject", dictionary! { bitmap.resource => picture });
    Ok(())
}

/// printpdf gives the ascent where the height of a capital belongs.
fn mend_cap_heights(document: &mut Document, faces: &[&Face]) {
    for object in document.objects.values_mut() {
        let Ok(descriptor) = object.as_dict_mut() else {
            continue;
        };
        let named = |face: &&&Face| font_name(descriptor) == face.parsed.font_name.as_deref().map(str::as_bytes);
        if let Some(height) = faces.iter().find(named).and_then(|face| face.cap_height) {
            descriptor.set("CapHeight", height);
        }
    }
}

fn font_name(descriptor: &Dictionary) -> Option<&[u8]> {
    descriptor.get(b"FontName").ok().and_then(|name| name.as_name().ok())
}

/// A stream that ends in a carriage return would run into the line feed lopdf writes after it, and read a byte short.
fn keep_line_ends_apart(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.last() == Some(&b'\r')
        {
            let mut content = std::mem::take(&mut stream.content);
            content.push(0);
            stream.set_content(content);
        }
    }
}

/// Where lopdf's own table of offsets begins.
fn end_of_objects(file: &[u8]) -> usize {
    const TABLE: &[u8] = b"\nxref\n";
    file.windows(TABLE.len()).rposition(|window| window == TABLE).map_or(file.len(), |at| at + 1)
}

/// `<FEFF…>`, which every reader takes for UTF-16.
fn title_string(title: &str) -> Vec<u8> {
    let units: String = title.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<FEFF{units}>").into_bytes()
}
