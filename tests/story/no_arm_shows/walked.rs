//! Every page of a house that a researcher can open: what links lead to from the first page, and then what the table of routes has
//! besides. A route that was not opened in a house is among the few that are named here, each with its reason.

use std::collections::BTreeSet;

use actix_web::http::Method;
use hearten::{
    app,
    floor::{
        mail::Mail,
        web::{Allow, Role, Route},
    },
    trial::{allocation::trial::Trial, protocol::question::Question},
};

use super::{RESEARCHER, Seen};
use crate::world::{Someone, World};

/// Parts of paths that nobody opens who has no letter, mail or paper of their own, and what is the same for everybody.
const NOT_OPENED: &[(&str, &str)] = &[
    ("{key}", "a link of one person's own, which is sent to nobody else"),
    ("{code}", "a code on paper, for whoever stands before it or holds it"),
    ("/static/", "files that are the same for everybody"),
];

/// The same, where a house has none of what they are of.
const OF_NONE: &[(&str, &str)] = &[("{wave}", "survey_waves"), ("/mail/inbound/{id}", "inbound_mails")];

/// Opens everything there is to open, each page once.
pub fn walk(world: &World, researcher: &mut Someone<'_>, seen: &mut Seen) {
    follow(researcher, vec!["/".to_owned(), "/metrics".to_owned()], seen);
    let trials = world.floor.db.read(Trial::all).unwrap();
    let missed = missed(seen);
    let more = missed.iter().flat_map(|route| filled(route.path, &trials)).collect();
    follow(researcher, more, seen);
    let because = |part: &str, path: &str| path.contains(part);
    let faults: Vec<&str> = self::missed(seen)
        .into_iter()
        .map(|route| route.path)
        .filter(|path| !NOT_OPENED.iter().any(|(part, _)| because(part, path)))
        .filter(|path| !OF_NONE.iter().any(|(part, table)| because(part, path) && world.count(table) == 0))
        .collect();
    assert!(faults.is_empty(), "a researcher can open these, and the houses did not: {faults:?}");
}

/// Opens pages and whatever their links lead to, by the same of another intervention too.
fn follow(researcher: &mut Someone<'_>, mut to_open: Vec<String>, seen: &mut Seen) {
    while let Some(path) = to_open.pop() {
        if seen.contains_key(&path) {
            continue;
        }
        let page = researcher.open(&path).clone();
        let body = if path == "/metrics" { counted(&page.body) } else { unmarked(&page.body, page.field("csrf")) };
        let here = path.split('?').next().unwrap_or_default().to_owned();
        seen.insert(path, format!("{} {body}", page.status));
        to_open.extend(page.links("/").into_iter().filter(|link| !link.starts_with("/static/")));
        to_open.extend(page.links("?of=").into_iter().map(|link| here.clone() + &link));
    }
}

/// What the table lets a researcher look at.
fn looks() -> Vec<Route> {
    let lets_in = |route: &Route| match route.allow {
        Allow::Anyone | Allow::SignedIn => true,
        Allow::Roles(roles) => roles.contains(&Role::Researcher),
    };
    app::routes().into_iter().filter(|route| route.method == Method::GET && lets_in(route)).collect()
}

/// Those of which no page was opened that is there and is the researcher's to see.
fn missed(seen: &Seen) -> Vec<Route> {
    let all: Vec<&str> = app::routes().iter().filter(|route| route.method == Method::GET).map(|one| one.path).collect();
    let there = seen.iter().filter(|(_, body)| !body.starts_with("404 ") && !body.starts_with("403 "));
    let opened: BTreeSet<&str> = there
        .filter_map(|(path, _)| {
            let path = path.split('?').next().unwrap_or_default();
            all.iter().find(|route| fits(route, path)).copied()
        })
        .collect();
    looks().into_iter().filter(|route| !opened.contains(route.path)).collect()
}

/// Whether a path is one of a route's, part by part.
pub fn fits(route: &str, path: &str) -> bool {
    let part = |(wanted, given): (&str, &str)| match wanted.split_once('{') {
        Some((start, _)) => given.len() > start.len() && given.starts_with(start),
        None => wanted == given,
    };
    route.split('/').count() == path.split('/').count() && route.split('/').zip(path.split('/')).all(part)
}

/// Paths of a route in every trial of the house, with whatever a part may say.
fn filled(route: &str, trials: &[Trial]) -> Vec<String> {
    let questions = Question::ALL.map(Question::name);
    let files = ["uptake.csv", "uptake.json", "uptake.svg", "flow.csv", "flow.json", "flow.svg", "dose.csv"];
    let ids: Vec<&str> = trials.iter().map(|trial| trial.id.as_str()).collect();
    let parts: [(&str, &[&str]); 6] = [
        ("{id}", &ids),
        ("{trial}", &ids),
        ("{question}", &questions),
        ("{heading}", &["name"]),
        ("{file}", &files),
        ("{kind}", &["csv", "json"]),
    ];
    let fill = |paths: Vec<String>, (part, values): &(&str, &[&str])| {
        let each = |path: String| match path.contains(part) {
            true => values.iter().map(|value| path.replace(part, value)).collect(),
            false => vec![path],
        };
        paths.into_iter().flat_map(each).collect()
    };
    let paths: Vec<String> = parts.iter().fold(vec![route.to_owned()], fill);
    paths.into_iter().filter(|path| !path.contains('{')).collect()
}

/// A page without the mark of its forms, which no two sessions share.
fn unmarked(body: &str, mark: Option<String>) -> String {
    mark.filter(|mark| !mark.is_empty()).map_or_else(|| body.to_owned(), |mark| body.replace(&mark, ""))
}

/// Counts, and nothing that was timed.
fn counted(metrics: &str) -> String {
    let counts = metrics.lines().filter(|line| line.starts_with("hearten_") && !line.contains("seconds"));
    counts.map(|line| format!("{line}\n")).collect()
}

/// The mails that came to the researcher, as they read in either of their parts.
pub fn mails(world: &World) -> String {
    let public = &world.floor.settings.web.public_url;
    let mails = world.mails();
    let mine = mails.iter().filter(|mail| mail.to.contains(RESEARCHER));
    let read = mine.map(|mail| read(mail, public)).collect::<Vec<_>>().join("\n");
    assert!(read.contains(public.as_str()), "at least the key to sign in came, with its link: {read}");
    read
}

/// All of a mail but its Message-ID, and the ids and keys in its links, which no two mails share.
fn read(mail: &Mail, public: &str) -> String {
    let extras = serde_json::to_string(&mail.extras).unwrap();
    let all = format!("{}\n{}\n{}\n{extras}", mail.subject, mail.text, mail.html.replace("&#x2F;", "/"));
    let mut parts = all.split(public);
    let mut read = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        let end = rest.find(|c: char| c.is_whitespace() || "\"<>'".contains(c)).unwrap_or(rest.len());
        let plain = |part| if str::len(part) > 20 { "…" } else { part };
        let link: Vec<&str> = rest[..end].split('/').map(plain).collect();
        read += &format!("{public}{}{}", link.join("/"), &rest[end..]);
    }
    read
}

#[test]
fn a_path_is_of_the_first_route_that_it_fits() {
    assert!(fits("/uptake.{kind}", "/uptake.csv") && fits("/trials/{id}/set-up", "/trials/7/set-up"));
    assert!(!fits("/trials/{id}", "/trials/7/lock") && !fits("/trials/{id}/lock", "/trials/7/end"));
    assert!(!fits("/uptake.{kind}", "/uptake") && !fits("/trials/{id}", "/trials/"));
}
