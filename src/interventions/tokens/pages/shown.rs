//! Pieces that pages show of a building's token.

use serde_json::{Value, json};

use crate::{
    floor::{
        Floor, audit, auth,
        clock::{long_date, long_moment},
        db::Conn,
        error::Result,
    },
    interventions::tokens::{
        code,
        cost::Each,
        fault::screen::{Note, notes},
        placement::{Act, Here, Placement},
        set_up::DRINKS,
        step::CODE,
        stock::{What, suggest::Suggestion},
        store::{self, faults::Fault},
    },
    trial::{
        allocation::trial::Trial,
        availability::free::days,
        uptake::{funnel::Building, site_record},
    },
};

/// Everything that the page of one building shows.
pub(super) fn whole(conn: &mut Conn, floor: &Floor, here: &Here) -> Result<Vec<(&'static str, Value)>> {
    let to_screen = notes(conn, floor, &here.placement.id, "to_screen")?;
    Ok(vec![
        ("token", about(conn, here)?),
        ("today", json!(floor.clock.today())),
        ("drinks", options(&DRINKS)),
        (
            "whats",
            options(
                &What::of(here.placement.drinks).iter().map(|what| (what.name(), what.words())).collect::<Vec<_>>(),
            ),
        ),
        ("steps", steps(conn, here)?),
        ("days", counted(conn, floor, here)?),
        ("cards", cards(conn, here)?),
        ("address", json!(code::link(floor, &code::code(floor, &here.placement.id, here.placement.generation)))),
        ("faults", faults(conn, floor, here)?),
        ("to_screen", of_notes(conn, &to_screen, here)?),
        ("stock", stock(conn, floor, here)?),
        ("costs", costs(conn, here)?),
        ("history", history(conn, &here.placement.id)?),
    ])
}

fn options(of: &[(&str, &str)]) -> Value {
    json!(of.iter().map(|(value, text)| json!({ "value": value, "text": text })).collect::<Vec<_>>())
}

fn about(conn: &mut Conn, here: &Here) -> Result<Value> {
    let Here { plan, placement, site } = here;
    let may = |act| placement.state.next(act).is_ok();
    Ok(json!({
        "id": placement.id, "site": site.name, "plan": plan.id, "trial": Trial::find(conn, &plan.trial_id)?.with_unit(),
        "state": placement.state.name(), "word": placement.state.word(), "kind": placement.state.kind(),
        "stands": placement.kind, "drinks": placement.drinks, "planned": placement.planned_people, "people": site.people,
        "from": long_date(plan.from_on), "until": long_date(plan.until_on),
        "may": {
            "deliver": may(Act::Deliver), "set_up": may(Act::SetUp), "break_down": may(Act::BreakDown),
            "mend": may(Act::Mend), "take_away": may(Act::TakeAway),
        },
    }))
}

/// Whoever said something: an account by its name, or nobody in particular.
fn who(conn: &mut Conn, actor: &str) -> String {
    if actor == CODE { "told by the code".to_owned() } else { auth::name_of(conn, actor) }
}

fn steps(conn: &mut Conn, here: &Here) -> Result<Value> {
    let mut shown = Vec::new();
    for step in store::steps::of_placement(conn, &here.placement.id)? {
        let not_so = if step.taken_back { " (it was found working: this does not count)" } else { "" };
        shown.push(json!({
            "when": long_date(step.on_day), "who": who(conn, &step.said_by),
            "what": format!("{}{not_so}", step.act.says()), "why": step.why,
        }));
    }
    Ok(json!(shown))
}

/// Working days by how they ended, as the record has them.
fn counted(conn: &mut Conn, floor: &Floor, here: &Here) -> Result<Value> {
    let (working, seen) = (days(floor)?, site_record::of_sites(conn, &here.plan.trial_id)?);
    let of_each = Building::of_each(&seen, |day| working.is_working(day), floor.clock.today());
    let building = of_each.get(&here.site.id).cloned().unwrap_or_default();
    let days = building.days;
    Ok(json!({
        "planned": days.planned(), "gone_by": days.gone_by(), "to_come": days.to_come, "working": days.working,
        "without_stock": building.without_stock, "rows": [
            ["It worked", days.working],
            ["It was not set up yet", days.not_yet],
            ["It was out of order", days.out_of_order],
            ["It had been taken away", days.taken_away],
            ["To come, today among them", days.to_come],
        ],
    }))
}

/// `17 of 20`: days on which it worked, of the working days that have gone by.
pub(super) fn of_days(building: &Building) -> String {
    format!("{} of {}", building.days.working, building.days.gone_by())
}

fn cards(conn: &mut Conn, here: &Here) -> Result<Value> {
    let mut shown = Vec::new();
    for card in store::cards::of_placement(conn, &here.placement.id)? {
        let works = card.generation == here.placement.generation;
        shown.push(json!({
            "version": card.version, "lead": card.lead, "place": card.place, "wording": card.wording, "works": works,
            "when": long_moment(card.made_at), "who": who(conn, &card.made_by),
        }));
    }
    Ok(json!(shown))
}

fn faults(conn: &mut Conn, floor: &Floor, here: &Here) -> Result<Value> {
    let kept = notes(conn, floor, &here.placement.id, "kept")?;
    let mut shown = Vec::new();
    for fault in store::faults::of_placement(conn, &here.placement.id)? {
        let notes: Vec<&str> =
            kept.iter().filter(|note| note.fault_id == fault.id).map(|note| note.words.as_str()).collect();
        let closed = fault.closed.as_ref().map(|closed| {
            let by = who(conn, &closed.by);
            json!({ "on": long_date(closed.on), "done": closed.done, "by": by })
        });
        shown.push(json!({ "id": fault.id, "words": fault.kind.words(), "told": told(&fault), "notes": notes, "closed": closed }));
    }
    Ok(json!(shown))
}

/// How often it was told, and when.
fn told(fault: &Fault) -> String {
    let times = match fault.told {
        1 => "Told once".to_owned(),
        many => format!("Told {many} times"),
    };
    if fault.first_on == fault.last_on {
        format!("{times}, on {}", long_date(fault.first_on))
    } else {
        format!("{times}, from {} to {}", long_date(fault.first_on), long_date(fault.last_on))
    }
}

fn of_notes(conn: &mut Conn, notes: &[Note], here: &Here) -> Result<Value> {
    let faults = store::faults::of_placement(conn, &here.placement.id)?;
    let about = |note: &Note| faults.iter().find(|fault| fault.id == note.fault_id).map(|fault| fault.kind.words());
    let shown = notes.iter().map(|note| json!({ "id": note.id, "words": note.words, "about": about(note) }));
    Ok(json!(shown.collect::<Vec<_>>()))
}

fn stock(conn: &mut Conn, floor: &Floor, here: &Here) -> Result<Value> {
    let settings = &floor.settings.tokens;
    let suggested = Suggestion::of(here.site.people, usize::from(settings.refill_days), settings.cups_a_day);
    let deliveries: Vec<Value> = store::stock::deliveries(conn, &here.placement.id)?
        .iter()
        .map(|one| match here.placement.drinks {
            true => json!([long_date(one.on_day), one.coffee, one.tea, one.without_caffeine]),
            false => json!([long_date(one.on_day), one.pieces]),
        })
        .collect();
    let outs = store::stock::stock_outs(conn, &here.placement.id)?;
    let open = outs.iter().filter(|gap| gap.until_on.is_none()).map(|gap| gap.what.words()).collect::<Vec<_>>();
    let rows = outs.iter().map(|gap| {
        let until = gap.until_on.map_or_else(|| "still".to_owned(), long_date);
        json!([gap.what.words(), long_date(gap.from_on), until])
    });
    Ok(json!({
        "people": suggested.people, "days": suggested.days, "cups_a_day": suggested.cups_a_day.to_string(), "cups": suggested.cups,
        "of_each": suggested.of_each, "deliveries": deliveries, "outs": rows.collect::<Vec<_>>(), "open": open,
    }))
}

/// What a building comes to.
pub(super) fn worth(conn: &mut Conn, placement: &Placement) -> Result<Each> {
    let lines = store::costs::of_placement(conn, &placement.id)?;
    Ok(Each::of(&lines, usize::try_from(placement.planned_people).unwrap_or_default()))
}

fn costs(conn: &mut Conn, here: &Here) -> Result<Value> {
    let lines = store::costs::of_placement(conn, &here.placement.id)?;
    let each = worth(conn, &here.placement)?;
    let line = lines.iter().map(|line| {
        json!({ "id": line.id, "what": line.what, "how": line.how.says(), "pence": line.how.pence().to_string() })
    });
    Ok(json!({
        "lines": line.collect::<Vec<_>>(), "total": each.total.to_string(), "people": each.people,
        "per_person": each.per_person().map(|pence| pence.to_string()),
    }))
}

/// What was done, in words.
const SAYS: [(&str, &str); 12] = [
    ("tokens.planned", "The plan was made"),
    ("tokens.placed", "The building was put on the plan"),
    ("tokens.step", "A step was put on record"),
    ("tokens.card_made", "A card was made"),
    ("tokens.code_renewed", "A new code was printed; those before stopped working"),
    ("tokens.fault_closed", "A fault was seen to"),
    ("tokens.note_kept", "A note was kept"),
    ("tokens.note_removed", "A note was taken away"),
    ("tokens.stocked", "A delivery was put on record"),
    ("tokens.stock_out", "Something was said to be used up"),
    ("tokens.cost_noted", "A line of cost was put on record"),
    ("tokens.cost_taken_back", "A line of cost was taken back"),
];

/// What was done to a plan or a placement.
pub(super) fn history(conn: &mut Conn, id: &str) -> Result<Value> {
    let mut items = Vec::new();
    for entry in audit::history(conn, id)? {
        let (who, when) = (auth::name_of(conn, &entry.actor), long_moment(entry.at));
        let what = SAYS.iter().find(|(act, _)| *act == entry.act).map_or(entry.act.as_str(), |(_, says)| says);
        items.push(json!({ "when": when, "who": who, "what": what, "why": entry.detail.replace('_', " ") }));
    }
    Ok(json!(items))
}
