//! A file of ours taken apart again, so that its page can be bound with others.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// One page of a file of ours, taken apart.
pub(super) struct Sheet<'d> {
    pub resources: &'d Object,
    pub content: &'d Object,
    pub structure: Node,
}

/// An element of the structure and what is within it.
pub(super) struct Node {
    pub role: Vec<u8>,
    /// The words that stand for a figure, and its place.
    pub about: Dictionary,
    pub kids: Vec<Kid>,
}

pub(super) enum Kid {
    /// A tagged piece of the page, by number.
    Piece(i64),
    Node(Node),
}

impl<'d> Sheet<'d> {
    /// # Errors
    /// If the file is not one tagged page.
    pub fn of(document: &'d Document) -> lopdf::Result<Self> {
        let mut pages = document.page_iter();
        let page = pages.next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
        if pages.next().is_some() {
            return Err(lopdf::Error::PageNumberNotFound(2));
        }
        let page = document.get_dictionary(page)?;
        let root = document.catalog()?.get_deref(b"StructTreeRoot", document)?.as_dict()?;
        Ok(Self {
            resources: page.get_deref(b"Resources", document)?,
            content: page.get_deref(b"Contents", document)?,
            structure: node(document, root.get(b"K")?.as_reference()?)?,
        })
    }
}

fn node(document: &Document, id: ObjectId) -> lopdf::Result<Node> {
    let element = document.get_dictionary(id)?;
    let kids = match element.get(b"K")? {
        Object::Array(kids) => kids.as_slice(),
        one => std::slice::from_ref(one),
    };
    let kid = |kid: &Object| match kid {
        Object::Integer(piece) => Ok(Kid::Piece(*piece)),
        other => Ok(Kid::Node(node(document, other.as_reference()?)?)),
    };
    let about = element.iter().filter(|(key, _)| matches!(key.as_slice(), b"A" | b"Alt"));
    let about = about.map(|(key, value)| (key.clone(), value.clone())).collect();
    Ok(Node {
        role: element.get(b"S")?.as_name()?.to_vec(),
        about,
        kids: kids.iter().map(kid).collect::<lopdf::Result<_>>()?,
    })
}
