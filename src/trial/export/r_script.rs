//! The script that reads an export into R, written from the same variables as the files.

use super::file::{DataFile, HIDDEN, Kind, Variable};

const HEAD: &str = "# Reads the files of this export into data frames, one a file, with factors, moments and labels as in codebook.csv.\n\
                    # In the folder of the export: source(\"read.R\")\n";

/// `read.R`.
pub fn script(files: &[DataFile]) -> String {
    files.iter().map(of_file).fold(HEAD.to_owned(), |script, file| script + "\n" + &file)
}

fn of_file(file: &DataFile) -> String {
    let name = file.name;
    let classes: Vec<String> =
        file.variables.iter().map(|variable| format!("{} = {}", variable.name, quoted(class(variable)))).collect();
    let mut lines = vec![
        format!("# {name}.csv: a row is {}", file.about),
        format!(
            "{name} <- read.csv(\"{name}.csv\", colClasses = c({}), na.strings = \"\", encoding = \"UTF-8\")",
            classes.join(", ")
        ),
    ];
    lines.extend(file.variables.iter().flat_map(|variable| of_variable(name, variable)));
    lines.join("\n") + "\n"
}

const fn class(variable: &Variable) -> &'static str {
    match variable.kind {
        Kind::Text | Kind::Moment => "character",
        Kind::Coded | Kind::Integer => "integer",
        Kind::Number => "numeric",
    }
}

fn of_variable(file: &str, variable: &Variable) -> Vec<String> {
    let column = format!("{file}${}", variable.name);
    let mut lines = Vec::new();
    match variable.kind {
        Kind::Coded => {
            let mut levels: Vec<String> = variable.values.iter().map(|(value, _)| value.clone()).collect();
            let mut labels: Vec<String> = variable.values.iter().map(|(_, label)| quoted(label)).collect();
            levels.push(HIDDEN.to_owned());
            labels.push(quoted("hidden"));
            let (levels, labels) = (levels.join(", "), labels.join(", "));
            lines.push(format!("{column} <- factor({column}, levels = c({levels}), labels = c({labels}))"));
        }
        Kind::Moment => {
            lines.push(format!("{column} <- as.POSIXct({column}, format = \"%Y-%m-%dT%H:%M:%SZ\", tz = \"UTC\")"));
        }
        Kind::Integer | Kind::Number => lines.push(format!("{column}[which({column} == {HIDDEN})] <- NA")),
        Kind::Text => {}
    }
    lines.push(format!("attr({column}, \"label\") <- {}", quoted(variable.label)));
    lines
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}
