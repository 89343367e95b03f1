//! One mail over one line, command by command, so that a refused address is told from a refused mail.

use lettre::transport::smtp::{
    commands::{Data, Mail, Rcpt, Rset},
    extension::{MailBodyParameter, MailParameter},
    response::Response,
};

use super::{
    answer::{Answer, Stage},
    host::Line,
    parcel::Parcel,
};

type Heard = Result<Response, lettre::transport::smtp::Error>;

/// What came of it.
pub struct Spoken {
    pub answer: Answer,
    /// Whether another mail may go over the line.
    pub stands: bool,
    /// Whether the host can have had any of the mail.
    pub begun: bool,
}

/// Offers one mail.
pub async fn speak(line: &mut Line, parcel: &Parcel) -> Spoken {
    if let Err((stage, heard, goes_on)) = open_the_way(line, parcel).await {
        let stands = goes_on && line.open.command(Rset).await.is_ok();
        return Spoken { answer: Answer::of(&heard, stage), stands, begun: false };
    }
    let heard = match std::str::from_utf8(&parcel.bytes) {
        Ok(text) => line.open.command(whole(text)).await,
        Err(_) => line.open.message(&parcel.bytes).await,
    };
    let stands = goes_on(&heard);
    let answer = heard.map_or_else(|fault| Answer::of(&fault, Stage::Message), |_| Answer::Taken);
    Spoken { answer, stands, begun: true }
}

/// Where it stopped, at what, and whether the host would hear more.
type Stop = (Stage, lettre::transport::smtp::Error, bool);

/// Who it is from, who it is to, and whether the mail itself may come: in one go where the host takes several at once.
async fn open_the_way(line: &mut Line, parcel: &Parcel) -> Result<(), Stop> {
    let eight_bit =
        if parcel.bytes.is_ascii() { vec![] } else { vec![MailParameter::Body(MailBodyParameter::EightBitMime)] };
    let sender = Mail::new(Some(parcel.from.clone()), eight_bit);
    let recipient = Rcpt::new(parcel.to.clone(), vec![]);
    if !line.pipelines {
        ask(line, Stage::Sender, sender).await?;
        ask(line, Stage::Recipient, recipient).await?;
        return ask(line, Stage::Message, Data).await;
    }
    let first = line.open.command(format!("{sender}{recipient}{Data}")).await;
    let second = if goes_on(&first) { Some(line.open.read_response().await) } else { None };
    let third = if second.as_ref().is_some_and(goes_on) { Some(line.open.read_response().await) } else { None };
    // Where the host waits for a mail that it will not have, only hanging up is left.
    let ends = third.as_ref().is_some_and(|heard| heard.is_err() && goes_on(heard));
    let stages = [(Stage::Sender, Some(first)), (Stage::Recipient, second), (Stage::Message, third)];
    let stopped = stages.into_iter().find_map(|(stage, heard)| heard?.err().map(|fault| (stage, fault, ends)));
    stopped.map_or(Ok(()), Err)
}

/// A mail with its closing dot, and a dot before each line that begins with one (RFC 5321, 4.5.2). lettre writes the last dot
/// apart, which wakes a host twice for each mail.
fn whole(text: &str) -> String {
    let mut whole = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive("\r\n") {
        if line.starts_with('.') {
            whole.push('.');
        }
        whole.push_str(line);
    }
    if !whole.ends_with("\r\n") {
        whole.push_str("\r\n");
    }
    whole.push_str(".\r\n");
    whole
}

async fn ask(line: &mut Line, stage: Stage, command: impl std::fmt::Display) -> Result<(), Stop> {
    let heard = line.open.command(command).await;
    let more = goes_on(&heard);
    heard.map(drop).map_err(|fault| (stage, fault, more))
}

/// Whether there is a host at the other end still: it spoke, and did not say that it hangs up (421).
fn goes_on(heard: &Heard) -> bool {
    match heard {
        Ok(_) => true,
        Err(fault) => fault.status().is_some_and(|code| code.to_string() != "421"),
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_dot_of_ours_ends_no_mail() {
        assert_eq!(whole("a\r\n.\r\n..b\r\nc.\r\n"), "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
        assert_eq!(whole(".a\r\nb"), "..a\r\nb\r\n.\r\n");
    }
}
