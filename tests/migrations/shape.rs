//! The shape of the tables: as the engine describes them, and as `src/schema.rs` does.

use std::{collections::BTreeMap, fs, path::Path};

use diesel::{QueryableByName, RunQueryDsl, sql_types::Text};
use hearten::floor::db::{Conn, Db};

/// Tables by name, each with its columns by name: `timestamp not null key`.
pub type Shape = BTreeMap<String, BTreeMap<String, String>>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    need: String,
    #[diesel(sql_type = Text)]
    role: String,
}

const SQLITE: &str = "
    select m.name as of_table, c.name as name, lower(c.type) as kind,
        case when c.\"notnull\" = 1 or c.pk > 0 then 'not null' else '' end as need,
        case when c.pk > 0 then 'key' else '' end as role
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite%' and m.name <> '__diesel_schema_migrations'";

const POSTGRES: &str = "
    select c.table_name::text as of_table, c.column_name::text as name, c.data_type::text as kind,
        case when c.is_nullable = 'NO' then 'not null' else '' end as need,
        case when k.column_name is not null then 'key' else '' end as role
    from information_schema.columns c
    left join (
        select u.table_name, u.column_name
        from information_schema.key_column_usage u
        join information_schema.table_constraints t using (constraint_schema, constraint_name)
        where t.constraint_type = 'PRIMARY KEY'
    ) k on k.table_name = c.table_name and k.column_name = c.column_name
    where c.table_schema = 'public' and c.table_name <> '__diesel_schema_migrations'";

/// What the engine has.
pub fn in_database(db: &Db) -> Shape {
    let mut conn = db.conn().unwrap();
    let columns: Vec<Column> = match &mut *conn {
        Conn::Sqlite(sqlite) => diesel::sql_query(SQLITE).load(sqlite).unwrap(),
        Conn::Postgres(postgres) => diesel::sql_query(POSTGRES).load(postgres).unwrap(),
    };
    let mut shape = Shape::new();
    for Column { of_table, name, kind, need, role } in columns {
        let kind = kind.trim_end_matches(" without time zone");
        shape.entry(of_table).or_default().insert(name, words(&[kind, &need, &role]));
    }
    shape
}

/// What `src/schema.rs` says: `table! { name (keys) { column -> Type, … } }`.
pub fn in_schema_rs() -> Shape {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema.rs")).unwrap();
    text.split("table! {").skip(1).map(table).collect()
}

fn table(text: &str) -> (String, BTreeMap<String, String>) {
    let (name, rest) = text.split_once('(').unwrap();
    let (keys, rest) = rest.split_once(')').unwrap();
    let keys: Vec<&str> = keys.split(',').map(str::trim).collect();
    let body = rest.split_once('{').unwrap().1.split('}').next().unwrap();
    let columns =
        body.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> ")).map(|(column, kind)| {
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            let need = if inner.is_some() { "" } else { "not null" };
            let role = if keys.contains(&column) { "key" } else { "" };
            (column.to_owned(), words(&[in_sql(inner.unwrap_or(kind)), need, role]))
        });
    (name.trim().to_owned(), columns.collect())
}

fn in_sql(kind: &str) -> &str {
    match kind {
        "BigInt" => "bigint",
        "Binary" => "bytea",
        "Bool" => "boolean",
        "Date" => "date",
        "Integer" => "integer",
        "Text" => "text",
        "Timestamp" => "timestamp",
        other => other,
    }
}

fn words(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
