//! The list of people: filtered, sorted, and the same rows as a file.

use std::collections::{BTreeMap, HashMap};

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::RUN;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        error::{Error, Result},
        web::{Form, Page, Visitor, attachment},
    },
    trial::roster::{
        people::{self, Person},
        person::StaffRole,
        sheet::for_export,
    },
};

const PER_PAGE: usize = 100;

/// What the list is narrowed to, and how it is ordered. Ids and words of ours only: a name does not belong in an address.
#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[serde(default)]
pub struct Wanted {
    authority: String,
    role: String,
    team: String,
    sort: String,
    page: usize,
}

/// The sorts, as the address names them and the table heads them.
const SORTS: [(&str, &str); 5] = [
    ("name", "Name"),
    ("reference", "Staff reference"),
    ("role", "Role"),
    ("team", "Team"),
    ("authority", "Authority"),
];

pub async fn people(page: Page, floor: Data<Floor>, visitor: Visitor, wanted: Query<Wanted>) -> Result<HttpResponse> {
    let everyone = reached(&floor, &visitor).await?;
    let found = wanted.narrow(&everyone);
    let pages = found.len().div_ceil(PER_PAGE).max(1);
    let at = wanted.page.clamp(1, pages);
    let rows: Vec<_> = found.iter().skip((at - 1) * PER_PAGE).take(PER_PAGE).map(|person| cells(person)).collect();
    page.put("columns", &wanted.columns())
        .put("rows", &rows)
        .put("total", &found.len())
        .put("on_roster", &everyone.len())
        .put("wanted", &*wanted)
        .put("choices", &choices(&everyone))
        .put("pages", &json!({ "at": at, "of": pages, "href": wanted.href("/people", "page", "") }))
        .put("csv", &wanted.href("/people.csv", "", ""))
        .show("roster/people.html", "People")
}

/// The rows as a file. Who took it is put on record.
pub async fn people_csv(floor: Data<Floor>, visitor: Visitor, wanted: Query<Wanted>, _: Form) -> Result<HttpResponse> {
    let everyone = reached(&floor, &visitor).await?;
    let found = wanted.narrow(&everyone);
    let file = to_csv(&everyone, &found)?;
    let act = Act::new(&visitor.account_id, "people.exported", "").because(format!("{} people", found.len()));
    let now = floor.clock.now();
    floor.db.writing(move |conn| audit::write(conn, now, &act)).await?;
    Ok(attachment("people.csv", "text/csv; charset=utf-8", file))
}

/// Everyone in the authorities that the visitor's roles reach.
async fn reached(floor: &Floor, visitor: &Visitor) -> Result<Vec<Person>> {
    let mut everyone = floor.db.reading(people::everyone).await?;
    everyone.retain(|person| visitor.reaches(RUN, &person.authority_id));
    Ok(everyone)
}

impl Wanted {
    fn narrow<'p>(&self, everyone: &'p [Person]) -> Vec<&'p Person> {
        let is = |wanted: &str, found: &str| wanted.is_empty() || wanted == found;
        let mut found: Vec<&Person> = everyone
            .iter()
            .filter(|person| is(&self.authority, &person.authority_id) && is(&self.role, person.role.name()))
            .filter(|person| is(&self.team, person.team.as_ref().map_or("", |team| &team.id)))
            .collect();
        // The list comes by authority and reference, and a stable sort keeps that among equals.
        match self.sort.as_str() {
            "reference" => found.sort_by(|a, b| a.reference.cmp(&b.reference)),
            "role" => found.sort_by_key(|person| person.role),
            "team" => found.sort_by_cached_key(|person| person.team.as_ref().map(|team| team.name.to_lowercase())),
            "authority" => {}
            _ => found.sort_by_cached_key(|person| person.names.in_index()),
        }
        found
    }

    fn columns(&self) -> Vec<serde_json::Value> {
        let sorted =
            |sort: &str| if self.sort == sort || (self.sort.is_empty() && sort == "name") { "ascending" } else { "" };
        let heads = SORTS.map(|(sort, label)| {
            json!({ "label": label, "sort": self.href("/people", "sort", sort), "sorted": sorted(sort) })
        });
        heads.into_iter().chain([json!({ "label": "Post" })]).collect()
    }

    /// This list's address, with one word of it changed; `page` is left open at the end.
    fn href(&self, path: &str, word: &str, value: &str) -> String {
        let now = [("authority", &self.authority), ("role", &self.role), ("team", &self.team), ("sort", &self.sort)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, kept) in now {
            let value = if name == word { value } else { kept.as_str() };
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if word == "page" {
            query.append_pair("page", value);
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

fn cells(person: &Person) -> serde_json::Value {
    let name = format!("{}, {}", person.names.family(), person.names.known_as());
    let post = if person.do_not_post { "Do not post" } else { "" };
    json!([
        { "text": name, "href": format!("/people/{}", person.id) },
        person.reference.as_str(),
        person.role.name(),
        person.team.as_ref().map_or("", |team| &team.name),
        person.authority,
        post,
    ])
}

/// What the list can be narrowed to.
fn choices(everyone: &[Person]) -> serde_json::Value {
    let option = |(value, text): (&String, &String)| json!({ "value": value, "text": text });
    let authorities: BTreeMap<&String, &String> = everyone.iter().map(|p| (&p.authority, &p.authority_id)).collect();
    let teams: BTreeMap<String, &String> = everyone
        .iter()
        .filter_map(|p| p.team.as_ref().map(|team| (format!("{}, {}", team.name, p.authority), &team.id)))
        .collect();
    json!({
        "authorities": authorities.iter().map(|(name, id)| option((id, name))).collect::<Vec<_>>(),
        "teams": teams.iter().map(|(name, id)| option((id, name))).collect::<Vec<_>>(),
        "roles": StaffRole::ALL.map(|role| json!({ "value": role.name(), "text": role.name() })),
    })
}

/// The rows as a spreadsheet, the template's columns without the address, which never leaves the vault so lightly.
fn to_csv(everyone: &[Person], rows: &[&Person]) -> Result<Vec<u8>> {
    let references: HashMap<&str, &str> = everyone.iter().map(|p| (p.id.as_str(), p.reference.as_str())).collect();
    let mut file = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    let heading = [
        "staff reference",
        "given name",
        "preferred first name",
        "family name",
        "work e-mail",
        "role",
        "team",
        "manager's reference",
        "site",
        "authority",
        "do-not-post",
        "letter format",
        "letter language",
        "left on",
        "opted out at",
    ];
    file.write_record(heading).map_err(Error::broken)?;
    for person in rows {
        let manager = person.manager_id.as_deref().and_then(|id| references.get(id).copied());
        let cells = [
            person.reference.as_str(),
            person.names.given(),
            person.names.preferred().unwrap_or_default(),
            person.names.family(),
            person.email.as_deref().unwrap_or_default(),
            person.role.name(),
            person.team.as_ref().map_or("", |team| &team.name),
            manager.unwrap_or_default(),
            person.site.as_ref().map_or("", |site| &site.name),
            &person.authority,
            if person.do_not_post { "yes" } else { "no" },
            person.letter_format.name(),
            person.letter_language.name(),
            &person.left_on.map_or(String::new(), |day| day.to_string()),
            &person.opted_out_at.map_or(String::new(), |at| at.to_string()),
        ];
        file.write_record(cells.map(|cell| for_export(cell).into_owned())).map_err(Error::broken)?;
    }
    file.into_inner().map_err(|error| Error::broken(error.to_string()))
}
