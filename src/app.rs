//! The one file that names every slice: each route with who may use it, each kind of job, each schedule.

use std::{net::TcpListener, sync::Arc};

use actix_web::{HttpServer, dev::Server, web::Data};

use crate::{
    floor::{
        Floor,
        auth::{self, BuiltOn, House, Limits, MailKey, Wait, pages as door},
        clock::Moment,
        db::{
            Conn,
            scrub::{self, Scrub},
        },
        error::Result,
        inbound::{Diary, OwnerOf, Poll, Understand, forget, pages as inbound, poll, take_mail},
        jobs::{Worker, pages as jobs},
        mail::pages as mail,
        post::Post,
        schedule::{Missed, Schedule},
        web::{
            Allow::{Anyone, Roles, SignedIn},
            Route, Visitor, asset, get, head, health, metrics, post, ready,
        },
    },
    interventions::goals::{
        account::account as goals_account,
        ask_move::AskMove,
        ask_times::AskTimes,
        entry::entries_of as goals_entries,
        invite::InviteMail,
        invite_week, leave,
        note::{self, ManagerNote},
        offer_again::OfferAgain,
        pages::{self as goals, AGREE, TAKE},
        paper::erase::{self as erase_papers, ErasePaper},
        recall, remind as remind_goals,
        reply::{DIARY as GOALS_DIARY, owner_of as goals_owner_of},
        run::RUN as RUN_GOALS,
        send_link::SendLink,
        taken, untouched,
        welcome::Welcome,
        withdraw::Withdraw,
        worries::worries as goals_worries,
    },
    interventions::letters::{
        AskCarrier, ComposeLetter, LateLetters, LookFor, PrintLetter, ReadCall, SendLetter,
        account::account as letters_account,
        ask_carrier,
        ask_leader::AskLeader,
        ask_manager::AskMail,
        built_on::built_on as letters_built_on,
        erase,
        erase_file::EraseFile,
        feedback::WRITE,
        late,
        line_mail::LineMail,
        of_person::of_person as letters_of_person,
        pages as letters, remind,
        remind_manager::RemindMail,
        return_lines::ReturnLines,
        round::RUN,
        sign::{READ, SIGN},
        suggest::SUGGEST,
        suggest_mail::SuggestMail,
        worries::worries as letters_worries,
    },
    interventions::rounds::{
        account::account as rounds_account,
        ask_cover::AskCover,
        entry::entries_of as rounds_entries,
        invite::InviteMail as InviteToRound,
        meet::Meet,
        meeting::DIARY as MEETINGS_DIARY,
        pages::{self as rounds, COME},
        release_cover::ReleaseCover,
        reply::{DIARY as ROUNDS_DIARY, owner_of as rounds_owner_of},
        round::RUN as RUN_ROUNDS,
        tell::Tell,
        tell_leaders::TellLeaders,
        tend,
        worries::worries as rounds_worries,
    },
    interventions::tokens::{
        account::account as tokens_account, pages as tokens, placement::RUN as RUN_TOKENS,
        worries::worries as tokens_worries,
    },
    trial::{
        allocation::{built_on::built_on as allocation_built_on, pages as allocation},
        availability::{built_on::built_on as availability_built_on, pages as rota},
        conduct::pages as conduct,
        contact::feed::show_feed,
        delivery::{pages as delivery, told::Rooms},
        export::pages as export,
        outcomes::pages as outcomes,
        protocol::pages as protocol,
        roster::{import::close_old, owner_of::owner_of as roster_owner_of, pages as roster, people::authorities},
        spill_over::{during as exposures, pages as spill_over},
        surveys::{
            ask::AskPart,
            ask_mail::AskMail as AskQuestion,
            pages as surveys,
            wave::{mail::WaveMail, send as send_waves, send::WavePart},
        },
        this_week::{
            judge as judge_weeks, of_the_house::worries as house_worries, of_trials::worries as trials_worries,
            pages as this_week, worry::Worries,
        },
        uptake::{built_on::built_on as uptake_built_on, pages as uptake},
    },
};

/// Every page and press, with the roles that may use it.
pub fn routes() -> Vec<Route> {
    vec![
        get("/", Anyone, door::home),
        get("/sign-in", Anyone, door::show_sign_in),
        post("/sign-in", Anyone, door::ask_for_key),
        get("/sign-in/sent", Anyone, door::key_sent),
        post("/sign-in/fresh", SignedIn, door::fresh_key),
        get("/sign-in/{id}/{key}", Anyone, door::show_key),
        post("/sign-in/{id}/{key}", Anyone, door::use_key),
        post("/sign-out", Anyone, door::sign_out),
        get("/signed-out", Anyone, door::signed_out),
        get("/static/{file:.*}", Anyone, asset),
        get("/health", Anyone, health),
        get("/ready", Anyone, ready),
        get("/metrics", Anyone, metrics),
        get("/stuck", Roles(jobs::MEND), jobs::stuck),
        post("/stuck/{id}/again", Roles(jobs::MEND), jobs::try_again),
        post("/stuck/{id}/let-go", Roles(jobs::MEND), jobs::let_go),
        post("/alarms/{id}/seen", Roles(jobs::MEND), jobs::see_alarm),
        get("/mail", Roles(jobs::MEND), mail::outbox),
        post("/mail/pause", Roles(jobs::MEND), mail::pause),
        post("/mail/resume", Roles(jobs::MEND), mail::resume),
        post("/mail/addresses/{id}/lift", Roles(jobs::MEND), mail::lift),
        post("/mail/inbound", Anyone, take_mail),
        get("/mail/inbound", Roles(inbound::LOOK), inbound::list),
        get("/mail/inbound/{id}", Roles(inbound::LOOK), inbound::one),
        post("/mail/inbound/{id}/seen", Roles(inbound::LOOK), inbound::see),
        get("/governance", Roles(roster::SEE_FOOTING), roster::governance),
        post("/governance", Roles(roster::GOVERN), roster::record_governance),
        get("/people", Roles(roster::RUN), roster::people),
        post("/people.csv", Roles(roster::RUN), roster::people_csv),
        get("/people/import", Roles(roster::RUN), roster::import),
        post("/people/import", Roles(roster::RUN), roster::upload),
        get("/people/import/template.csv", Roles(roster::RUN), roster::template_file),
        get("/people/import/{id}", Roles(roster::RUN), roster::waiting_import),
        post("/people/import/{id}/confirm", Roles(roster::RUN), roster::confirm_import),
        post("/people/import/{id}/again", Roles(roster::RUN), roster::want_import_again),
        post("/people/import/{id}/discard", Roles(roster::RUN), roster::discard_import),
        get("/people/imports", Roles(roster::RUN), roster::past_imports),
        get("/people/imports/{id}", Roles(roster::RUN), roster::check_undo),
        post("/people/imports/{id}/undo", Roles(roster::RUN), roster::undo_import),
        get("/people/{id}", Roles(roster::RUN), roster::person),
        get("/rota", Roles(rota::RUN), rota::rota),
        post("/rota", Roles(rota::RUN), rota::bring_in),
        get("/rota/people/{id}", Roles(rota::RUN), rota::person),
        post("/rota/people/{id}/days", Roles(rota::RUN), rota::note_days),
        post("/rota/people/{id}/weekly", Roles(rota::RUN), rota::note_weekly),
        post("/rota/people/{id}/take-back", Roles(rota::RUN), rota::take_back),
        get("/trials", Roles(allocation::WATCH), allocation::trials),
        post("/trials", Roles(allocation::RESEARCH), allocation::set_up),
        get("/trials/new", Roles(allocation::RESEARCH), allocation::new_trial),
        get("/trials/{id}", Roles(allocation::WATCH), allocation::trial),
        // The set-up of a trial, and what waits in a week.
        get("/this-week", Roles(this_week::WATCH), this_week::week),
        post("/this-week/{trial}/decide", Roles(this_week::DECIDE), this_week::decide),
        get("/trials/{id}/week-rule", Roles(allocation::WATCH), this_week::ask_rule),
        post("/trials/{id}/week-rule", Roles(allocation::WATCH), this_week::keep_rule),
        get("/trials/{id}/settings", Roles(allocation::RESEARCH), allocation::ask_settings),
        post("/trials/{id}/settings", Roles(allocation::RESEARCH), allocation::keep_settings),
        get("/trials/{id}/set-up", Roles(allocation::WATCH), protocol::set_up),
        get("/trials/{id}/set-up/check", Roles(allocation::WATCH), protocol::check),
        get("/trials/{id}/set-up/{question}", Roles(allocation::WATCH), protocol::ask),
        post("/trials/{id}/set-up/{question}", Roles(allocation::RESEARCH), protocol::answer),
        get("/trials/{id}/draw", Roles(allocation::RESEARCH), allocation::check_draw),
        post("/trials/{id}/draw", Roles(allocation::RESEARCH), allocation::draw),
        get("/trials/{id}/overlap", Roles(allocation::WATCH), allocation::overlap),
        post("/trials/{id}/overlap", Roles(allocation::RESEARCH), allocation::pair),
        get("/trials/{id}/spill-over", Roles(allocation::WATCH), spill_over::spill_over),
        get("/trials/{id}/lock", Roles(allocation::CONFIRM), allocation::check_lock),
        post("/trials/{id}/lock", Roles(allocation::CONFIRM), allocation::lock),
        get("/trials/{id}/verify", Roles(allocation::WATCH), allocation::verify),
        get("/trials/{id}/reveal", Roles(allocation::WATCH), allocation::ask_reveal),
        post("/trials/{id}/reveal", Roles(allocation::WATCH), allocation::reveal),
        post("/trials/{id}/sight", Roles(allocation::GIVE_SIGHT), allocation::give_sight),
        get("/trials/{id}/end", Roles(allocation::RESEARCH), allocation::check_end),
        post("/trials/{id}/end", Roles(allocation::RESEARCH), allocation::end),
        // Outcomes of a trial.
        get("/outcomes/{trial}", Roles(allocation::RESEARCH), outcomes::outcomes),
        post("/outcomes/{trial}", Roles(allocation::RESEARCH), outcomes::bring_in),
        post("/outcomes/{trial}/told", Roles(allocation::RESEARCH), outcomes::told_by_arm),
        post(
            "/outcomes/{trial}/extracts/{extract}/take-back",
            Roles(allocation::RESEARCH),
            outcomes::take_back_extract,
        ),
        // The account of what was delivered.
        get("/trials/{id}/delivery", Roles(allocation::WATCH), delivery::delivery),
        get("/trials/{id}/delivery/{file}", Roles(allocation::WATCH), delivery::delivery_file),
        get("/trials/{id}/description/{heading}", Roles(allocation::RESEARCH), delivery::ask_words),
        post("/trials/{id}/description/{heading}", Roles(allocation::RESEARCH), delivery::keep_words),
        get("/trials/{id}/conduct", Roles(allocation::WATCH), conduct::conduct),
        post("/trials/{id}/conduct/sizes", Roles(allocation::WATCH), conduct::plan_size),
        post("/trials/{id}/conduct/sites", Roles(allocation::WATCH), conduct::say_site),
        post("/trials/{id}/conduct/publicity", Roles(allocation::WATCH), conduct::say_publicity),
        get("/trials/{id}/export", Roles(allocation::RESEARCH), export::ask_export),
        post("/trials/{id}/export", Roles(allocation::RESEARCH), export::take_export),
        get("/uptake", Roles(uptake::WATCH), uptake::trials),
        get("/uptake.{kind}", Roles(uptake::WATCH), uptake::trials_file),
        get("/uptake/{id}", Roles(uptake::WATCH), uptake::uptake),
        get("/uptake/{id}/flow", Roles(uptake::WATCH), uptake::flow),
        get("/uptake/{id}/recall", Roles(allocation::WATCH), uptake::recall),
        post("/uptake/{id}/recall", Roles(allocation::WATCH), uptake::bring_in),
        get("/uptake/{id}/{file}", Roles(uptake::WATCH), uptake::file),
        get("/letters/trials/{id}/release", Roles(allocation::WATCH), letters::check_release),
        post("/letters/trials/{id}/release", Roles(allocation::WATCH), letters::release),
        get("/letters/rounds/{id}/comparison", Roles(RUN), letters::show_comparison),
        post("/letters/rounds/{id}/comparison.csv", Roles(RUN), letters::take_comparison),
        get("/letters/rounds", Roles(RUN), letters::show_rounds),
        post("/letters/rounds", Roles(RUN), letters::set_up_round),
        get("/letters/rounds/new", Roles(RUN), letters::show_new_round),
        get("/letters/rounds/{id}", Roles(RUN), letters::show_round),
        post("/letters/rounds/{id}/ask", Roles(RUN), letters::ask_managers),
        get("/letters/rounds/{id}/fallback/{letter}", Roles(RUN), letters::show_fallback),
        post("/letters/rounds/{id}/fallback/{letter}", Roles(RUN), letters::keep_fallback),
        get("/letters/rounds/{id}/nobody/{letter}", Roles(RUN), letters::show_nobody),
        post("/letters/rounds/{id}/nobody/{letter}", Roles(RUN), letters::close_lines),
        get("/letters/rounds/{id}/colleague/{letter}", Roles(RUN), letters::show_colleagues),
        post("/letters/rounds/{id}/colleague/{letter}", Roles(RUN), letters::ask_one_of_them),
        post("/letters/rounds/{id}/remind/{manager}", Roles(RUN), letters::remind_now),
        get("/letters/rounds/{id}/deadline", Roles(RUN), letters::show_deadline),
        post("/letters/rounds/{id}/deadline", Roles(RUN), letters::move_deadline),
        get("/letters/rounds/{id}/lines", Roles(WRITE), letters::show_lines),
        post("/letters/rounds/{id}/lines", Roles(WRITE), letters::keep_lines),
        get("/letters/rounds/{id}/lines/{manager}", Roles(WRITE), letters::show_handed_lines),
        post("/letters/rounds/{id}/lines/{manager}", Roles(WRITE), letters::keep_handed_lines),
        get("/letters/rounds/{id}/lines/{manager}/hand", Roles(WRITE), letters::show_hand_on),
        post("/letters/rounds/{id}/lines/{manager}/hand", Roles(WRITE), letters::hand_page_on),
        post("/letters/rounds/{id}/lines/{manager}/take-back", Roles(WRITE), letters::take_page_back),
        get("/letters/rounds/{id}/lines/{manager}/colleague/{letter}", Roles(WRITE), letters::show_colleagues),
        post("/letters/rounds/{id}/lines/{manager}/colleague/{letter}", Roles(WRITE), letters::ask_one_of_them),
        get("/letters/rounds/{id}/lines/{manager}/suggestion/{suggestion}", Roles(WRITE), letters::show_suggestion),
        post("/letters/rounds/{id}/lines/{manager}/suggestion/{suggestion}", Roles(WRITE), letters::settle_suggestion),
        get("/letters/suggest/{row}/{key}", Anyone, letters::show_suggest_link),
        post("/letters/suggest/{row}/{key}", Anyone, letters::open_suggest_link),
        get("/letters/suggestions/{id}", Roles(SUGGEST), letters::show_suggest),
        post("/letters/suggestions/{id}", Roles(SUGGEST), letters::keep_suggest),
        get("/letters/rounds/{id}/hand/{manager}", Roles(RUN), letters::show_hand_on),
        post("/letters/rounds/{id}/hand/{manager}/check", Roles(RUN), letters::check_hand_on),
        post("/letters/rounds/{id}/hand/{manager}", Roles(RUN), letters::hand_page_on),
        post("/letters/rounds/{id}/hand/{manager}/take-back", Roles(RUN), letters::take_page_back),
        get("/letters/lines/{row}/{key}", Anyone, letters::show_lines_link),
        post("/letters/lines/{row}/{key}", Anyone, letters::open_lines_link),
        post("/letters/rounds/{id}/compose", Roles(RUN), letters::compose_letters),
        get("/letters/rounds/{id}/sign", Roles(READ), letters::show_sign),
        get("/letters/sign/{row}/{key}", Anyone, letters::show_sign_link),
        post("/letters/sign/{row}/{key}", Anyone, letters::open_sign_link),
        post("/letters/rounds/{id}/sign", Roles(SIGN), letters::sign_letters),
        post("/letters/rounds/{id}/deputy", Roles(READ), letters::choose_deputy),
        get("/letters/rounds/{id}/letters/{letter}", Roles(READ), letters::show_letter),
        post("/letters/rounds/{id}/letters/{letter}/print-again", Roles(RUN), letters::print_letter_again),
        post("/letters/rounds/{id}/letters/{letter}/copy", Roles(RUN), letters::copy_to_read),
        get("/letters/rounds/{id}/letters/{letter}/give-back", Roles(RUN), letters::check_give_back),
        post("/letters/rounds/{id}/letters/{letter}/give-back", Roles(RUN), letters::give_letter_back),
        get("/letters/verify", Roles(READ), letters::show_verify),
        post("/letters/verify", Roles(READ), letters::look_up_file),
        post("/letters/rounds/{id}/letters/{letter}/hold", Roles(READ), letters::hold_letter),
        post("/letters/rounds/{id}/letters/{letter}/release", Roles(READ), letters::release_letter),
        post("/letters/rounds/{id}/letters/{letter}/withdraw", Roles(RUN), letters::withdraw_letter),
        post("/letters/rounds/{id}/print-first", Roles(RUN), letters::print_for_pen),
        get("/letters/rounds/{id}/pack", Roles(RUN), letters::show_pack),
        post("/letters/rounds/{id}/pack", Roles(RUN), letters::make_pack),
        post("/letters/rounds/{id}/send/check", Roles(RUN), letters::check_send),
        post("/letters/rounds/{id}/send", Roles(RUN), letters::send_letters),
        post("/letters/rounds/{id}/send/again", Roles(RUN), letters::send_again),
        post("/letters/rounds/{id}/sent/{letter}", Roles(RUN), letters::decide_letter),
        post("/post/notify/returned", Anyone, letters::take_carrier_call),
        post("/letters/packs/{id}/take", Roles(RUN), letters::take_from_pack),
        post("/letters/packs/{id}/signed", Roles(RUN), letters::tick_off_signed),
        post("/letters/packs/{id}/posted/check", Roles(RUN), letters::check_posted),
        post("/letters/packs/{id}/posted", Roles(RUN), letters::mark_posted),
        post("/letters/packs/{id}/returned", Roles(RUN), letters::note_returned),
        get("/diary/feed/{row}/{key}", Anyone, show_feed),
        head("/diary/feed/{row}/{key}", Anyone, show_feed),
        get("/survey/all/{row}/{key}", Anyone, surveys::show_for_all),
        post("/survey/all/{row}/{key}", Anyone, surveys::answer_for_all),
        get("/survey/all/{row}/{key}/sent", Anyone, surveys::show_answered_for_all),
        get("/survey/{row}/{key}", Anyone, surveys::show_question),
        post("/survey/{row}/{key}", Anyone, surveys::answer_question),
        get("/survey/{row}/{key}/sent", Anyone, surveys::show_answered),
        // Surveys: for whoever answers one, and for those who run it.
        get("/survey/code", Anyone, surveys::show_code),
        post("/survey/code", Anyone, surveys::open_code),
        get("/survey/named/{row}/{key}", Anyone, surveys::show_named),
        post("/survey/named/{row}/{key}", Anyone, surveys::keep_named),
        get("/survey/coded/{row}/{key}", Anyone, surveys::show_coded),
        post("/survey/coded/{row}/{key}", Anyone, surveys::keep_coded),
        get("/survey/open/{row}/{key}", Anyone, surveys::show_open),
        post("/survey/open/{row}/{key}", Anyone, surveys::begin_open),
        get("/survey/open/{row}/{mark}/{key}", Anyone, surveys::show_begun_open),
        post("/survey/open/{row}/{mark}/{key}", Anyone, surveys::go_on_open),
        get("/survey/open/{row}/{mark}/{key}/sent", Anyone, surveys::show_sent_open),
        get("/trials/{id}/surveys", Roles(allocation::WATCH), surveys::show_waves),
        post("/trials/{id}/surveys", Roles(allocation::RESEARCH), surveys::set_up_wave),
        get("/trials/{id}/surveys/new", Roles(allocation::RESEARCH), surveys::show_new_wave),
        get("/trials/{id}/surveys/{wave}", Roles(allocation::WATCH), surveys::show_wave),
        get("/trials/{id}/surveys/{wave}/launch", Roles(allocation::RESEARCH), surveys::check_launch),
        post("/trials/{id}/surveys/{wave}/launch", Roles(allocation::RESEARCH), surveys::launch_wave),
        post("/trials/{id}/surveys/{wave}/codes.csv", Roles(allocation::RESEARCH), surveys::make_codes),
        post("/trials/{id}/surveys/{wave}/scores", Roles(allocation::RESEARCH), surveys::show_scores),
        post("/trials/{id}/surveys/{wave}/answers.csv", Roles(allocation::RESEARCH), surveys::take_answers),
        get("/trials/{id}/surveys/{wave}/texts", Roles(allocation::RESEARCH), surveys::show_texts),
        post("/trials/{id}/surveys/{wave}/texts/{text}", Roles(allocation::RESEARCH), surveys::screen_text),
        get("/rounds", Roles(RUN_ROUNDS), rounds::show_all_series),
        post("/rounds", Roles(RUN_ROUNDS), rounds::set_up_series),
        get("/rounds/new", Roles(RUN_ROUNDS), rounds::show_new_series),
        get("/rounds/series/{id}", Roles(RUN_ROUNDS), rounds::show_series),
        post("/rounds/series/{id}/licence", Roles(RUN_ROUNDS), rounds::renew_licence),
        get("/rounds/series/{id}/leaders/{leader}", Roles(RUN_ROUNDS), rounds::show_leader),
        post("/rounds/series/{id}/leaders/{leader}", Roles(RUN_ROUNDS), rounds::keep_leader),
        post("/rounds/series/{id}/leaders/{leader}/away", Roles(RUN_ROUNDS), rounds::take_leader_away),
        get("/rounds/series/{id}/costs", Roles(RUN_ROUNDS), rounds::show_costs),
        post("/rounds/series/{id}/costs", Roles(RUN_ROUNDS), rounds::note_cost),
        post("/rounds/series/{id}/costs/take", Roles(RUN_ROUNDS), rounds::take_proposal),
        post("/rounds/series/{id}/costs/{line}/away", Roles(RUN_ROUNDS), rounds::take_cost_back),
        get("/rounds/series/{id}/figures", Roles(RUN_ROUNDS), rounds::show_figures),
        get("/rounds/series/{id}/figures/{file}", Roles(RUN_ROUNDS), rounds::figures_file),
        get("/rounds/place/{row}/{key}", Anyone, rounds::show_place_link),
        post("/rounds/place/{row}/{key}", Anyone, rounds::open_place_link),
        get("/rounds/cover/{row}/{key}", Anyone, rounds::show_cover),
        post("/rounds/cover/{row}/{key}", Anyone, rounds::answer_cover),
        get("/rounds/stop/{row}/{key}", Anyone, rounds::show_stop),
        post("/rounds/stop/{row}/{key}", Anyone, rounds::stop),
        get("/rounds/places/{place}", Roles(COME), rounds::show_place),
        post("/rounds/places/{place}/book", Roles(COME), rounds::book_place),
        post("/rounds/places/{place}/decline", Roles(COME), rounds::decline_place),
        post("/rounds/places/{place}/cover", Roles(COME), rounds::name_cover),
        post("/rounds/places/{place}/line", Roles(COME), rounds::say_line),
        get("/rounds/series/{id}/meetings", Roles(RUN_ROUNDS), rounds::show_meetings),
        post("/rounds/series/{id}/meetings", Roles(RUN_ROUNDS), rounds::call_steering),
        post("/rounds/meetings/{meeting}/call-off", Roles(RUN_ROUNDS), rounds::call_meeting_off),
        get("/rounds/{id}/panel", Roles(RUN_ROUNDS), rounds::show_panel),
        post("/rounds/{id}/panel", Roles(RUN_ROUNDS), rounds::ask_onto_panel),
        post("/rounds/{id}/panel/{panellist}/away", Roles(RUN_ROUNDS), rounds::take_off_panel),
        post("/rounds/{id}/meeting", Roles(RUN_ROUNDS), rounds::call_preparation),
        get("/rounds/{id}/run-sheet", Roles(RUN_ROUNDS), rounds::show_run_sheet),
        // The day of a Round, and what comes after it.
        get("/rounds/feedback/{round}/{key}", Anyone, rounds::show_feedback_form),
        post("/rounds/feedback/{round}/{key}", Anyone, rounds::send_feedback),
        get("/rounds/feedback/{round}/{key}/sent", Anyone, rounds::show_feedback_sent),
        get("/rounds/here/{code}", Anyone, rounds::show_here),
        post("/rounds/here/{code}", Anyone, rounds::say_here),
        post("/rounds/places/{place}/here", Roles(COME), rounds::say_here_at_place),
        get("/rounds/{id}/attendance", Roles(RUN_ROUNDS), rounds::show_attendance),
        post("/rounds/{id}/attendance", Roles(RUN_ROUNDS), rounds::keep_attendance),
        get("/rounds/{id}/sheet", Roles(RUN_ROUNDS), rounds::show_sheet),
        get("/rounds/{id}/wall", Roles(RUN_ROUNDS), rounds::show_wall),
        post("/rounds/{id}/held", Roles(RUN_ROUNDS), rounds::say_held),
        get("/rounds/{id}/after", Roles(RUN_ROUNDS), rounds::show_after),
        post("/rounds/{id}/debriefs", Roles(RUN_ROUNDS), rounds::keep_debriefs),
        post("/rounds/{id}/follow-ups", Roles(RUN_ROUNDS), rounds::add_follow_up),
        post("/rounds/{id}/follow-ups/{follow_up}", Roles(RUN_ROUNDS), rounds::say_followed_up),
        get("/rounds/{id}/feedback", Roles(RUN_ROUNDS), rounds::show_feedback),
        get("/rounds/{id}/comments", Roles(RUN_ROUNDS), rounds::show_comments),
        post("/rounds/{id}/comments/{comment}", Roles(RUN_ROUNDS), rounds::settle_comment),
        get("/rounds/{id}/paper", Roles(RUN_ROUNDS), rounds::show_paper),
        post("/rounds/{id}/paper", Roles(RUN_ROUNDS), rounds::keep_paper),
        get("/rounds/{id}/summary", Roles(RUN_ROUNDS), rounds::show_summary),
        get("/rounds/{id}/summary.csv", Roles(RUN_ROUNDS), rounds::take_summary),
        get("/rounds/{id}", Roles(RUN_ROUNDS), rounds::show_round),
        post("/rounds/{id}/describe", Roles(RUN_ROUNDS), rounds::describe_round),
        get("/rounds/{id}/announce", Roles(RUN_ROUNDS), rounds::check_announce),
        post("/rounds/{id}/announce", Roles(RUN_ROUNDS), rounds::announce_round),
        get("/rounds/{id}/move", Roles(RUN_ROUNDS), rounds::show_move),
        post("/rounds/{id}/move", Roles(RUN_ROUNDS), rounds::move_round_to),
        get("/rounds/{id}/cancel", Roles(RUN_ROUNDS), rounds::check_cancel),
        post("/rounds/{id}/cancel", Roles(RUN_ROUNDS), rounds::cancel_round),
        get("/tokens", Roles(RUN_TOKENS), tokens::show_plans),
        post("/tokens", Roles(RUN_TOKENS), tokens::set_up_plan),
        get("/tokens/new", Roles(RUN_TOKENS), tokens::show_new_plan),
        get("/tokens/plans/{id}", Roles(RUN_TOKENS), tokens::show_plan),
        get("/tokens/plans/{id}/buildings.csv", Roles(RUN_TOKENS), tokens::buildings_file),
        post("/tokens/plans/{id}/place", Roles(RUN_TOKENS), tokens::place_more),
        get("/tokens/{id}", Roles(RUN_TOKENS), tokens::show_token),
        post("/tokens/{id}/delivered", Roles(RUN_TOKENS), tokens::say_delivered),
        post("/tokens/{id}/set-up", Roles(RUN_TOKENS), tokens::say_set_up),
        post("/tokens/{id}/out", Roles(RUN_TOKENS), tokens::say_out),
        post("/tokens/{id}/back", Roles(RUN_TOKENS), tokens::say_back),
        post("/tokens/{id}/gone", Roles(RUN_TOKENS), tokens::say_gone),
        post("/tokens/{id}/cards", Roles(RUN_TOKENS), tokens::make_card),
        get("/tokens/{id}/cards/{version}", Roles(RUN_TOKENS), tokens::take_card),
        post("/tokens/{id}/faults/{fault}", Roles(RUN_TOKENS), tokens::close_fault),
        post("/tokens/{id}/notes/{note}", Roles(RUN_TOKENS), tokens::settle_note),
        post("/tokens/{id}/stock", Roles(RUN_TOKENS), tokens::keep_delivery),
        post("/tokens/{id}/used-up", Roles(RUN_TOKENS), tokens::say_used_up),
        post("/tokens/{id}/costs", Roles(RUN_TOKENS), tokens::note_cost),
        post("/tokens/{id}/costs/{line}/away", Roles(RUN_TOKENS), tokens::take_cost_back),
        get("/t/{code}", Anyone, tokens::show_fault_page),
        post("/t/{code}", Anyone, tokens::send_fault),
        get("/t/{code}/told", Anyone, tokens::show_told),
        get("/goals/runs", Roles(RUN_GOALS), goals::show_runs),
        post("/goals/runs", Roles(RUN_GOALS), goals::set_up_run),
        get("/goals/runs/new", Roles(RUN_GOALS), goals::show_new_run),
        get("/goals/runs/{id}", Roles(RUN_GOALS), goals::show_run),
        get("/goals/runs/{id}/words", Roles(RUN_GOALS), goals::show_words),
        post("/goals/runs/{id}/words", Roles(RUN_GOALS), goals::keep_words),
        post("/goals/runs/{id}/propose", Roles(RUN_GOALS), goals::propose_times),
        post("/goals/runs/{id}/instead/{manager}", Roles(RUN_GOALS), goals::agree_instead),
        post("/goals/runs/{id}/live/{manager}", Roles(RUN_GOALS), goals::take_team_live),
        post("/goals/runs/{id}/paper", Roles(RUN_GOALS), goals::make_paper),
        post("/goals/paper/{id}/take", Roles(RUN_GOALS), goals::take_paper),
        get("/paper/{code}", Anyone, goals::show_paper_link),
        post("/paper/{code}", Anyone, goals::open_paper_link),
        get("/goals/team/{row}/{key}", Anyone, goals::show_team_link),
        post("/goals/team/{row}/{key}", Anyone, goals::open_team_link),
        get("/goals/runs/{id}/team", Roles(AGREE), goals::show_team),
        post("/goals/runs/{id}/team", Roles(AGREE), goals::keep_team),
        post("/goals/runs/{id}/team/wish/{slot}", Roles(AGREE), goals::settle_team_wish),
        get("/goals/me/{row}/{key}", Anyone, goals::show_me_link),
        post("/goals/me/{row}/{key}", Anyone, goals::open_me_link),
        get("/goals/half/{row}/{key}", Anyone, goals::show_half_link),
        post("/goals/half/{row}/{key}", Anyone, goals::open_half_link),
        get("/goals/stop/{row}/{key}", Anyone, goals::show_stop),
        post("/goals/stop/{row}/{key}", Anyone, goals::stop),
        get("/goals/slots/{slot}", Roles(TAKE), goals::show_slot),
        post("/goals/slots/{slot}/begin", Roles(TAKE), goals::begin_slot),
        post("/goals/slots/{slot}/keep", Roles(TAKE), goals::keep_slot),
        post("/goals/slots/{slot}/move", Roles(TAKE), goals::move_slot),
        post("/goals/slots/{slot}/skip", Roles(TAKE), goals::skip_slot),
        post("/goals/slots/{slot}/link", Roles(TAKE), goals::send_my_link),
        get("/goals/mine/{time}", Roles(TAKE), goals::show_mine),
        post("/goals/mine/{time}/step", Roles(TAKE), goals::take_first_step),
        get("/goals/mine/{time}/contact", Roles(TAKE), goals::show_contact),
        post("/goals/mine/{time}/contact", Roles(TAKE), goals::choose_contact),
        post("/goals/mine/{time}/feed", Roles(TAKE), goals::change_feed),
        post("/goals/mine/{time}/leave", Roles(TAKE), goals::leave_out),
        get("/goals/mine/{time}/weeks/{week}", Roles(TAKE), goals::show_week),
        post("/goals/mine/{time}/weeks/{week}/begin", Roles(TAKE), goals::begin_week),
        post("/goals/mine/{time}/weeks/{week}/keep", Roles(TAKE), goals::keep_week),
        post("/goals/mine/{time}/weeks/{week}/move", Roles(TAKE), goals::move_week),
        post("/goals/mine/{time}/weeks/{week}/skip", Roles(TAKE), goals::skip_week),
    ]
}

/// What the demo has besides.
pub fn demo_routes() -> Vec<Route> {
    vec![
        get("/demo/enter", Anyone, door::who_to_be),
        post("/demo/enter", Anyone, door::enter_as),
        get("/demo/mail", Anyone, door::mail_list),
        get("/demo/mail/{id}", Anyone, door::mail_one),
    ]
}

/// Every kind of job.
pub fn worker(floor: Floor) -> Worker {
    let carrier = Post::default();
    Worker::new(floor)
        .with(MailKey)
        .with(AskMail)
        .with(RemindMail)
        .with(LineMail)
        .with(SuggestMail)
        .with(ComposeLetter::default())
        .with(PrintLetter::default())
        .with(AskLeader)
        .with(ReturnLines)
        .with(SendLetter::new(carrier.clone()))
        .with(LookFor::new(carrier.clone()))
        .with(AskCarrier::new(carrier))
        .with(LateLetters)
        .with(ReadCall)
        .with(AskPart)
        .with(AskQuestion)
        .with(WavePart)
        .with(WaveMail)
        .with(AskTimes)
        .with(ManagerNote)
        .with(AskMove)
        .with(Welcome)
        .with(InviteMail)
        .with(Withdraw)
        .with(OfferAgain)
        .with(SendLink)
        .with(InviteToRound)
        .with(Tell)
        .with(AskCover)
        .with(ReleaseCover)
        .with(Meet)
        .with(TellLeaders)
        .with(ErasePaper)
        .with(EraseFile)
        .with(Scrub)
        .with(Understand::new(diaries()))
        .with(Poll)
}

/// Every room that puts entries into diaries, and takes what is answered.
#[must_use]
pub fn diaries() -> Vec<Diary> {
    vec![GOALS_DIARY, ROUNDS_DIARY, MEETINGS_DIARY]
}

/// Everything that happens by the clock, in Europe/London.
pub fn schedules() -> Result<Vec<Schedule>> {
    let [not_taken, not_posted] = late()?;
    let close_imports = Schedule::new("roster.close_imports", "0 30 3 * * *", Missed::Skip, close_imports)?;
    Ok(vec![
        remind::schedule()?,
        erase::schedule()?,
        ask_carrier()?,
        not_taken,
        not_posted,
        close_imports,
        poll()?,
        forget()?,
        remind_goals::schedule()?,
        invite_week::schedule()?,
        untouched::schedule()?,
        taken::schedule()?,
        leave::schedule()?,
        erase_papers::schedule()?,
        recall::ask_schedule()?,
        recall::channel_schedule()?,
        note::schedule()?,
        tend::schedule()?,
        scrub::schedule()?,
        send_waves::schedule()?,
        judge_weeks::schedule()?,
        exposures::schedule()?,
    ])
}

/// What the door has to know of the rooms behind it.
pub fn house(demo: bool, limits: Limits) -> House {
    let mut routes = routes();
    if demo {
        routes.extend(demo_routes());
    }
    House {
        routes,
        waits: vec![
            letters::waits,
            letters::waits_to_sign,
            letters::waits_to_decide,
            goals::waits,
            tokens::waits,
            mail_waits,
        ],
        built_on: built_on().to_vec(),
        of_person: vec![letters_of_person],
        entries: vec![goals_entries, rounds_entries],
        owners: owners().to_vec(),
        authorities: names_of_authorities,
        limits,
    }
}

/// Who can tell of whose authority a mail is that came: by the half hour that it answers, then by who wrote it.
#[must_use]
pub fn owners() -> [OwnerOf; 3] {
    [goals_owner_of, rounds_owner_of, roster_owner_of]
}

/// What each intervention tells of a trial, for the account of what was delivered.
#[must_use]
pub fn rooms() -> Rooms {
    Rooms(vec![
        ("letters", letters_account),
        ("goals", goals_account),
        ("rounds", rounds_account),
        ("tokens", tokens_account),
    ])
}

/// What each room has to worry about, for the lead's week.
#[must_use]
pub fn worries() -> Worries {
    Worries(vec![house_worries, trials_worries, letters_worries, goals_worries, rounds_worries, tokens_worries])
}

fn mail_waits(floor: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    inbound::waits(floor, conn, visitor, &owners())
}

/// What may have been built on people who came in with a file.
#[must_use]
pub fn built_on() -> [BuiltOn; 4] {
    [allocation_built_on, availability_built_on, uptake_built_on, letters_built_on]
}

/// What is kept for undoing an import, and will not serve any more, is erased each night.
fn close_imports(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    close_old(floor, conn, occasion, &built_on())
}

fn names_of_authorities(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    Ok(authorities(conn)?.into_iter().map(|authority| (authority.id, authority.name)).collect())
}

/// The web server, on a socket that already listens ([`crate::floor::web::listen`]).
pub fn server_on(floor: Floor, listener: TcpListener, limits: Limits) -> Result<Server> {
    let house = Arc::new(house(floor.demo, limits));
    let server = HttpServer::new(move || {
        auth::app(floor.clone(), house.clone()).app_data(Data::new(rooms())).app_data(Data::new(worries()))
    });
    Ok(server.workers(2).listen(listener)?.run())
}
