//! Many mails over several lines at once, no more of them on their way to one domain than it is to have.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    mem,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{
    answer::Answer,
    host::{Host, Line},
    parcel::Parcel,
    speak::speak,
};

/// After so long no further mail of a batch is begun, so that it is settled while its jobs are still leased.
const BATCH: Duration = Duration::from_secs(150);

/// One batch on its way.
struct Batch<'p> {
    parcels: &'p [Parcel],
    waiting: RefCell<VecDeque<usize>>,
    answers: RefCell<Vec<Answer>>,
    caps: Vec<Arc<Semaphore>>,
    /// Why no line can be opened, once one could not.
    shut: RefCell<Option<Answer>>,
    begun: Instant,
}

impl Host {
    /// Offers every mail, and tells what the host said of each, in their order.
    pub fn send(&self, parcels: &[Parcel]) -> Vec<Answer> {
        let mut desk = match self.take_desk() {
            Ok(desk) => desk,
            Err(_) => return vec![Answer::later("Hearten could not open a line."); parcels.len()],
        };
        let lines = mem::take(&mut desk.lines);
        let (answers, lines) = desk.runtime.block_on(self.send_over(lines, parcels));
        desk.lines = lines;
        self.put_desk_back(desk);
        answers
    }

    async fn send_over(&self, mut kept: Vec<Line>, parcels: &[Parcel]) -> (Vec<Answer>, Vec<Line>) {
        let batch = Batch {
            parcels,
            waiting: RefCell::new((0..parcels.len()).collect()),
            answers: RefCell::new(vec![Answer::Untried; parcels.len()]),
            caps: parcels.iter().map(|parcel| self.cap(&parcel.domain())).collect(),
            shut: RefCell::default(),
            begun: Instant::now(),
        };
        let count = self.connections.min(parcels.len());
        let lines = join_all((0..count).map(|_| self.over_one(&batch, kept.pop()))).await;
        kept.extend(lines.into_iter().flatten());
        (batch.answers.into_inner(), kept)
    }

    /// One line takes mail after mail, until none waits.
    async fn over_one(&self, batch: &Batch<'_>, kept: Option<Line>) -> Option<Line> {
        let mut line = alive(kept).await;
        while let Some((at, _room)) = batch.next().await {
            if batch.begun.elapsed() > BATCH {
                break;
            }
            let answer = self.offer(batch, &mut line, at).await;
            batch.answers.borrow_mut()[at] = answer;
        }
        line
    }

    async fn offer(&self, batch: &Batch<'_>, line: &mut Option<Line>, at: usize) -> Answer {
        let again = Cell::new(true);
        loop {
            let mut open = match line.take() {
                Some(open) => open,
                None => match self.open(batch).await {
                    Ok(open) => open,
                    Err(answer) => return answer,
                },
            };
            let Ok(spoken) = timeout(self.patience, speak(&mut open, &batch.parcels[at])).await else {
                return Answer::later("The mail host took too long.");
            };
            // A host may hang up after so many mails. What it has had none of goes over a new line.
            let hung_up = !spoken.stands && !spoken.begun && open.used && matches!(spoken.answer, Answer::Later { .. });
            if hung_up && again.replace(false) {
                continue;
            }
            if spoken.stands {
                open.used = true;
                *line = Some(open);
            }
            return spoken.answer;
        }
    }

    async fn open(&self, batch: &Batch<'_>) -> Result<Line, Answer> {
        if let Some(why) = batch.shut.borrow().clone() {
            return Err(why);
        }
        let opened = timeout(self.patience, self.connect()).await;
        let opened = opened.unwrap_or_else(|_| Err(Answer::later("The mail host took too long to answer.")));
        if let Err(why) = &opened {
            batch.shut.replace(Some(why.clone()));
        }
        opened
    }
}

impl Batch<'_> {
    /// The next mail whose domain has room, and its room.
    async fn next(&self) -> Option<(usize, OwnedSemaphorePermit)> {
        loop {
            if let Some(found) = self.with_room() {
                return Some(found);
            }
            let first = *self.waiting.borrow().front()?;
            // Another line holds what there is; whoever is first is waited for.
            let room = Arc::clone(&self.caps[first]).acquire_owned().await.ok()?;
            let mut waiting = self.waiting.borrow_mut();
            if waiting.front() == Some(&first) {
                waiting.pop_front();
                return Some((first, room));
            }
        }
    }

    fn with_room(&self) -> Option<(usize, OwnedSemaphorePermit)> {
        let mut waiting = self.waiting.borrow_mut();
        for place in 0..waiting.len() {
            let at = waiting[place];
            if let Ok(room) = Arc::clone(&self.caps[at]).try_acquire_owned() {
                waiting.remove(place);
                return Some((at, room));
            }
        }
        None
    }
}

/// The kept line, if the host still holds its end.
async fn alive(kept: Option<Line>) -> Option<Line> {
    let mut line = kept?;
    let answers = timeout(Duration::from_secs(5), line.open.test_connected()).await;
    (answers == Ok(true)).then_some(line)
}
