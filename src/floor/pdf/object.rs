//! PDF objects as bytes, for files written piece by piece; lopdf writes only whole documents.

use lopdf::Object;

/// Appends `object` in its shortest plain form. Strings go out in hexadecimal, which needs no escapes.
pub(super) fn write_object(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(name) => write_name(name, out),
        Object::String(bytes, _) => out.extend_from_slice(format!("<{}>", hex::encode_upper(bytes)).as_bytes()),
        Object::Reference((id, generation)) => out.extend_from_slice(format!("{id} {generation} R").as_bytes()),
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write_object(item, out);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => write_dictionary(entries, out),
        Object::Stream(stream) => {
            write_dictionary(&stream.dict, out);
            out.extend_from_slice(b"\nstream\r\n");
            out.extend_from_slice(&stream.content);
            // Not a line feed alone: after content that ends in a carriage return it would read a byte short.
            out.extend_from_slice(b"\r\nendstream");
        }
    }
}

fn write_dictionary(entries: &lopdf::Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        write_name(key, out);
        out.push(b' ');
        write_object(value, out);
    }
    out.extend_from_slice(b">>");
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}
