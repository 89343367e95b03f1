//! A manager writes two lines about each of their people. Words are kept exactly as typed, also while they do not fit:
//! what is wrong is said beside them.

use chrono::NaiveDate;

use super::{
    ask::no_longer,
    fit::Ruler,
    from::From,
    mailing::in_hand_of,
    record::record,
    remarks::stops,
    state::Lines,
    store::{self, lines::TwoLines, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Role, Visitor},
    },
    trial::{
        roster::people::{self, Person},
        uptake::event::Event,
    },
};

/// Who writes lines.
pub const WRITE: &[Role] = &[Role::TeamManager];

/// The names of a person's two fields, before the person's id.
pub const FIELDS: [&str; 2] = ["first", "second"];

/// One of a manager's people, and what is written of them.
#[derive(Debug, Clone)]
pub struct Member {
    pub person: Person,
    pub two: TwoLines,
}

/// A manager's page: the whole team as it was on the day of asking, whatever anybody's arm.
#[derive(Debug, Clone)]
pub struct Team {
    pub round: Round,
    pub manager: Person,
    /// Who the page was handed on to, where it is not the manager's own.
    pub writer: Option<Person>,
    /// Who looks at it: the manager, or the one it was handed on to.
    pub reader: String,
    /// By family name; nobody reads of themselves.
    pub members: Vec<Member>,
}

impl Team {
    /// A manager's team, to the manager and to the one whom the page was handed on to, and to nobody else. Without a
    /// manager named, it is the visitor's own.
    ///
    /// # Errors
    /// `Missing`, where there is no such page or it is in others' hands.
    pub fn of(conn: &mut Conn, visitor: &Visitor, round_id: &str, manager_id: Option<&str>) -> Result<Self> {
        let round = store::rounds::one(conn, round_id)?;
        let reader = visitor.person_id.as_deref().ok_or(Error::Missing("This page"))?;
        let manager_id = manager_id.unwrap_or(reader);
        let hand = store::hands::of(conn, round_id, manager_id)?;
        let writer_id = hand.as_ref().map(|hand| hand.writer_id.as_str());
        if reader != manager_id && writer_id != Some(reader) {
            return Err(Error::Missing("This page"));
        }
        let mut members = Vec::new();
        for two in store::lines::of_manager(conn, round_id, manager_id)? {
            if two.person_id != reader {
                members.push(Member { person: people::person(conn, &two.person_id)?, two });
            }
        }
        if members.is_empty() {
            return Err(Error::Missing("This page"));
        }
        members.sort_by_cached_key(|Member { person, .. }| {
            (person.names.family().to_lowercase(), person.names.full(), person.reference.clone())
        });
        Ok(Self {
            manager: people::person(conn, manager_id)?,
            writer: writer_id.map(|id| people::person(conn, id)).transpose()?,
            reader: reader.to_owned(),
            round,
            members,
        })
    }

    /// Whether lines are still taken for anyone.
    pub fn open(&self, today: NaiveDate) -> bool {
        self.members.iter().any(|member| member.open(&self.round, today))
    }

    /// Whether the reader is the one it was handed on to.
    pub fn read_by_deputy(&self) -> bool {
        self.reader != self.manager.id
    }

    /// Whether the reader is the one who writes about a member.
    pub fn in_hand(&self, member: &Member) -> bool {
        let writer = self.writer.as_ref().map(|writer| writer.id.as_str());
        in_hand_of(&self.manager.id, writer, &member.person.id) == self.reader
    }

    /// Whether the reader may write or change a member's lines today.
    pub fn takes(&self, member: &Member, today: NaiveDate) -> bool {
        self.in_hand(member) && member.open(&self.round, today)
    }

    /// Who writes, for the record.
    fn part(&self) -> From {
        if self.read_by_deputy() { From::Deputy } else { From::Manager }
    }

    /// For how many of those in the reader's hands lines are written, of how many who are asked about.
    pub fn progress(&self, today: NaiveDate) -> (usize, usize) {
        let mine = self.members.iter().filter(|member| self.in_hand(member));
        let asked = mine.filter(|member| member.stands(today) != Lines::NoLongerAsked);
        asked.fold((0, 0), |(written, of), member| (written + usize::from(member.two.lines.are_in()), of + 1))
    }
}

impl Member {
    /// Where the lines stand, when those who have left are not counted on.
    pub fn stands(&self, today: NaiveDate) -> Lines {
        match self.two.lines {
            Lines::Asked if no_longer(&self.person, today).is_some() => Lines::NoLongerAsked,
            lines => lines,
        }
    }

    /// Whether their lines may still be written or changed. Where the letter itself stands is left out on purpose: a
    /// page on which only those who get a letter are closed would tell a manager who they are.
    pub fn open(&self, round: &Round, today: NaiveDate) -> bool {
        match self.stands(today) {
            Lines::Asked => true,
            Lines::Given => round.composed_at.is_none(),
            Lines::Fallback | Lines::NoLongerAsked => false,
        }
    }
}

/// Keeps what was typed on a team's page, and says whose lines could no longer change. Whoever calls it holds the round, and
/// read the team after that.
///
/// # Errors
/// `Missing`, where a person is not of the team; `TooLate`, where all that was changed can no longer change.
pub fn keep(
    conn: &mut Conn,
    floor: &Floor,
    ruler: &Ruler,
    by: &Visitor,
    team: &Team,
    form: &Form,
) -> Result<Complaints> {
    only_theirs(team, form)?;
    let (mut kept, mut late) = (0, Complaints::default());
    for member in &team.members {
        let words = typed(form, member);
        // Lines that came back may be given once more just as they are.
        let asked_again = member.two.lines == Lines::Asked && sound(ruler, &words);
        if words == member.two.words && !asked_again {
            continue;
        }
        if team.takes(member, floor.clock.today()) {
            keep_one(conn, floor, ruler, by, team, &member.two, &words)?;
            kept += 1;
        } else {
            let field = format!("{}.{}", FIELDS[0], member.person.id);
            late.add(field, format!("The lines for {} can no longer change.", member.person.names.known_as()));
        }
    }
    if kept == 0 && !late.is_empty() {
        if team.writer.is_some() && !team.read_by_deputy() {
            return Err(Error::TooLate("Somebody else writes this page now. Take it back to write on it.".into()));
        }
        return Err(Error::TooLate("The letters are being made, so these lines can no longer change.".into()));
    }
    Ok(late)
}

fn keep_one(
    conn: &mut Conn,
    floor: &Floor,
    ruler: &Ruler,
    by: &Visitor,
    team: &Team,
    before: &TwoLines,
    words: &[String; 2],
) -> Result<()> {
    let lines = if sound(ruler, words) { Lines::Given } else { Lines::Asked };
    store::lines::put(conn, &before.id, words, lines, team.part(), &by.account_id, floor.clock.now())?;
    if lines == Lines::Given {
        record(conn, floor, &team.round, Event::LinesGave, &before.person_id, team.part().name())?;
    }
    Ok(())
}

/// A field for somebody who is not of the team is a page that was tampered with; nothing of it is kept.
fn only_theirs(team: &Team, form: &Form) -> Result<()> {
    let sent = form.fields().filter_map(|(name, _)| name.split_once('.')).filter(|(field, _)| FIELDS.contains(field));
    for (_, person_id) in sent {
        if !team.members.iter().any(|member| member.person.id == person_id) {
            return Err(Error::Missing("That person"));
        }
    }
    Ok(())
}

/// As typed; what was not sent stays as it was. No database keeps a NUL.
fn typed(form: &Form, member: &Member) -> [String; 2] {
    let of = |place: usize| {
        let name = format!("{}.{}", FIELDS[place], member.person.id);
        let sent = form.fields().find(|(field, _)| *field == name).map(|(_, value)| value.replace('\0', ""));
        sent.unwrap_or_else(|| member.two.words[place].clone())
    };
    [of(0), of(1)]
}

/// Whether both lines are written, print whole, and hold nothing that stops them.
pub fn sound(ruler: &Ruler, words: &[String; 2]) -> bool {
    words.iter().all(|words| !ruler.fit(words).printed.is_empty()) && faults(ruler, words).iter().all(Vec::is_empty)
}

/// What is wrong with lines that are written. One that is not is no fault yet.
pub fn faults(ruler: &Ruler, words: &[String; 2]) -> [Vec<String>; 2] {
    let of = |place: usize| {
        let fit = ruler.fit(&words[place]);
        let faults = if fit.printed.is_empty() { Vec::new() } else { fit.faults(place + 1) };
        let stops = stops(&words[place]).into_iter().map(|stop| format!("Line {} {stop}", place + 1));
        faults.iter().map(ToString::to_string).chain(stops).collect()
    };
    [of(0), of(1)]
}
