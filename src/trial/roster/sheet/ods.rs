//! Workbooks of LibreOffice and others (ODS). They say of a cell or a row how many times it comes again; calamine writes
//! all of these out before it counts, so that a small file could fill any memory. Here each is counted as it comes.

use std::{
    borrow::Cow,
    collections::HashSet,
    io::{BufRead, BufReader},
};

use quick_xml::{
    Reader,
    escape::{resolve_xml_entity, unescape},
    events::{BytesRef, BytesStart, Event},
};

use super::{
    Fault, LAST_ROW, LONGEST_CELL, MOST_COLUMNS, Note, Odd, Table,
    book::{Tabs, choose},
    cell,
    kind::{Zip, unopened},
};

/// Reads the sheet of people.
pub(super) fn read(zip: &mut Zip<'_>) -> Result<(Table, Vec<Note>), Fault> {
    if is_locked(zip)? {
        return Err(Fault::Locked);
    }
    let content = zip.by_name("content.xml").map_err(|error| unopened(&error))?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    choose(&mut Content { xml, event: Vec::new(), hidden: HashSet::new(), style: String::new(), inside: false })
}

/// Whether the list of parts tells how they are encrypted.
fn is_locked(zip: &mut Zip<'_>) -> Result<bool, Fault> {
    let Ok(list) = zip.by_name("META-INF/manifest.xml") else { return Ok(false) };
    let (mut xml, mut event) = (Reader::from_reader(BufReader::new(list)), Vec::new());
    loop {
        event.clear();
        match xml.read_event_into(&mut event).map_err(|_| Fault::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// The part that holds the sheets, read from its first byte to its last.
struct Content<R> {
    xml: Reader<R>,
    event: Vec<u8>,
    /// Styles of sheets that are not shown.
    hidden: HashSet<String>,
    /// The style that is being told.
    style: String,
    /// Stands in a sheet.
    inside: bool,
}

impl<R: BufRead> Tabs for Content<R> {
    fn next(&mut self) -> Result<Option<String>, Fault> {
        loop {
            match self.step()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "style:style" => self.style = attribute(&tag, "style:name"),
                    "style:table-properties" if attribute(&tag, "table:display") == "false" => {
                        self.hidden.insert(self.style.clone());
                    }
                    // What was there before somebody changed it.
                    "table:tracked-changes" => self.skip("table:tracked-changes")?,
                    "table:table" if !self.inside => {
                        let (style, name) = (attribute(&tag, "table:style-name"), attribute(&tag, "table:name"));
                        self.inside = true;
                        if !self.hidden.contains(&style) {
                            return Ok(Some(name));
                        }
                    }
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table" => self.inside = false,
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn read(&mut self, table: &mut Table) -> Result<(), Fault> {
        let mut row = 0;
        while !table.has_enough() {
            match self.step()? {
                Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                    let times = repeats(&tag, "table:number-rows-repeated");
                    let cells = self.row()?;
                    // A blank row may come again a million times, down to the foot of the sheet.
                    for again in 0..if cells.is_empty() { 0 } else { times } {
                        put(table, row + again, &cells)?;
                    }
                    row = row.saturating_add(times);
                }
                Event::Start(tag) if tag.name().as_ref() == "table:shapes" => self.skip("table:shapes")?,
                Event::End(tag) if tag.name().as_ref() == "table:table" => {
                    self.inside = false;
                    return Ok(());
                }
                Event::Eof => return Err(Fault::Damaged),
                _ => {}
            }
        }
        Ok(())
    }
}

/// A cell with something in it, and how often it comes.
struct Cell {
    column: usize,
    times: usize,
    text: String,
    odd: Option<Odd>,
}

fn put(table: &mut Table, row: usize, cells: &[Cell]) -> Result<(), Fault> {
    for cell in cells {
        for again in 0..cell.times.min(MOST_COLUMNS + 1) {
            table.put(row, cell.column + again, &cell.text, cell.odd)?;
        }
    }
    Ok(())
}

impl<R: BufRead> Content<R> {
    fn step(&mut self) -> Result<Event<'static>, Fault> {
        self.event.clear();
        let event = self.xml.read_event_into(&mut self.event).map_err(|_| Fault::Damaged)?;
        Ok(event.into_owned())
    }

    /// The cells of a row that hold anything.
    fn row(&mut self) -> Result<Vec<Cell>, Fault> {
        let (mut cells, mut column) = (Vec::new(), 0_usize);
        loop {
            match self.step()? {
                Event::Start(tag) if tag.local_name().as_ref().ends_with("table-cell") => {
                    let times = repeats(&tag, "table:number-columns-repeated");
                    let (text, odd) = self.cell(&tag)?;
                    if !text.is_empty() || odd.is_some() {
                        cells.push(Cell { column, times, text, odd });
                    }
                    column = column.saturating_add(times);
                }
                Event::End(tag) if tag.name().as_ref() == "table:table-row" => return Ok(cells),
                Event::Eof => return Err(Fault::Damaged),
                _ => {}
            }
        }
    }

    /// What a person sees in a cell, though a day as 2027-03-03 and a number without its dress.
    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<(String, Option<Odd>), Fault> {
        let odd = (!attribute(tag, "table:formula").is_empty()).then_some(Odd::Formula);
        let shown = self.shown(tag.name().as_ref())?;
        let text = match attribute(tag, "office:value-type").as_str() {
            "float" | "percentage" | "currency" => attribute(tag, "office:value").parse().map_or(shown, cell::number),
            "date" => cell::iso(&attribute(tag, "office:date-value")),
            "boolean" => cell::truth(attribute(tag, "office:boolean-value") == "true").to_owned(),
            _ if shown.is_empty() => attribute(tag, "office:string-value"),
            _ => shown,
        };
        Ok((text, odd))
    }

    /// The paragraphs of a cell, a line each; a comment is not among them.
    fn shown(&mut self, until: &str) -> Result<String, Fault> {
        let (mut text, mut paragraphs, mut inside) = (String::new(), 0, false);
        loop {
            match self.step()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "office:annotation" => self.skip("office:annotation")?,
                    "text:p" => {
                        text.push_str(if paragraphs > 0 { "\n" } else { "" });
                        (paragraphs, inside) = (paragraphs + 1, true);
                    }
                    "text:s" => text.push(' '),
                    "text:tab" | "text:line-break" => text.push('\n'),
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == until => return Ok(text),
                Event::End(tag) if tag.name().as_ref() == "text:p" => inside = false,
                Event::Eof => return Err(Fault::Damaged),
                // Enough to tell that it is too long.
                _ if !inside || text.len() > 8 * LONGEST_CELL => {}
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(name) => text.push(meant(&name).ok_or(Fault::Damaged)?),
                _ => {}
            }
        }
    }

    /// Passes over all that stands in an element.
    fn skip(&mut self, name: &str) -> Result<(), Fault> {
        let mut depth = 1;
        while depth > 0 {
            match self.step()? {
                Event::Start(tag) if tag.name().as_ref() == name => depth += 1,
                Event::End(tag) if tag.name().as_ref() == name => depth -= 1,
                Event::Eof => return Err(Fault::Damaged),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The character that `&amp;` or `&#233;` stands for. Others than XML's own five are unknown, so nothing expands.
fn meant(name: &BytesRef<'_>) -> Option<char> {
    let known = resolve_xml_entity(name).and_then(|text| text.chars().next());
    known.or_else(|| name.resolve_char_ref().ok().flatten())
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().flatten().find(|attr| attr.key.as_ref() == name);
    found.and_then(|attr| unescape(&attr.value).map(Cow::into_owned).ok()).unwrap_or_default()
}

/// How often a cell or a row comes, once at least. One row more than is read is enough to be told of.
fn repeats(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).parse().unwrap_or(1).clamp(1, 10 * LAST_ROW)
}
