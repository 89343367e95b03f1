//! A file of ours taken apart again, so that its pages can be bound with others.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A file of ours, taken apart.
pub(super) struct Sheet<'d> {
    /// What each page draws with, and what it draws.
    pub pages: Vec<(&'d Object, &'d Object)>,
    pub structure: Node,
    /// The language of its text, as its catalogue says it.
    pub language: &'d Object,
}

/// An element of the structure and what is within it.
pub(super) struct Node {
    pub role: Vec<u8>,
    /// The words that stand for a figure, and its place.
    pub about: Dictionary,
    pub kids: Vec<Kid>,
}

pub(super) enum Kid {
    /// A tagged piece, by its page (from 0) and its number there.
    Piece(usize, i64),
    Node(Node),
}

impl<'d> Sheet<'d> {
    /// # Errors
    /// If the file has no pages, or they are not tagged as ours are.
    pub fn of(document: &'d Document) -> lopdf::Result<Self> {
        let ids: Vec<ObjectId> = document.page_iter().collect();
        let page = |id: &ObjectId| {
            let page = document.get_dictionary(*id)?;
            Ok((page.get_deref(b"Resources", document)?, page.get_deref(b"Contents", document)?))
        };
        let root = document.catalog()?.get_deref(b"StructTreeRoot", document)?.as_dict()?;
        Ok(Self {
            pages: ids.iter().map(page).collect::<lopdf::Result<_>>()?,
            language: document.catalog()?.get(b"Lang")?,
            structure: node(document, &ids, root.get(b"K")?.as_reference()?)?,
        })
    }
}

fn node(document: &Document, pages: &[ObjectId], id: ObjectId) -> lopdf::Result<Node> {
    let element = document.get_dictionary(id)?;
    let kids = match element.get(b"K")? {
        Object::Array(kids) => kids.as_slice(),
        one => std::slice::from_ref(one),
    };
    let on = |holder: &Dictionary| {
        let page = holder.get(b"Pg")?.as_reference()?;
        pages.iter().position(|id| *id == page).ok_or(lopdf::Error::ObjectNotFound(page))
    };
    let kid = |kid: &Object| match kid {
        Object::Integer(piece) => Ok(Kid::Piece(on(element)?, *piece)),
        Object::Dictionary(piece) => Ok(Kid::Piece(on(piece)?, piece.get(b"MCID")?.as_i64()?)),
        other => Ok(Kid::Node(node(document, pages, other.as_reference()?)?)),
    };
    let about = element.iter().filter(|(key, _)| matches!(key.as_slice(), b"A" | b"Alt"));
    let about = about.map(|(key, value)| (key.clone(), value.clone())).collect();
    Ok(Node {
        role: element.get(b"S")?.as_name()?.to_vec(),
        about,
        kids: kids.iter().map(kid).collect::<lopdf::Result<_>>()?,
    })
}
