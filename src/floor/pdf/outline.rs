//! What a screen reader hears: the structure of a page, and the words about the document that go with it.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{A4_MM, PT_PER_MM};

/// A part of the page: millimetres from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// As PDF gives a box: left, bottom, right and top in points from the page's bottom left corner.
    fn points(self) -> Vec<Object> {
        let rounded = |mm: f32| Object::Real((mm * PT_PER_MM * 100.0).round() / 100.0);
        vec![rounded(self.left), rounded(A4_MM.1 - self.bottom), rounded(self.right), rounded(A4_MM.1 - self.top)]
    }
}

/// One element of the structure, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// A paragraph drawn as one tagged piece. Pieces are numbered in the order they stand here.
    Paragraph,
    /// A drawing or picture drawn as one tagged piece, with the words that stand for it.
    Figure { alt: String, within: Area },
    /// Elements held together, such as a `BlockQuote`.
    Group(&'static str, Vec<Element>),
}

/// Writes the structure tree of the one page into `document`, and ties page and catalogue to it.
pub(super) fn tag_page(document: &mut Document, page: ObjectId, elements: &[Element]) -> lopdf::Result<ObjectId> {
    let root = document.new_object_id();
    let top = document.new_object_id();
    let mut pieces = Vec::new();
    let kids = add_all(document, page, top, elements, &mut pieces);
    document.set_object(top, element("Document", root, kids));
    let pieces = document.add_object(Object::Array(pieces));
    let parents = document.add_object(dictionary! { "Nums" => vec![0.into(), Object::Reference(pieces)] });
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => 1,
        },
    );
    let page = document.get_dictionary_mut(page)?;
    page.set("StructParents", 0);
    page.set("Tabs", "S");
    Ok(root)
}

fn add_all(
    document: &mut Document,
    page: ObjectId,
    parent: ObjectId,
    elements: &[Element],
    pieces: &mut Vec<Object>,
) -> Vec<Object> {
    let mut kids = Vec::new();
    for each in elements {
        let id = document.new_object_id();
        let made = match each {
            Element::Paragraph => {
                let mut paragraph = element("P", parent, vec![(pieces.len() as i64).into()]);
                paragraph.set("Pg", page);
                pieces.push(id.into());
                paragraph
            }
            Element::Figure { alt, within } => {
                let mut figure = element("Figure", parent, vec![(pieces.len() as i64).into()]);
                figure.set("Pg", page);
                figure.set("Alt", lopdf::text_string(alt));
                figure.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => within.points() });
                pieces.push(id.into());
                figure
            }
            Element::Group(role, inside) => {
                let inside = add_all(document, page, id, inside, pieces);
                element(role, parent, inside)
            }
        };
        document.set_object(id, made);
        kids.push(id.into());
    }
    kids
}

fn element(role: &str, parent: ObjectId, mut kids: Vec<Object>) -> Dictionary {
    let kids = if kids.len() == 1 { kids.remove(0) } else { Object::Array(kids) };
    dictionary! { "Type" => "StructElem", "S" => Object::Name(role.into()), "P" => parent, "K" => kids }
}

/// The XMP packet that names the title and claims PDF/UA-1. It carries no date, so that one packet serves every page.
pub(super) fn metadata(title: &str, language: &str, producer: &str) -> Stream {
    let [title, language, producer] = [title, language, producer].map(escaped);
    let packet = format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         <pdf:Producer>{producer}</pdf:Producer><pdfuaid:part>1</pdfuaid:part>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let mut stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes());
    stream.allows_compression = false;
    stream
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
