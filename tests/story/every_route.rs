//! The table in `app.rs` is the law: each route lets in whom it says, and looking never changes anything.

use diesel::{QueryableByName, RunQueryDsl, sql_types::BigInt};
use hearten::{
    app,
    floor::{
        auth,
        db::Conn,
        inbound::{Envelope, ingest},
        web::{Allow, Role, Route},
    },
};

use crate::{
    a_trial_is_set_up, how_a_trial_goes, story, surveys, the_leads_week, tokens,
    world::{Someone, World},
};

/// A path that names rows which are not there.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                filled.push_str("no-such-row");
            }
            c if !inside => filled.push(c),
            _ => {}
        }
    }
    filled
}

/// Sends what a route takes, as somebody with one role in a session of its own.
fn knock(world: &World, route: &Route, account: Option<&str>) -> (u16, Option<String>) {
    let mut someone = world.nobody();
    if let Some(account) = account {
        let secret = world.floor.db.write(|conn| auth::open_session(conn, &world.floor, account, "")).unwrap();
        someone.carry(&secret);
        someone.open("/");
    }
    let csrf = someone.seen.field("csrf").unwrap_or_default();
    let body = (route.method == actix_web::http::Method::POST)
        .then(|| ("application/x-www-form-urlencoded".to_owned(), format!("csrf={csrf}").into_bytes()));
    let seen = someone.once(&filled(route.path), body);
    (seen.status, seen.header("location").map(str::to_owned))
}

fn turned_away((status, location): &(u16, Option<String>)) -> bool {
    *status == 403 || (*status == 303 && location.as_deref().is_some_and(|to| to.starts_with("/sign-in?")))
}

story!(every_route_lets_in_whom_the_table_says_and_nobody_else, |world| {
    let accounts: Vec<(Role, String)> = world
        .floor
        .db
        .write(|conn| {
            Role::ALL
                .into_iter()
                .map(|role| {
                    let email = format!("{}@roles.example", role.name().replace('_', "-"));
                    let account = auth::make_account(conn, &world.floor, &email, role.name(), None)?;
                    auth::grant(conn, &world.floor, &account, role, None)?;
                    Ok((role, account))
                })
                .collect()
        })
        .unwrap();
    for route in app::routes() {
        let nobody = knock(world, &route, None);
        let open = route.allow == Allow::Anyone;
        assert_eq!(turned_away(&nobody), !open, "{route:?} to nobody answered {nobody:?}");
        for (role, account) in &accounts {
            let answer = knock(world, &route, Some(account));
            let welcome = match route.allow {
                Allow::Anyone | Allow::SignedIn => true,
                Allow::Roles(roles) => roles.contains(role),
            };
            assert_eq!(turned_away(&answer), !welcome, "{route:?} to a {role} answered {answer:?}");
            // No worker beats in a story, so the house is never ready.
            assert!(answer.0 < 500 || route.path == "/ready", "{route:?} to a {role} fell over: {answer:?}");
        }
    }
    world.work();
});

story!(a_post_without_its_mark_is_refused_on_every_route, |world| {
    let account = world
        .floor
        .db
        .write(|conn| {
            let account = auth::make_account(conn, &world.floor, "all@roles.example", "All", None)?;
            for role in Role::ALL {
                auth::grant(conn, &world.floor, &account, role, None)?;
            }
            Ok(account)
        })
        .unwrap();
    for route in app::routes().into_iter().filter(|route| route.method == actix_web::http::Method::POST) {
        if route.allow == Allow::Anyone {
            continue;
        }
        let secret = world.floor.db.write(|conn| auth::open_session(conn, &world.floor, &account, "")).unwrap();
        let mut forged = world.nobody();
        forged.carry(&secret);
        let body = ("application/x-www-form-urlencoded".to_owned(), b"csrf=forged".to_vec());
        let seen = forged.once(&filled(route.path), Some(body));
        assert_eq!(seen.status, 403, "{route:?} took a form that was not its own");
    }
});

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Every table that a page could write to.
const TABLES: &[&str] = &[
    "audits",
    "jobs",
    "mails",
    "mail_bytes",
    "suppressions",
    "mail_domains",
    "alarms",
    "accounts",
    "grants",
    "sign_in_keys",
    "sessions",
    "inbound_mails",
    "inbound_cursors",
    "people",
    "postings",
    "exposures",
    "addresses",
    "import_drafts",
    "trials",
    "allocation_lists",
    "reveals",
    "uptake_events",
    "letter_rounds",
    "letters",
    "letter_files",
    "signatures",
    "packs",
    "governance",
    "sendings",
    "carrier_calls",
    "line_hands",
    "line_suggestions",
    "line_releases",
    "trial_ends",
    "absences",
    "contact_choices",
    "contact_sends",
    "diary_feeds",
    "goal_runs",
    "goal_teams",
    "protected_times",
    "goal_slots",
    "goal_parts",
    "first_steps",
    "goal_channels",
    "goal_papers",
    "goal_paper_packs",
    "goal_texts",
    "questions",
    "question_answers",
    "question_tallies",
    "rounds",
    "round_series",
    "round_places",
    "round_wishes",
    "round_attendances",
    "round_unnamed",
    "round_debriefs",
    "round_follow_ups",
    "round_feedback_tallies",
    "round_feedback_forms",
    "round_comments",
];

/// Rows in every table, and on SQLite the engine's own word on whether anybody else wrote.
pub fn fingerprint(conn: &mut Conn) -> Vec<i64> {
    let mut found: Vec<i64> = TABLES
        .iter()
        .chain(surveys::TABLES)
        .chain(tokens::TABLES)
        .chain(how_a_trial_goes::TABLES)
        .chain(a_trial_is_set_up::TABLES)
        .chain(the_leads_week::TABLES)
        .map(|table| {
            diesel::sql_query(format!("select count(*) as n from {table}")).get_result::<Number>(conn).unwrap().n
        })
        .collect();
    if matches!(conn, Conn::Sqlite(_)) {
        let pragma = "select data_version as n from pragma_data_version";
        found.push(diesel::sql_query(pragma).get_result::<Number>(conn).unwrap().n);
    }
    found
}

/// Everything that can be looked at: each GET in the table, and each link in each mail.
fn look_at_everything(world: &World, someone: &mut Someone<'_>) {
    for route in app::routes().into_iter().filter(|route| route.method == actix_web::http::Method::GET) {
        someone.open(&filled(route.path));
    }
    let public = &world.floor.settings.web.public_url;
    for mail in world.mails() {
        for link in mail.text.split_whitespace().filter_map(|word| word.strip_prefix(public.as_str())) {
            someone.open(link);
            let (status, gone) = (someone.seen.status, 410);
            assert!(status < 400 || status == gone, "a link in a mail led to {status}");
        }
    }
}

story!(looking_at_a_mail_that_came_writes_that_somebody_looked_and_nothing_else, |world| {
    let mut all = world.someone("all@roles.example", &[Role::Coordinator]);
    let raw = b"From: <sian@example.org>\r\n\r\nCould it be Monday?\r\n";
    let envelope = Envelope { source: "imap", recipients: Vec::new() };
    world.floor.db.write(|conn| ingest(conn, &world.floor, raw, &envelope)).unwrap();
    world.work();
    all.open("/mail/inbound");
    let link = all.seen.links("/mail/inbound/").remove(0);
    let mut watch = world.floor.db.conn().unwrap();
    let mut expected = fingerprint(&mut watch);
    assert_eq!(all.open(&link).status, 200);
    let now = fingerprint(&mut watch);
    let audits = TABLES.iter().position(|table| *table == "audits").unwrap();
    expected[audits] += 1;
    assert_eq!(now[..TABLES.len()], expected[..TABLES.len()]);
});

story!(looking_at_everything_changes_nothing, |world| {
    let mut all = world.someone("all@roles.example", &Role::ALL);
    all.open("/sign-in");
    all.press("/sign-in", &[("email", "all@roles.example")]);
    world.work();
    let mut watch = world.floor.db.conn().unwrap();
    let before = fingerprint(&mut watch);
    look_at_everything(world, &mut all);
    look_at_everything(world, &mut world.nobody());
    assert_eq!(fingerprint(&mut watch), before);
});
