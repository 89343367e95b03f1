//! Whoever no mail reaches gets a page on paper: those who do not recall the offer, and those who asked for nothing by mail.

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    interventions::goals::erase_person::erase_goals_of, schema::goal_paper_packs, trial::contact::opt_out::opt_out,
};

use crate::{
    goals::{Course, person},
    road::csrf,
    story,
    world::World,
};

/// The page of the run, looked at by its coordinator.
fn look(course: &mut Course) -> String {
    let page = format!("/goals/runs/{}", course.id);
    course.coordinator.sign_in("cora@x.example");
    assert_eq!(course.coordinator.open(&page).status, 200);
    page
}

/// Somebody asks for nothing by mail.
fn asks_for_paper(course: &Course, who: &str) {
    let mut worker = course.worker(who, &[]);
    let page = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/contact")).unwrap();
    worker.open(&page);
    worker.press(&page, &[("choice", "paper"), ("holds", "yes")]);
    assert!(worker.seen.says("Done, from now on"), "{}", worker.seen.text());
}

/// Somebody says that nothing reached them.
fn does_not_recall(course: &Course, who: &str) {
    let mails = course.mails_to(who);
    let asked = mails.iter().rev().find(|mail| mail.text.contains("/survey/")).expect("a question");
    let link = asked.text[asked.text.find("/survey/").unwrap()..].split_whitespace().next().unwrap();
    let mut answers = course.world.nobody();
    answers.open(link);
    answers.press(link, &[("chosen", "none")]);
}

fn take(course: &mut Course) -> Vec<u8> {
    let link = course.coordinator.seen.links("/goals/paper/").remove(0);
    let body = format!("csrf={}", csrf(&course.coordinator)).into_bytes();
    let seen = course.coordinator.once(&link, Some(("application/x-www-form-urlencoded".into(), body)));
    assert_eq!(seen.status, 200, "{}", seen.text());
    seen.bytes
}

fn erase_file_count(world: &World) -> i64 {
    world.count("audits where act = 'goals.paper_erased'")
}

/// What poppler reads in a file, page by page. `tests/run` brings it along; without it only the pages are counted.
fn read(pdf: &[u8]) -> Option<Vec<String>> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.pdf"), pdf).unwrap();
    let ran =
        std::process::Command::new("pdftotext").arg("-layout").arg("a.pdf").arg("-").current_dir(dir.path()).output();
    let text = String::from_utf8(ran.ok()?.stdout).unwrap();
    Some(text.split('\x0c').map(str::to_owned).filter(|page| !page.trim().is_empty()).collect())
}

story!(whoever_no_mail_reaches_gets_a_page_on_paper_once_and_its_address_opens_their_own_page, |world| {
    let mut course = Course::live(world);
    let [unaware, paper, other] = course.team;
    asks_for_paper(&course, paper);
    course.go_to(3, 12, 12);
    does_not_recall(&course, unaware);
    course.go_to(3, 15, 12);
    let page = look(&mut course);
    assert!(course.coordinator.seen.says("2 letters are due"), "{}", course.coordinator.seen.text());
    course.coordinator.press(&format!("{page}/paper"), &[]);
    assert!(course.coordinator.seen.says("2 letters are made"), "{}", course.coordinator.seen.text());
    assert_eq!(course.events(unaware, "goals.paper_made"), [(format!("{}/2027-03-15", course.id), String::new())]);
    assert_eq!(course.events(paper, "goals.paper_made").len(), 1);
    assert!(course.events(other, "goals.paper_made").is_empty());
    assert!(!course.coordinator.seen.says("due"), "{}", course.coordinator.seen.text());
    course.coordinator.press(&format!("{page}/paper"), &[]);
    assert_eq!(course.coordinator.seen.status, 409, "a second press makes none");
    assert_eq!(world.count("goal_papers"), 2);
    course.coordinator.open(&page);

    let pdf = take(&mut course);
    assert_eq!(world.count("audits where act = 'goals.paper_taken'"), 1);
    assert_eq!(hearten::floor::pdf::bind::pages_of(&pdf).unwrap(), 3, "each on a sheet of its own");
    let Some(pages) = read(&pdf) else { return };
    assert_eq!(pages.len(), 2);
    let mine = pages.iter().find(|page| page.contains("Tuesday 16 March, 10:00")).expect("the next half hour");
    assert!(!mine.contains("High Street") && mine.contains("Northmoor"), "{mine}");
    let code = mine.split("/paper/").nth(1).unwrap().split_whitespace().next().unwrap();
    let mut reader = world.nobody();
    reader.open(&format!("/paper/{}", code.to_uppercase()));
    assert!(reader.seen.says("Begin with one small thing"), "{}", reader.seen.text());
    assert_eq!(world.count("uptake_events where event = 'goals.first_step'"), 0, "opening it changes nothing");
    reader.press(&format!("/paper/{code}"), &[("step", "lunch")]);
    assert!(reader.seen.path.starts_with("/goals/mine/"), "{}", reader.seen.text());
    assert_eq!(world.count("uptake_events where event = 'goals.first_step'"), 1);
    assert_eq!(world.nobody().open("/paper/abcd-efgh-ijkm").status, 404);
    assert_eq!(
        world.count(&format!("goal_papers where code like '%{}%'", code.replace('-', ""))),
        0,
        "no code is kept"
    );

    course.go_to(3, 22, 12);
    look(&mut course);
    assert!(course.coordinator.seen.says("One letter is due"), "a week on, for who asked for paper");
    course.go_to(3, 30, 12);
    assert_eq!(erase_file_count(world), 1, "the file goes after two weeks");
    look(&mut course);
    assert!(course.coordinator.seen.says("The file is erased"), "{}", course.coordinator.seen.text());
});

story!(no_page_is_made_for_whoever_is_left_out_or_for_another_arm_and_no_other_authority_takes_it, |world| {
    let mut course = Course::live(world);
    let [out, stays, _] = course.team;
    asks_for_paper(&course, out);
    asks_for_paper(&course, stays);
    course.go_to(3, 9, 12);
    let out_id = person(world, out);
    world.floor.db.write(|conn| opt_out(conn, &world.floor, &out_id, "themselves")).unwrap();
    let page = look(&mut course);
    course.coordinator.press(&format!("{page}/paper"), &[]);
    assert!(course.coordinator.seen.says("One letter is made"), "{}", course.coordinator.seen.text());
    assert!(course.events(out, "goals.paper_made").is_empty());
    let link = course.coordinator.seen.links("/goals/paper/").remove(0);
    let mut manager = course.manager();
    manager.press(&link, &[]);
    assert_ne!(manager.seen.status, 200);
    assert_eq!(world.count("audits where act = 'goals.paper_taken'"), 0);

    course.go_to(3, 16, 12);
    look(&mut course);
    world.tamper("update allocated_units set arm_id = (select min(id) from arms)");
    course.coordinator.press(&format!("{page}/paper"), &[]);
    assert_eq!(course.coordinator.seen.status, 403, "{}", course.coordinator.seen.text());
    assert_eq!(world.count("goal_papers"), 1, "a list that is not as it was drawn serves nobody");
});

story!(the_file_goes_as_soon_as_somebody_in_it_asks_to_be_forgotten, |world| {
    let mut course = Course::live(world);
    asks_for_paper(&course, course.team[0]);
    let page = look(&mut course);
    course.coordinator.press(&format!("{page}/paper"), &[]);
    let key = goal_paper_packs::table.select(goal_paper_packs::file_key);
    let key: String = world.floor.db.read(|conn| Ok(key.first(conn)?)).unwrap();
    let sealed = world.floor.files.get(&key).unwrap();
    assert!(!sealed.starts_with(b"%PDF"), "it is sealed");
    let link = course.coordinator.seen.links("/goals/paper/").remove(0);
    let id = person(world, course.team[0]);
    world.floor.db.write(|conn| erase_goals_of(conn, &world.floor, &id)).unwrap();
    world.work();
    assert!(world.floor.files.get(&key).is_err());
    course.coordinator.press(&link, &[]);
    assert_eq!(course.coordinator.seen.status, 409, "{}", course.coordinator.seen.text());
    assert_eq!(world.count("goal_papers"), 1, "that it was made stays");
});
