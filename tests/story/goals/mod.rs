//! Goal-setting as a story needs it: two teams of a small council, the one allocated to the course and the other not; a
//! coordinator, managers and workers who act through the pages and by the links in their mails.

pub mod setting;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{clock::london_moment, mail::Mail, web::Role},
    schema::{goal_slots, people as roster, uptake_events},
};

use crate::world::{Someone, World, option};
use setting::{bring_in, gets_it, randomise};

/// A run on whose first Monday, 8 March 2027, six weeks begin; managers agree by the 5th.
pub struct Course<'w> {
    pub world: &'w World,
    pub id: String,
    pub coordinator: Someone<'w>,
    /// Whose team receives it.
    pub manager: &'static str,
    /// Staff references of that team.
    pub team: [&'static str; 3],
    pub others: [&'static str; 3],
}

impl<'w> Course<'w> {
    pub fn set_up(world: &'w World) -> Self {
        Self::drawn_from(world, 5)
    }

    /// The same, from a seed: it says which team is served.
    pub fn drawn_from(world: &'w World, seed: u8) -> Self {
        bring_in(world);
        randomise(world, seed);
        let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
        coordinator.open("/goals/runs/new");
        let option = |text: &str| option(&coordinator.seen.body, text);
        let fields = [
            ("name", "Spring half hours".to_owned()),
            ("authority", option("Northmoor")),
            ("trial", option("Half hours")),
            ("course", option("Half an hour for you")),
            ("agree_by", "2027-03-05".to_owned()),
            ("starts_on", "2027-03-08".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        coordinator.press("/goals/runs", &fields);
        assert!(coordinator.seen.says("The run is set up"), "{}", coordinator.seen.text());
        let id = coordinator.seen.path.rsplit('/').next().unwrap().to_owned();
        let north = gets_it(world, "W1");
        let (north_team, south_team) = (["W1", "W2", "W3"], ["W4", "W5", "W6"]);
        let manager = if north { "musa@x.example" } else { "nia@x.example" };
        let (team, others) = if north { (north_team, south_team) } else { (south_team, north_team) };
        Self { world, id, coordinator, manager, team, others }
    }

    /// Times are proposed and the manager is asked.
    pub fn proposed(world: &'w World) -> Self {
        Self::set_up(world).propose()
    }

    fn propose(mut self) -> Self {
        self.coordinator.press(&format!("/goals/runs/{}/propose", self.id), &[]);
        assert!(self.coordinator.seen.says("Times are proposed for 3 people"), "{}", self.coordinator.seen.text());
        self.world.work();
        self
    }

    /// The manager agrees to all, and the team goes live.
    pub fn live(world: &'w World) -> Self {
        Self::set_up(world).go_live()
    }

    /// The same, of one that is drawn.
    pub fn go_live(self) -> Self {
        let (world, course) = (self.world, self.propose());
        let mut manager = course.manager();
        let mut fields = course.as_shown(&manager, "agree");
        fields.extend([("briefed".to_owned(), "yes".to_owned()), ("said".to_owned(), "yes".to_owned())]);
        press(&mut manager, &course.team_page(), &fields);
        assert!(
            manager.seen.says("your team is live") || manager.seen.says("Your team is live"),
            "{}",
            manager.seen.text()
        );
        world.work();
        course
    }

    pub fn team_page(&self) -> String {
        format!("/goals/runs/{}/team", self.id)
    }

    /// The manager comes by the link in their mail.
    pub fn manager(&self) -> Someone<'w> {
        let mut manager = self.world.nobody();
        let link = manager.link_in_mail(self.manager);
        manager.open(&link);
        manager.press(&link, &[]);
        assert_eq!(manager.seen.path, self.team_page(), "{}", manager.seen.text());
        manager
    }

    /// The form of the manager's page as it stands, with one decision for everybody.
    pub fn as_shown(&self, manager: &Someone, decision: &str) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for part in manager.seen.body.split("name=\"time.").skip(1) {
            let time = part[..part.find('"').unwrap()].to_owned();
            let clock = manager.seen.field(&format!("time.{time}")).unwrap();
            for (name, value) in [
                ("day", selected(&manager.seen.body, &format!("day.{time}"))),
                ("time", clock),
                ("leeway", selected(&manager.seen.body, &format!("leeway.{time}"))),
                ("cover", String::new()),
                ("decision", decision.to_owned()),
                ("reason", "workload".to_owned()),
            ] {
                fields.push((format!("{name}.{time}"), value));
            }
        }
        fields
    }

    /// A worker comes by their own link.
    pub fn worker(&self, reference: &str, fields: &[(&str, &str)]) -> Someone<'w> {
        let mut worker = self.world.nobody();
        let welcome = self.mails_to(reference).into_iter().find(|mail| mail.text.contains("/goals/me/")).unwrap();
        let at = welcome.text.find("/goals/me/").unwrap();
        let link = welcome.text[at..].split_whitespace().next().unwrap().to_owned();
        worker.open(&link);
        worker.press(&link, fields);
        assert!(worker.seen.path.starts_with("/goals/mine/"), "{}", worker.seen.text());
        worker
    }

    pub fn mails_to(&self, reference: &str) -> Vec<Mail> {
        let email = format!("{}@x.example", reference.to_lowercase());
        self.world.mails().into_iter().filter(|mail| mail.to.contains(&email)).collect()
    }

    /// The newest diary entry that somebody was sent: METHOD and text.
    pub fn entry(&self, reference: &str) -> (String, String) {
        let diary = self.mails_to(reference).into_iter().rev().find_map(|mail| mail.extras.diary).expect("an entry");
        (diary.method, diary.ics)
    }

    /// How often an event is on record of somebody.
    pub fn events(&self, reference: &str, event: &str) -> Vec<(String, String)> {
        let id = person(self.world, reference);
        let rows = uptake_events::table.filter(uptake_events::person_id.eq(id)).filter(uptake_events::event.eq(event));
        let rows = rows.order(uptake_events::occasion).select((uptake_events::occasion, uptake_events::detail));
        self.world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()
    }

    /// SEQUENCE and state of somebody's half hours, by week.
    pub fn slots(&self, reference: &str) -> Vec<(i32, i32, String)> {
        let id = person(self.world, reference);
        let rows = goal_slots::table.filter(goal_slots::person_id.eq(id)).order(goal_slots::week);
        let rows = rows.select((goal_slots::week, goal_slots::sequence, goal_slots::state));
        self.world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()
    }

    /// The clock goes on to a day and an hour in London; each morning between, what comes due happens.
    pub fn go_to(&self, month: u32, day: u32, hour: u32) {
        let to = chrono::NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        let at = |date, hour| london_moment(date, chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap());
        while self.world.floor.clock.today() < to {
            let next = self.world.floor.clock.today().succ_opt().unwrap();
            self.world.pass(at(next, 10) - self.world.now());
        }
        self.world.pass(at(to, hour) - self.world.now());
    }
}

pub fn press(someone: &mut Someone, path: &str, fields: &[(String, String)]) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    someone.press(path, &fields);
}

pub fn person(world: &World, reference: &str) -> String {
    let row = roster::table.filter(roster::staff_reference.eq(reference)).select(roster::id);
    world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap()
}

/// What a select of the page stands at.
fn selected(body: &str, name: &str) -> String {
    let select = &body[body.find(&format!("name=\"{name}\"")).unwrap()..];
    let select = &select[..select.find("</select>").unwrap()];
    let chosen = select.split("<option ").find(|option| option.contains(" selected")).unwrap();
    chosen.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}
