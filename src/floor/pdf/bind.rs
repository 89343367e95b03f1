//! Many files bound into one for the printer, each beginning on the front of a sheet. Bytes go out as they come, what
//! the pages share is written once, and the structure a screen reader hears is kept. Memory grows by a few numbers a page.

use std::collections::HashMap;
use std::io::{self, Write};

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, dictionary};
use sha2::{Digest, Sha256};

use super::archive;
use super::object::write_object;
use super::sheet::{Kid, Node, Sheet};
use super::skeleton::PRODUCER;
use super::{A4_MM, PdfError};

/// Why files could not be bound.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error("the bound file could not be written: {0}")]
    Write(#[from] io::Error),
    /// One of the files is no tagged file of ours.
    #[error("file {number} of the pack is not a letter of ours: {why}")]
    File { number: usize, why: String },
    #[error(transparent)]
    Shared(#[from] PdfError),
}

/// How many pages a file has.
///
/// # Errors
/// Why it cannot be opened.
pub fn pages_of(pdf: &[u8]) -> Result<usize, String> {
    Ok(Document::load_mem(pdf).map_err(|error| error.to_string())?.page_iter().count())
}

/// What the bound file says about itself.
#[derive(Debug, Clone)]
pub struct About {
    pub title: String,
    pub language: String,
    pub dated: NaiveDate,
}

const CATALOGUE: u32 = 1;
const PAGES: u32 = 2;
const STRUCTURE: u32 = 3;
const BOOK: u32 = 4;
const PARENTS: u32 = 5;
const INFO: u32 = 6;
const PACKET: u32 = 7;
const COLOURS: u32 = 8;
/// Viewers find a page faster in a tree of small branches than in one list of thousands.
const BRANCH: usize = 64;

/// A page of the file that is being bound in, and the elements that its tagged pieces belong to.
struct Tagged {
    page: u32,
    pieces: Vec<Object>,
}

/// A bound file being written.
#[derive(Debug)]
pub struct Binder<W> {
    out: W,
    written: u64,
    /// Where each object begins, by number.
    offsets: Vec<u64>,
    /// What pages share, by digest.
    shared: HashMap<[u8; 32], u32>,
    branches: Vec<u32>,
    on_branch: Vec<Object>,
    parts: Vec<Object>,
    /// The list of each page's tagged pieces.
    pieces: Vec<u32>,
    pages: usize,
    hash: Sha256,
}

impl<W: Write> Binder<W> {
    /// Begins a bound file.
    ///
    /// # Errors
    /// [`BindError::Write`].
    pub fn begin(out: W) -> Result<Self, BindError> {
        let mut binder = Self {
            out,
            written: 0,
            offsets: vec![0; COLOURS as usize + 1],
            shared: HashMap::new(),
            branches: Vec::new(),
            on_branch: Vec::new(),
            parts: Vec::new(),
            pieces: Vec::new(),
            pages: 0,
            hash: Sha256::new(),
        };
        binder.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(binder)
    }

    /// Binds in one file, after a blank page where it would not begin on an odd one.
    ///
    /// # Errors
    /// [`BindError::File`] if `pdf` is no tagged file of ours; [`BindError::Write`].
    pub fn add(&mut self, pdf: &[u8]) -> Result<(), BindError> {
        let number = self.parts.len() + 1;
        let refused = |e: lopdf::Error| BindError::File { number, why: e.to_string() };
        let document = Document::load_mem(pdf).map_err(refused)?;
        let sheet = Sheet::of(&document).map_err(refused)?;
        if self.pages % 2 == 1 {
            self.blank_page()?;
        }
        self.hash.update(Sha256::digest(pdf));
        let mut tagged = Vec::with_capacity(sheet.pages.len());
        for (resources, content) in &sheet.pages {
            let resources = self.copy(&document, resources)?;
            let content_at = self.next_id();
            self.object(content_at, content)?;
            let page = self.page(dictionary! {
                "Resources" => reference(resources), "Contents" => reference(content_at),
                "StructParents" => (self.pieces.len() + tagged.len()) as i64, "Tabs" => "S",
            })?;
            tagged.push(Tagged { page, pieces: Vec::new() });
        }
        let language = [("Lang", sheet.language.clone())].map(|(key, value)| (key.as_bytes().to_vec(), value));
        let part =
            self.element(&Node { about: language.into_iter().collect(), ..sheet.structure }, BOOK, &mut tagged)?;
        self.parts.push(reference(part));
        for Tagged { pieces, .. } in tagged {
            let list = self.next_id();
            self.object(list, &Object::Array(pieces))?;
            self.pieces.push(list);
        }
        Ok(())
    }

    /// Writes what closes the file, and gives back where it was written to.
    ///
    /// # Errors
    /// [`BindError::Write`].
    pub fn finish(mut self, about: &About) -> Result<W, BindError> {
        self.close_branch()?;
        let branches = self.branches.iter().map(|id| Object::Reference((*id, 0))).collect::<Vec<_>>();
        self.dictionary(PAGES, dictionary! { "Type" => "Pages", "Kids" => branches, "Count" => self.pages as i64 })?;
        let numbered = self
            .pieces
            .iter()
            .zip(0i64..)
            .flat_map(|(id, n)| [n.into(), Object::Reference((*id, 0))])
            .collect::<Vec<Object>>();
        let parts = std::mem::take(&mut self.parts);
        self.dictionary(PARENTS, dictionary! { "Nums" => numbered })?;
        self.dictionary(
            BOOK,
            dictionary! { "Type" => "StructElem", "S" => "Document", "P" => reference(STRUCTURE), "K" => parts },
        )?;
        self.dictionary(
            STRUCTURE,
            dictionary! {
                "Type" => "StructTreeRoot", "K" => reference(BOOK), "ParentTree" => reference(PARENTS),
                "ParentTreeNextKey" => self.pieces.len() as i64,
            },
        )?;
        self.object(PACKET, &archive::metadata(&about.title, &about.language, PRODUCER).into())?;
        self.object(COLOURS, &archive::colours()?.into())?;
        self.write_information(about)?;
        self.dictionary(
            CATALOGUE,
            dictionary! {
                "Type" => "Catalog", "Pages" => reference(PAGES), "StructTreeRoot" => reference(STRUCTURE),
                "Metadata" => reference(PACKET), "OutputIntents" => archive::intents((COLOURS, 0)), "MarkInfo" => dictionary! { "Marked" => true },
                "Lang" => Object::string_literal(about.language.as_str()),
                "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            },
        )?;
        self.write_table()?;
        Ok(self.out)
    }

    fn write_information(&mut self, about: &About) -> Result<(), BindError> {
        let date = Object::string_literal(format!("D:{}000000Z", about.dated.format("%Y%m%d")));
        self.dictionary(
            INFO,
            dictionary! {
                "Title" => lopdf::text_string(&about.title), "Producer" => Object::string_literal(PRODUCER),
                "CreationDate" => date.clone(), "ModDate" => date,
            },
        )
    }

    fn write_table(&mut self) -> Result<(), BindError> {
        let table_at = self.written;
        let count = self.offsets.len();
        self.put(format!("xref\n0 {count}\n0000000000 65535 f \n").as_bytes())?;
        for id in 1..count {
            let offset = self.offsets[id];
            self.put(format!("{offset:010} 00000 n \n").as_bytes())?;
        }
        let id = hex::encode_upper(&self.hash.clone().finalize()[..16]);
        self.put(format!(
            "trailer\n<</Size {count}/Root {CATALOGUE} 0 R/Info {INFO} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{table_at}\n%%EOF\n"
        ).as_bytes())
    }

    fn blank_page(&mut self) -> Result<(), BindError> {
        self.page(dictionary! { "Resources" => Dictionary::new() }).map(|_| ())
    }

    fn page(&mut self, mut page: Dictionary) -> Result<u32, BindError> {
        if self.on_branch.is_empty() {
            let branch = self.next_id();
            self.branches.push(branch);
        }
        let points = |mm: f32| Object::Real((mm * super::PT_PER_MM * 1000.0).round() / 1000.0);
        page.set("Type", "Page");
        page.set("Parent", self.branches.last().map_or(Object::Null, |&id| reference(id)));
        page.set("MediaBox", vec![0.into(), 0.into(), points(A4_MM.0), points(A4_MM.1)]);
        let id = self.next_id();
        self.dictionary(id, page)?;
        self.on_branch.push(reference(id));
        self.pages += 1;
        if self.on_branch.len() == BRANCH {
            self.close_branch()?;
        }
        Ok(id)
    }

    fn close_branch(&mut self) -> Result<(), BindError> {
        let kids = std::mem::take(&mut self.on_branch);
        match self.branches.last() {
            Some(&branch) if !kids.is_empty() => {
                let count = kids.len() as i64;
                self.dictionary(
                    branch,
                    dictionary! { "Type" => "Pages", "Parent" => reference(PAGES), "Kids" => kids, "Count" => count },
                )
            }
            _ => Ok(()),
        }
    }

    /// Writes one element and all within it; the file's own `Document` becomes a part of the whole.
    fn element(&mut self, node: &Node, parent: u32, tagged: &mut [Tagged]) -> Result<u32, BindError> {
        let id = self.next_id();
        let (mut kids, mut home) = (Vec::new(), None);
        for kid in &node.kids {
            kids.push(match kid {
                Kid::Piece(on, number) => {
                    let Tagged { page, pieces } = &mut tagged[*on];
                    pieces.push(reference(id));
                    if *home.get_or_insert(*page) == *page {
                        Object::Integer(*number)
                    } else {
                        dictionary! { "Type" => "MCR", "Pg" => reference(*page), "MCID" => *number }.into()
                    }
                }
                Kid::Node(inner) => reference(self.element(inner, id, tagged)?),
            });
        }
        let role = if parent == BOOK { b"Part".to_vec() } else { node.role.clone() };
        let mut element = dictionary! {
            "Type" => "StructElem", "S" => Object::Name(role), "P" => reference(parent), "K" => kids,
        };
        if let Some(page) = home {
            element.set("Pg", reference(page));
        }
        element.extend(&node.about);
        self.dictionary(id, element)?;
        Ok(id)
    }

    /// Copies what a page draws with, and all it refers to; what was copied before is not written again.
    fn copy(&mut self, document: &Document, object: &Object) -> Result<u32, BindError> {
        let mut bytes = Vec::new();
        write_object(&self.with_copies(document, object)?, &mut bytes);
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        if let Some(id) = self.shared.get(&digest) {
            return Ok(*id);
        }
        let id = self.next_id();
        self.shared.insert(digest, id);
        self.bytes(id, &bytes)?;
        Ok(id)
    }

    /// `object` with every reference in it changed to the copy of what it refers to.
    fn with_copies(&mut self, document: &Document, object: &Object) -> Result<Object, BindError> {
        Ok(match object {
            Object::Reference(id) => match document.get_object(*id) {
                Ok(target) => reference(self.copy(document, target)?),
                Err(_) => Object::Null,
            },
            Object::Array(items) => {
                let mut copied = Vec::with_capacity(items.len());
                for item in items {
                    copied.push(self.with_copies(document, item)?);
                }
                Object::Array(copied)
            }
            Object::Dictionary(entries) => Object::Dictionary(self.entries(document, entries)?),
            Object::Stream(stream) => {
                let mut copied = stream.clone();
                copied.dict = self.entries(document, &stream.dict)?;
                Object::Stream(copied)
            }
            plain => plain.clone(),
        })
    }

    fn entries(&mut self, document: &Document, entries: &Dictionary) -> Result<Dictionary, BindError> {
        let mut copied = Dictionary::new();
        for (key, value) in entries {
            copied.set(key.clone(), self.with_copies(document, value)?);
        }
        Ok(copied)
    }

    fn next_id(&mut self) -> u32 {
        self.offsets.push(0);
        (self.offsets.len() - 1) as u32
    }

    fn dictionary(&mut self, id: u32, dictionary: Dictionary) -> Result<(), BindError> {
        self.object(id, &Object::Dictionary(dictionary))
    }

    fn object(&mut self, id: u32, object: &Object) -> Result<(), BindError> {
        let mut bytes = Vec::new();
        write_object(object, &mut bytes);
        self.bytes(id, &bytes)
    }

    fn bytes(&mut self, id: u32, bytes: &[u8]) -> Result<(), BindError> {
        self.offsets[id as usize] = self.written;
        self.put(format!("{id} 0 obj\n").as_bytes())?;
        self.put(bytes)?;
        self.put(b"\nendobj\n")
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BindError> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

fn reference(id: u32) -> Object {
    Object::Reference((id, 0))
}
