//! Many send a survey at the same moment: nobody's words are lost, and nobody's are kept twice.

use std::sync::Barrier;

use hearten::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    trial::surveys::{
        sheet::{
            Sheet, boxed,
            saved::{Found, Whose, keep, send},
            steps,
        },
        wave::Wave,
    },
};

use crate::{
    story,
    surveys::{Study, id},
    world::World,
};

const WRITERS: usize = 6;

/// A sheet of `own_questions` with nothing in it but some words.
fn of_words(conn: &mut Conn, wave: &Wave, words: &str) -> Result<Sheet> {
    let (asked, mut sheet) = (wave.asked(conn)?, Sheet::default());
    let asks = steps(&asked);
    let text = asks.iter().find(|step| step.is_text()).unwrap();
    sheet.take(text, words, false)?;
    Ok(sheet)
}

/// What comes of an act that several do at once.
fn at_once(world: &World, many: usize, act: impl Fn(&mut Conn, usize) -> Result<()> + Sync) -> Vec<Result<()>> {
    let start = Barrier::new(many);
    std::thread::scope(|scope| {
        let one = |nth| {
            let (act, start) = (&act, &start);
            scope.spawn(move || {
                start.wait();
                world.floor.db.write(|conn| act(conn, nth))
            })
        };
        let going: Vec<_> = (0..many).map(one).collect();
        going.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

story!(of_those_who_send_at_once_nobodys_words_are_lost, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("pulse", "anonymous", &["own_questions"]);
    let came = at_once(world, WRITERS, |conn, nth| {
        let wave = Wave::find(conn, id(&here))?;
        let sheet = of_words(conn, &wave, &format!("Words {nth}"))?;
        boxed::put(conn, &world.floor, &wave, sheet)
    });
    assert!(came.iter().all(Result::is_ok), "{came:?}");
    assert_eq!(world.count("survey_texts"), i64::try_from(WRITERS).unwrap());
});

story!(a_sheet_that_is_sent_twice_at_once_is_sent_once, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("baseline", "named", &["own_questions"]);
    let whose = Whose::Person(study.people().remove(0));
    let found = |conn: &mut Conn| -> Result<Found> {
        let wave = Wave::find(conn, id(&here))?;
        let sheet = of_words(conn, &wave, "Zebra crossings")?;
        Ok(Found { sheet, ..Found::held(conn, &world.floor, wave, &whose)? })
    };
    let act = |conn: &mut Conn| {
        let found = found(conn)?;
        keep(conn, &world.floor, &found, &whose)
    };
    world.floor.db.write(act).unwrap();
    let came = at_once(world, WRITERS, |conn, _| {
        let found = found(conn)?;
        send(conn, &world.floor, found, &whose)
    });
    assert_eq!(came.iter().filter(|came| came.is_ok()).count(), 1, "{came:?}");
    let late = came.iter().filter(|came| matches!(came, Err(Error::TooLate(_)))).count();
    assert_eq!(late, WRITERS - 1, "{came:?}");
    assert_eq!(world.count("survey_texts"), 1);
});
