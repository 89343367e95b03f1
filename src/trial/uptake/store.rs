//! All the SQL of the uptake record.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, QueryResult, RunQueryDsl};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::{uptake_events, uptake_site_events},
};

pub(super) mod so_far;

/// A row as it was written: event, person, occasion, detail, and when.
pub(super) type Row = (String, String, String, String, Moment);

/// Of one person: event, what it is about, occasion, detail, and when.
pub(super) type OfPerson = (String, String, String, String, Moment);

pub(super) struct New<'a> {
    pub event: &'a str,
    pub person_id: &'a str,
    pub about: &'a str,
    pub occasion: &'a str,
    pub at: Moment,
    pub detail: &'a str,
}

/// Puts an event on record; how many rows that made, none where it was there.
pub(super) fn add(conn: &mut Conn, new: &New<'_>) -> QueryResult<usize> {
    let row = (
        uptake_events::event.eq(new.event),
        uptake_events::person_id.eq(new.person_id),
        uptake_events::about.eq(new.about),
        uptake_events::occasion.eq(new.occasion),
        uptake_events::at.eq(new.at),
        uptake_events::detail.eq(new.detail),
    );
    let add = diesel::insert_into(uptake_events::table).values(row).on_conflict_do_nothing();
    match conn {
        Conn::Sqlite(sqlite) => add.execute(sqlite),
        Conn::Postgres(postgres) => add.execute(postgres),
    }
}

/// Everything on record of one person, in no order.
pub(super) fn of_person(conn: &mut Conn, person_id: &str) -> QueryResult<Vec<OfPerson>> {
    uptake_events::table
        .filter(uptake_events::person_id.eq(person_id))
        .select((
            uptake_events::event,
            uptake_events::about,
            uptake_events::occasion,
            uptake_events::detail,
            uptake_events::at,
        ))
        .load(conn)
}

/// Everything on record about one thing, in no order.
pub(super) fn about(conn: &mut Conn, about: &str) -> QueryResult<Vec<Row>> {
    uptake_events::table
        .filter(uptake_events::about.eq(about))
        .select((
            uptake_events::event,
            uptake_events::person_id,
            uptake_events::occasion,
            uptake_events::detail,
            uptake_events::at,
        ))
        .load(conn)
}

/// When the first of some events about one thing was put on record.
pub(super) fn first_of(conn: &mut Conn, about: &str, events: &[&str]) -> QueryResult<Option<Moment>> {
    let seen = uptake_events::table.filter(uptake_events::about.eq(about)).filter(uptake_events::event.eq_any(events));
    seen.select(diesel::dsl::min(uptake_events::at)).get_result(conn)
}

/// Everyone about whom anything was put on record since.
pub(super) fn people_since(conn: &mut Conn, since: Moment) -> QueryResult<Vec<String>> {
    uptake_events::table.filter(uptake_events::at.ge(since)).select(uptake_events::person_id).distinct().load(conn)
}

/// What happened to a building: event, site, occasion, the day, detail, and when it was put down.
pub(super) type SiteRow = (String, String, String, NaiveDate, String, Moment);

pub(super) struct NewOfSite<'a> {
    pub event: &'a str,
    pub site_id: &'a str,
    pub about: &'a str,
    pub occasion: &'a str,
    pub on: NaiveDate,
    pub at: Moment,
    pub detail: &'a str,
}

/// Puts an event of a building on record; how many rows that made, none where it was there.
pub(super) fn add_of_site(conn: &mut Conn, new: &NewOfSite<'_>) -> QueryResult<usize> {
    let row = (
        uptake_site_events::event.eq(new.event),
        uptake_site_events::site_id.eq(new.site_id),
        uptake_site_events::about.eq(new.about),
        uptake_site_events::occasion.eq(new.occasion),
        uptake_site_events::on_day.eq(new.on),
        uptake_site_events::at.eq(new.at),
        uptake_site_events::detail.eq(new.detail),
    );
    let add = diesel::insert_into(uptake_site_events::table).values(row).on_conflict_do_nothing();
    match conn {
        Conn::Sqlite(sqlite) => add.execute(sqlite),
        Conn::Postgres(postgres) => add.execute(postgres),
    }
}

/// Everything on record of buildings about one thing, in no order.
pub(super) fn of_sites(conn: &mut Conn, about: &str) -> QueryResult<Vec<SiteRow>> {
    uptake_site_events::table
        .filter(uptake_site_events::about.eq(about))
        .select((
            uptake_site_events::event,
            uptake_site_events::site_id,
            uptake_site_events::occasion,
            uptake_site_events::on_day,
            uptake_site_events::detail,
            uptake_site_events::at,
        ))
        .load(conn)
}
