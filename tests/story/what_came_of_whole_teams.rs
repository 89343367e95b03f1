//! Outcomes of a trial of teams: each team counts once, what whole teams cost is told, and the interval is over lists that could have been
//! drawn as well.

use hearten::{
    floor::db::Conn,
    trial::{
        allocation::{
            end,
            set_up::{self, Plan, Typed},
            stored::Whole,
            trial::Trial,
        },
        outcomes::{
            analyse::{How, Interval},
            extracts::bring::bring,
            told::{Asked, Outcome, Report, gather},
        },
        trial_ids::Joiner,
    },
};

use crate::{
    story,
    world::{World, council},
};

fn set_up(world: &World, name: &str, method: &str) -> Trial {
    let own = |text: &str| text.to_owned();
    let typed = Typed {
        name: own(name),
        intervention: own("letters"),
        unit: own("team"),
        method: own(method),
        strata: vec![own("authority")],
        arms: vec![(own("letter"), own("1"), true), (own("comparison"), own("1"), false)],
        ..Typed::default()
    };
    let plan = Plan::parse(&typed).unwrap();
    let act = |conn: &mut Conn| {
        let id = set_up::set_up(conn, &world.floor, "researcher", &plan)?;
        Trial::find(conn, &id)
    };
    world.floor.db.write(act).unwrap()
}

/// Whoever was allocated a letter left; nobody else did, but for one in five of every team.
fn told(world: &World, trial: &Trial, whole: &Whole) -> Report {
    let served = whole.served_from_the_start();
    let row = |(at, member): (usize, &hearten::trial::allocation::frame::Member)| {
        let left = if served.contains(&member.person_id) || at % 5 == 0 { "2027-03-02" } else { "" };
        format!("{},{},2027-03-01,2027-03-31,{left}\n", member.reference, member.authority)
    };
    let rows: String = whole.members.iter().enumerate().map(row).collect();
    let file = format!("staff reference,authority,from,until,left on\n{rows}");
    let floor = &world.floor;
    world
        .floor
        .db
        .write(|conn| {
            bring(conn, floor, "researcher", trial, file.as_bytes())?.unwrap();
            end::end(conn, floor, "researcher", &trial.id, "It is over")?;
            let asked = Asked { outcome: Outcome::Turnover, extracts: None, why: "To look".into() };
            gather(conn, floor, &Joiner::command_line(""), "", trial, &asked)
        })
        .unwrap()
        .report(floor)
}

story!(few_teams_are_compared_over_the_lists_that_could_have_been_drawn, |world| {
    world.people_come_in(&[council("Oakby", 70, 0), council("Fernshire", 60, 0)]);
    let constrained = set_up(world, "Constrained", "constrain");
    let list = world.locked(&constrained);
    let accepted = list.list.about.clone().unwrap().candidates.accepted;
    world.floor.clock.advance(chrono::TimeDelta::days(60));
    let found = told(world, &constrained, &list);
    let of = found.analysis.contrasts[0].told.clone().unwrap();
    let hows: Vec<How> = of.estimates.iter().map(|one| one.how).collect();
    assert_eq!(hows, [How::Redrawn { lists: accepted, accepted: true }, How::ClusterMeans]);
    for estimate in &of.estimates {
        let Interval::Of { from, until } = estimate.interval else { panic!("{estimate:?}") };
        assert!(from <= estimate.difference && estimate.difference <= until && from > 0.0, "{estimate:?}");
    }
    assert_eq!(of.estimates[0].difference, of.estimates[1].difference);
    assert!(of.clustering.unwrap().clusters == list.rows.len() && list.rows.len() < 40);
    let text = found.to_table();
    assert!(text.contains("unit of allocation: team") && text.contains("Design effect"), "{text}");
    assert!(text.contains(&format!("over the {accepted} lists that the draw would have accepted")), "{text}");
});

story!(a_list_in_blocks_is_drawn_again_from_other_seeds_and_the_number_is_told, |world| {
    world.people_come_in(&[council("Oakby", 70, 0), council("Fernshire", 60, 0)]);
    let blocks = set_up(world, "Blocks", "blocks");
    let list = world.locked(&blocks);
    world.floor.clock.advance(chrono::TimeDelta::days(60));
    let found = told(world, &blocks, &list);
    let of = found.analysis.contrasts[0].told.clone().unwrap();
    let hows: Vec<How> = of.estimates.iter().map(|one| one.how).collect();
    assert_eq!(hows, [How::ClusterMeans, How::Redrawn { lists: 2_000, accepted: false }]);
    let Interval::Of { from, until } = of.estimates[1].interval else { panic!("{:?}", of.estimates) };
    assert!(from > 0.0 && until < 1.5, "{from} to {until}");
    assert!(found.to_table().contains("over 2000 lists: the one drawn"), "{}", found.to_table());
});
