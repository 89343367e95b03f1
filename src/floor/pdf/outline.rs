//! What a screen reader hears: the structure of pages.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::PT_PER_MM;

/// A part of the page: millimetres from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// As PDF gives a box: left, bottom, right and top in points from the bottom left corner of a page `height` millimetres tall.
    fn points(self, height: f32) -> Vec<Object> {
        let rounded = |mm: f32| Object::Real((mm * PT_PER_MM * 100.0).round() / 100.0);
        vec![rounded(self.left), rounded(height - self.bottom), rounded(self.right), rounded(height - self.top)]
    }
}

/// One element of the structure, in reading order. Pages count from 0; the tagged pieces of each page are numbered in the
/// order in which they stand here.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// A paragraph drawn as one tagged piece on each page from the first to the last that it stands on.
    Paragraph { first: usize, last: usize },
    /// A drawing or picture drawn as one tagged piece, with the words that stand for it.
    Figure { on: usize, alt: String, within: Area },
    /// Elements held together, such as a `BlockQuote`.
    Group(&'static str, Vec<Element>),
}

impl Element {
    /// A paragraph of the first page.
    pub const PARAGRAPH: Self = Self::Paragraph { first: 0, last: 0 };

    /// How many pages these elements stand on, one at least.
    pub fn pages(elements: &[Self]) -> usize {
        let last = |element: &Self| match element {
            Self::Paragraph { last, .. } => last + 1,
            Self::Figure { on, .. } => on + 1,
            Self::Group(_, inside) => Self::pages(inside),
        };
        elements.iter().map(last).max().unwrap_or(1)
    }
}

/// A document being tagged: its pages, and what each tagged piece of each page belongs to.
struct Tags<'d> {
    document: &'d mut Document,
    pages: &'d [ObjectId],
    pieces: Vec<Vec<Object>>,
    height: f32,
}

/// Writes the structure tree into `document`, and ties its pages, each `height` millimetres tall, to it. Gives the tree's root.
pub(super) fn tag_pages(
    document: &mut Document,
    pages: &[ObjectId],
    elements: &[Element],
    height: f32,
) -> lopdf::Result<ObjectId> {
    let root = document.new_object_id();
    let top = document.new_object_id();
    let mut tags = Tags { document, pages, pieces: vec![Vec::new(); pages.len()], height };
    let kids = tags.add_all(top, elements);
    let pieces = tags.pieces;
    document.set_object(top, element("Document", root, kids));
    let mut numbered = Vec::new();
    for (number, (page, pieces)) in (0i64..).zip(pages.iter().zip(pieces)) {
        let pieces = document.add_object(Object::Array(pieces));
        numbered.extend([number.into(), Object::Reference(pieces)]);
        let page = document.get_dictionary_mut(*page)?;
        page.set("StructParents", number);
        page.set("Tabs", "S");
    }
    let parents = document.add_object(dictionary! { "Nums" => numbered });
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => pages.len() as i64,
        },
    );
    Ok(root)
}

impl Tags<'_> {
    fn add_all(&mut self, parent: ObjectId, elements: &[Element]) -> Vec<Object> {
        let mut kids = Vec::new();
        for each in elements {
            let id = self.document.new_object_id();
            let made = match each {
                Element::Paragraph { first, last } => self.paragraph(id, parent, *first, *last),
                Element::Figure { on, alt, within } => {
                    let mut figure = self.paragraph(id, parent, *on, *on);
                    figure.set("S", "Figure");
                    figure.set("Alt", lopdf::text_string(alt));
                    figure.set(
                        "A",
                        dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => within.points(self.height) },
                    );
                    figure
                }
                Element::Group(role, inside) => {
                    let inside = self.add_all(id, inside);
                    element(role, parent, inside)
                }
            };
            self.document.set_object(id, made);
            kids.push(id.into());
        }
        kids
    }

    /// An element of one piece on each page. A piece on another page than the first says which.
    fn paragraph(&mut self, id: ObjectId, parent: ObjectId, first: usize, last: usize) -> Dictionary {
        let mut kids: Vec<Object> = Vec::new();
        for on in first..=last {
            let piece = self.pieces[on].len() as i64;
            self.pieces[on].push(id.into());
            kids.push(if on == first {
                piece.into()
            } else {
                Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => self.pages[on], "MCID" => piece })
            });
        }
        let mut paragraph = element("P", parent, kids);
        paragraph.set("Pg", self.pages[first]);
        paragraph
    }
}

fn element(role: &str, parent: ObjectId, mut kids: Vec<Object>) -> Dictionary {
    let kids = if kids.len() == 1 { kids.remove(0) } else { Object::Array(kids) };
    dictionary! { "Type" => "StructElem", "S" => Object::Name(role.into()), "P" => parent, "K" => kids }
}
