//! The road of a round that the carrier posts.

use super::Road;
use crate::world::World;

impl<'w> Road<'w> {
    /// Four letters signed and printed, and promised to nobody yet.
    pub fn by_notify(world: &'w World) -> Self {
        let mut road = Self::ready_to_compose(world);
        world.tamper("update letter_rounds set carrier = 'notify'");
        road.compose();
        road.sign();
        world.work();
        road
    }

    /// The coordinator presses, looks at the check page and presses again.
    pub fn promise(&mut self) {
        let (page, check, send) = (self.path("pack"), self.path("send/check"), self.path("send"));
        self.coordinator.open(&page);
        self.coordinator.press(&check, &[]);
        assert!(self.coordinator.seen.says("to Notify?"), "{}", self.coordinator.seen.text());
        let count = self.coordinator.seen.field("count").unwrap();
        self.coordinator.press(&send, &[("count", &count)]);
        assert!(self.coordinator.seen.says("on their way to GOV.UK Notify"), "{}", self.coordinator.seen.text());
    }

    pub fn send(&mut self) {
        self.promise();
        self.world.work();
    }

    /// The page of the round's letters, after signing in afresh: a session does not last for days.
    pub fn look(&mut self) -> String {
        self.coordinator.sign_in("cora@x.example");
        self.letters_page()
    }

    /// The same page, in the session that is open.
    pub fn letters_page(&mut self) -> String {
        let page = self.path("pack");
        self.coordinator.open(&page).text()
    }

    /// The coordinator decides about a letter, on the page of the round's letters.
    pub fn decide(&mut self, letter: &str, fields: &[(&str, &str)]) {
        self.letters_page();
        let path = self.path(&format!("sent/{letter}"));
        self.coordinator.press(&path, fields);
    }

    /// The newest reference of a letter.
    pub fn reference(&self, letter: &str) -> String {
        let newest = |conn: &mut _| hearten::interventions::letters::store::sendings::newest(conn, letter);
        self.world.floor.db.read(newest).unwrap().unwrap().reference
    }

    /// However often the carrier was asked, it has each letter once, under the reference that we know.
    pub fn each_was_taken_once(&self, letters: &[String]) {
        let taken: Vec<String> = self.world.notify.taken().into_iter().map(|one| one.reference).collect();
        assert_eq!(taken.len(), letters.len(), "{taken:?}");
        for letter in letters {
            let reference = self.reference(letter);
            assert_eq!(taken.iter().filter(|one| **one == reference).count(), 1, "{letter} among {taken:?}");
        }
    }

    /// Somebody asks to be left out.
    pub fn opts_out(&self, letter: &str) {
        let person = self.person(letter);
        self.world.tamper(&format!("update people set opted_out_at = '2027-03-01 09:00:00' where id = '{person}'"));
    }
}
