//! A signature as it is kept: whose hand, over which wording, when; its mark sealed, since it is worth forging.

use std::{collections::HashMap, sync::Arc};

use super::{
    hand::Hand,
    paper::Sheet,
    proof::Signed,
    store::{self, signatures::Signature},
};
use crate::floor::{Floor, config::SignWith, db::Conn, error::Result};

fn seal_context(signature_id: &str) -> String {
    format!("signature:{signature_id}")
}

/// What a signature is put to, and by which account.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    pub sheet: &'a Sheet,
    pub by: &'a str,
}

/// Keeps the signature that a hand gave on a screen, and gives its id.
pub fn keep(conn: &mut Conn, floor: &Floor, of: Of<'_>, hand: &Hand) -> Result<String> {
    put(conn, floor, of, (hand.way(), &hand.name, hand.on_behalf), hand.bytes()?)
}

/// Keeps one that was given with a pen, and gives its id.
pub fn keep_pen(conn: &mut Conn, floor: &Floor, of: Of<'_>, name: &str, on_behalf: bool) -> Result<String> {
    put(conn, floor, of, (SignWith::Pen, name, on_behalf), None)
}

fn put(
    conn: &mut Conn,
    floor: &Floor,
    of: Of<'_>,
    (way, name, on_behalf): (SignWith, &str, bool),
    mark: Option<Vec<u8>>,
) -> Result<String> {
    let id = floor.ids.next();
    let seal = |bytes: Vec<u8>| floor.secrets.seal(&floor.ids, &seal_context(&id), &bytes);
    let signature = Signature {
        round_id: of.sheet.round.id.clone(),
        kind: way.name().to_owned(),
        name: name.to_owned(),
        on_behalf,
        sealed: mark.map(seal).transpose()?,
        wording_sha256: of.sheet.wording_sha256()?,
        signed_by: of.by.to_owned(),
        signed_at: floor.clock.now(),
        id,
    };
    store::signatures::add(conn, &signature)?;
    Ok(signature.id)
}

/// The hand of a signature that was given on a screen.
fn hand(floor: &Floor, signature: &Signature) -> Result<Hand> {
    let open = |sealed: &Vec<u8>| floor.secrets.open(&seal_context(&signature.id), sealed);
    let mark = signature.sealed.as_ref().map(open).transpose()?;
    Hand::read(&signature.kind, signature.name.clone(), signature.on_behalf, mark.as_deref())
}

/// As a page shows it.
pub fn shown(floor: &Floor, signature: &Signature) -> Result<Signed> {
    if signature.on_paper() {
        return Ok(Signed {
            way: SignWith::Pen.name(),
            name: signature.name.clone(),
            on_behalf: signature.on_behalf,
            ..Signed::default()
        });
    }
    hand(floor, signature)?.shown()
}

/// The hands that one transaction has met, opened once each.
#[derive(Debug, Default)]
pub struct Hands(HashMap<String, Arc<Hand>>);

impl Hands {
    pub fn of(&mut self, conn: &mut Conn, floor: &Floor, signature_id: &str) -> Result<Arc<Hand>> {
        if let Some(hand) = self.0.get(signature_id) {
            return Ok(Arc::clone(hand));
        }
        let hand = Arc::new(hand(floor, &store::signatures::one(conn, signature_id)?)?);
        self.0.insert(signature_id.to_owned(), Arc::clone(&hand));
        Ok(hand)
    }
}
