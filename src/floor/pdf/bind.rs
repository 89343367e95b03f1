//! Many one-page files bound into one for the printer, each on the front of its own sheet. Bytes go out as they come, what
//! the pages share is written once, and the structure a screen reader hears is kept. Memory grows by a few numbers a page.

use std::collections::HashMap;
use std::io::{self, Write};

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, dictionary};
use sha2::{Digest, Sha256};

use super::A4_MM;
use super::object::write_object;
use super::outline::metadata;
use super::sheet::{Kid, Node, Sheet};
use super::skeleton::PRODUCER;

/// Why files could not be bound.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error("the bound file could not be written: {0}")]
    Write(#[from] io::Error),
    /// One of the files is not a tagged page of ours.
    #[error("file {number} of the pack is not a letter of ours: {why}")]
    Page { number: usize, why: String },
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
/// Viewers find a page faster in a tree of small branches than in one list of thousands.
const BRANCH: usize = 64;

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
            offsets: vec![0; PACKET as usize + 1],
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

    /// Binds in one file of one page, after a blank page unless it is the first: each lands on an odd page.
    ///
    /// # Errors
    /// [`BindError::Page`] if `pdf` is not one tagged page; [`BindError::Write`].
    pub fn add(&mut self, pdf: &[u8]) -> Result<(), BindError> {
        let number = self.pieces.len() + 1;
        let refused = |e: lopdf::Error| BindError::Page { number, why: e.to_string() };
        let document = Document::load_mem(pdf).map_err(refused)?;
        let sheet = Sheet::of(&document).map_err(refused)?;
        if number > 1 {
            self.blank_page()?;
        }
        self.hash.update(Sha256::digest(pdf));
        let resources = self.copy(&document, sheet.resources)?;
        let content = self.next_id();
        self.object(content, sheet.content)?;
        let page = self.page(dictionary! {
            "Resources" => Object::Reference((resources, 0)), "Contents" => Object::Reference((content, 0)),
            "StructParents" => (number - 1) as i64, "Tabs" => "S",
        })?;
        let mut pieces = Vec::new();
        let part = self.element(&sheet.structure, BOOK, page, &mut pieces)?;
        self.parts.push(Object::Reference((part, 0)));
        let list = self.next_id();
        self.object(list, &Object::Array(pieces))?;
        self.pieces.push(list);
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
        self.object(PACKET, &metadata(&about.title, &about.language, PRODUCER).into())?;
        self.write_information(about)?;
        self.dictionary(
            CATALOGUE,
            dictionary! {
                "Type" => "Catalog", "Pages" => reference(PAGES), "StructTreeRoot" => reference(STRUCTURE),
                "Metadata" => reference(PACKET), "MarkInfo" => dictionary! { "Marked" => true },
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

    /// Writes one element and all within it; the page's own `Document` becomes a part of the whole.
    fn element(&mut self, node: &Node, parent: u32, page: u32, pieces: &mut Vec<Object>) -> Result<u32, BindError> {
        let id = self.next_id();
        let mut kids = Vec::new();
        for kid in &node.kids {
            match kid {
                Kid::Piece(number) => {
                    kids.push((*number).into());
                    pieces.push(reference(id));
                }
                Kid::Node(inner) => {
                    let inner = self.element(inner, id, page, pieces)?;
                    kids.push(reference(inner));
                }
            }
        }
        let role = if parent == BOOK { b"Part".to_vec() } else { node.role.clone() };
        let mut element = dictionary! {
            "Type" => "StructElem", "S" => Object::Name(role), "P" => reference(parent), "Pg" => reference(page), "K" => kids,
        };
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
