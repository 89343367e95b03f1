//! The house that a story plays in. Telling one ends by asking that no work was left behind.

use std::{
    sync::{Arc, Mutex},
    thread::JoinHandle,
};

use chrono::{NaiveDate, TimeDelta};
use hearten::{
    app,
    floor::{
        Floor, auth,
        clock::{Clock, Moment},
        config::Settings,
        db::{Db, migrate},
        files::Files,
        ids::Ids,
        jobs::{self, Worker},
        mail::{Mail, Tray},
        schedule,
        seal::Secrets,
        web::{Role, Templates},
    },
};

use super::{
    Someone,
    database::{Database, Engine},
    notify::Notify,
};

/// What a mail service signs with that hands us mail.
pub const WEBHOOK_KEY: &str = "a key that the story and the house share";

pub struct World {
    pub floor: Floor,
    /// `http://127.0.0.1:…`
    pub address: String,
    worker: Worker,
    mails: Arc<Mutex<Vec<Mail>>>,
    /// The carrier's stand-in.
    pub notify: Notify,
    server: Option<(actix_web::dev::ServerHandle, JoinHandle<()>)>,
    /// Goes last, when nobody is connected any more.
    pub(super) database: Database,
}

impl World {
    /// Opens a house, plays the story in it, and asks that nothing was left waiting or stuck.
    pub fn tell(engine: Engine, story: impl FnOnce(&World)) {
        Self::play(engine, Notify::settings, story);
    }

    /// The same, in a house where no carrier is set up.
    pub fn tell_without_a_carrier(engine: Engine, story: impl FnOnce(&World)) {
        Self::play(engine, |_| String::new(), story);
    }

    /// The same, in a house that reads a mailbox of its own, on a real host.
    pub fn tell_with_a_mailbox(engine: Engine, story: impl FnOnce(&World)) {
        let settings = |notify: &Notify| {
            let place = std::env::var("HEARTEN_TEST_IMAP").expect("HEARTEN_TEST_IMAP is host:port");
            let (host, port) = place.split_once(':').unwrap();
            let chance: [u8; 4] = Ids::from_chance(Clock::machine()).bytes();
            let user = format!("s{}", hex::encode(chance));
            format!(
                "{}[diary]\nreplies = \"{user}@hearten.example\"\n\
                 [inbound]\nhost = \"{host}\"\nport = {port}\nusername = \"{user}\"\npassword = \"secret\"\ntls = \"none\"\n",
                notify.settings()
            )
        };
        Self::play(engine, settings, story);
    }

    /// The same, in a house whose key of the carrier only tries letters.
    pub fn tell_in_a_trial_run(engine: Engine, story: impl FnOnce(&World)) {
        Self::play(engine, |notify| notify.settings() + "trial_run = true\n", story);
    }

    /// The same, in a house that has brought wording under a licence, and says who can be talked to.
    pub fn tell_with_wording(engine: Engine, story: impl FnOnce(&World)) {
        let settings = |notify: &Notify| {
            let wording = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/story/surveys/wording");
            let source = "{ name = \"Staff counselling\", words = \"01234 567890\" }";
            format!("{}[surveys]\nwording = '{wording}'\nsources = [{source}]\n", notify.settings())
        };
        Self::play(engine, settings, story);
    }

    /// The same, in a house where a building of so few people is large enough for a token.
    pub fn tell_where_twenty_are_enough(engine: Engine, story: impl FnOnce(&World)) {
        Self::play(engine, |notify| notify.settings() + "[tokens]\nleast_people = 20\n", story);
    }

    /// The same, where it takes so many that few are.
    pub fn tell_where_twenty_six_are_enough(engine: Engine, story: impl FnOnce(&World)) {
        Self::play(engine, |notify| notify.settings() + "[tokens]\nleast_people = 26\n", story);
    }

    fn play(engine: Engine, settings: fn(&Notify) -> String, story: impl FnOnce(&World)) {
        let world = World::open(engine, settings);
        story(&world);
        let left = world.floor.db.read(|conn| Ok((jobs::waiting(conn)?, jobs::stuck(conn)?))).unwrap();
        assert_eq!(left.0, 0, "a story leaves no work waiting");
        assert!(left.1.is_empty(), "a story leaves no work stuck, unless it lets it go: {:?}", left.1);
    }

    fn open(engine: Engine, settings: fn(&Notify) -> String) -> Self {
        let database = Database::make(engine);
        let db = Db::open(database.url(), 4).unwrap();
        migrate::up(&db).unwrap();
        let clock = Clock::still(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap());
        let mails = Arc::new(Mutex::new(Vec::new()));
        let notify = Notify::start(clock.clone());
        let mut settings = settings(&notify);
        if !settings.contains("[inbound]") {
            settings += "[inbound]\n";
        }
        settings += &format!("webhook_key = \"{WEBHOOK_KEY}\"\n");
        let floor = Floor {
            db,
            ids: Ids::seeded(clock.clone(), 7),
            clock,
            secrets: Secrets::new([7; 32], &[[8; 32]]),
            files: Files::folder(&database.folder().join("files")).unwrap(),
            tray: Tray::Memory(Arc::clone(&mails)),
            templates: Templates::load().unwrap(),
            settings: Arc::new(Settings::with(&settings).unwrap()),
            demo: false,
        };
        let worker = app::worker(floor.clone());
        let (address, server) = serve(floor.clone());
        Self { floor, address, worker, mails, notify, server: Some(server), database }
    }

    /// Where everything of this house lies: its database (on SQLite) and its files.
    pub fn dir(&self) -> &std::path::Path {
        self.database.folder()
    }

    pub fn on_sqlite(&self) -> bool {
        self.database.engine() == Engine::Sqlite
    }

    /// The worker does what is due.
    pub fn work(&self) {
        jobs::run_until_idle(&self.worker).unwrap();
    }

    /// Time goes by; what comes due happens.
    pub fn pass(&self, time: TimeDelta) {
        self.floor.clock.advance(time);
        schedule::fire(&self.floor, &app::schedules().unwrap()).unwrap();
        self.work();
    }

    pub fn now(&self) -> Moment {
        self.floor.clock.now()
    }

    /// Every mail sent so far, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// The newest mail to somebody.
    pub fn mail_to(&self, email: &str) -> Mail {
        self.mails()
            .into_iter()
            .rev()
            .find(|mail| mail.to.contains(email))
            .unwrap_or_else(|| panic!("no mail to {email}"))
    }

    /// Nobody in particular, not signed in.
    pub fn nobody(&self) -> Someone<'_> {
        Someone::new(self)
    }

    /// Makes an account with these roles in every authority, and signs it in by the key in its mail.
    pub fn someone(&self, email: &str, roles: &[Role]) -> Someone<'_> {
        self.floor
            .db
            .write(|conn| {
                let account = auth::make_account(conn, &self.floor, email, email, None)?;
                for role in roles {
                    auth::grant(conn, &self.floor, &account, *role, None)?;
                }
                Ok(())
            })
            .unwrap();
        let mut someone = self.nobody();
        someone.sign_in(email);
        someone
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some((handle, thread)) = self.server.take() {
            futures_executor::block_on(handle.stop(false));
            let _ = thread.join();
        }
    }
}

fn serve(floor: Floor) -> (String, (actix_web::dev::ServerHandle, JoinHandle<()>)) {
    let (tell, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap();
            let server = app::server_on(floor, listener, auth::Limits::none()).unwrap();
            tell.send((format!("http://{address}"), server.handle())).unwrap();
            server.await.unwrap();
        });
    });
    let (address, handle) = told.recv().unwrap();
    (address, (handle, thread))
}
