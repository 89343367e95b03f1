//! Outcomes judged by packages that are not ours: statsmodels, for Python, works every figure of made-up data again, and scipy and numpy
//! the intervals over lists drawn again. `tests/run` brings them along.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a check that cannot go on fails")]

#[path = "outcomes/redrawn.rs"]
mod redrawn;

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use hearten::trial::outcomes::analyse::{Arm, Data, Estimate, How, Interval, Lists, Person, analyse};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};

/// `sizes` by cluster, every other one in the arm that is served. An outcome like days lost: skewed, alike within a cluster, a
/// little lower where the intervention came, which it did to some in both arms.
fn made_up(seed: u64, sizes: &[usize], clustered: bool) -> Data {
    let mut chance = ChaCha20Rng::seed_from_u64(seed);
    let mut people = Vec::new();
    for (cluster, size) in sizes.iter().enumerate() {
        let (arm, alike) = (cluster % 2, chance.random_range(0.0..4.0));
        for _ in 0..*size {
            let had_it = chance.random_bool([0.1, 0.55][arm]);
            let days = alike - 4.0 * f64::ln(chance.random_range(0.01..1.0)) - if had_it { 1.5 } else { 0.0 };
            let value = (!chance.random_bool(0.08)).then_some((days * 2.0).round() / 2.0);
            people.push(Person { arm, cluster, value, had_it });
        }
    }
    let arm = |name: &str, served| Arm { name: name.to_owned(), served };
    Data { arms: vec![arm("comparison", false), arm("letter", true)], people, clustered, ..Data::default() }
}

const fn word(how: How) -> &'static str {
    match how {
        How::Welch => "welch",
        How::ClusterRobust => "cluster robust",
        How::ClusterMeans => "cluster means",
        How::Redrawn { .. } => "redrawn",
    }
}

fn told(name: &str, estimate: &Estimate, figures: &mut BTreeMap<String, f64>) {
    let Interval::Of { from, until } = estimate.interval else { panic!("{name}: {:?}", estimate.interval) };
    let parts = [
        ("difference", estimate.difference),
        ("error", estimate.error.unwrap()),
        ("freedom", estimate.freedom.unwrap()),
        ("from", from),
        ("until", until),
    ];
    figures.extend(parts.map(|(part, figure)| (format!("{name}.{part}"), figure)));
}

/// The people who have data, and what we make of them, by the names that the judge gives its own.
fn ours(data: &Data, wanted: How) -> Value {
    let found = analyse(data, &Lists::default(), 8);
    let mut figures = BTreeMap::new();
    for (side, arm) in found.arms.iter().enumerate() {
        let of = arm.figures.unwrap();
        figures.extend([(format!("mean.{side}"), of.mean), (format!("sd.{side}"), of.sd.unwrap())]);
    }
    let contrast = found.contrasts[0].told.as_ref().unwrap();
    assert_eq!(contrast.estimates[0].how, wanted);
    told("itt", &contrast.estimates[0], &mut figures);
    told("cace", contrast.cace.effect.as_ref().unwrap(), &mut figures);
    figures.extend([
        ("standardised".to_owned(), contrast.standardised.unwrap()),
        ("compliance".to_owned(), contrast.cace.compliance),
    ]);
    if let Some(of) = contrast.clustering {
        let parts = [("icc", of.icc), ("size", of.size), ("design_effect", of.design_effect)];
        figures.extend(parts.map(|(name, figure)| (name.to_owned(), figure)));
    }
    let known = data.people.iter().filter(|one| one.value.is_some());
    let people = known.map(
        |one| json!({ "arm": one.arm, "cluster": one.cluster, "value": one.value, "had_it": u8::from(one.had_it) }),
    );
    json!({
        "clustered": data.clustered, "way": word(wanted), "people": people.collect::<Vec<_>>(), "figures": figures,
    })
}

/// What a judge of tests/outcomes says of these data sets; where it finds a fault, the check fails with it.
fn judged(script: &str, sets: &Value) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sets.json");
    fs::write(&file, serde_json::to_vec(sets).unwrap()).unwrap();
    let python = std::env::var("HEARTEN_TEST_PYTHON").expect("HEARTEN_TEST_PYTHON names a Python: run tests/run");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outcomes").join(script);
    let judged = Command::new(python).arg(script).arg(&file).output().unwrap();
    let (said, faults) = (String::from_utf8_lossy(&judged.stdout), String::from_utf8_lossy(&judged.stderr));
    assert!(judged.status.success(), "{said}{faults}");
    said.trim().to_owned()
}

#[test]
#[ignore = "needs Python's statsmodels"]
fn every_figure_is_the_one_that_another_package_comes_to() {
    let people = made_up(1, &[1; 391], false);
    let many: Vec<usize> = (0..60).map(|at| 3 + at * 7 % 23).collect();
    let few: Vec<usize> = (0..13).map(|at| 12 + at * 11 % 41).collect();
    let sets = json!({
        "people": ours(&people, How::Welch),
        "many clusters": ours(&made_up(2, &many, true), How::ClusterRobust),
        "few clusters": ours(&made_up(3, &few, true), How::ClusterMeans),
    });
    assert_eq!(judged("check.py", &sets), "54 figures agree");
}
