//! The method of a trial as it is typed, and as it is kept.

use super::{
    method::{Constrain, Method, Minimise},
    scheme::{Blocks, Unfit},
    set_up::Typed,
};
use crate::floor::error::{Error, Result};

/// A field and what is wrong with it.
pub type Wrong = (&'static str, Unfit);

/// The method that was typed, and what of it is wrong. What was left empty, or could not be read, is as usual.
pub fn typed(typed: &Typed, wrong: &mut Vec<Wrong>) -> Option<Method> {
    let usual = (Blocks::default(), Minimise::default(), Constrain::default());
    let mut number = |text: &str, usual: u32, unfit: Unfit| {
        let read = if text.trim().is_empty() { Some(usual) } else { text.trim().parse().ok() };
        read.unwrap_or_else(|| {
            wrong.push((field_of(&unfit), unfit));
            usual
        })
    };
    Some(match typed.method.trim() {
        "" | "blocks" => Method::Blocks(Blocks {
            smallest: number(&typed.smallest_block, usual.0.smallest, Unfit::Blocks),
            largest: number(&typed.largest_block, usual.0.largest, Unfit::Blocks),
        }),
        "minimise" => {
            let chance = number(&typed.chance, usual.1.chance, Unfit::Chance);
            let filled = typed.weights.iter().filter(|(_, weight)| !weight.trim().is_empty());
            let weight = |(by, weight): &(String, String)| (by.clone(), number(weight, 1, Unfit::Weight(by.clone())));
            Method::Minimise(Minimise { chance, weights: filled.map(weight).collect() })
        }
        "constrain" => Method::Constrain(Constrain {
            share: number(&typed.share, usual.2.share, Unfit::Share),
            candidates: number(&typed.candidates, usual.2.candidates, Unfit::Candidates),
        }),
        other => {
            let known = "blocks, minimise, constrain".to_owned();
            wrong.push(("method", Unfit::Unknown { what: "method", given: other.to_owned(), known }));
            return None;
        }
    })
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
            let method = super::typed(&typed, &mut Vec::new()).unwrap();
            assert_eq!(read(method.name(), &kept(&method).unwrap(), Blocks::default()).unwrap(), method);
        }
    }

    #[test]
    fn each_fault_is_laid_at_its_field() {
        let own = |text: &str| text.to_owned();
        let fields = |typed: &Typed| {
            let mut wrong = Vec::new();
            super::typed(typed, &mut wrong);
            wrong.into_iter().map(|(field, _)| field).collect::<Vec<_>>()
        };
        assert_eq!(fields(&Typed { method: own("coin"), ..Typed::default() }), ["method"]);
        assert_eq!(fields(&Typed { method: own("minimise"), chance: own("most"), ..Typed::default() }), ["chance"]);
        let weights = vec![(own("role"), own("heavy")), (own("team"), own("light"))];
        assert_eq!(
            fields(&Typed { method: own("minimise"), chance: own("most"), weights, ..Typed::default() }),
            ["chance", "weights", "weights"]
        );
        assert_eq!(
            fields(&Typed { method: own("constrain"), share: own("-1"), candidates: own("all"), ..Typed::default() }),
            ["share", "candidates"]
        );
    }
}
