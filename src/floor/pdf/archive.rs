//! What makes a file one to keep: the words about the document, with the standards it meets (PDF/UA-1 for readers of every
//! kind, PDF/A-2a for archives), and the colours that its inks are told in.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use moxcms::ColorProfile;

use super::PdfError;

/// Where an ICC profile keeps the day it was made.
const MADE_AT: std::ops::Range<usize> = 24..36;
/// 1 January 2026, six numbers of two bytes.
const MADE_ON: [u8; 12] = [0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

/// sRGB as a stream. The same bytes each time, so that equal letters are equal files.
///
/// # Errors
/// [`PdfError::Skeleton`] if the profile cannot be written, which only a mistake of ours can cause.
pub(super) fn colours() -> Result<Stream, PdfError> {
    let mut profile = ColorProfile::new_srgb().encode().map_err(|error| PdfError::Skeleton(error.to_string()))?;
    profile[MADE_AT].copy_from_slice(&MADE_ON);
    Ok(Stream::new(dictionary! { "N" => 3 }, profile))
}

/// What a catalogue says of its inks; `profile` is where [`colours`] stands.
pub(super) fn intents(profile: ObjectId) -> Object {
    const NAME: &str = "sRGB IEC61966-2.1";
    Object::Array(vec![Object::Dictionary(dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal(NAME),
        "Info" => Object::string_literal(NAME), "DestOutputProfile" => profile,
    })])
}

/// Adds both to `document` and ties its catalogue to them.
pub(super) fn keep(document: &mut Document, title: &str, language: &str, producer: &str) -> Result<(), PdfError> {
    let about = document.add_object(metadata(title, language, producer));
    let profile = document.add_object(colours()?);
    let catalogue = document.catalog_mut().map_err(|error| PdfError::Skeleton(error.to_string()))?;
    catalogue.set("Metadata", about);
    catalogue.set("OutputIntents", intents(profile));
    Ok(())
}

/// The XMP packet that names the title and the standards. It carries no date, so that one packet serves every page.
/// PDF/A does not know the words of PDF/UA, so the packet explains the one it uses.
pub(super) fn metadata(title: &str, language: &str, producer: &str) -> Stream {
    let [title, language, producer] = [title, language, producer].map(escaped);
    let packet = format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         <pdf:Producer>{producer}</pdf:Producer><pdfuaid:part>1</pdfuaid:part>\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\
         </rdf:Description>{PDFUAID}</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let mut stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes());
    stream.allows_compression = false;
    stream
}

/// The extension schema of `pdfuaid:part` (ISO 19005-2, 6.6.2.3.3).
const PDFUAID: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>The part of ISO 14289 that the file meets</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
