//! Which sheet of a workbook is read: the first that can be seen and has rows under its first row, so that a title page in
//! front does no harm. Which one that was is told where there was a choice.

use super::{Fault, Note, Table};

/// The sheets of a workbook, one after the other.
pub(super) trait Tabs {
    /// Goes on to the next sheet that can be seen, and tells its name.
    fn next(&mut self) -> Result<Option<String>, Fault>;

    /// Reads the cells of the sheet it stands at, as many as the table wants.
    fn read(&mut self, table: &mut Table) -> Result<(), Fault>;
}

/// The sheet of people, as far as that can be told without looking at what the columns mean.
pub(super) fn choose(tabs: &mut dyn Tabs) -> Result<(Table, Vec<Note>), Fault> {
    let (mut chosen, mut left): (Option<(String, Table)>, Vec<String>) = (None, Vec::new());
    while let Some(name) = tabs.next()? {
        let found = chosen.as_ref().is_some_and(|(_, table)| table.row_count() > 1);
        let mut table = if found { Table::glance() } else { Table::default() };
        tabs.read(&mut table)?;
        if table.row_count() == 0 {
            continue;
        }
        let better = chosen.is_none() || (!found && table.row_count() > 1);
        if better {
            left.extend(chosen.replace((name, table)).map(|(name, _)| name));
        } else {
            left.push(name);
        }
    }
    let (read, table) = chosen.ok_or(Fault::NothingSeen)?;
    let notes = if left.is_empty() { vec![] } else { vec![Note::OneOfSeveral { read, left }] };
    Ok((table, notes))
}
