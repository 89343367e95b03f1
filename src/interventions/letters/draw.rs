//! Draws the parts of a letter, each where the layout has it. What a round shares is drawn once, apart, and put on each page.

use super::hand::on_paper::Drawing;
use super::layout::{self, LINES, Look, TEXT, Zone};
use super::letter::Letter;
use super::proof::Proof;
use crate::floor::pdf::canvas::{Canvas, Drawn};
use crate::floor::pdf::face::Face;
use crate::floor::pdf::outline::Element;
use crate::floor::pdf::text::tidy;

/// Reading order, piece for piece as the stationery draws it. `hand` stands on one of `rows`.
pub(super) fn outline(proof: &Proof, hand: Option<&Drawing>, rows: (f32, f32)) -> Vec<Element> {
    let paragraphs = |count| std::iter::repeat_n(Element::PARAGRAPH, count);
    let before = 2 + 3 + proof.opening.len();
    let signature = hand.map(|hand| hand.elements(0, rows)).unwrap_or_default();
    let quoted = Element::Group("BlockQuote", paragraphs(2).collect());
    let after = paragraphs(proof.closing.len() + 1).chain(signature).chain(paragraphs(2));
    paragraphs(before).chain([quoted]).chain(after).collect()
}

/// Masthead and sender, the same on every letter.
pub(super) fn head(face: &Face, proof: &Proof, look: &Look) -> Canvas<Zone> {
    let mut head = Canvas::from_tag(0);
    let Look { masthead, sender, .. } = look;
    let above = proof.authority.len().saturating_sub(1) as f32 * masthead.step();
    head.paragraph(&masthead.style(face), masthead.left, layout::MASTHEAD_LAST - above, &proof.authority);
    head.bar(
        layout::ACCENT,
        Drawn { mark: Zone::Masthead, left: layout::LEFT, top: 26.4, right: layout::LEFT + 16.0, bottom: 27.0 },
    );
    head.paragraph(&sender.style(face), sender.left, layout::ADDRESS_FIRST, &proof.sender);
    head
}

/// One line after another with nothing between, as the post reads it.
pub(super) fn address(page: &mut Canvas<Zone>, face: &Face, letter: &Letter) {
    let lines: Vec<String> = letter.recipient.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).collect();
    let roomy = layout::ADDRESS;
    let narrow = |line: &String| face.width_mm(line, roomy.size) <= roomy.width_mm;
    let setting = if lines.len() <= 5 && lines.iter().all(narrow) { roomy } else { layout::CLOSE_ADDRESS };
    page.paragraph(&setting.style(face), setting.left, layout::ADDRESS_FIRST, &lines);
}

/// The opening paragraphs, and the baseline at which the manager's lines begin.
pub(super) fn opening(face: &Face, proof: &Proof, first_tag: u32) -> (Canvas<Zone>, f32) {
    let mut canvas = Canvas::from_tag(first_tag);
    let at = layout::DATE + 3.0 * TEXT.step() + layout::PARAGRAPH_GAP;
    let at = draw_paragraphs(&mut canvas, face, at, &proof.opening);
    (canvas, at + layout::LINES_GAP)
}

fn draw_paragraphs(canvas: &mut Canvas<Zone>, face: &Face, mut at: f32, paragraphs: &[Vec<String>]) -> f32 {
    for lines in paragraphs {
        canvas.paragraph(&TEXT.style(face), TEXT.left, at, lines);
        at += lines.len() as f32 * TEXT.step() + layout::PARAGRAPH_GAP;
    }
    at
}

/// The manager's two lines, set in, with a bar beside them.
pub(super) fn lines(page: &mut Canvas<Zone>, face: &Face, at: f32, lines: &[Vec<String>; 2]) {
    let (style, step) = (LINES.style(face), LINES.step());
    let printed = lines[0].len() + lines[1].len();
    let last = after_lines(at, printed) - layout::LINES_GAP - layout::PARAGRAPH_GAP - TEXT.step();
    page.bar(
        layout::ACCENT,
        Drawn { mark: Zone::Body, left: layout::LEFT, top: at - 4.0, right: layout::LEFT + 0.7, bottom: last + 1.8 },
    );
    page.paragraph(&style, LINES.left, at, &lines[0]);
    page.paragraph(&style, LINES.left, at + lines[0].len() as f32 * step + layout::BETWEEN_LINES, &lines[1]);
}

/// A place in the pack, for whoever fills the envelopes.
pub(super) fn place(page: &mut Canvas<Zone>, face: &Face, letter: &Letter) {
    if let Some(place) = &letter.place {
        let foot = layout::FOOT;
        let left = foot.left + foot.width_mm - face.width_mm(place, foot.size);
        page.aside(&foot.style(face), left, layout::FOOT_AT, place);
    }
}

/// The next paragraph's baseline, after manager's lines that begin at `at` and print as `printed` lines.
pub(super) fn after_lines(at: f32, printed: usize) -> f32 {
    let last = at + (printed - 1) as f32 * LINES.step() + layout::BETWEEN_LINES;
    last + TEXT.step() + layout::PARAGRAPH_GAP + layout::LINES_GAP
}

/// Closing paragraphs, sign-off, signature or room for one, name and title.
pub(super) fn ending(face: &Face, hand: Option<&Drawing>, proof: &Proof, first_tag: u32, at: f32) -> Canvas<Zone> {
    let mut canvas = Canvas::from_tag(first_tag);
    let style = TEXT.style(face);
    let signature = signature_at(proof, at);
    let sign_off = draw_paragraphs(&mut canvas, face, at, &proof.closing) + layout::PARAGRAPH_GAP;
    canvas.paragraph(&style, TEXT.left, sign_off, &[&proof.sign_off]);
    if let Some(hand) = hand {
        hand.draw(&mut canvas, &style, signature);
    }
    let name = signature + layout::TO_NAME;
    canvas.paragraph(&style, TEXT.left, name, &[&proof.signatory]);
    canvas.paragraph(&layout::TITLE.style(face), TEXT.left, name + TEXT.step() - 0.6, &[&proof.signatory_title]);
    canvas
}

/// The signature's baseline, where the closing paragraphs begin at `at`.
pub(super) fn signature_at(proof: &Proof, at: f32) -> f32 {
    let closing: f32 = proof.closing.iter().map(|lines| lines.len() as f32 * TEXT.step() + layout::PARAGRAPH_GAP).sum();
    at + closing + layout::PARAGRAPH_GAP + layout::TO_SIGNATURE
}
