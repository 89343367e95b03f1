//! The script that reads an export into Stata, written from the same variables as the files.

use super::file::{DataFile, HIDDEN, Kind, Variable};

const HEAD: &str = "* Reads the files of this export and keeps each as a .dta, with labels as in codebook.csv.\n\
                    * In the folder of the export: do read.do\nversion 14\n";

/// `read.do`.
pub fn script(files: &[DataFile]) -> String {
    files.iter().map(of_file).fold(HEAD.to_owned(), |script, file| script + "\n" + &file)
}

fn of_file(file: &DataFile) -> String {
    let name = file.name;
    let mut lines = vec![
        format!("* {name}.csv: a row is {}", file.about),
        format!(
            "import delimited using \"{name}.csv\", varnames(1) case(preserve) stringcols(_all) bindquote(strict) encoding(\"utf-8\") clear"
        ),
    ];
    lines.extend(file.variables.iter().flat_map(|variable| of_variable(name, variable)));
    lines.push(format!("save \"{name}.dta\", replace"));
    lines.join("\n") + "\n"
}

fn of_variable(file: &str, variable: &Variable) -> Vec<String> {
    let name = variable.name;
    let mut lines = Vec::new();
    match variable.kind {
        Kind::Text => {}
        Kind::Moment => lines.extend([
            format!("generate double {name}_utc = clock({name}, \"YMD#hms#\")"),
            format!("format {name}_utc %tc"),
            format!("drop {name}"),
            format!("rename {name}_utc {name}"),
        ]),
        Kind::Coded => lines.push(format!("destring {name}, replace")),
        Kind::Integer | Kind::Number => {
            lines.extend([format!("destring {name}, replace"), format!("mvdecode {name}, mv({HIDDEN})")]);
        }
    }
    lines.push(format!("label variable {name} {}", quoted(variable.label)));
    if variable.kind == Kind::Coded {
        let labels = variable.values.iter().map(|(value, label)| format!("{value} {}", quoted(label)));
        let labels: Vec<String> = labels.chain([format!("{HIDDEN} \"hidden\"")]).collect();
        let set = set_name(file, name);
        lines.push(format!("label define {set} {}", labels.join(" ")));
        lines.push(format!("label values {name} {set}"));
    }
    lines
}

/// The name of a set of labels: 32 letters at most.
fn set_name(file: &str, variable: &str) -> String {
    format!("{file}_{variable}").chars().take(32).collect()
}

/// In Stata's own marks, within which a quotation mark may stand.
fn quoted(text: &str) -> String {
    format!("`\"{}\"'", text.replace('\n', " "))
}
