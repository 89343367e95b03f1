use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::{Confirmed, Drafted, Preview, Terms, confirm, confirm_on, discard, draft, past, preview, undo, want_again};
use crate::{
    floor::{audit, db::Conn, error::Error},
    trial::roster::{
        check::Trouble,
        made_up::{Plan, spreadsheet},
        people::{self, Person},
        person::StaffRole,
        sandbox::Sandbox,
        vault,
    },
};

const HEADING: &str = "staff reference,given name,preferred first name,family name,work e-mail,role,team,manager's reference,\
                       site,authority,address line 1,address line 2,postcode,do-not-post,letter format\n";
const LEADER: &str = "L1,Dilys,,Rees,dilys@x.example,senior leader,,,,Exampleshire,,,,,\n";
const MANAGER: &str = "M1,Musa,,Khan,musa@x.example,team manager,North,L1,Hub,Exampleshire,,,,,\n";
const ANN: &str =
    "W1,Ann,Annie,Łuk,ann@x.example,social worker,North,M1,Hub,Exampleshire,1 High Street,Dudley,DY1 1HF,,\n";
const BEN: &str = "W2,Ben,,Şen,,social worker,North,M1,,Exampleshire,2 High Street,Dudley,DY1 1HF,,large print\n";

fn file(rows: &[&str]) -> String {
    HEADING.to_owned() + &rows.concat()
}

impl Sandbox {
    fn draft(&self, rows: &[&str]) -> Drafted {
        self.floor.db.write(|conn| draft(conn, &self.floor, "ann", file(rows).as_bytes())).unwrap()
    }

    fn waiting(&self, rows: &[&str]) -> (String, Preview) {
        match self.draft(rows) {
            Drafted::Waiting { id, preview } => (id, *preview),
            Drafted::Refused(trouble) => panic!("{trouble:?}"),
        }
    }

    fn confirm(&self, id: &str) -> crate::floor::error::Result<Confirmed> {
        self.floor.db.write(|conn| confirm(conn, &self.floor, "ann", id))
    }

    fn import(&self, rows: &[&str]) -> Confirmed {
        let (id, _) = self.waiting(rows);
        self.floor.db.write(|conn| want_again(conn, &id)).unwrap();
        self.confirm(&id).unwrap()
    }

    /// Brings rows in on terms, and gives the import's id.
    fn import_on(&self, rows: &[&str], terms: Terms) -> String {
        let (id, _) = self.waiting(rows);
        self.floor.db.write(|conn| confirm_on(conn, &self.floor, "ann", &id, terms)).unwrap();
        id
    }

    fn undo(&self, id: &str) -> crate::floor::error::Result<()> {
        self.floor.db.write(|conn| undo(conn, &self.floor, "ann", id, &[]))
    }

    /// How many images of people before an import are kept.
    fn befores(&self) -> i64 {
        use diesel::{QueryDsl, RunQueryDsl};
        self.read(|conn| Ok(crate::schema::import_befores::table.count().get_result(conn)?))
    }

    fn read<T>(&self, act: impl FnOnce(&mut Conn) -> crate::floor::error::Result<T>) -> T {
        self.floor.db.read(act).unwrap()
    }

    fn find(&self, reference: &str) -> Person {
        let everyone = self.read(people::everyone);
        everyone.into_iter().find(|person| person.reference.as_str() == reference).unwrap()
    }

    /// Everything in the tables of the roster, as one text.
    fn contents(&self) -> String {
        let people = self.read(people::everyone).into_iter().map(|person| {
            (person.id, person.names.full(), person.email, person.team, person.manager_id, person.do_not_post)
        });
        let audits = self.read(audit::verify);
        format!("{:?} {audits:?}", people.collect::<Vec<_>>())
    }
}

#[test]
fn nothing_comes_in_before_a_statement_is_on_record() {
    let sandbox = Sandbox::bare();
    let refused = sandbox.floor.db.write(|conn| draft(conn, &sandbox.floor, "ann", file(&[LEADER]).as_bytes()));
    assert!(matches!(refused, Err(Error::Invalid(_))));
}

#[test]
fn a_draft_changes_nothing_until_it_is_confirmed() {
    let sandbox = Sandbox::governed();
    let before = sandbox.contents();
    let (id, seen) = sandbox.waiting(&[LEADER, MANAGER, ANN, BEN]);
    assert_eq!(sandbox.contents(), before);
    assert_eq!((seen.rows, seen.added.len(), seen.new_teams.len(), seen.new_sites.len()), (4, 4, 1, 1));
    assert_eq!(seen.new_authorities, ["Exampleshire"]);
    assert_eq!(sandbox.confirm(&id).unwrap(), Confirmed { added: 4, ..Confirmed::default() });
    let ann = sandbox.find("W1");
    assert_eq!((ann.names.full().as_str(), ann.role), ("Annie Łuk", StaffRole::SocialWorker));
    assert_eq!(ann.team.unwrap().name, "North");
    assert_eq!(ann.manager_id.unwrap(), sandbox.find("M1").id);
    assert_eq!(sandbox.read(audit::verify), Ok(6), "a statement, four people and one import");
}

#[test]
fn a_file_with_a_fault_leaves_no_trace() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER]);
    let before = sandbox.contents();
    let bad = ANN.replace("DY1 1HF", "nonsense");
    for rows in [&[bad.as_str()][..], &[ANN, ANN][..], &[]] {
        assert!(matches!(sandbox.draft(rows), Drafted::Refused(_)));
    }
    assert_eq!(sandbox.contents(), before);
}

#[test]
fn a_manager_on_record_may_be_left_out_of_the_file() {
    let sandbox = Sandbox::governed();
    assert!(matches!(sandbox.draft(&[ANN]), Drafted::Refused(Trouble::Rows(_))));
    sandbox.import(&[LEADER, MANAGER]);
    let (_, seen) = sandbox.waiting(&[ANN]);
    assert_eq!(seen.leavers.iter().map(|line| line.reference.as_str()).collect::<Vec<_>>(), ["L1", "M1"]);
    sandbox.import(&[ANN]);
    assert_eq!(sandbox.read(people::everyone).len(), 3);
}

#[test]
fn a_file_is_confirmed_once() {
    let sandbox = Sandbox::governed();
    let (id, _) = sandbox.waiting(&[LEADER]);
    sandbox.confirm(&id).unwrap();
    assert!(matches!(sandbox.confirm(&id), Err(Error::TooLate(_))));
    let (id, _) = sandbox.waiting(&[MANAGER]);
    sandbox.floor.db.write(|conn| discard(conn, &sandbox.floor, "ann", &id)).unwrap();
    assert!(matches!(sandbox.confirm(&id), Err(Error::TooLate(_))));
    assert!(matches!(sandbox.confirm("no such draft"), Err(Error::Missing(_))));
    assert_eq!(sandbox.read(people::everyone).len(), 1);
}

#[test]
fn a_draft_that_no_longer_fits_the_record_is_not_confirmed() {
    let sandbox = Sandbox::governed();
    let (id, _) = sandbox.waiting(&[LEADER]);
    sandbox.import(&[&LEADER.replace("L1", "L2")]);
    assert!(matches!(sandbox.confirm(&id), Err(Error::TooLate(_))), "the mailbox is somebody else's by now");
}

#[test]
fn the_same_file_again_changes_nobody() {
    let sandbox = Sandbox::governed();
    let rows = [LEADER, MANAGER, ANN, BEN];
    sandbox.import(&rows);
    let (_, seen) = sandbox.waiting(&rows);
    assert_eq!((seen.added.len(), seen.changed.len(), seen.unchanged), (0, 0, 4));
    assert_eq!(sandbox.import(&rows), Confirmed { unchanged: 4, ..Confirmed::default() });
}

#[test]
fn a_move_opens_a_posting_and_keeps_the_one_before() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN, BEN]);
    sandbox.floor.clock.advance(TimeDelta::days(9));
    let moved = ANN.replace("North", "South").replace("Hub", "Depot");
    let (id, seen) = sandbox.waiting(&[&moved]);
    assert_eq!(seen.moved[0].changes, ["team", "site"]);
    assert!(seen.changed.is_empty());
    sandbox.confirm(&id).unwrap();
    let ann = sandbox.find("W1");
    assert_eq!(ann.team.as_ref().unwrap().name, "South");
    let history = sandbox.read(|conn| people::history(conn, &ann.id));
    let day = |d| NaiveDate::from_ymd_opt(2027, 3, d).unwrap();
    let dates: Vec<_> = history.iter().map(|posting| (posting.from_on, posting.until_on)).collect();
    assert_eq!(dates, [(day(1), Some(day(10))), (day(10), None)]);
    sandbox.import(&[ANN]);
    let history = sandbox.read(|conn| people::history(conn, &ann.id));
    assert_eq!(history.len(), 2, "two moves on one day are one");
    assert_eq!(history[1].team.as_ref().unwrap().name, "North");
}

#[test]
fn a_corrected_fact_is_no_move() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN]);
    let (id, seen) = sandbox.waiting(&[&ANN.replace("1 High Street", "1a High Street").replace("Łuk", "Luk")]);
    assert_eq!(seen.changed[0].changes, ["name", "address"]);
    sandbox.confirm(&id).unwrap();
    let ann = sandbox.find("W1");
    assert_eq!(sandbox.read(|conn| people::history(conn, &ann.id)).len(), 1);
    let open = |conn: &mut Conn| vault::open(conn, &sandbox.floor, "worker", &ann.id, "print letter 7");
    let address = sandbox.floor.db.write(open).unwrap().unwrap();
    assert_eq!(address.lines()[0], "1a High Street");
    let history = sandbox.read(|conn| audit::history(conn, &ann.id));
    let acts: Vec<&str> = history.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts, ["person.added", "person.changed", "address.opened"]);
    assert!(!format!("{history:?}").contains("High"), "the log holds no address");
}

#[test]
fn an_address_that_would_serve_nothing_is_not_kept() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN]);
    let ann = sandbox.find("W1").id;
    assert!(sandbox.read(|conn| vault::held_since(conn, &ann)).is_some());
    sandbox.import(&[&ANN.replace("DY1 1HF,,", "DY1 1HF,yes,")]);
    assert!(sandbox.read(|conn| vault::held_since(conn, &ann)).is_none());
    assert!(sandbox.find("W1").do_not_post);
}

#[test]
fn case_and_spaces_make_no_new_team() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN]);
    let (_, seen) = sandbox.waiting(&[&BEN.replace("North", " NORTH ").replace("Exampleshire", "exampleshire")]);
    assert!(seen.new_teams.is_empty() && seen.new_authorities.is_empty());
    sandbox.import(&[&BEN.replace("North", " NORTH ").replace("Exampleshire", "exampleshire")]);
    assert_eq!(sandbox.find("W2").team, sandbox.find("W1").team);
}

#[test]
fn managers_and_leaders_can_sign_in_and_nobody_else() {
    use crate::schema::{accounts, grants};
    use diesel::{QueryDsl, RunQueryDsl};
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN, &BEN.replace("M1", "L1")]);
    let rows: Vec<(String, String)> = sandbox.read(|conn| {
        Ok(grants::table.inner_join(accounts::table).select((accounts::email, grants::role)).load(conn)?)
    });
    let rows: BTreeSet<(&str, &str)> = rows.iter().map(|(email, role)| (email.as_str(), role.as_str())).collect();
    let expected =
        [("dilys@x.example", "senior_leader"), ("dilys@x.example", "team_manager"), ("musa@x.example", "team_manager")];
    assert_eq!(rows, expected.into_iter().collect());
}

#[test]
fn a_draft_is_emptied_of_its_file_when_it_is_settled_or_grows_old() {
    use crate::schema::import_drafts;
    use diesel::{QueryDsl, RunQueryDsl};
    let sandbox = Sandbox::governed();
    let (id, _) = sandbox.waiting(&[LEADER]);
    let drafts = || -> Vec<(String, String, usize)> {
        let rows: Vec<(String, String, Vec<u8>)> = sandbox.read(|conn| {
            let columns = (import_drafts::id, import_drafts::state, import_drafts::sealed);
            Ok(import_drafts::table.select(columns).load(conn)?)
        });
        rows.into_iter().map(|(id, state, sealed)| (id, state, sealed.len())).collect()
    };
    assert!(drafts()[0].2 > HEADING.len());
    sandbox.floor.clock.advance(TimeDelta::hours(25));
    sandbox.import(&[MANAGER.replace("L1", "").as_str()]);
    for (draft, state, bytes) in drafts() {
        assert_eq!((state.as_str(), bytes), (if draft == id { "discarded" } else { "confirmed" }, 0));
    }
    assert!(matches!(sandbox.floor.db.read(|conn| preview(conn, &sandbox.floor, &id)), Err(Error::TooLate(_))));
}

#[test]
fn a_preview_shows_no_address() {
    let sandbox = Sandbox::governed();
    let (_, seen) = sandbox.waiting(&[LEADER, MANAGER, ANN, BEN]);
    let shown = serde_json::to_string(&seen).unwrap();
    assert!(shown.contains("Annie") && !shown.contains("High Street") && !shown.contains("DY1"));
}

#[test]
fn the_demos_people_come_in_and_their_shared_homes_are_known() {
    let sandbox = Sandbox::governed();
    let file = spreadsheet(1, &Plan::demo());
    let drafted = sandbox.floor.db.write(|conn| draft(conn, &sandbox.floor, "ann", file.as_bytes())).unwrap();
    let Drafted::Waiting { id, .. } = drafted else { panic!() };
    sandbox.confirm(&id).unwrap();
    let shared = sandbox.read(vault::households);
    assert_eq!(shared.iter().map(Vec::len).collect::<Vec<_>>(), [2; 5]);
    let authorities = sandbox.read(people::authorities);
    assert_eq!(
        authorities.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(),
        ["Eastmarl", "Hollinshire", "Thornmere"]
    );
    let leaders = sandbox.read(|conn| people::leaders(conn, &authorities[2].id));
    assert!(leaders.len() >= 2 && leaders[0].manager_id.is_none());
    let manager = sandbox.find("TH1003");
    let team = sandbox.read(|conn| people::team_of(conn, &manager.id));
    assert!((6..=12).contains(&team.len()));
    assert!(team.iter().all(|person| person.role == StaffRole::SocialWorker));
}

type Known = (String, String, Option<String>, bool, Option<NaiveDate>);

/// Everything that an undoing has to put back, as one text.
fn state(sandbox: &Sandbox) -> String {
    use crate::schema::{accounts, addresses, authorities, grants, people, postings, sites, teams};
    use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
    let columns = |conn: &mut Conn| -> crate::floor::error::Result<String> {
        let people: Vec<Known> = people::table
            .order(people::id)
            .select((people::id, people::family_name, people::email, people::do_not_post, people::left_on))
            .load(conn)?;
        let postings: Vec<(String, Option<String>, Option<NaiveDate>)> = postings::table
            .order(postings::id)
            .select((postings::id, postings::team_id, postings::until_on))
            .load(conn)?;
        let addresses: Vec<(String, String, Option<chrono::NaiveDateTime>)> = addresses::table
            .order(addresses::person_id)
            .select((addresses::person_id, addresses::fingerprint, addresses::bad_since))
            .load(conn)?;
        let places: (i64, i64, i64) = (
            authorities::table.count().get_result(conn)?,
            teams::table.count().get_result(conn)?,
            sites::table.count().get_result(conn)?,
        );
        let open: Vec<(String, String, Option<String>)> = accounts::table
            .filter(accounts::closed_at.is_null())
            .order(accounts::id)
            .select((accounts::id, accounts::email, accounts::person_id))
            .load(conn)?;
        let grants: Vec<(String, String)> = grants::table
            .order((grants::account_id, grants::role))
            .select((grants::account_id, grants::role))
            .load(conn)?;
        Ok(format!("{people:?} {postings:?} {addresses:?} {places:?} {open:?} {grants:?}"))
    };
    sandbox.read(columns)
}

#[test]
fn leavers_are_marked_only_when_somebody_says_so() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN, BEN]);
    sandbox.import_on(&[LEADER, MANAGER, ANN], Terms::default());
    assert_eq!(sandbox.find("W2").left_on, None);
    let day = NaiveDate::from_ymd_opt(2027, 2, 26);
    let (id, seen) = sandbox.waiting(&[LEADER, MANAGER, &ANN.replace("Łuk", "Luk")]);
    assert_eq!(seen.leavers[0].name, "Ben Şen");
    sandbox
        .floor
        .db
        .write(|conn| confirm_on(conn, &sandbox.floor, "ann", &id, Terms { left_on: day, back: false }))
        .unwrap();
    assert_eq!(sandbox.find("W2").left_on, day);
    let (_, seen) = sandbox.waiting(&[LEADER, MANAGER, ANN, BEN, ""]);
    assert_eq!((seen.back.len(), seen.leavers.len()), (1, 0));
    sandbox.import(&[LEADER, MANAGER, ANN, BEN]);
    assert_eq!(sandbox.find("W2").left_on, day, "nobody said that they are back");
    sandbox.import_on(&[MANAGER, BEN], Terms { left_on: None, back: true });
    assert_eq!(sandbox.find("W2").left_on, None);
}

#[test]
fn nobody_is_left_working_for_somebody_who_left() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN]);
    let (id, _) = sandbox.waiting(&[LEADER, ANN]);
    let terms = Terms { left_on: NaiveDate::from_ymd_opt(2027, 2, 26), back: false };
    let refused = sandbox.floor.db.write(|conn| confirm_on(conn, &sandbox.floor, "ann", &id, terms));
    assert!(matches!(refused, Err(Error::Invalid(_))));
    assert_eq!(sandbox.find("M1").left_on, None);
}

#[test]
fn an_address_that_was_bad_is_good_again_only_when_it_changed() {
    let sandbox = Sandbox::governed();
    sandbox.import(&[LEADER, MANAGER, ANN]);
    let ann = sandbox.find("W1").id;
    sandbox.floor.db.write(|conn| vault::mark_bad(conn, &ann, sandbox.floor.clock.now())).unwrap();
    sandbox.import(&[&ANN.replace("Łuk", "Luk")]);
    assert!(sandbox.read(|conn| vault::is_bad(conn, &ann)));
    sandbox.import(&[&ANN.replace("1 High", "3 High")]);
    assert!(!sandbox.read(|conn| vault::is_bad(conn, &ann)));
}

#[test]
fn the_same_file_waits_until_somebody_says_that_it_is_wanted_again() {
    let sandbox = Sandbox::governed();
    let (first, seen) = sandbox.waiting(&[LEADER, MANAGER]);
    assert_eq!(seen.earlier, None);
    sandbox.confirm(&first).unwrap();
    let (id, seen) = sandbox.waiting(&[LEADER, MANAGER]);
    assert_eq!(seen.earlier.unwrap().who, "ann");
    assert!(matches!(sandbox.confirm(&id), Err(Error::TooLate(_))));
    sandbox.floor.db.write(|conn| want_again(conn, &id)).unwrap();
    assert_eq!(sandbox.confirm(&id).unwrap().unchanged, 2);
    assert!(matches!(sandbox.floor.db.write(|conn| want_again(conn, &id)), Err(Error::TooLate(_))));
}

#[test]
fn an_undone_import_leaves_everything_as_it_was() {
    let sandbox = Sandbox::governed();
    let nobody = state(&sandbox);
    let first = sandbox.import_on(&[LEADER, MANAGER, ANN, BEN], Terms::default());
    sandbox.undo(&first).unwrap();
    assert_eq!(state(&sandbox), nobody);
    sandbox.import(&[LEADER, MANAGER, ANN, BEN]);
    let ann = sandbox.find("W1").id;
    sandbox.floor.db.write(|conn| vault::mark_bad(conn, &ann, sandbox.floor.clock.now())).unwrap();
    let before = state(&sandbox);
    sandbox.floor.clock.advance(TimeDelta::days(3));
    let moved = ANN.replace("North", "South").replace("1 High", "9 High").replace("Łuk", "Luk");
    let eve = MANAGER.replace("M1", "M2").replace("musa", "eve").replace("North", "South").replace("Hub", "Depot");
    let rows = [LEADER, &MANAGER.replace("musa@", "m.khan@"), &moved, &eve];
    let terms = Terms { left_on: NaiveDate::from_ymd_opt(2027, 3, 3), back: false };
    let id = sandbox.import_on(&rows, terms);
    assert_ne!(state(&sandbox), before);
    assert_eq!(sandbox.befores(), 4);
    sandbox.undo(&id).unwrap();
    assert_eq!(state(&sandbox), before);
    assert_eq!(sandbox.befores(), 0, "what was kept is erased");
    assert!(sandbox.read(|conn| vault::is_bad(conn, &ann)));
    let acts = sandbox.read(|conn| audit::history(conn, &id));
    assert_eq!(acts.iter().filter(|entry| entry.act == "import.undone").count(), 1);
    assert!(matches!(sandbox.undo(&id), Err(Error::TooLate(_))), "it is undone once");
    assert!(sandbox.read(audit::verify).is_ok());
    sandbox.import_on(&rows, terms);
}

#[test]
fn a_later_import_of_the_same_people_ends_the_undoing_of_the_one_before() {
    let sandbox = Sandbox::governed();
    let first = sandbox.import_on(&[LEADER, MANAGER, ANN], Terms::default());
    let other = sandbox.import_on(&[&LEADER.replace("L1", "L2").replace("dilys", "dee")], Terms::default());
    let last = sandbox.import_on(&[&ANN.replace("Łuk", "Luk")], Terms::default());
    let why = |id: &str| {
        let past = sandbox.read(|conn| past(conn, &[]));
        past.into_iter().find(|past| past.id == id).unwrap().why_not
    };
    assert_eq!(why(&first), "A later file changed some of the same people.");
    assert_eq!((why(&other), why(&last)), (String::new(), String::new()));
    assert!(matches!(sandbox.undo(&first), Err(Error::TooLate(_))));
    sandbox.undo(&other).unwrap();
    sandbox.undo(&last).unwrap();
    assert_eq!(sandbox.find("W1").names.full(), "Annie Łuk");
}

#[test]
fn what_is_kept_for_an_undoing_goes_with_the_address_or_with_time() {
    let sandbox = Sandbox::governed();
    sandbox.import_on(&[LEADER, MANAGER, ANN], Terms::default());
    let ann = sandbox.find("W1").id;
    sandbox.floor.db.write(|conn| vault::erase(conn, &sandbox.floor, "worker", &ann, "served")).unwrap();
    assert_eq!(sandbox.befores(), 0);
    sandbox.import_on(&[&ANN.replace("1 High", "2 High")], Terms::default());
    assert_eq!(sandbox.befores(), 1);
    let close = || {
        sandbox.floor.db.write(|conn| super::close_old(&sandbox.floor, conn, sandbox.floor.clock.now(), &[])).unwrap();
        sandbox.befores()
    };
    sandbox.floor.clock.advance(TimeDelta::days(41));
    assert_eq!(close(), 1);
    sandbox.floor.clock.advance(TimeDelta::days(1));
    assert_eq!(close(), 0);
}

#[test]
fn what_was_built_on_or_changed_since_stops_an_undoing_as_a_whole() {
    let sandbox = Sandbox::governed();
    let id = sandbox.import_on(&[LEADER, MANAGER, ANN], Terms::default());
    let before = state(&sandbox);
    let built = |_: &mut Conn, _: &std::collections::HashSet<String>, _| Ok(Some("A house stands on it."));
    let refused = sandbox.floor.db.write(|conn| undo(conn, &sandbox.floor, "ann", &id, &[built]));
    assert!(matches!(refused, Err(Error::TooLate(why)) if why.contains("A house stands on it.")));
    assert_eq!(state(&sandbox), before);
    sandbox
        .floor
        .db
        .write(|conn| {
            use crate::schema::people;
            use diesel::{ExpressionMethods, RunQueryDsl};
            let by_hand = people::email.eq("by.hand@x.example");
            Ok(diesel::update(people::table).filter(people::staff_reference.eq("W1")).set(by_hand).execute(conn)?)
        })
        .unwrap();
    assert!(matches!(sandbox.undo(&id), Err(Error::TooLate(_))));
    assert_eq!(sandbox.befores(), 3);
}
