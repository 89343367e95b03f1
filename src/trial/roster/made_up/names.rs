//! Names from the many languages of a children's services department.

use super::Chance;
use crate::trial::roster::person::{LetterLanguage, StaffRole, plain};

/// A made-up person's names. `preferred` is empty for most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub given: &'static str,
    pub preferred: &'static str,
    pub family: &'static str,
}

impl Name {
    const fn new(given: &'static str, preferred: &'static str, family: &'static str) -> Self {
        Self { given, preferred, family }
    }

    /// What stands in the column of the letter's language.
    pub(super) fn language(&self) -> &'static str {
        if WELSH_READERS.contains(&self.given) { LetterLanguage::Welsh.name() } else { "" }
    }

    /// The part of an e-mail address before the sign, in plain letters.
    pub(super) fn mailbox(&self) -> String {
        let letters = |text| plain(text).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        format!("{}.{}", letters(self.given), letters(self.family))
    }
}

/// Given names whose bearers read letters in Welsh. No chance is drawn for it, so that nobody else becomes another.
const WELSH_READERS: [&str; 3] = ["Siân", "Angharad", "Llŷr"];

/// Names that have broken letters before. They go to the first social workers of a list, spread over its teams.
const SPECIAL: [Name; 8] = [
    Name::new("Siân", "", "Ŵyn"),
    Name::new("Łukasz", "", "Wiśniewski"),
    Name::new("Ánh", "", "Nguyễn"),
    Name::new("Øystein", "", "Bjørnå"),
    Name::new("Şeyma", "", "Çağlar"),
    Name::new("Gráinne", "", "O'Flaherty"),
    Name::new("Persephone", "Percy", "Featherstonehaugh-Cholmondeley"),
    Name::new("Zoë", "", "D'Souza"),
];

/// No letter here stands beyond Latin Extended-A, the Vietnamese block and the Romanian comma letters, and each is one
/// composed character, so that a common font has them all.
///
/// Given names (with what people say instead, after a stroke), then family names, for each language.
const LANGUAGES: [(&str, &str); 17] = [
    (
        "Rebecca/Becky Thomas/Tom Charlotte Matthew/Matt Hannah Joanne/Jo Christopher/Chris Lucy Andrew/Andy Grace",
        "Ashworth Bennett Carter Dawson Ellison Fairclough Greenwood Holroyd Ibbotson Kershaw",
    ),
    (
        "Rhiannon Gethin Angharad Llŷr Nerys Eirlys Dafydd/Dai Lowri Gwenllïan Siôn",
        "Llewelyn Prydderch Bowen Gwynne Tudur Cadwaladr Môn Pugh Rhydderch Vaughan",
    ),
    (
        "Aoife Ciarán Niamh Seán Róisín Pádraig/Paddy Caoimhe Eoghan Sinéad Oisín",
        "Ní-Dhomhnaill Byrne Gallagher McLoughlin Breathnach Doherty Mulcahy O'Rourke Tierney Kavanagh",
    ),
    (
        "Catriona Hamish Mairi Iain Eilidh Fergus Morag Callum Shona Struan",
        "MacLeod Abernethy Colquhoun Drummond Farquharson Kinnaird MacAskill Ogilvie Strachan Urquhart",
    ),
    (
        "Katarzyna/Kasia Zbigniew Małgorzata/Gosia Paweł Agnieszka/Aga Wojciech Żaneta Grzegorz Elżbieta/Ela Błażej",
        "Dąbrowska Szczęsny Wójcik Kołodziej Zielińska Gąsior Jabłoński Źródlak Mączka Błaszczyk",
    ),
    (
        "Ștefan Ioana Răzvan Crăița Mihai Ilinca Andreea Dănuț Mădălina Vlad",
        "Țurcanu Ionescu Băsescu Mureșan Dinică Călin Popovici Rășcanu Stănescu Vlaicu",
    ),
    (
        "Adébáyò Fọláké/Fola Olúwatóbi/Tobi Tèmítọpẹ/Temi Yétúndé Kọláwọlé/Kola Ifẹolúwa/Ife Babátúndé/Tunde Títílayò/Titi Ọlámidé",
        "Adéyẹmí Ògúnlànà Afọlábí Balógun Ọlátúnjí Akínwándé Fálàná Ìdòwú Adébòwálé Àjàyí",
    ),
    (
        "Chukwuemeka/Emeka Adaeze Obinna Ngozi Ifeoma/Ify Kelechi Nkechi Uchenna Chioma Ikenna",
        "Okonkwo Nwosu Eze Onyeka Anozie Ibekwe Mbah Okafor Uzor Achebe",
    ),
    (
        "Kwame Abena Kofi Akosua Yaw Efua Kwabena Adwoa Kojo Ama",
        "Mensah Owusu Boateng Asante Agyeman Darko Amponsah Ofori Quaye Tetteh",
    ),
    (
        "Harpreet Gurdeep Manjit Simran Jaspreet/Jas Balwinder/Bal Navdeep/Nav Kulwant Amrita Ranjit",
        "Dhaliwal Sandhu Grewal Bhogal Chahal Sekhon Virk Bains Hundal Ghuman",
    ),
    (
        "Ayesha Imran Nadia Tariq Saima Bilal Rukhsana Farooq Zainab Usman",
        "Qureshi Malik Chaudhry Sheikh Mirza Siddiqui Bhatti Rehman Ansari Baig",
    ),
    (
        "Meera Rohan Priyanka/Priya Kiran Lakshmi Anil Divya Suresh Nisha Vikram",
        "Patel Iyer Deshpande Nair Chatterjee Reddy Gokhale Mistry Krishnamurthy Joshi",
    ),
    ("Thảo Minh Hương Đức Ngọc Tuấn Phượng Quỳnh Dũng Liên", "Trần Phạm Đặng Vũ Huỳnh Lê Bùi Đỗ Hồ Dương"),
    (
        "Hodan Abdirahman/Abdi Ifrah Liban Sagal Warsame Ubah Guled Deqa Cabdi",
        "Warfa Xasan Jimcaale Ducaale Aadan Cumar Nuur Guuleed Shire Farax",
    ),
    (
        "Elif Gökhan Çiğdem Burak İpek Tuğba Oğuz Zeynep Barış Yağmur",
        "Yıldırım Özdemir Güneş Şahin Kılıç Aydoğan Erdoğdu Çelik Koçak Üstün",
    ),
    (
        "Ingrid Håkon Solveig Bjørn Åse Torbjørn Ragnhild Sindre Kjersti Sverre",
        "Ødegård Haugen Sæther Kjærstad Åsheim Tveit Lindqvist Nygård Strøm Bakke",
    ),
    (
        "Beatriz João Inês Conceição Thiago Marisol Nuño Begoña Raúl Cátia",
        "Gonçalves Magalhães Muñoz Ibáñez Simões Araújo Peña Sequeira Quintão Vélez",
    ),
];

/// Draws names: the special ones for some of the first social workers, and by chance for everybody else.
#[derive(Default)]
pub(super) struct Names {
    workers: usize,
}

impl Names {
    pub(super) fn draw(&mut self, role: StaffRole, chance: &mut Chance) -> Name {
        if role.is_practitioner() {
            self.workers += 1;
            if let Some(special) = SPECIAL.get(self.workers / 9).filter(|_| self.workers % 9 == 5) {
                return *special;
            }
        }
        let (given, family) = chance.of(&LANGUAGES);
        // One person in eight has a family name from elsewhere.
        let family = if chance.one_in(8) { chance.of(&LANGUAGES).1 } else { family };
        let given = word(given, chance);
        let (given, preferred) = given.split_once('/').unwrap_or((given, ""));
        let preferred = if chance.one_in(2) { preferred } else { "" };
        Name { given, preferred, family: word(family, chance) }
    }
}

fn word(words: &'static str, chance: &mut Chance) -> &'static str {
    let words: Vec<&str> = words.split(' ').collect();
    chance.of(&words)
}
