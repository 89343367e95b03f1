//! The method of a trial as it is typed, and as it is kept.

use std::collections::BTreeMap;

use super::{
    method::{Constrain, Method, Minimise},
    scheme::{Blocks, Unfit},
    set_up::Typed,
};
use crate::floor::error::{Error, Result};

/// A field and what is wrong with it.
pub type Wrong = (&'static str, Unfit);

/// The method that was typed. What was left empty is as usual.
pub fn typed(typed: &Typed) -> Result<Method, Wrong> {
    let usual = (Blocks::default(), Minimise::default(), Constrain::default());
    match typed.method.trim() {
        "" | "blocks" => {
            let smallest = number(&typed.smallest_block, usual.0.smallest).ok_or(("blocks", Unfit::Blocks))?;
            let largest = number(&typed.largest_block, usual.0.largest).ok_or(("blocks", Unfit::Blocks))?;
            Ok(Method::Blocks(Blocks { smallest, largest }))
        }
        "minimise" => {
            let chance = number(&typed.chance, usual.1.chance).ok_or(("chance", Unfit::Chance))?;
            Ok(Method::Minimise(Minimise { chance, weights: weights(&typed.weights)? }))
        }
        "constrain" => {
            let share = number(&typed.share, usual.2.share).ok_or(("share", Unfit::Share))?;
            let candidates = number(&typed.candidates, usual.2.candidates).ok_or(("candidates", Unfit::Candidates))?;
            Ok(Method::Constrain(Constrain { share, candidates }))
        }
        other => {
            let known = "blocks, minimise, constrain".to_owned();
            Err(("method", Unfit::Unknown { what: "method", given: other.to_owned(), known }))
        }
    }
}

fn number(text: &str, usual: u32) -> Option<u32> {
    if text.trim().is_empty() { Some(usual) } else { text.trim().parse().ok() }
}

fn weights(typed: &[(String, String)]) -> Result<BTreeMap<String, u32>, Wrong> {
    let filled = typed.iter().filter(|(_, weight)| !weight.trim().is_empty());
    filled
        .map(|(by, weight)| {
            let weight = weight.trim().parse().map_err(|_| ("weights", Unfit::Weight(by.clone())))?;
            Ok((by.clone(), weight))
        })
        .collect()
}

/// The field that a fault of a whole scheme is laid at.
#[must_use]
pub const fn field_of(unfit: &Unfit) -> &'static str {
    match unfit {
        Unfit::Blocks => "blocks",
        Unfit::Stratum { .. } | Unfit::NothingToBalance => "strata",
        Unfit::Chance => "chance",
        Unfit::Weight(_) => "weights",
        Unfit::Share => "share",
        Unfit::Candidates => "candidates",
        Unfit::ConstrainPeople => "method",
        _ => "arms",
    }
}

/// A method's settings as they are kept beside its name; '' for blocks.
pub fn kept(method: &Method) -> Result<String> {
    Ok(match method {
        Method::Blocks(_) => String::new(),
        Method::Minimise(set) => serde_json::to_string(set)?,
        Method::Constrain(set) => serde_json::to_string(set)?,
    })
}

/// The method as it was kept.
pub fn read(name: &str, settings: &str, blocks: Blocks) -> Result<Method> {
    match name {
        "blocks" => Ok(Method::Blocks(blocks)),
        "minimise" => Ok(Method::Minimise(serde_json::from_str(settings)?)),
        "constrain" => Ok(Method::Constrain(serde_json::from_str(settings)?)),
        other => Err(Error::broken(format!("no method is called {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_and_read_back() {
        let own = |text: &str| text.to_owned();
        let minimise = Typed {
            method: own("minimise"),
            chance: own(" 70 "),
            weights: vec![(own("role"), own("3")), (own("team"), own(" "))],
            ..Typed::default()
        };
        let constrain = Typed { method: own("constrain"), share: own("5"), ..Typed::default() };
        for typed in [minimise, constrain, Typed::default()] {
            let method = super::typed(&typed).unwrap();
            assert_eq!(read(method.name(), &kept(&method).unwrap(), Blocks::default()).unwrap(), method);
        }
    }

    #[test]
    fn each_fault_is_laid_at_its_field() {
        let own = |text: &str| text.to_owned();
        let field = |typed: &Typed| super::typed(typed).unwrap_err().0;
        assert_eq!(field(&Typed { method: own("coin"), ..Typed::default() }), "method");
        assert_eq!(field(&Typed { method: own("minimise"), chance: own("most"), ..Typed::default() }), "chance");
        let weights = vec![(own("role"), own("heavy"))];
        assert_eq!(field(&Typed { method: own("minimise"), weights, ..Typed::default() }), "weights");
        assert_eq!(field(&Typed { method: own("constrain"), share: own("-1"), ..Typed::default() }), "share");
    }
}
