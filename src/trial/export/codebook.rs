//! The codebook of an export: what every variable of every file is.

use super::file::{DataFile, Kind, Variable};

/// A row a variable.
pub fn codebook(files: &[DataFile]) -> DataFile {
    let text = |name, label| Variable::new(name, Kind::Text, label);
    let variables = vec![
        text("file", "The file"),
        text("variable", "The variable"),
        text("type", "text, coded, integer, number or datetime"),
        text("unit", "What a number counts").missing("it has no unit"),
        text("label", "What it is"),
        text("values", "What a cell can hold, each with what it means").missing("not a list"),
        text("missing", "What an empty cell means").missing("no cell is empty"),
    ];
    let rows = files.iter().flat_map(|file| file.variables.iter().map(move |variable| row(file, variable))).collect();
    DataFile { name: "codebook", about: "a variable of a file", variables, rows }
}

fn row(file: &DataFile, variable: &Variable) -> Vec<String> {
    let values: Vec<String> = variable.values.iter().map(|(value, means)| format!("{value} = {means}")).collect();
    let own = str::to_owned;
    vec![
        format!("{}.csv", file.name),
        own(variable.name),
        own(variable.kind.name()),
        own(variable.unit),
        own(variable.label),
        values.join("; "),
        own(variable.missing),
    ]
}

/// A row a value that has a label, for programs that read labels from a file.
pub fn value_labels(files: &[DataFile]) -> DataFile {
    let text = |name, label| Variable::new(name, Kind::Text, label);
    let variables = vec![
        text("file", "The file"),
        text("variable", "The variable"),
        text("value", "What a cell holds"),
        text("label", "What it means"),
    ];
    let row = |file: &DataFile, variable: &Variable, (value, label): &(String, String)| {
        vec![format!("{}.csv", file.name), variable.name.to_owned(), value.clone(), label.clone()]
    };
    let of_file = |file: &DataFile| {
        let labels =
            file.variables.iter().flat_map(|variable| variable.values.iter().map(move |value| (variable, value)));
        labels.map(|(variable, value)| row(file, variable, value)).collect::<Vec<_>>()
    };
    let rows = files.iter().flat_map(of_file).collect();
    DataFile { name: "value_labels", about: "a value of a variable that has a label", variables, rows }
}
