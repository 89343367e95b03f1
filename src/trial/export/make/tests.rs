use super::*;
use crate::trial::export::file::{Kind, Variable};

fn data() -> Vec<DataFile> {
    let variables = vec![
        Variable::new("trial_id", Kind::Text, "Stands for the person"),
        Variable::new("arm", Kind::Coded, "Arm")
            .of(vec![("1".into(), "the \"letter\"".into()), ("2".into(), "none".into())]),
        Variable::new("score", Kind::Number, "The score").missing("none"),
        Variable::new("at", Kind::Moment, "When"),
        Variable::new("note", Kind::Text, "A word"),
    ];
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    let rows = vec![
        row(["a1", "1", "-1.5000", "2027-03-01T09:00:00Z", "=1+1"]),
        row(["b2", "2", "", "2027-03-02T09:00:00Z", "a, b"]),
    ];
    vec![DataFile { name: "people", about: "a person", variables, rows }]
}

#[test]
fn what_would_run_as_a_formula_is_marked_and_a_number_is_not() {
    let csv = String::from_utf8(data()[0].to_csv().unwrap()).unwrap();
    let expected =
        "trial_id,arm,score,at,note\na1,1,-1.5000,2027-03-01T09:00:00Z,'=1+1\nb2,2,,2027-03-02T09:00:00Z,\"a, b\"\n";
    assert_eq!(csv, expected);
}

#[test]
fn the_codebook_and_both_scripts_name_every_variable_of_every_file() {
    let data = data();
    let book = String::from_utf8(codebook(&data).to_csv().unwrap()).unwrap();
    assert!(book.contains("people.csv,arm,coded,,Arm,\"1 = the \"\"letter\"\"; 2 = none\",\n"), "{book}");
    let (r, stata) = (r_script::script(&data), stata_script::script(&data));
    assert!(r.contains("labels = c(\"the \\\"letter\\\"\", \"none\", \"hidden\")"), "{r}");
    assert!(r.contains("people$at <- as.POSIXct(people$at, format = \"%Y-%m-%dT%H:%M:%SZ\", tz = \"UTC\")"), "{r}");
    assert!(stata.contains("label define people_arm 1 `\"the \"letter\"\"' 2 `\"none\"' -9 \"hidden\""), "{stata}");
    assert!(stata.contains("generate double at_utc = clock(at, \"YMD#hms#\")"), "{stata}");
    for variable in &data[0].variables {
        assert!(r.contains(&format!("attr(people${}, \"label\")", variable.name)));
        assert!(stata.contains(&format!("label variable {} ", variable.name)));
    }
}

#[test]
fn whoever_takes_data_says_what_for() {
    assert!(Asked::parse("  ", false).is_err() && Asked::parse(&"a".repeat(301), false).is_err());
    assert_eq!(Asked::parse(" The  main\nanalysis ", true).unwrap().why, "The main analysis");
}
