//! Peoples one authority: a director, heads of service, and teams of six to twelve under their managers.

use std::collections::HashSet;

use super::{Chance, Plan, names::Name, names::Names, places};
use crate::trial::roster::{
    address::Address,
    columns::{Column, TEMPLATE},
    person::{StaffRole, fold},
};

/// One made-up person, a field for each column of the template.
#[derive(Debug, Clone)]
pub(super) struct Person {
    reference: String,
    name: Name,
    email: String,
    role: StaffRole,
    post: Post,
    authority: String,
    /// Two to six lines, the postcode last; none for somebody who wants no post.
    home: Vec<String>,
    do_not_post: bool,
}

/// Where somebody works, and under whom.
#[derive(Debug, Clone, Default)]
struct Post {
    team: String,
    manager: String,
    site: String,
}

impl Person {
    pub(super) fn record(&self) -> Vec<String> {
        TEMPLATE.map(|column| self.cell(column).to_owned()).to_vec()
    }

    fn cell(&self, column: Column) -> &str {
        match column {
            Column::StaffReference => &self.reference,
            Column::GivenName => self.name.given,
            Column::PreferredName => self.name.preferred,
            Column::FamilyName => self.name.family,
            Column::Email => &self.email,
            Column::Role => self.role.name(),
            Column::Team => &self.post.team,
            Column::Manager => &self.post.manager,
            Column::Site => &self.post.site,
            Column::Authority => &self.authority,
            Column::AddressLine(number) => {
                let street = self.home.split_last().map_or(&[][..], |(_, street)| street);
                street.get(usize::from(number) - 1).map_or("", String::as_str)
            }
            Column::Postcode => self.home.last().map_or("", String::as_str),
            Column::DoNotPost => {
                if self.do_not_post {
                    "yes"
                } else {
                    ""
                }
            }
            Column::LetterFormat => "",
            Column::LetterLanguage => self.name.language(),
        }
    }
}

/// Everyone in the `nth` authority.
pub(super) fn people(nth: usize, plan: &Plan, supply: &mut Supply) -> Vec<Person> {
    let mut staff = Staff { plan, nth, supply, people: Vec::new(), emails: HashSet::new() };
    staff.hire_all();
    staff.keep_from_post_and_share_homes();
    staff.people
}

/// What all authorities draw from.
pub(super) struct Supply {
    pub chance: Chance,
    pub names: Names,
    /// The households so far: two homes are different if their households are.
    pub homes: HashSet<String>,
}

struct Staff<'a> {
    plan: &'a Plan,
    nth: usize,
    supply: &'a mut Supply,
    people: Vec<Person>,
    emails: HashSet<String>,
}

impl Staff<'_> {
    fn hire_all(&mut self) {
        let sites = places::SITES[self.nth % places::SITES.len()];
        let post = |team: &str, manager: &str, site: usize| Post {
            team: team.to_owned(),
            manager: manager.to_owned(),
            site: sites[site % sites.len()].to_owned(),
        };
        let director = self.hire(StaffRole::SeniorLeader, post("", "", 0));
        let mut head = director.clone();
        let mut teams: Vec<(StaffRole, usize)> = Vec::new();
        for (role, people) in
            [(StaffRole::SocialWorker, self.plan.social_workers), (StaffRole::FamilySupportWorker, self.plan.others)]
        {
            teams.extend(team_sizes(&mut self.supply.chance, people).into_iter().map(|size| (role, size)));
        }
        for (nth, (role, size)) in teams.into_iter().enumerate() {
            if nth % 8 == 0 {
                head = self.hire(StaffRole::SeniorLeader, post("", &director, nth));
            }
            let team = places::team(nth);
            let manager = self.hire(StaffRole::TeamManager, post(&team, &head, nth));
            for _ in 0..size {
                self.hire(role, post(&team, &manager, nth));
            }
        }
    }

    /// Takes somebody on and gives their staff reference.
    fn hire(&mut self, role: StaffRole, post: Post) -> String {
        let reference = format!("{}{}", places::prefix(self.nth), 1001 + self.people.len());
        let name = self.supply.names.draw(role, &mut self.supply.chance);
        let (authority, email) = (self.plan.authority.clone(), self.email(&name));
        // Nobody writes to a manager or leader at home, so nobody asks where that is.
        let home = if role.is_practitioner() { self.home() } else { Vec::new() };
        self.people.push(Person {
            reference: reference.clone(),
            name,
            email,
            role,
            post,
            authority,
            home,
            do_not_post: false,
        });
        reference
    }

    fn email(&mut self, name: &Name) -> String {
        let domain = fold(&self.plan.authority).replace(' ', "-");
        let base = name.mailbox();
        let mut email = format!("{base}@{domain}.example");
        let mut number = 2;
        while !self.emails.insert(email.clone()) {
            email = format!("{base}{number}@{domain}.example");
            number += 1;
        }
        email
    }

    fn home(&mut self) -> Vec<String> {
        loop {
            let lines = places::home(&mut self.supply.chance);
            let household = Address::parse(&lines).map(|address| address.household());
            if household.is_ok_and(|household| self.supply.homes.insert(household)) {
                return lines;
            }
        }
    }

    fn keep_from_post_and_share_homes(&mut self) {
        let workers = self.people.iter().enumerate().filter(|(_, person)| person.role.is_practitioner());
        let mut workers: Vec<usize> = workers.map(|(place, _)| place).collect();
        self.supply.chance.shuffle(&mut workers);
        let (without_post, rest) = workers.split_at(self.plan.do_not_post.min(workers.len()));
        for place in without_post {
            self.people[*place].home.clear();
            self.people[*place].do_not_post = true;
        }
        for pair in rest.chunks_exact(2).take(self.plan.shared_homes) {
            self.people[pair[1]].home = self.people[pair[0]].home.clone();
        }
    }
}

/// Parts `people` into teams of six to twelve. Fewer than six make one team.
fn team_sizes(chance: &mut Chance, people: usize) -> Vec<usize> {
    let (mut sizes, mut left) = (Vec::new(), people);
    while left > 12 {
        let most = (left - 6).min(12);
        let size = 6 + chance.below(most - 5);
        sizes.push(size);
        left -= size;
    }
    sizes.extend((left > 0).then_some(left));
    sizes
}
