//! A Rust file as words in a row. Comments and strings do not count. A macro's arguments do, though no parser knows
//! their grammar: hence tokens, not a syntax tree.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The file's words and marks in a row, with `::` as one and each literal as `"`.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    flatten(text.parse().unwrap_or_else(|error| panic!("not Rust: {error}")), &mut words);
    words
}

fn flatten(stream: TokenStream, words: &mut Vec<String>) {
    let mut joint = false;
    for token in stream {
        let after_colon = joint && words.last().is_some_and(|last| last == ":");
        joint = matches!(&token, TokenTree::Punct(mark) if mark.spacing() == Spacing::Joint);
        match token {
            TokenTree::Group(group) => {
                let (open, shut) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
                };
                words.push(open.to_owned());
                flatten(group.stream(), words);
                words.push(shut.to_owned());
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' && after_colon => {
                words.pop();
                words.push("::".to_owned());
            }
            TokenTree::Literal(_) => words.push("\"".to_owned()),
            other => words.push(other.to_string()),
        }
    }
}
