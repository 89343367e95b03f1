use super::*;

fn typed() -> Typed {
    let own = |text: &str| text.to_owned();
    Typed {
        name: own("  Spring   letters "),
        intervention: own("letters"),
        unit: own("person"),
        strata: vec![own("team")],
        arms: vec![(own("letter"), own("2"), true), (own("comparison"), own(" 1"), false), (own(""), own(""), false)],
        ..Typed::default()
    }
}

fn complains_of(typed: &Typed) -> Vec<String> {
    match Plan::parse(typed) {
        Err(Error::Invalid(complaints)) => complaints.iter().map(|complaint| complaint.field.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_typed_becomes_a_plan_and_empty_arms_are_passed_over() {
    let plan = Plan::parse(&typed()).unwrap();
    assert_eq!(
        (plan.name.as_str(), plan.order.as_slice()),
        ("Spring letters", &["letter".to_owned(), "comparison".to_owned()][..])
    );
    assert_eq!(plan.scheme.arms().len(), 2);
    assert_eq!(plan.scheme.method(), &Method::Blocks(Blocks::default()));
}

#[test]
fn each_fault_is_laid_at_its_own_field() {
    assert_eq!(complains_of(&Typed::default()), ["name", "intervention", "unit", "arms"]);
    assert_eq!(complains_of(&Typed { unit: "team".into(), strata: vec!["role".into()], ..typed() }), ["strata"]);
    assert_eq!(complains_of(&Typed { arms: vec![("letter".into(), "half".into(), true)], ..typed() }), ["arms"]);
    assert_eq!(complains_of(&Typed { smallest_block: "4".into(), ..typed() }), ["blocks"]);
    let crosses = vec![("comparison".into(), "in autumn".into())];
    assert_eq!(complains_of(&Typed { crosses, ..typed() }), ["arms"]);
    let crosses = vec![("comparisn".into(), "2027-09-01".into())];
    assert_eq!(complains_of(&Typed { crosses, ..typed() }), ["arms"]);
    assert_eq!(complains_of(&Typed { method: "constrain".into(), ..typed() }), ["method"]);
    assert_eq!(complains_of(&Typed { roles: vec!["mayor".into()], ..typed() }), ["roles"]);
    assert_eq!(complains_of(&Typed { intervention: "tokens".into(), ..typed() }), ["unit"]);
    let gets = vec![("letter".into(), vec![]), ("comparison".into(), vec![]), (String::new(), vec!["letters".into()])];
    assert_eq!(complains_of(&Typed { gets, ..typed() }), ["arm_3"]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let own = |text: &str| text.to_owned();
    let wrong = Typed {
        unit: own("house"),
        strata: vec![own("team"), own("mood")],
        arms: vec![(own("letter"), own("half"), true), (own("comparison"), own("1"), false)],
        crosses: vec![(own("comparison"), own("in autumn")), (own("waiting"), own("2027-09-01"))],
        method: own("minimise"),
        chance: own("most"),
        weights: vec![(own("role"), own("heavy"))],
        ..typed()
    };
    let Err(Error::Invalid(complaints)) = Plan::parse(&wrong) else { panic!("it was taken") };
    let said: Vec<(&str, &str)> =
        complaints.iter().map(|one| (one.field.as_str(), one.message.split('.').next().unwrap())).collect();
    let at = |field| said.iter().filter(|(at, _)| *at == field).count();
    assert_eq!(["unit", "strata", "arms", "chance", "weights"].map(at), [1, 1, 3, 1, 1], "{said:?}");
    assert!(said.contains(&("arms", "The ratio of 'letter' is a whole number from 1 to 20")), "{said:?}");
    // What depends on something else that was not read is not complained of on top of it.
    assert_eq!(said.len(), 7, "{said:?}");
    let two = Typed { unit: own("team"), strata: vec![own("role"), own("team")], ..typed() };
    assert_eq!(complains_of(&two), ["strata", "strata"]);
}

fn of_both(arms: [(&str, &str); 3]) -> Typed {
    let own = |text: &str| text.to_owned();
    Typed {
        intervention: own("goals+letters"),
        arms: arms.map(|(name, _)| (own(name), own("1"), false)).into(),
        gets: arms.map(|(name, gets)| (own(name), gets.split('+').map(own).collect())).into(),
        ..typed()
    }
}

#[test]
fn a_trial_of_several_says_what_each_arm_gets() {
    let typed = of_both([("letter", "letters"), ("letter and half hours", "goals+letters"), ("comparison", "")]);
    let plan = Plan::parse(&typed).unwrap();
    assert_eq!(plan.interventions.written(), "letters+goals");
    let gets: Vec<String> = plan.scheme.arms().iter().map(|arm| arm.gets.said()).collect();
    assert_eq!(gets, ["", "letters", "letters and goals"], "by name");
    let receiving = |by| plan.scheme.by_intervention(by).arms().iter().map(|arm| arm.receives).collect::<Vec<_>>();
    assert_eq!((receiving("letters"), receiving("goals")), (vec![false, true, true], vec![false, false, true]));
    // Served without more is served with all of it.
    let all = Typed { arms: vec![("all".into(), "1".into(), true), ("none".into(), "1".into(), false)], ..typed };
    assert_eq!(Plan::parse(&all).unwrap().scheme.arms()[0].gets.written(), "letters+goals");
}

#[test]
fn what_an_arm_gets_is_of_the_trial_and_tells_the_arms_apart() {
    let says = |typed: &Typed| match Plan::parse(typed) {
        Err(Error::Invalid(complaints)) => {
            complaints.iter().map(|one| one.message.split('.').next().unwrap_or_default().to_owned()).collect()
        }
        Ok(_) => Vec::new(),
        other => panic!("{other:?}"),
    };
    let arms = |one, other, third| of_both([("a", one), ("b", other), ("c", third)]);
    assert_eq!(says(&arms("letters", "letters+goals", "")), Vec::<String>::new());
    assert_eq!(
        says(&arms("letters", "goals+rounds", "cake")),
        ["'b' gets rounds, which the trial is not of", "'c' gets cake, which the trial is not of"]
    );
    assert_eq!(says(&arms("letters", "letters", "")), ["No arm gets goals"]);
    assert_eq!(
        says(&arms("letters+goals", "goals+letters", "letters+goals")),
        ["Every arm gets the same, so nobody can be compared"]
    );
    // Whoever waits gets all of it in the end, and so nothing before.
    let waits = |arm: &str| vec![(arm.to_owned(), "2027-09-01".to_owned())];
    assert_eq!(says(&Typed { crosses: waits("c"), ..arms("letters", "letters", "") }), Vec::<String>::new());
    assert_eq!(
        says(&Typed { crosses: waits("a"), ..arms("letters", "goals", "") }),
        ["An arm that is served from the start cannot be served later: 'a'"]
    );
    let rounds = Typed { gets: vec![("comparison".into(), vec!["rounds".into()])], ..typed() };
    assert_eq!(says(&rounds), ["'comparison' gets rounds, which the trial is not of"]);
    assert_eq!(complains_of(&arms("letters", "goals+rounds", "cake")), ["gets_2", "gets_3"], "each at its own arm");
    // Of a trial of one too.
    let arms_of_one = |served: [bool; 2]| {
        let arm = |(name, served): (&str, bool)| (name.to_owned(), "1".to_owned(), served);
        Typed { arms: ["letter", "comparison"].into_iter().zip(served).map(arm).collect(), ..typed() }
    };
    assert_eq!(says(&arms_of_one([true, true])), ["Every arm gets the same, so nobody can be compared"]);
    assert_eq!(says(&arms_of_one([false, false])).first().map(String::as_str), Some("No arm gets letters"));
    let tokens = Typed { intervention: "letters+tokens".into(), ..typed() };
    assert_eq!(complains_of(&tokens), ["unit"], "a building has it for everybody");
}
