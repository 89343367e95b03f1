//! What lies on top of an export: what it is of, what is in it, what is not and why.

use super::{file::DataFile, source::Source};

/// `README.txt`. It bears no time, so that the same data make the same bytes.
pub fn readme(source: &Source, files: &[DataFile], small_cells_hidden: Option<usize>) -> String {
    let trial = &source.trial;
    let mut text = format!(
        "{}\nTrial of {}, randomised by {}\n\nFiles\n",
        trial.name,
        trial.interventions.said(),
        trial.scheme.unit().name()
    );
    for file in files {
        text.push_str(&format!("  {}.csv: {} rows; a row is {}\n", file.name, file.rows.len(), file.about));
    }
    text.push_str("  read.R, read.do: read all of it into R and into Stata, with labels\n\nHow to read it\n");
    for line in lines(source, small_cells_hidden) {
        text.push_str(&format!("- {line}\n"));
    }
    text
}

fn lines(source: &Source, small_cells_hidden: Option<usize>) -> Vec<String> {
    let own = str::to_owned;
    let mut lines = vec![
        own("trial_id stands for a person in every file. Who it is, only the trial’s own database can tell."),
        own("Everybody stands in the arm, the unit and the stratum that they were allocated to. Analyse them there."),
        own(
            "Places and occasions are codes. They are the same in every export of this trial, and others in another trial.",
        ),
        own("Times are in UTC. An empty cell is missing; codebook.csv says what that means."),
        own(
            "Not in it: names, e-mail and home addresses, staff references, names of places, and what people wrote in words of their own.",
        ),
        own(
            "Surveys are in it once they have closed, where people answered by a link of their own. Coded and anonymous ones hang on nobody.",
        ),
    ];
    lines.push(own(if source.told {
        "The arms are in it. Whoever has it can tell who was allocated to what, by trial id."
    } else {
        "The arms are not in it, nor the events and doses that would tell them: whoever took it may not see them yet."
    }));
    if source.withdrawn > 0 {
        lines.push(format!("{} of those on the list had their data withdrawn, and are not in it.", source.withdrawn));
    }
    if let Some(floor) = small_cells_hidden {
        lines.push(format!(
            "Small cells are hidden: what fewer than {floor} people share, in all or within an arm, is written {} or “{}”, with the next smallest, and events and surveys of fewer are left out. So is a score that a hidden answer is part of, and who left or asked to be left out wherever a few did.",
            super::file::HIDDEN,
            super::file::HIDDEN_WORD
        ));
        lines.push(own(
            "Times are the Monday of their week; days lost are in fives, full time in fifths, time observed in months, and weeks to leaving in fours.",
        ));
    }
    lines
}
