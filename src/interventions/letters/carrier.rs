//! Who prints the letters of a round and takes them to the post: chosen when the round is set up.

/// A round's carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// Our own print room, by packs.
    PrintRoom,
    /// GOV.UK Notify, letter by letter.
    Notify,
}

impl Carrier {
    pub const ALL: [Self; 2] = [Self::PrintRoom, Self::Notify];

    /// As the database keeps it and a form sends it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrintRoom => "print_room",
            Self::Notify => "notify",
        }
    }

    /// Reads what a form sends. Where nothing was chosen it is the print room, which needs nothing set up.
    pub fn chosen(name: &str) -> Option<Self> {
        if name.is_empty() { Some(Self::PrintRoom) } else { Self::parse(name) }
    }

    /// Reads what the database keeps.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|carrier| carrier.name() == name)
    }
}
