//! What an import of people says on a terminal: what is wrong with the file, and what it would do.

use crate::trial::roster::{
    check::{RowFaults, Trouble},
    import::{Preview, Terms},
};

pub(super) fn print_trouble(trouble: &Trouble) {
    match trouble {
        Trouble::File(fault) => println!("{fault}"),
        Trouble::Columns { faults, unused, notes } => {
            notes.iter().for_each(|note| println!("{note}"));
            faults.iter().for_each(|fault| println!("{fault}"));
            if !unused.is_empty() {
                println!("Columns that Hearten does not know: {}.", unused.join(", "));
            }
        }
        Trouble::Rows(faults) => print_rows(faults),
    }
}

fn print_rows(faults: &RowFaults) {
    for fault in faults.shown().flatten() {
        let place = fault.column.map_or_else(String::new, |column| format!(", {column}"));
        let cell =
            if fault.cell.is_empty() { String::new() } else { format!(" “{}”", fault.cell.replace('\n', " / ")) };
        println!("row {}{place}:{cell} {} {}", fault.row, fault.problem.says, fault.problem.mend);
    }
    let (bad, shown) = (faults.rows(), faults.shown().count());
    if shown < bad {
        println!("These are the first {shown} rows of {bad} that need mending.");
    } else {
        println!("{bad} {} mending.", if bad == 1 { "row needs" } else { "rows need" });
    }
}

pub(super) fn print_preview(preview: &Preview, terms: Terms) {
    preview.notes.iter().for_each(|note| println!("{note}"));
    println!(
        "{} people: {} to be added, {} to be moved, {} to be changed, {} as before; {} not to be posted to.",
        preview.rows,
        preview.added.len(),
        preview.moved.len(),
        preview.changed.len(),
        preview.unchanged,
        preview.do_not_post
    );
    let lists = [
        ("New authorities", &preview.new_authorities),
        ("New teams", &preview.new_teams),
        ("New sites", &preview.new_sites),
        ("Columns left alone", &preview.unused),
    ];
    for (title, names) in lists.iter().filter(|(_, names)| !names.is_empty()) {
        println!("{title}: {}.", names.join(", "));
    }
    match (preview.leavers.len(), terms.left_on) {
        (0, _) => {}
        (count, None) => println!(
            "{count} on the roster are not in this file; they stay as they are. If they left, say --leavers-left-on DATE."
        ),
        (count, Some(day)) => println!("{count} on the roster are not in this file, and are marked as left on {day}."),
    }
    match preview.back.len() {
        0 => {}
        count if terms.back => println!("{count} who were marked as left are back at work."),
        count => println!("{count} in this file are marked as left, and stay so. If they are back, say --back."),
    }
    for row in &preview.long_address_rows {
        println!("row {row}: a line of the address is longer than 45 characters, and some printers cut it short.");
    }
}
