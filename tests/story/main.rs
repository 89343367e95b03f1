//! Stories: each is a sentence about what people can do, told through the pages, on both engines.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story that cannot go on fails")]

mod a_carrier_posts_them;
mod a_carrier_that_fails;
mod a_diary_mail_that_is_not_sound;
mod a_file_comes_in_again;
mod a_form_comes_back;
mod a_half_hour;
mod a_killed_mailer;
mod a_killed_worker;
mod a_letter_that_notify_never_got;
mod a_list_is_drawn_once;
mod a_list_is_the_same_everywhere;
mod a_mail_host_that_fails;
mod a_page_in_other_hands;
mod a_round;
mod a_second_look;
mod a_spreadsheet_comes_in;
mod a_spreadsheet_from_the_command_line;
mod a_workbook_comes_in;
mod answers_from_a_diary;
#[path = "../../src/trial/roster/sheet/tests/books.rs"]
mod books;
mod every_route;
mod for_every_reader;
mod goals;
mod guarded_letters;
mod lines_after_the_trial;
mod lines_that_do_not_come;
mod mail_on_its_page;
mod mail_that_comes;
mod nobody_is_served_by_mistake;
mod one_person;
mod packed_letters;
mod promised_work;
mod road;
mod sealed_and_signed;
mod sent_back;
mod signed_letters;
mod signing_in;
mod through_a_real_mailbox;
mod two_lines;
mod ways_to_sign;
mod what_reached_whom;
mod who_recalls_a_letter;
mod with_a_pen;
mod world;
