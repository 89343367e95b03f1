//! An outcome as scripts read it: CSV and JSON. The same figures give the same bytes.

use serde_json::{Value, json};

use super::{Report, written::HIDDEN};
use crate::trial::{
    outcomes::analyse::{Contrast, Estimate, Interval, OfArm, Told},
    roster::sheet::for_export,
    uptake::report::{with_last, with_unit},
};

impl Report {
    /// A line a figure, each with how many have data of how many who were allocated in both arms, and the unit of allocation at its end.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let head =
            "outcome,arm,against,figure,how,value,from,until,error,freedom,n,allocated,against_n,against_allocated\n";
        let mut lines = vec![head.to_owned()];
        for arm in &self.analysis.arms {
            let line = |figure: &'static str, value: Option<f64>| Line {
                arm: &arm.name,
                against: "",
                figure,
                value,
                ..Line::default()
            };
            match arm.figures {
                None => lines.push(self.line(&Line { how: "too few people", ..line(HIDDEN, None) })),
                Some(found) => {
                    let figures = [("mean", Some(found.mean)), ("sd", found.sd), ("had_it", Some(found.had_it))];
                    lines.extend(figures.into_iter().map(|(figure, value)| self.line(&line(figure, value))));
                }
            }
        }
        lines.extend(self.analysis.contrasts.iter().flat_map(|contrast| self.lines_of(contrast)));
        let file = with_unit(&lines.concat(), &self.unit);
        if self.of.is_empty() { file } else { with_last(&file, "of", &self.of) }
    }

    fn lines_of(&self, contrast: &Contrast) -> Vec<String> {
        let plain = |figure: &'static str, value: Option<f64>| Line {
            arm: &contrast.arm,
            against: &contrast.against,
            figure,
            value,
            ..Line::default()
        };
        let Some(told) = &contrast.told else {
            return vec![self.line(&Line { how: "too few people", ..plain(HIDDEN, None) })];
        };
        let estimate = |figure: &'static str, estimate: &Estimate| {
            let how = self.how(estimate.how);
            let value = Some(estimate.difference);
            self.line(&Line { how: &how, estimate: Some(estimate), ..plain(figure, value) })
        };
        let mut lines: Vec<String> = told.estimates.iter().map(|one| estimate("difference", one)).collect();
        lines.push(self.line(&plain("standardised_difference", told.standardised)));
        if let Some(found) = told.clustering {
            let figures = [("icc", found.icc), ("cluster_size", found.size), ("design_effect", found.design_effect)];
            lines.extend(figures.map(|(figure, value)| self.line(&plain(figure, Some(value)))));
        }
        lines.push(self.line(&plain("compliance", Some(told.cace.compliance))));
        let figure = if told.cace.weak { "cace_weak" } else { "cace" };
        lines.extend(told.cace.effect.as_ref().map(|effect| estimate(figure, effect)));
        lines
    }

    fn line(&self, line: &Line<'_>) -> String {
        let exact = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.6}"));
        let (from, until) = match line.estimate.map(|estimate| estimate.interval) {
            Some(Interval::Of { from, until }) => (Some(from), Some(until)),
            _ => (None, None),
        };
        let [error, freedom] = [line.estimate.and_then(|one| one.error), line.estimate.and_then(|one| one.freedom)];
        let ((n, allocated), (against_n, against_allocated)) = (self.response(line.arm), self.response(line.against));
        let words = [&self.key, line.arm, line.against, line.figure, line.how].map(quoted).join(",");
        let numbers = [line.value, from, until, error, freedom].map(exact).join(",");
        format!("{words},{numbers},{n},{allocated},{against_n},{against_allocated}\n")
    }

    /// With data, and allocated.
    fn response(&self, arm: &str) -> (String, String) {
        let found = self.analysis.arms.iter().find(|one| one.name == arm);
        let of = |arm: &OfArm| {
            let n = arm.figures.map_or_else(|| HIDDEN.to_owned(), |figures| figures.n.to_string());
            (n, arm.allocated.to_string())
        };
        found.map_or_else(Default::default, of)
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let arm = |arm: &OfArm| {
            let figures = arm.figures.map(|of| json!({ "n": of.n, "mean": of.mean, "sd": of.sd, "had_it": of.had_it }));
            json!({ "arm": arm.name, "allocated": arm.allocated, "units": arm.units, "figures": figures })
        };
        let contrast = |contrast: &Contrast| {
            let told = contrast.told.as_ref().map(|told| self.json_of(told));
            json!({ "arm": contrast.arm, "against": contrast.against, "figures": told })
        };
        json!({
            "trial": self.trial, "outcome": self.key, "title": self.title, "unit": self.unit, "of": self.of, "method": self.method, "days": self.days,
            "hidden_below": self.smallest,
            "arms": self.analysis.arms.iter().map(arm).collect::<Vec<_>>(),
            "comparisons": self.analysis.contrasts.iter().map(contrast).collect::<Vec<_>>(),
            "notes": self.notes, "protocol": self.protocol,
        })
    }

    fn json_of(&self, told: &Told) -> Value {
        let estimate = |one: &Estimate| {
            let (interval, why) = match one.interval {
                Interval::Of { from, until } => (json!([from, until]), None),
                Interval::None(why) => (Value::Null, Some(why)),
            };
            json!({ "value": one.difference, "how": self.how(one.how), "interval_95": interval, "no_interval": why, "error": one.error, "freedom": one.freedom })
        };
        let clustering = told.clustering.map(|of| {
            json!({ "clusters": of.clusters, "icc": of.icc, "cluster_size": of.size, "design_effect": of.design_effect })
        });
        json!({
            "intention_to_treat": told.estimates.iter().map(estimate).collect::<Vec<_>>(),
            "standardised_difference": told.standardised, "clustering": clustering,
            "cace": { "compliance": told.cace.compliance, "weak": told.cace.weak, "effect": told.cace.effect.as_ref().map(estimate) },
        })
    }
}

/// One line of the CSV.
#[derive(Debug, Clone, Copy, Default)]
struct Line<'a> {
    arm: &'a str,
    against: &'a str,
    figure: &'a str,
    how: &'a str,
    value: Option<f64>,
    estimate: Option<&'a Estimate>,
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", for_export(text).replace('"', "\"\""))
}
