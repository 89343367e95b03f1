//! A calendar as it is built: components in components, each with its fields, each field with its parameters.
//!
//! Read here and not by a library, since those mend what they meet without a word, and the rules are about just that.

use super::{lines::Line, properties, rules::Faults};

/// No calendar has so many components in one another, and a reader that follows them for ever falls.
const DEEPEST: usize = 20;

/// What stands between a BEGIN and its END.
#[derive(Debug, Default)]
pub struct Component {
    /// In capitals; empty for what stands around the calendar.
    pub name: String,
    pub line: usize,
    pub properties: Vec<Property>,
    pub within: Vec<Component>,
}

/// One field.
#[derive(Debug)]
pub struct Property {
    /// In capitals.
    pub name: String,
    pub parameters: Vec<Parameter>,
    /// As it stands, escapes and all.
    pub value: String,
    pub line: usize,
}

/// `CN="Ann"`.
#[derive(Debug)]
pub struct Parameter {
    /// In capitals.
    pub name: String,
    /// Without the quotes around them.
    pub values: Vec<String>,
}

impl Component {
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    pub fn parts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.within.iter().filter(move |part| part.name == name)
    }

    /// Itself and all that stands in it, at any depth.
    pub fn each(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.within.iter().flat_map(Self::each)).collect()
    }
}

impl Property {
    /// The first value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|parameter| parameter.name == name)?;
        found.values.first().map(String::as_str)
    }
}

/// Builds what the lines say. A component that is left open is closed at the end.
pub fn build(lines: &[Line], faults: &mut Faults) -> Component {
    let mut open = vec![Component::default()];
    for line in lines {
        let Some(property) = properties::read(line, faults) else { continue };
        match property.name.as_str() {
            "BEGIN" if open.len() > DEEPEST => faults.add(20, line.number, "too much stands in one another"),
            "BEGIN" => open.push(Component { name: named(&property), line: line.number, ..Component::default() }),
            "END" if open.iter().skip(1).any(|part| part.name == named(&property)) => {
                let mut last = close(&mut open);
                while last.is_some_and(|name| name != named(&property)) {
                    faults.add(20, line.number, "another one ends first");
                    last = close(&mut open);
                }
            }
            "END" => faults.add(20, line.number, "it was never begun"),
            _ if open.len() == 1 => faults.add(27, line.number, "it stands outside the calendar"),
            _ => {
                if let Some(part) = open.last_mut() {
                    part.properties.push(property);
                }
            }
        }
    }
    while open.len() > 1 {
        faults.add(20, open.last().map(|part| part.line), "it is still open at the end");
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn named(property: &Property) -> String {
    property.value.trim().to_ascii_uppercase()
}

/// Puts the innermost open component where it belongs, and says its name.
fn close(open: &mut Vec<Component>) -> Option<String> {
    let part = open.pop()?;
    let name = part.name.clone();
    open.last_mut()?.within.push(part);
    Some(name)
}
