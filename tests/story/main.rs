//! Stories: each is a sentence about what people can do, told through the pages, on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story that cannot go on fails")]

mod a_file_comes_in_again;
mod a_list_is_drawn_once;
mod a_list_is_the_same_everywhere;
mod a_round;
mod a_second_look;
mod a_spreadsheet_comes_in;
mod a_spreadsheet_from_the_command_line;
mod a_workbook_comes_in;
#[path = "../../src/trial/roster/sheet/tests/books.rs"]
mod books;
mod every_route;
mod guarded_letters;
mod nobody_is_served_by_mistake;
mod packed_letters;
mod promised_work;
mod road;
mod signed_letters;
mod signing_in;
mod two_lines;
mod world;
