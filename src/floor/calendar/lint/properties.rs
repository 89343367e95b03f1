//! One line as a field: its name, its parameters and its value, by the letter of RFC 5545, 3.1.

use super::{
    component::{Parameter, Property},
    lines::Line,
    rules::Faults,
};

/// What is wrong with the signs in a line, to be told once the parameter's name is known.
enum Sign {
    QuoteInside,
    Unreadable,
}

pub fn read(line: &Line, faults: &mut Faults) -> Option<Property> {
    let end = line.text.find([';', ':']).unwrap_or(line.text.len());
    let (name, mut rest) = line.text.split_at(end);
    if !is_name(name) || rest.is_empty() {
        faults.add(27, line.number, "");
        return None;
    }
    let mut parameters = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let Some((parameter, left)) = parameter(after, line.number, faults) else {
            faults.add(27, line.number, "a parameter");
            return None;
        };
        parameters.push(parameter);
        rest = left;
    }
    let Some(value) = rest.strip_prefix(':') else {
        faults.add(27, line.number, "it has no value");
        return None;
    };
    Some(Property { name: name.to_ascii_uppercase(), parameters, value: value.to_owned(), line: line.number })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn parameter<'a>(text: &'a str, line: usize, faults: &mut Faults) -> Option<(Parameter, &'a str)> {
    let (name, mut rest) = text.split_once('=').filter(|(name, _)| is_name(name))?;
    let name = name.to_ascii_uppercase();
    let mut values = Vec::new();
    let mut bare = 0;
    loop {
        bare += usize::from(!rest.starts_with('"'));
        let (value, left, sign) = value(rest);
        values.push(value);
        match sign {
            Some(Sign::QuoteInside) if name == "CN" => faults.add(35, line, ""),
            Some(_) => faults.add(27, line, &name),
            None => {}
        }
        rest = left;
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None => break,
        }
    }
    if name == "CN" && values.len() > 1 && bare > 0 {
        faults.add(25, line, "");
    }
    Some((Parameter { name, values }, rest))
}

/// One value, what follows it, and what is odd about it.
fn value(text: &str) -> (String, &str, Option<Sign>) {
    let Some(inside) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find([',', ';', ':']).unwrap_or(text.len()));
        return (value.to_owned(), rest, value.contains('"').then_some(Sign::QuoteInside));
    };
    let Some((value, rest)) = inside.split_once('"') else {
        return (inside.to_owned(), "", Some(Sign::Unreadable));
    };
    if rest.is_empty() || rest.starts_with([',', ';', ':']) {
        return (value.to_owned(), rest, None);
    }
    // The name goes on after a quote: what follows its last quote is taken to be the rest of the line.
    let rest = rest.split_at(rest.rfind('"').map_or(0, |at| at + 1)).1;
    (value.to_owned(), rest.split_at(rest.find([';', ':']).unwrap_or(rest.len())).1, Some(Sign::QuoteInside))
}
