//! Examples that were worked by hand; t quantiles are those of any table.

use super::{
    Arm, Data, Estimate, How, Interval, Lists, Person, Told, analyse,
    spread::{Point, standardised, t_quantile},
};

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

fn arms() -> Vec<Arm> {
    vec![Arm { name: "comparison".into(), served: false }, Arm { name: "letter".into(), served: true }]
}

/// Values by cluster, of the comparison arm and then of the arm that is served.
fn data(clustered: bool, comparison: &[&[f64]], served: &[&[f64]]) -> Data {
    let clusters = comparison.iter().map(|values| (0, values)).chain(served.iter().map(|values| (1, values)));
    let people = clusters.enumerate().flat_map(|(cluster, (arm, values))| {
        values.iter().map(move |value| Person { arm, cluster, value: Some(*value), had_it: arm == 1 })
    });
    Data { arms: arms(), people: people.collect(), clustered, ..Data::default() }
}

fn told(data: &Data, lists: &Lists) -> Told {
    analyse(data, lists, 1).contrasts[0].told.clone().unwrap()
}

fn ends(estimate: &Estimate) -> (f64, f64) {
    match estimate.interval {
        Interval::Of { from, until } => (from, until),
        Interval::None(why) => panic!("no interval: {why}"),
    }
}

#[test]
fn the_quantiles_of_t_are_those_of_the_tables() {
    for (freedom, wanted) in [
        (1.0, 12.706_204_736_174_694),
        (2.0, 4.302_652_729_749_462),
        (10.0, 2.228_138_851_986_274),
        (39.0, 2.022_690_920_036_761),
        (1000.5, 1.962_337_892_459_348),
    ] {
        near(t_quantile(freedom), wanted);
    }
    assert!(t_quantile(0.0).is_nan());
}

#[test]
fn people_are_compared_by_the_t_of_welch() {
    let data = data(false, &[&[1.0], &[2.0], &[3.0]], &[&[3.0], &[5.0], &[7.0]]);
    let found = analyse(&data, &Lists::default(), 1);
    let figures = found.arms[1].figures.unwrap();
    assert_eq!((figures.n, figures.mean, figures.sd, figures.had_it), (3, 5.0, Some(2.0), 1.0));
    assert_eq!((found.contrasts[0].arm.as_str(), found.contrasts[0].against.as_str()), ("letter", "comparison"));
    let told = told(&data, &Lists::default());
    let [welch] = &told.estimates[..] else { panic!("{:?}", told.estimates) };
    // Variances 4 and 1 over three people each: 5/3; degrees of freedom (5/3)² / ((4/3)²/2 + (1/3)²/2) = 50/17.
    assert_eq!((welch.how, welch.difference), (How::Welch, 3.0));
    near(welch.error.unwrap(), (5.0_f64 / 3.0).sqrt());
    near(welch.freedom.unwrap(), 50.0 / 17.0);
    let reach = 3.218_758_614_532_882 * (5.0_f64 / 3.0).sqrt();
    near(ends(welch).0, 3.0 - reach);
    near(ends(welch).1, 3.0 + reach);
    // Pooled variance (8 + 2) / 4.
    near(told.standardised.unwrap(), 3.0 / 2.5_f64.sqrt());
    assert!(told.clustering.is_none(), "people are no clusters");
}

/// Four clusters of two: means 1 and 3, and 2 and 6.
fn four_clusters() -> Data {
    data(true, &[&[1.0, 1.0], &[3.0, 3.0]], &[&[1.0, 3.0], &[5.0, 7.0]])
}

#[test]
fn few_clusters_count_once_each_and_what_they_cost_is_told() {
    let told = told(&four_clusters(), &Lists::default());
    let [means] = &told.estimates[..] else { panic!("{:?}", told.estimates) };
    // Means 2 and 6 against 1 and 3: variances 8 and 2, pooled 5, over two clusters each.
    assert_eq!((means.how, means.difference, means.freedom), (How::ClusterMeans, 2.0, Some(2.0)));
    near(means.error.unwrap(), 5.0_f64.sqrt());
    near(ends(means).1, 2.0 + 4.302_652_729_749_462 * 5.0_f64.sqrt());
    // Between (16 + 4) / 2 = 10, within 4 / 4 = 1, sizes 2: (10 - 1) / (10 + 1).
    let clustering = told.clustering.unwrap();
    assert_eq!((clustering.clusters, clustering.size), (4, 2.0));
    near(clustering.icc, 9.0 / 11.0);
    near(clustering.design_effect, 20.0 / 11.0);
}

#[test]
fn many_clusters_have_an_error_that_is_robust_to_them() {
    // (32 + 8) / 16 = 2.5, times 4/3 and 7/6.
    let points: Vec<Point> = four_clusters()
        .people
        .iter()
        .map(|one| Point { first: one.arm == 1, cluster: one.cluster, value: one.value.unwrap() })
        .collect();
    let found = How::ClusterRobust.estimate(&points);
    assert_eq!((found.difference, found.freedom), (2.0, Some(3.0)));
    near(found.error.unwrap(), (2.5_f64 * 4.0 / 3.0 * 7.0 / 6.0).sqrt());
    let wide = |from: usize| (from..from + 20).map(|at| [at as f64, at as f64 + 1.0]).collect::<Vec<_>>();
    let (low, high) = (wide(0), wide(5));
    fn slices(rows: &[[f64; 2]]) -> Vec<&[f64]> {
        rows.iter().map(|row| &row[..]).collect()
    }
    let told = told(&data(true, &slices(&low), &slices(&high)), &Lists::default());
    assert_eq!(told.estimates[0].how, How::ClusterRobust, "forty clusters are enough");
}

#[test]
fn what_came_to_some_in_both_arms_is_divided_by_the_difference() {
    let mut data = data(false, &[&[1.0], &[2.0], &[3.0], &[2.0]], &[&[3.0], &[5.0], &[7.0], &[5.0]]);
    for (at, had_it) in [true, false, false, false, true, true, true, false].into_iter().enumerate() {
        data.people[at].had_it = had_it;
    }
    // 5 - 2 = 3 over 3/4 - 1/4.
    let cace = told(&data, &Lists::default()).cace;
    let effect = cace.effect.unwrap();
    assert_eq!((cace.compliance, cace.weak, effect.difference), (0.5, false, 6.0));
    // y - 6 d: -3, -1, 1, 5 and -5, 2, 3, 2: variances 35/3 and 41/3, over four people each, and over one half.
    near(effect.error.unwrap(), ((35.0_f64 / 3.0 + 41.0 / 3.0) / 4.0).sqrt() / 0.5);
}

#[test]
fn an_effect_on_those_it_came_to_is_weak_under_a_tenth_and_none_where_it_came_to_no_more() {
    let many: Vec<[f64; 1]> = (0..20).map(|at| [f64::from(at)]).collect();
    let rows: Vec<&[f64]> = many.iter().map(|row| &row[..]).collect();
    let mut data = data(false, &rows, &rows);
    data.people.iter_mut().for_each(|one| one.had_it = false);
    assert_eq!(told(&data, &Lists::default()).cace.effect, None);
    data.people[25].had_it = true;
    let cace = told(&data, &Lists::default()).cace;
    near(cace.compliance, 0.05);
    assert!(cace.weak && cace.effect.is_some());
}

#[test]
fn an_arm_of_a_few_is_hidden_with_all_that_would_tell_of_it() {
    let seven: &[&[f64]] = &[&[1.0], &[2.0], &[3.0], &[4.0], &[5.0], &[6.0], &[7.0]];
    let nine: &[&[f64]] = &[&[1.0], &[2.0], &[3.0], &[4.0], &[5.0], &[6.0], &[7.0], &[8.0], &[9.0]];
    let found = analyse(&data(false, nine, seven), &Lists::default(), 8);
    assert!(found.arms.iter().all(|arm| arm.figures.is_none()) && found.contrasts[0].told.is_none());
    let with_one = |others| analyse(&Data { others, ..data(false, nine, nine) }, &Lists::default(), 8).arms;
    assert!(with_one(0).iter().all(|arm| arm.figures.is_some()));
    assert!(with_one(1)[0].figures.is_none(), "everyone less both is the one who is in neither");
    assert_eq!(found.arms[1].allocated, 7);
    let mut more = data(false, nine, nine);
    more.people[9].value = None;
    let found = analyse(&more, &Lists::default(), 8);
    assert_eq!((found.arms[1].allocated, found.arms[1].figures.unwrap().n), (9, 8), "nobody without data has a nought");
}

#[test]
fn each_of_several_arms_is_set_against_the_one_that_is_not_served() {
    let mut data = data(true, &[&[1.0, 3.0], &[2.0, 4.0]], &[&[3.0, 5.0], &[4.0, 6.0]]);
    data.arms.insert(0, Arm { name: "a note".into(), served: true });
    data.people.iter_mut().for_each(|one| one.arm += 1);
    let more = [(4, 9.0), (4, 7.0), (5, 8.0), (5, 6.0)];
    data.people.extend(more.map(|(cluster, value)| Person { arm: 0, cluster, value: Some(value), had_it: true }));
    let lists = Lists { arms: vec![vec![1, 1, 2, 2, 0, 0]], accepted: true };
    let found = analyse(&data, &lists, 1);
    let named = |one: &super::Contrast| (one.arm.clone(), one.against.clone());
    let wanted = [("a note", "comparison"), ("letter", "comparison")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(found.contrasts.iter().map(named).collect::<Vec<_>>(), wanted);
    for (contrast, difference) in found.contrasts.iter().zip([5.0, 2.0]) {
        let estimates = &contrast.told.as_ref().unwrap().estimates;
        assert_eq!(
            estimates.iter().map(|one| one.how).collect::<Vec<_>>(),
            [How::ClusterMeans],
            "lists are of all arms"
        );
        assert_eq!(estimates[0].difference, difference);
    }
}

#[test]
fn an_arm_of_one_cluster_has_a_difference_and_no_interval() {
    let told = told(&data(true, &[&[1.0, 2.0]], &[&[3.0, 4.0], &[5.0, 8.0]]), &Lists::default());
    assert_eq!(told.estimates[0].difference, 3.5);
    assert_eq!(told.estimates[0].interval, Interval::None("an arm has fewer than two clusters"));
    let same = [Point { first: true, cluster: 0, value: 1.0 }, Point { first: false, cluster: 1, value: 1.0 }];
    assert_eq!(standardised(&same), None);
}
