//! What somebody presses on the page of a week: begin, keep, move, pass over. Each is the same whether they came by the link in
//! their diary or by their own page.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    own::{Own, by_slot, by_week, parse_moment},
    week::{shown, words},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        jobs,
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{
        course::Length,
        move_slot::{Moved, want},
        reflect, rescue,
        send_link::{self, SendLink},
        skip,
        slot::Slot,
        store,
    },
};

/// Which week was meant, by either path.
#[derive(Debug, Clone)]
enum Which {
    Slot(String),
    Week(String, String),
}

impl Which {
    fn own(&self, conn: &mut Conn, visitor: &Visitor) -> Result<Own> {
        match self {
            Self::Slot(id) => by_slot(conn, visitor, id),
            Self::Week(time_id, week) => by_week(conn, visitor, time_id, week),
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Slot(id) => format!("/goals/slots/{id}"),
            Self::Week(time_id, week) => format!("/goals/mine/{time_id}/weeks/{week}"),
        }
    }
}

/// What is done in one writing transaction; the sentence for the page that follows.
type Act = fn(&mut Conn, &Floor, &Own, &Form) -> Result<&'static str>;

/// Does an act, or shows the week again with what is to be mended and all that was typed.
async fn act(
    floor: Data<Floor>,
    visitor: Visitor,
    which: Which,
    page: Page,
    form: Form,
    act: Act,
) -> Result<HttpResponse> {
    let (inner, sent, who, what) = (floor.clone(), form.clone(), visitor.clone(), which.clone());
    let done = floor.db.writing(move |conn| {
        if let Some(slot) = what.own(conn, &who)?.slot {
            store::slots::hold(conn, &slot.id)?;
        }
        let own = what.own(conn, &who)?;
        act(conn, &inner, &own, &sent)
    });
    match done.await {
        Err(Error::Invalid(complaints)) => {
            let inner = floor.clone();
            let again = floor.db.reading(move |conn| {
                let own = which.own(conn, &visitor)?;
                words(conn, &inner, &own)
            });
            shown(page.again(&form, &complaints), &again.await?)
        }
        done => done.map(|said| see_other(&which.path(), said)),
    }
}

macro_rules! presses {
    ($($of_slot:ident $of_week:ident $act:expr, $path:literal;)+) => { $(
        #[doc = concat!("POST /goals/slots/{slot}/", $path)]
        pub async fn $of_slot(
            floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page, form: Form,
        ) -> Result<HttpResponse> {
            act(floor, visitor, Which::Slot(path.into_inner()), page, form, $act).await
        }

        #[doc = concat!("POST /goals/mine/{time}/weeks/{week}/", $path)]
        pub async fn $of_week(
            floor: Data<Floor>, visitor: Visitor, path: Path<(String, String)>, page: Page, form: Form,
        ) -> Result<HttpResponse> {
            let (time_id, week) = path.into_inner();
            act(floor, visitor, Which::Week(time_id, week), page, form, $act).await
        }
    )+ };
}

presses! {
    begin_slot begin_week begin, "begin";
    keep_slot keep_week keep, "keep";
    move_slot move_week move_it, "move";
    skip_slot skip_week pass_over, "skip";
}

fn begin(conn: &mut Conn, floor: &Floor, own: &Own, form: &Form) -> Result<&'static str> {
    let minutes = form.text("minutes").parse().map_err(|_| Error::invalid("minutes", "Choose how long you have."))?;
    reflect::begin(conn, floor, &own.run, &own.time, own.week, Length::of(minutes)?)?;
    Ok("")
}

/// Through the link of a diary entry nothing that was written is shown, and so nothing of it may be written over: what comes
/// that way is put after it.
fn keep(conn: &mut Conn, floor: &Floor, own: &Own, form: &Form) -> Result<&'static str> {
    let count = form.fields().filter(|(name, _)| name.starts_with("answer.")).count();
    let typed: Vec<String> = (0..count).map(|place| form.text(&format!("answer.{place}")).trim().to_owned()).collect();
    let end = form.text("do") == "end";
    let answers = if own.reads { typed } else { reflect::added(conn, floor, &own.time, own.week, &typed)? };
    reflect::keep(conn, floor, &own.run, &own.time, own.week, answers, end)?;
    Ok(if end {
        "Kept. That is this week’s half hour: well done for taking it."
    } else {
        "Kept. Carry on whenever you like."
    })
}

fn move_it(conn: &mut Conn, floor: &Floor, own: &Own, form: &Form) -> Result<&'static str> {
    let slot = slot_of(own)?;
    let to = match form.text("to") {
        "next_week" => rescue::next_week(conn, floor, &own.time, slot)?
            .ok_or_else(|| Error::invalid("to", "Nothing is free next week either. Choose one of these times."))?,
        moment => parse_moment(moment)?,
    };
    Ok(match want(conn, floor, &own.run, &own.time, slot, to)? {
        Moved::Moved => "Moved. Your diary gets the new time.",
        Moved::Same => "It is there already.",
        Moved::Asked => "Your manager is asked whether that time is all right. Until then nothing moves.",
    })
}

fn pass_over(conn: &mut Conn, floor: &Floor, own: &Own, form: &Form) -> Result<&'static str> {
    skip::skip(conn, floor, &own.run, slot_of(own)?, skip::reason(form.text("reason"))?)?;
    Ok("That is fine. The half hour is out of your diary, and nobody is told that it was you.")
}

/// POST /goals/slots/{slot}/link: a mail with the visitor's own link.
pub async fn send_my_link(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    _form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/goals/slots/{path}"));
    let promised = floor.db.writing(move |conn| {
        let own = by_slot(conn, &visitor, &path)?;
        let key = format!("goals.send_link:{}:{}", own.time.id, inner.clock.today());
        let job = send_link::Job { time_id: own.time.id };
        jobs::enqueue_once::<SendLink>(conn, &inner, &key, &job, inner.clock.now()).map(drop)
    });
    promised.await?;
    Ok(see_other(&here, "Your own link is on its way to you by mail."))
}

fn slot_of(own: &Own) -> Result<&Slot> {
    own.slot.as_ref().ok_or(Error::Missing("This half hour"))
}
