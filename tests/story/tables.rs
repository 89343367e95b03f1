//! Every table of a house, read whole, for stories that lay what is left side by side.

use std::collections::BTreeMap;

use diesel::{QueryableByName, RunQueryDsl, sql_types::Text};
use hearten::floor::db::Conn;

use crate::world::World;

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    one: String,
}

/// What a query finds, a text a row, in its one column `one`.
pub fn texts(conn: &mut Conn, sql: &str) -> Vec<String> {
    diesel::sql_query(sql).load::<One>(conn).unwrap().into_iter().map(|row| row.one).collect()
}

/// The names of all tables.
pub fn names(world: &World) -> Vec<String> {
    let sql = if world.on_sqlite() {
        "select name as one from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    } else {
        "select tablename::text as one from pg_tables where schemaname = 'public'"
    };
    let names = texts(&mut world.floor.db.conn().unwrap(), sql);
    assert!(names.len() > 40, "the tables were not found");
    names
}

/// All that stands in every table, by its name.
pub fn everything(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut conn = world.floor.db.conn().unwrap();
    let rows = |name: String| {
        let sql = if world.on_sqlite() {
            let columns = format!("select 'quote(\"' || name || '\")' as one from pragma_table_info('{name}')");
            let columns = texts(&mut conn, &columns).join(" || ',' || ");
            format!("select {columns} as one from {name} order by one")
        } else {
            format!("select t::text as one from {name} t order by one")
        };
        let rows = texts(&mut conn, &sql);
        (name, rows)
    };
    names(world).into_iter().map(rows).collect()
}
