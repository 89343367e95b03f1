//! A letter's file as the post's checker reads it: opened, counted and measured, in the checker's own order. A letter of ours
//! cannot fail here unless its file was spoilt; that is asked once more before it goes where nobody can call it back.

use lopdf::{Dictionary, Document, Object};

use super::fault::{Code, Fault, Part};
use crate::floor::pdf::{A4_MM, PT_PER_MM};

/// The size of file that Notify states, though only its web form checks it.
pub(super) const MOST_BYTES: usize = 2_000_000;
const MOST_PAGES: usize = 10;
/// How far each side may be from A4, millimetres.
const LEEWAY_MM: f32 = 2.0;
/// The printer's own mark. It may stand on the first page only.
const PRINTERS_MARK: &str = "NOTIFY";

/// The first fault of a file; the checker too stops there.
pub(super) fn check_file(pdf: &[u8]) -> Option<Fault> {
    let fault = |code, page| Some(Fault { page, ..Fault::new(code, Part::Page) });
    if pdf.is_empty() {
        return fault(Code::NoEncodedString, 1);
    }
    if pdf.len() > MOST_BYTES {
        return fault(Code::FileTooBig, 1);
    }
    let Ok(document) = Document::load_mem(pdf) else { return fault(Code::UnableToReadTheFile, 1) };
    let pages = document.get_pages();
    if document.is_encrypted() || pages.is_empty() {
        return fault(Code::UnableToReadTheFile, 1);
    }
    if pages.len() > MOST_PAGES {
        return fault(Code::LetterTooLong, 1);
    }
    for (number, id) in (1_u8..).zip(pages.values()) {
        let upright = document.get_dictionary(*id).is_ok_and(|page| is_upright_a4(&document, page));
        if !upright {
            return fault(Code::LetterNotA4PortraitOriented, number);
        }
    }
    let later = (2..).take(pages.len().saturating_sub(1));
    let marked = |page: &u32| document.extract_text(&[*page]).is_ok_and(|text| text.contains(PRINTERS_MARK));
    let page = later.into_iter().find(marked).and_then(|page| u8::try_from(page).ok());
    page.and_then(|page| fault(Code::NotifyTagFoundInContent, page))
}

fn is_upright_a4(document: &Document, page: &Dictionary) -> bool {
    let Some((width, height)) = inherited(document, page, b"MediaBox").and_then(|media| size(document, media)) else {
        return false;
    };
    let turned = inherited(document, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let (width, height) = if turned.rem_euclid(180) == 90 { (height, width) } else { (width, height) };
    (width - A4_MM.0).abs() <= LEEWAY_MM && (height - A4_MM.1).abs() <= LEEWAY_MM
}

/// Pages may leave size and turn to the branch of the tree that they hang on.
fn inherited<'d>(document: &'d Document, mut node: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    // A tree of pages is never this deep; one that runs in a circle ends here too.
    for _ in 0..32 {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// Width and height, millimetres.
fn size(document: &Document, media: &Object) -> Option<(f32, f32)> {
    let edges = media.as_array().ok()?.iter().map(|edge| document.dereference(edge).ok()?.1.as_float().ok());
    let [left, bottom, right, top] = edges.collect::<Option<Vec<f32>>>()?.try_into().ok()?;
    Some(((right - left).abs() / PT_PER_MM, (top - bottom).abs() / PT_PER_MM))
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;
    use crate::interventions::letters::{print::Stationery, sample};

    fn letter() -> Vec<u8> {
        let mut pdf = Vec::new();
        let paper = Stationery::new(&sample::wording(), Some(&sample::signature())).unwrap();
        paper.print(&sample::letter(0), &mut pdf).unwrap();
        pdf
    }

    /// As many pages as there are sizes, each saying `says`.
    fn pages(sizes: &[(f32, f32, i64)], says: &str) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        let font =
            document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
        let content = format!("BT /F1 6 Tf 5 830 Td ({says}) Tj ET").into_bytes();
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let kids: Vec<Object> = sizes
            .iter()
            .map(|(width, height, turn)| {
                let media = vec![0.into(), 0.into(), (width * PT_PER_MM).into(), (height * PT_PER_MM).into()];
                let page = dictionary! {
                    "Type" => "Page", "Parent" => tree, "MediaBox" => media, "Rotate" => *turn, "Contents" => content,
                    "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
                };
                document.add_object(page).into()
            })
            .collect();
        let count = kids.len() as i64;
        document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", root);
        let mut pdf = Vec::new();
        document.save_to(&mut pdf).unwrap();
        pdf
    }

    const A4: (f32, f32, i64) = (210.0, 297.0, 0);

    #[test]
    fn each_fault_of_a_file_has_the_posts_own_code() {
        let cut_short = letter()[..9_000].to_vec();
        let too_big = [letter(), vec![b' '; MOST_BYTES]].concat();
        for (pdf, code) in [
            (Vec::new(), "no-encoded-string"),
            (too_big, "file-too-big"),
            (b"not a PDF".to_vec(), "unable-to-read-the-file"),
            (cut_short, "unable-to-read-the-file"),
            (pages(&[A4; 11], ""), "letter-too-long"),
            (pages(&[(215.9, 279.4, 0)], ""), "letter-not-a4-portrait-oriented"),
            (pages(&[(297.0, 210.0, 0)], ""), "letter-not-a4-portrait-oriented"),
            (pages(&[(210.0, 297.0, 90)], ""), "letter-not-a4-portrait-oriented"),
            (pages(&[A4, (213.0, 297.0, 0)], ""), "letter-not-a4-portrait-oriented"),
            (pages(&[A4, A4], "NOTIFY"), "notify-tag-found-in-content"),
        ] {
            assert_eq!(check_file(&pdf).map(|fault| fault.code.text()), Some(code));
        }
        assert_eq!(check_file(&pages(&[A4, (213.0, 297.0, 0)], "")).unwrap().page, 2);
    }

    #[test]
    fn what_the_post_takes_is_no_fault() {
        for pdf in [
            letter(),
            pages(&[A4; 10], ""),
            pages(&[A4], "NOTIFY"),
            pages(&[(211.9, 298.9, 0)], ""),
            pages(&[(297.0, 210.0, 270), (210.0, 297.0, 180)], ""),
        ] {
            assert_eq!(check_file(&pdf), None);
        }
    }
}
