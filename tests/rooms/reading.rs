//! Reads a Rust file far enough to say which paths it names, which names it gives, and what its tests are called.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use crate::words::words;

/// What a file says of itself.
#[derive(Debug, Default)]
pub struct Reading {
    /// Every path whose beginning is known, spelt out from its crate: `crate::trial::roster::Person`, `diesel::insert_into`.
    pub paths: Vec<String>,
    /// What the tests among them name.
    pub test_paths: Vec<String>,
    /// Every `fn`, `struct`, `enum`, `trait`, `type`, `mod`, `const` and `static` with its name.
    pub given: Vec<(String, String)>,
    /// Every test's name, with the modules around it.
    pub tests: Vec<String>,
    /// Whether a test is left out without a reason.
    pub bare_ignore: bool,
    /// Lines before the file's own tests.
    pub lines: usize,
}

/// `file` is the path from the repository's root: `src/trial/roster/import.rs`.
pub fn read(file: &str, text: &str) -> Reading {
    let words = words(text);
    let home = module_of(file);
    let mut reader = Reader {
        words: &words,
        at: 0,
        home,
        inner: Vec::new(),
        depth: 0,
        seen: Vec::new(),
        reading: Reading::default(),
    };
    reader.walk();
    let aliases = aliases(&reader.seen);
    let mut reading = reader.reading;
    let (tests, code): (Vec<Named>, Vec<Named>) =
        reader.seen.into_iter().partition(|named| named.module.iter().any(|module| module == "tests"));
    reading.paths = spelt_out(code, &aliases);
    reading.test_paths = spelt_out(tests, &aliases);
    reading.lines = text.split("#[cfg(test)]").next().map_or(0, |body| body.lines().count());
    reading
}

/// `src/trial/roster/mod.rs` is `crate::trial::roster`; so is `src/trial/roster.rs`.
fn module_of(file: &str) -> Vec<String> {
    let path = Path::new(file).with_extension("");
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    let mut module: Vec<String> =
        parts.skip(1).filter(|part| !matches!(part.as_str(), "mod" | "lib" | "main")).collect();
    module.insert(0, "crate".into());
    module
}

/// A path as it stands in the file, with the module it stands in.
struct Named {
    parts: Vec<String>,
    module: Vec<String>,
    /// The name that a `use` gives it in this file.
    alias: Option<String>,
}

impl Named {
    /// From its crate, or nothing for a name that the file does not explain.
    fn spelt_out(self, aliases: &BTreeMap<String, Vec<String>>) -> Option<String> {
        let mut parts = self.parts;
        if self.alias.is_none()
            && let Some(whole) = parts.first().and_then(|first| aliases.get(first))
        {
            parts.splice(..1, whole.iter().cloned());
        }
        let whole = from_crate(&parts, &self.module);
        (whole.len() > 1).then(|| whole.join("::"))
    }
}

fn spelt_out(named: Vec<Named>, aliases: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let paths: BTreeSet<String> = named.into_iter().filter_map(|named| named.spelt_out(aliases)).collect();
    paths.into_iter().collect()
}

fn from_crate(parts: &[String], module: &[String]) -> Vec<String> {
    let ups = parts.iter().take_while(|part| *part == "super").count();
    match parts.first().map(String::as_str) {
        Some("hearten") => ["crate".to_owned()].into_iter().chain(parts[1..].iter().cloned()).collect(),
        Some("self") => module.iter().chain(&parts[1..]).cloned().collect(),
        Some("super") => module[..module.len().saturating_sub(ups)].iter().chain(&parts[ups..]).cloned().collect(),
        _ => parts.to_vec(),
    }
}

/// What each `use` calls what, for paths that go on from there: `use crate::trial; trial::roster::…`.
fn aliases(seen: &[Named]) -> BTreeMap<String, Vec<String>> {
    let used = seen.iter().filter_map(|named| Some((named.alias.clone()?, from_crate(&named.parts, &named.module))));
    used.filter(|(alias, whole)| whole.len() > 1 || whole.first() != Some(alias)).collect()
}

struct Reader<'w> {
    words: &'w [String],
    at: usize,
    home: Vec<String>,
    /// The modules open inside the file, each with the depth of its brace.
    inner: Vec<(String, usize)>,
    depth: usize,
    seen: Vec<Named>,
    reading: Reading,
}

impl Reader<'_> {
    fn walk(&mut self) {
        while self.at < self.words.len() {
            match self.word(0) {
                "{" => self.depth += 1,
                "}" => {
                    self.depth = self.depth.saturating_sub(1);
                    self.inner.retain(|(_, depth)| *depth <= self.depth);
                }
                "use" if self.starts_statement() => {
                    self.at += 1;
                    self.tree(Vec::new());
                    continue;
                }
                "#" if self.word(1) == "[" => self.attribute(),
                "macro_rules" if self.word(1) == "!" => self.skip_rules(),
                "fn" | "struct" | "enum" | "trait" | "type" | "mod" | "const" | "static" if is_name(self.word(1)) => {
                    let name = self.word(1).to_owned();
                    if self.word(0) == "mod" && self.word(2) == "{" {
                        self.inner.push((name.clone(), self.depth + 1));
                    }
                    self.reading.given.push((self.word(0).to_owned(), name));
                }
                "story" if self.word(1) == "!" => self.reading.tests.push(self.word(3).to_owned()),
                word if is_name(word) && self.word(1) == "::" && (self.at == 0 || self.words[self.at - 1] != "::") => {
                    self.path();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn word(&self, ahead: usize) -> &str {
        self.words.get(self.at + ahead).map_or("", String::as_str)
    }

    fn starts_statement(&self) -> bool {
        self.at == 0 || matches!(self.words[self.at - 1].as_str(), ";" | "{" | "}" | "]" | ")" | "pub")
    }

    fn module(&self) -> Vec<String> {
        self.home.iter().cloned().chain(self.inner.iter().map(|(name, _)| name.clone())).collect()
    }

    /// A macro's own rules are patterns, not code that stands here.
    fn skip_rules(&mut self) {
        let mut open = 0;
        while self.at + 1 < self.words.len() {
            self.at += 1;
            match self.word(0) {
                "{" | "(" | "[" => open += 1,
                "}" | ")" | "]" if open == 1 => return,
                "}" | ")" | "]" => open -= 1,
                _ => {}
            }
        }
    }

    /// `#[test]`, `#[tokio::test]`, `#[actix_web::test]`: the next function is a test.
    fn attribute(&mut self) {
        self.reading.bare_ignore |= self.word(2) == "ignore" && self.word(3) == "]";
        let shut = (self.at..self.words.len()).find(|i| self.words[*i] == "]").unwrap_or(self.words.len() - 1);
        if self.words[shut - 1] != "test" || self.words[shut - 2] == "(" {
            return;
        }
        if let Some(name) = self.words[shut..].windows(2).find(|pair| pair[0] == "fn").map(|pair| pair[1].clone()) {
            let around: Vec<String> =
                self.inner.iter().map(|(name, _)| name.clone()).filter(|name| name != "tests").collect();
            self.reading.tests.push(around.into_iter().chain([name]).collect::<Vec<_>>().join("::"));
        }
    }

    /// `a::b::{c, d::e as f, g::*}`, ending past its `;` or before its `,` or `}`.
    fn tree(&mut self, before: Vec<String>) {
        let mut parts = before;
        loop {
            match self.word(0) {
                "" | "," | "}" | ";" => {
                    let alias = parts.last().cloned();
                    return self.name(parts, alias);
                }
                "as" => {
                    let alias = self.word(1).to_owned();
                    self.at += 2;
                    return self.name(parts, Some(alias));
                }
                "{" => return self.group(&parts),
                "::" => {}
                "self" if !parts.is_empty() => {}
                word => parts.push(word.to_owned()),
            }
            self.at += 1;
        }
    }

    fn group(&mut self, before: &[String]) {
        loop {
            self.at += 1;
            if self.word(0) != "}" {
                self.tree(before.to_vec());
            }
            if self.word(0) != "," {
                break;
            }
        }
        self.at += 1;
    }

    fn name(&mut self, parts: Vec<String>, alias: Option<String>) {
        self.seen.push(Named { parts, module: self.module(), alias });
    }

    /// A path in the midst of code: `crate::schema::people::table`.
    fn path(&mut self) {
        let mut parts = vec![self.word(0).to_owned()];
        self.at += 1;
        while self.word(0) == "::" && is_name(self.word(1)) {
            parts.push(self.word(1).to_owned());
            self.at += 2;
        }
        self.seen.push(Named { parts, module: self.module(), alias: None });
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
