//! An export brings a script for R and one for Stata, which fit its files.

use crate::{
    story,
    the_data_of_a_trial::{answered, rows, take, unzip},
    what_was_delivered::give_sight,
};

// Neither R nor Stata need be here: each script names the columns of each file, all of them, in their order.
story!(both_reading_scripts_name_the_columns_of_every_file, |world| {
    let mut study = answered(world);
    give_sight(world, "rhea@x.example", &study.trial.id);
    let files = unzip(&take(&mut study.researcher, &study.trial.id, &[]));
    let of_people =
        ["participants.csv", "events.csv", "dose.csv", "survey_answers.csv", "survey_scores.csv", "survey_items.csv"];
    for name in of_people {
        let stem = name.trim_end_matches(".csv");
        let head: Vec<&str> = files[name].lines().next().unwrap().split(',').collect();
        let r =
            files["read.R"].lines().find(|line| line.starts_with(&format!("{stem} <- read.csv(\"{name}\""))).unwrap();
        let classes = r.split("colClasses = c(").nth(1).unwrap().split("), na").next().unwrap();
        let in_r: Vec<&str> = classes.split(", ").map(|one| one.split(" = ").next().unwrap()).collect();
        assert_eq!(in_r, head, "{name}");
        let start = files["read.do"].find(&format!("using \"{name}\"")).unwrap();
        let part = files["read.do"][start..].split("save ").next().unwrap();
        let in_stata: Vec<&str> =
            part.lines().filter_map(|line| line.strip_prefix("label variable ")?.split(' ').next()).collect();
        assert_eq!(in_stata, head, "{name}");
        assert!(head.iter().all(|variable| variable.len() <= 32), "{head:?}");
        let book: Vec<String> = rows(&files, "codebook.csv")
            .into_iter()
            .filter(|row| row["file"] == name)
            .map(|row| row["variable"].clone())
            .collect();
        assert_eq!(book, head, "{name}");
    }
});
