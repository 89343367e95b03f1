//! Streets that are made up, in towns whose postcodes are those of a town hall or a library.

use super::Chance;

/// Buildings of an authority. Each authority takes one row.
pub(super) const SITES: [&[&str]; 3] = [
    &["Civic Centre", "Riverside House"],
    &["Town Hall", "Station Road Hub", "The Old Library"],
    &["County Hall", "Northgate House", "Market Square Centre", "Harbour View"],
];

const WORK: [&str; 8] = [
    "Assessment",
    "Safeguarding",
    "Children in Care",
    "Family Support",
    "Fostering",
    "Leaving Care",
    "Disabled Children",
    "Adolescents",
];
const PARTS: [&str; 8] = ["North", "South", "East", "West", "Central", "Vale", "Coast", "Hill"];

/// The name of the `nth` team of an authority.
pub(super) fn team(nth: usize) -> String {
    let round = nth / (WORK.len() * PARTS.len());
    let name = format!("{} {}", WORK[nth % WORK.len()], PARTS[nth / WORK.len() % PARTS.len()]);
    if round == 0 { name } else { format!("{name} {}", round + 1) }
}

/// The letters before a staff reference: TH for the first authority, then others, then A, B and so on.
pub(super) fn prefix(nth: usize) -> String {
    match nth {
        0 => "TH".to_owned(),
        1 => "EM".to_owned(),
        2 => "HS".to_owned(),
        _ => format!("M{nth}-"),
    }
}

/// Town and postcode of town halls, council houses, guildhalls and libraries.
const TOWNS: [(&str, &str); 24] = [
    ("Dudley", "DY1 1HF"),
    ("Shrewsbury", "SY2 6ND"),
    ("Bracknell", "RG12 1JD"),
    ("London", "SE1 2QH"),
    ("London", "NW1 2DB"),
    ("London", "E8 1EA"),
    ("Manchester", "M2 5PD"),
    ("Liverpool", "L3 8EW"),
    ("Birmingham", "B1 2ND"),
    ("Leeds", "LS1 3AD"),
    ("Sheffield", "S1 2HH"),
    ("Cardiff", "CF10 1FL"),
    ("Swansea", "SA1 4PE"),
    ("Bristol", "BS1 5TR"),
    ("Newcastle upon Tyne", "NE1 8QH"),
    ("Norwich", "NR2 1NH"),
    ("Nottingham", "NG1 2DT"),
    ("York", "YO1 7DS"),
    ("Exeter", "EX1 1JN"),
    ("Oxford", "OX1 1BX"),
    ("Cambridge", "CB2 3QJ"),
    ("Derby", "DE1 2FS"),
    ("Leicester", "LE1 1FZ"),
    ("Bradford", "BD1 1HY"),
];
const STREETS: [&str; 16] = [
    "Larkfield Way",
    "Quince Lane",
    "Old Tannery Road",
    "Heron Close",
    "Bellmaker Street",
    "St Winifred's Avenue",
    "Thistledown Road",
    "Coppersmith Row",
    "Damson Grove",
    "Ropewalk Gardens",
    "Fiddler's Green",
    "Mulberry Rise",
    "Lantern Street",
    "Weir Cottages",
    "Nightingale Terrace",
    "Plover Drive",
];
const QUARTERS: [&str; 6] = ["Nether Fold", "Upper Marling", "Kiln Bank", "Whitlow", "Ashen End", "Little Combe"];
const BLOCKS: [&str; 4] = ["Sycamore Court", "Tiller House", "Brindley Point", "Quayside Lofts"];

/// A home of three to six lines, the postcode last. The number of the house leaves room for many on one street.
pub(super) fn home(chance: &mut Chance) -> Vec<String> {
    let mut lines = Vec::new();
    if chance.one_in(6) {
        lines.push(format!("Flat {}", 1 + chance.below(30)));
        lines.extend(chance.one_in(2).then(|| chance.of(&BLOCKS).to_owned()));
    }
    lines.push(format!("{} {}", 1 + chance.below(480), chance.of(&STREETS)));
    lines.extend(chance.one_in(4).then(|| chance.of(&QUARTERS).to_owned()));
    let (town, postcode) = chance.of(&TOWNS);
    lines.extend([town.to_owned(), postcode.to_owned()]);
    lines
}
