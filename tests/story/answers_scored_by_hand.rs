//! `hearten report scores` on a file of made-up answers to every instrument that ships: what it says was worked by hand. SWEMWBS is
//! told of beside the surveys themselves.

use std::{collections::BTreeSet, fs};

use hearten::trial::surveys::instrument::Shelf;

use crate::{
    story,
    world::{Said, World},
};

/// One file of answers to one instrument, and what comes of it.
struct Scored {
    instrument: &'static str,
    /// Further words of the command.
    words: &'static [&'static str],
    /// Further settings.
    settings: &'static str,
    /// Items in the order of the file's columns.
    items: String,
    /// Whoever answered, and their codes in that order; `-` for a blank.
    answers: &'static [(&'static str, &'static str)],
    /// Whoever answered, the scale, and its score to four places, or which items are missing.
    scores: &'static [(&'static str, &'static str, &'static str)],
    /// What the table says of everyone in the file.
    says: &'static [&'static str],
}

fn numbers(many: u32) -> String {
    (1..=many).map(|item| item.to_string()).collect::<Vec<_>>().join(" ")
}

/// Items 1 to 12; 2, 5, 6, 9, 10 and 11 are negative. `few` has three answers that count in every way, `half` six and three 1s of
/// negative items; `ones` counts nothing but those six 1s in C-GHQ; `gap` left the last out.
const GHQ: &[(&str, &str)] = &[
    ("half", "0 1 2 3 0 1 2 3 0 1 2 3"),
    ("ones", "1 1 1 1 1 1 1 1 1 1 1 1"),
    ("few", "0 0 0 0 2 0 0 0 3 0 0 2"),
    ("gap", "0 0 0 0 0 0 0 0 0 0 0 -"),
    ("worst", "3 3 3 3 3 3 3 3 3 3 3 3"),
];
const GHQ_SCORES: &[(&str, &str, &str)] = &[
    ("half", "likert", "18.0000"), // 3 × (0 + 1 + 2 + 3)
    ("half", "bimodal", "6.0000"), // three 2s and three 3s
    ("half", "cghq", "9.0000"),    // and the 1s of 2, 6 and 10
    ("ones", "likert", "12.0000"),
    ("ones", "bimodal", "0.0000"),
    ("ones", "cghq", "6.0000"),
    ("few", "likert", "7.0000"), // 2 + 3 + 2
    ("few", "bimodal", "3.0000"),
    ("few", "cghq", "3.0000"),
    ("gap", "likert", "12"),
    ("gap", "bimodal", "12"),
    ("gap", "cghq", "12"),
    ("worst", "likert", "36.0000"),
    ("worst", "bimodal", "12.0000"),
    ("worst", "cghq", "12.0000"),
];

fn ghq(settings: &'static str, says: &'static [&'static str]) -> Scored {
    let (instrument, items) = ("ghq12", numbers(12));
    Scored { instrument, words: &[], settings, items, answers: GHQ, scores: GHQ_SCORES, says }
}

/// Item n is answered 1 + n mod 4, so 2 3 4 1 2 3 4 1 …; in the other base 1 less. Whoever leaves 19 and 28 out has two scores fewer.
fn brief_cope() -> [Scored; 2] {
    let one = Scored {
        instrument: "brief_cope",
        words: &[],
        settings: "",
        items: numbers(28),
        answers: &[
            ("all", "2 3 4 1 2 3 4 1 2 3 4 1 2 3 4 1 2 3 4 1 2 3 4 1 2 3 4 1"),
            ("gaps", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 - 1 1 1 1 1 1 1 1 -"),
        ],
        scores: &[
            ("all", "self_distraction", "6.0000"),     // 1 and 19: 2 + 4
            ("all", "active", "7.0000"),               // 2 and 7: 3 + 4
            ("all", "denial", "5.0000"),               // 3 and 8: 4 + 1
            ("all", "substance", "5.0000"),            // 4 and 11: 1 + 4
            ("all", "emotional_support", "6.0000"),    // 5 and 15: 2 + 4
            ("all", "disengagement", "4.0000"),        // 6 and 16: 3 + 1
            ("all", "venting", "4.0000"),              // 9 and 21: 2 + 2
            ("all", "instrumental_support", "7.0000"), // 10 and 23: 3 + 4
            ("all", "reframing", "3.0000"),            // 12 and 17: 1 + 2
            ("all", "self_blame", "5.0000"),           // 13 and 26: 2 + 3
            ("all", "planning", "5.0000"),             // 14 and 25: 3 + 2
            ("all", "humour", "4.0000"),               // 18 and 28: 3 + 1
            ("all", "acceptance", "2.0000"),           // 20 and 24: 1 + 1
            ("all", "religion", "7.0000"),             // 22 and 27: 3 + 4
            ("gaps", "self_distraction", "19"),
            ("gaps", "active", "2.0000"),
            ("gaps", "denial", "2.0000"),
            ("gaps", "substance", "2.0000"),
            ("gaps", "emotional_support", "2.0000"),
            ("gaps", "disengagement", "2.0000"),
            ("gaps", "venting", "2.0000"),
            ("gaps", "instrumental_support", "2.0000"),
            ("gaps", "reframing", "2.0000"),
            ("gaps", "self_blame", "2.0000"),
            ("gaps", "planning", "2.0000"),
            ("gaps", "humour", "28"),
            ("gaps", "acceptance", "2.0000"),
            ("gaps", "religion", "2.0000"),
        ],
        says: &["none: 19 not answered", "2 to 8, higher is more of it"],
    };
    let from_nought = Scored {
        instrument: "brief_cope",
        words: &["--base", "0"],
        settings: "",
        items: numbers(28),
        answers: &[("all", "1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3 0")],
        scores: &[
            ("all", "self_distraction", "4.0000"),
            ("all", "active", "5.0000"),
            ("all", "denial", "3.0000"),
            ("all", "substance", "3.0000"),
            ("all", "emotional_support", "4.0000"),
            ("all", "disengagement", "2.0000"),
            ("all", "venting", "2.0000"),
            ("all", "instrumental_support", "5.0000"),
            ("all", "reframing", "1.0000"),
            ("all", "self_blame", "3.0000"),
            ("all", "planning", "3.0000"),
            ("all", "humour", "2.0000"),
            ("all", "acceptance", "0.0000"),
            ("all", "religion", "5.0000"),
        ],
        says: &["0 to 6, higher is more of it"],
    };
    [one, from_nought]
}

/// A mean of what was answered, where three are (four of the scale on work); the item on energy is turned about.
fn cbi() -> Scored {
    let of = |scale: &str| (1..=6).map(|item| format!("{scale}_{item}")).collect::<Vec<_>>().join(" ");
    Scored {
        instrument: "cbi",
        words: &[],
        settings: "",
        items: format!("{} {} work_energy {}", of("personal"), of("work"), of("client")),
        answers: &[
            ("all", "100 75 50 25 0 50   100 75 50 25 0 50 100   25 25 25 25 25 25"),
            ("three", "100 - 50 - - 0   50 50 - - - - 50   0 0 - - - -"),
            ("two", "100 100 - - - -   50 50 - - - 100 0   100 50 - - - 75"),
        ],
        scores: &[
            ("all", "personal", "50.0000"), // 300 over 6
            ("all", "work", "42.8571"),     // 300 over 7: always enough energy is 0
            ("all", "client", "25.0000"),
            ("three", "personal", "50.0000"), // 150 over 3
            ("three", "work", "work_3 work_4 work_5 work_6"),
            ("three", "client", "client_3 client_4 client_5 client_6"),
            ("two", "personal", "personal_3 personal_4 personal_5 personal_6"),
            ("two", "work", "75.0000"), // 50 + 50 + 100, and never enough energy is 100: 300 over 4
            ("two", "client", "75.0000"), // 225 over 3
        ],
        // Both who have a score on personal burnout have 50: a mean of it, and no spread.
        says: &["everyone in the file 2 50.00 0.00 1", "0 to 100, higher is worse"],
    }
}

/// 7, 9 and 19 are turned about. `turn` answers item n by 1 + n mod 5: 2 3 4 5 1 2 3 4 5 1 …; `gaps` says 3 to all but 23 and 24.
fn wrqol() -> Scored {
    Scored {
        instrument: "wrqol",
        words: &[],
        settings: "",
        items: numbers(24),
        answers: &[
            ("fours", "4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4"),
            ("turn", "2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5 1 2 3 4 5"),
            ("gaps", "3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 - -"),
        ],
        scores: &[
            ("fours", "career", "24.0000"),
            ("fours", "wellbeing", "22.0000"), // five 4s, and 9 counts 2
            ("fours", "home", "12.0000"),
            ("fours", "stress", "4.0000"), // 7 and 19 count 2 each
            ("fours", "control", "12.0000"),
            ("fours", "conditions", "12.0000"),
            ("fours", "total", "86.0000"), // 20 × 4 + 3 × 2
            ("fours", "overall", "4.0000"),
            ("turn", "career", "17.0000"),    // 1 3 8 11 18 20: 2 + 4 + 4 + 2 + 4 + 1
            ("turn", "wellbeing", "13.0000"), // 4 9 10 15 17 21: 5 + (6 - 5) + 1 + 1 + 3 + 2
            ("turn", "home", "8.0000"),       // 5 6 14: 1 + 2 + 5
            ("turn", "stress", "4.0000"),     // 7 19: (6 - 3) + (6 - 5)
            ("turn", "control", "10.0000"),   // 2 12 23: 3 + 3 + 4
            ("turn", "conditions", "9.0000"), // 13 16 22: 4 + 2 + 3
            ("turn", "total", "61.0000"),     // 17 + 13 + 8 + 4 + 10 + 9
            ("turn", "overall", "5.0000"),
            ("gaps", "career", "18.0000"),
            ("gaps", "wellbeing", "18.0000"),
            ("gaps", "home", "9.0000"),
            ("gaps", "stress", "6.0000"),
            ("gaps", "control", "23"),
            ("gaps", "conditions", "9.0000"),
            ("gaps", "total", "23"),
            ("gaps", "overall", "24"),
        ],
        says: &["everyone in the file 2 73.50 17.68 1", "23 to 115, higher is better"], // 86 and 61: 25 / √2
    }
}

/// Four that are never summed, and anxiety as it was answered; questions of our own; and recall, which has no scale.
fn items_by_themselves() -> [Scored; 3] {
    let ons4 = Scored {
        instrument: "ons4",
        words: &[],
        settings: "",
        items: "anxiety satisfaction worthwhile happiness".into(),
        answers: &[("a", "5 0 10 4"), ("b", "6 8 - 7"), ("c", "0 6 9 10")],
        scores: &[
            ("a", "satisfaction", "0.0000"),
            ("a", "worthwhile", "10.0000"),
            ("a", "happiness", "4.0000"),
            ("a", "anxiety", "5.0000"),
            ("b", "satisfaction", "8.0000"),
            ("b", "worthwhile", "worthwhile"),
            ("b", "happiness", "7.0000"),
            ("b", "anxiety", "6.0000"),
            ("c", "satisfaction", "6.0000"),
            ("c", "worthwhile", "9.0000"),
            ("c", "happiness", "10.0000"),
            ("c", "anxiety", "0.0000"),
        ],
        says: &[
            "low 1, medium 1, high 1, very high 0",
            "everyone in the file 3 3.67 3.21 0", // 5, 6 and 0: squares about 11/3 add up to 62/3
            "0 to 10, higher is worse; very low 1, low 0, medium 1, high 1",
        ],
    };
    let own = Scored {
        items: "valued stay".into(),
        answers: &[("a", "5 1"), ("b", "2 5"), ("c", "- 5")],
        scores: &[("a", "valued", "5.0000"), ("b", "valued", "2.0000"), ("c", "valued", "valued")],
        says: &[
            "everyone in the file 2 3.50 2.12 1",
            "Disagree 1, Disagree somewhat 0, Neither 0, Agree somewhat 0, Agree 2",
        ],
        ..none("own_questions")
    };
    let reached = Scored {
        items:
            "recall_letter recall_half_hour recall_round recall_coffee recall_book contact_letter contact_half_hour \
                contact_round contact_coffee"
                .into(),
        answers: &[("a", "1 0 0 0 2 3 0 0 0"), ("b", "1 0 0 0 0 2 0 0 -"), ("c", "0 0 0 0 0 2 0 0 0")],
        says: &[
            "Yes 2, No 1, Not sure 0",
            "Yes 0, No 2, Not sure 1",
            "Nothing 0, I heard of it 0, I saw or read it 2, I used it or took part 1",
        ],
        ..none("reached")
    };
    [ons4, own, reached]
}

fn none(instrument: &'static str) -> Scored {
    Scored { instrument, words: &[], settings: "", items: String::new(), answers: &[], scores: &[], says: &[] }
}

impl Scored {
    /// A column `id` and one an item.
    fn file(&self) -> String {
        let cells =
            |text: &str| text.split_whitespace().map(|cell| cell.trim_matches('-').to_owned()).collect::<Vec<_>>();
        let row = |(id, codes): (&str, &str)| format!("{id},{}\n", cells(codes).join(","));
        let rows = self.answers.iter().map(|(id, codes)| row((id, codes)));
        std::iter::once(row(("id", &self.items))).chain(rows).collect()
    }

    fn said(&self, world: &World, format: &str) -> Said {
        let path = world.dir().join("answers.csv");
        fs::write(&path, self.file()).unwrap();
        let file = ["report", "scores", "--instrument", self.instrument, "--answers", path.to_str().unwrap()];
        world.hearten_with(&[&file[..], self.words, &["--format", format]].concat(), self.settings)
    }

    /// A line a score, or the items for want of which there is none.
    fn csv(&self) -> String {
        let line = |(id, scale, told): &(&str, &str, &str)| match told.split_once('.') {
            Some(_) => format!("\"{id}\",{scale},{told},\n"),
            None => format!("\"{id}\",{scale},,{told}\n"),
        };
        std::iter::once("id,scale,score,missing\n".to_owned()).chain(self.scores.iter().map(line)).collect()
    }
}

/// A table in one line, single spaces between its cells.
fn plain(table: &str) -> String {
    table
        .split(|c: char| c.is_whitespace() || "│┆─╌┼═╪".contains(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

story!(answers_to_every_instrument_that_ships_come_to_what_was_worked_by_hand, |world| {
    // The line of the bimodal score: 4 or more in the file, by `half` and `worst`; where a site sets 3, by `few` too.
    let mut all = vec![
        ghq("", &["everyone in the file 4 5.25 5.12 1", "at or over the line (4 or more) 2"]),
        ghq("[surveys.lines.ghq12]\nbimodal = 3\n", &["at or over the line (3 or more) 3"]),
        cbi(),
        wrqol(),
    ];
    all.extend(brief_cope());
    all.extend(items_by_themselves());
    for one in &all {
        let (file, table) = (one.said(world, "csv"), one.said(world, "table"));
        assert_eq!((file.code, &file.out), (0, &one.csv()), "{}: {}", one.instrument, file.err);
        let table = plain(&table.out);
        one.says.iter().for_each(|part| assert!(table.contains(part), "{}: {part} is not in {table}", one.instrument));
    }
    let told: BTreeSet<&str> = all.iter().map(|one| one.instrument).chain(["swemwbs"]).collect();
    let shelf = Shelf::load(&world.floor.settings.surveys).unwrap();
    let ships: BTreeSet<&str> = shelf.all().iter().map(|one| one.id.as_str()).collect();
    assert_eq!(told, ships, "each that ships is worked by hand");
});

story!(answers_in_another_base_or_out_of_range_are_refused_whole, |world| {
    let [from_one, from_nought] = brief_cope();
    let said = Scored { words: &[], ..from_nought }.said(world, "csv");
    assert!(
        said.code == 2 && said.out.is_empty() && said.err.contains("row 2, column 4: “0” is no answer"),
        "{}",
        said.err
    );
    let said = Scored { words: &["--base", "2"], ..from_one }.said(world, "csv");
    assert!(said.code == 2 && said.err.contains("Brief COPE is not coded from 2"), "{}", said.err);
});
