//! The tables, written once for both engines.

diesel::table! {
    audit_head (one) {
        one -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    audits (seq) {
        seq -> BigInt,
        at -> Timestamp,
        actor -> Text,
        act -> Text,
        subject -> Text,
        detail -> Text,
        hash -> Text,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        payload -> Text,
        state -> Text,
        due_at -> Timestamp,
        tries -> Integer,
        leased_until -> Nullable<Timestamp>,
        leased_by -> Nullable<Text>,
        once_key -> Nullable<Text>,
        reason -> Nullable<Text>,
        made_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    beats (who) {
        who -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    schedule_marks (name) {
        name -> Text,
        occasion -> Timestamp,
    }
}

diesel::table! {
    alarms (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        detail -> Text,
        raised_at -> Timestamp,
        seen_at -> Nullable<Timestamp>,
        seen_by -> Nullable<Text>,
    }
}

diesel::table! {
    mails (id) {
        id -> Text,
        template -> Text,
        message_id -> Text,
        rendered_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        own_id -> Text,
        about -> Text,
        addressee -> Text,
        sequence -> Integer,
        domain -> Text,
        tries -> Integer,
        first_tried_at -> Nullable<Timestamp>,
        tried_at -> Nullable<Timestamp>,
        try_until -> Nullable<Timestamp>,
        said -> Nullable<Text>,
        ended -> Nullable<Text>,
    }
}

diesel::table! {
    mail_bytes (mail_id) {
        mail_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    suppressions (id) {
        id -> Text,
        addressee -> Text,
        domain -> Text,
        reason -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    mail_domains (domain) {
        domain -> Text,
        troubles -> Integer,
        paused_at -> Nullable<Timestamp>,
        paused_until -> Nullable<Timestamp>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    inbound_mails (id) {
        id -> Text,
        hash -> Text,
        message -> Nullable<Text>,
        source -> Text,
        sealed -> Nullable<Binary>,
        came_at -> Timestamp,
        state -> Text,
        about -> Nullable<Text>,
        note -> Nullable<Text>,
        read_at -> Nullable<Timestamp>,
        seen_by -> Nullable<Text>,
        seen_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    inbound_cursors (mailbox) {
        mailbox -> Text,
        validity -> BigInt,
        uid -> BigInt,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        person_id -> Nullable<Text>,
        made_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    grants (account_id, role, authority_id) {
        account_id -> Text,
        role -> Text,
        authority_id -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    sign_in_keys (id) {
        id -> Text,
        account_id -> Text,
        return_to -> Text,
        made_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        account_id -> Text,
        scope -> Text,
        opened_at -> Timestamp,
        expires_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    governance (id) {
        id -> Text,
        lawful_basis -> Text,
        article_9_condition -> Text,
        dpia_reference -> Text,
        privacy_notice -> Text,
        notice_given_on -> Date,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    authorities (id) {
        id -> Text,
        name -> Text,
    }
}

diesel::table! {
    sites (id) {
        id -> Text,
        authority_id -> Text,
        name -> Text,
    }
}

diesel::table! {
    teams (id) {
        id -> Text,
        authority_id -> Text,
        name -> Text,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        authority_id -> Text,
        staff_reference -> Text,
        given_name -> Text,
        preferred_name -> Text,
        family_name -> Text,
        email -> Nullable<Text>,
        do_not_post -> Bool,
        letter_format -> Text,
        joined_at -> Timestamp,
        left_on -> Nullable<Date>,
        opted_out_at -> Nullable<Timestamp>,
        erased_at -> Nullable<Timestamp>,
        letter_language -> Text,
    }
}

diesel::table! {
    postings (id) {
        id -> Text,
        person_id -> Text,
        role -> Text,
        team_id -> Nullable<Text>,
        site_id -> Nullable<Text>,
        manager_id -> Nullable<Text>,
        from_on -> Date,
        until_on -> Nullable<Date>,
    }
}

diesel::table! {
    addresses (person_id) {
        person_id -> Text,
        sealed -> Binary,
        household -> Text,
        fingerprint -> Text,
        put_at -> Timestamp,
        bad_since -> Nullable<Timestamp>,
    }
}

diesel::table! {
    import_drafts (id) {
        id -> Text,
        kind -> Text,
        file_sha256 -> Text,
        sealed -> Binary,
        row_count -> Integer,
        drafted_by -> Text,
        drafted_at -> Timestamp,
        state -> Text,
        settled_at -> Nullable<Timestamp>,
        again -> Bool,
    }
}

diesel::table! {
    imports (id) {
        id -> Text,
        confirmed_by -> Text,
        confirmed_at -> Timestamp,
        added -> Integer,
        moved -> Integer,
        changed -> Integer,
        gone -> Integer,
        back -> Integer,
        unchanged -> Integer,
        places -> Text,
        closed_why -> Text,
        undone_by -> Nullable<Text>,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    import_befores (import_id, person_id) {
        import_id -> Text,
        person_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    trials (id) {
        id -> Text,
        name -> Text,
        intervention -> Text,
        unit -> Text,
        strata -> Text,
        smallest_block -> Integer,
        largest_block -> Integer,
        authorities -> Text,
        roles -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        method -> Text,
        method_settings -> Text,
    }
}

diesel::table! {
    arms (id) {
        id -> Text,
        trial_id -> Text,
        name -> Text,
        ratio -> Integer,
        place -> Integer,
        crosses_on -> Nullable<Date>,
        gets -> Text,
    }
}

diesel::table! {
    trial_pairs (one_id, other_id) {
        one_id -> Text,
        other_id -> Text,
        rule -> Text,
        why -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    frame_excluded (list_id, why) {
        list_id -> Text,
        why -> Text,
        people -> Integer,
    }
}

diesel::table! {
    allocation_lists (id) {
        id -> Text,
        trial_id -> Text,
        mode -> Text,
        seed -> Text,
        method -> Text,
        version -> Text,
        units -> Integer,
        frame_sha256 -> Text,
        rows_sha256 -> Text,
        seal -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        locked_by -> Nullable<Text>,
        locked_at -> Nullable<Timestamp>,
        about -> Text,
        assessed -> Nullable<Integer>,
        seed_because -> Text,
        units_assessed -> Nullable<Integer>,
        units_left_out -> Nullable<Integer>,
    }
}

diesel::table! {
    allocated_units (list_id, unit_id) {
        list_id -> Text,
        place -> Integer,
        unit_id -> Text,
        authority -> Text,
        unit_reference -> Text,
        stratum -> Text,
        block -> Integer,
        arm_id -> Text,
        seal -> Text,
    }
}

diesel::table! {
    frame_members (list_id, person_id) {
        list_id -> Text,
        person_id -> Text,
        unit_id -> Text,
        authority -> Text,
        staff_reference -> Text,
        site -> Text,
        team -> Text,
        role -> Text,
        beside -> Text,
    }
}

diesel::table! {
    trial_descriptions (trial_id, heading, version) {
        trial_id -> Text,
        heading -> Text,
        version -> Integer,
        words -> Text,
        written_by -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    trial_sizes (trial_id, kind, part, version) {
        trial_id -> Text,
        kind -> Text,
        part -> Text,
        version -> Integer,
        people -> Integer,
        units -> Nullable<Integer>,
        reason -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    trial_site_changes (trial_id, authority, site, version) {
        trial_id -> Text,
        authority -> Text,
        site -> Text,
        version -> Integer,
        withdrew -> Bool,
        on_day -> Date,
        reason -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    trial_publicity (id) {
        id -> Text,
        trial_id -> Text,
        on_day -> Date,
        what -> Text,
        sites -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    trial_answers (trial_id, question, version) {
        trial_id -> Text,
        question -> Text,
        version -> Integer,
        answer -> Text,
        reason -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    week_rules (trial_id, version) {
        trial_id -> Text,
        version -> Integer,
        measure -> Text,
        share_of -> Text,
        percent -> Integer,
        day -> Integer,
        act -> Text,
        words -> Text,
        decides -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    week_decisions (trial_id, version) {
        trial_id -> Text,
        version -> Integer,
        decided -> Text,
        reason -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    week_verdicts (trial_id) {
        trial_id -> Text,
        on_day -> Date,
        people -> Integer,
        whole -> Integer,
        judged_at -> Timestamp,
    }
}

diesel::table! {
    exposures (trial_id, intervention, person_id, kind) {
        trial_id -> Text,
        intervention -> Text,
        person_id -> Text,
        kind -> Text,
        on_day -> Date,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    sights (trial_id, account_id) {
        trial_id -> Text,
        account_id -> Text,
        given_by -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    reveals (id) {
        id -> Text,
        list_id -> Text,
        account_id -> Text,
        reason -> Text,
        revealed_at -> Timestamp,
    }
}

diesel::table! {
    uptake_events (event, about, person_id, occasion) {
        event -> Text,
        person_id -> Text,
        about -> Text,
        occasion -> Text,
        at -> Timestamp,
        detail -> Text,
    }
}

diesel::table! {
    uptake_so_far (about, person_id) {
        about -> Text,
        person_id -> Text,
        so_far -> Binary,
    }
}

diesel::table! {
    uptake_uncounted (about) {
        about -> Text,
    }
}

diesel::table! {
    letter_rounds (id) {
        id -> Text,
        trial_id -> Text,
        authority_id -> Text,
        name -> Text,
        opening -> Text,
        closing -> Text,
        sign_off -> Text,
        signatory_id -> Text,
        signatory_title -> Text,
        lines_due_on -> Date,
        post_on -> Date,
        made_by -> Text,
        made_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
        composed_at -> Nullable<Timestamp>,
        deputy_id -> Nullable<Text>,
        carrier -> Text,
        fallbacks -> Text,
    }
}

diesel::table! {
    round_texts (round_id, language) {
        round_id -> Text,
        language -> Text,
        opening -> Text,
        closing -> Text,
        sign_off -> Text,
        signatory_title -> Text,
    }
}

diesel::table! {
    letters (id) {
        id -> Text,
        round_id -> Text,
        person_id -> Text,
        manager_id -> Nullable<Text>,
        line_one -> Text,
        line_two -> Text,
        lines -> Text,
        lines_by -> Nullable<Text>,
        lines_at -> Nullable<Timestamp>,
        state -> Text,
        reason -> Nullable<Text>,
        composed_at -> Nullable<Timestamp>,
        signature_id -> Nullable<Text>,
        words_sha256 -> Nullable<Text>,
        file_key -> Nullable<Text>,
        file_sha256 -> Nullable<Text>,
        printed_at -> Nullable<Timestamp>,
        pack_id -> Nullable<Text>,
        place -> Nullable<Integer>,
        posted_on -> Nullable<Date>,
        returned_on -> Nullable<Date>,
        returned_why -> Nullable<Text>,
        lines_from -> Nullable<Text>,
    }
}

diesel::table! {
    line_hands (round_id, manager_id) {
        round_id -> Text,
        manager_id -> Text,
        writer_id -> Text,
        given_by -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    line_suggestions (id) {
        id -> Text,
        letter_id -> Text,
        colleague_id -> Text,
        line_one -> Text,
        line_two -> Text,
        state -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    signatures (id) {
        id -> Text,
        round_id -> Text,
        kind -> Text,
        name -> Text,
        on_behalf -> Bool,
        sealed -> Nullable<Binary>,
        wording_sha256 -> Text,
        signed_by -> Text,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    letter_files (letter_id, sha256) {
        letter_id -> Text,
        sha256 -> Text,
        for_pen -> Bool,
        made_at -> Timestamp,
    }
}

diesel::table! {
    packs (id) {
        id -> Text,
        round_id -> Text,
        letter_count -> Integer,
        file_key -> Text,
        file_sha256 -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        posted_on -> Nullable<Date>,
        for_pen -> Bool,
    }
}

diesel::table! {
    sendings (reference) {
        reference -> Text,
        letter_id -> Text,
        state -> Text,
        postage -> Text,
        promised_by -> Text,
        promised_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
        posts -> Integer,
        not_before -> Nullable<Timestamp>,
        carrier_id -> Nullable<Text>,
        accepted_at -> Nullable<Timestamp>,
        carrier_status -> Nullable<Text>,
        seen_at -> Nullable<Timestamp>,
        posted_on -> Nullable<Date>,
    }
}

diesel::table! {
    carrier_calls (id) {
        id -> Text,
        about -> Text,
        sealed -> Binary,
        received_at -> Timestamp,
    }
}

diesel::table! {
    packed_sheets (pack_id, letter_id) {
        pack_id -> Text,
        letter_id -> Text,
        place -> Integer,
    }
}

diesel::joinable!(grants -> accounts (account_id));
diesel::joinable!(sign_in_keys -> accounts (account_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(sites -> authorities (authority_id));
diesel::joinable!(teams -> authorities (authority_id));
diesel::joinable!(people -> authorities (authority_id));
diesel::joinable!(postings -> teams (team_id));
diesel::joinable!(postings -> sites (site_id));
diesel::joinable!(addresses -> people (person_id));
diesel::table! {
    trial_ends (trial_id) {
        trial_id -> Text,
        ended_by -> Text,
        ended_at -> Timestamp,
        reason -> Text,
    }
}

diesel::table! {
    line_releases (trial_id) {
        trial_id -> Text,
        released_by -> Text,
        released_at -> Timestamp,
        reason -> Text,
    }
}

diesel::joinable!(arms -> trials (trial_id));
diesel::joinable!(allocation_lists -> trials (trial_id));
diesel::joinable!(allocated_units -> allocation_lists (list_id));
diesel::joinable!(allocated_units -> arms (arm_id));
diesel::joinable!(frame_members -> allocation_lists (list_id));
diesel::joinable!(frame_members -> people (person_id));
diesel::joinable!(reveals -> allocation_lists (list_id));
diesel::joinable!(sights -> trials (trial_id));
diesel::joinable!(uptake_events -> people (person_id));
diesel::joinable!(uptake_so_far -> people (person_id));
diesel::joinable!(letter_rounds -> trials (trial_id));
diesel::joinable!(letter_rounds -> authorities (authority_id));
diesel::joinable!(letter_rounds -> people (signatory_id));
diesel::joinable!(round_texts -> letter_rounds (round_id));
diesel::joinable!(letters -> letter_rounds (round_id));
diesel::joinable!(signatures -> letter_rounds (round_id));
diesel::joinable!(letters -> signatures (signature_id));
diesel::joinable!(letter_files -> letters (letter_id));
diesel::joinable!(packs -> letter_rounds (round_id));

diesel::allow_tables_to_appear_in_same_query!(
    audit_head,
    audits,
    jobs,
    beats,
    schedule_marks,
    alarms,
    mails,
    mail_bytes,
    suppressions,
    mail_domains,
    inbound_mails,
    inbound_cursors,
    accounts,
    grants,
    sign_in_keys,
    sessions,
    governance,
    authorities,
    sites,
    teams,
    people,
    postings,
    addresses,
    import_drafts,
    imports,
    import_befores,
    trials,
    arms,
    allocation_lists,
    allocated_units,
    frame_members,
    reveals,
    sights,
    uptake_events,
    uptake_so_far,
    uptake_uncounted,
    letter_rounds,
    round_texts,
    letters,
    line_hands,
    line_suggestions,
    signatures,
    letter_files,
    packed_sheets,
    packs,
    sendings,
    carrier_calls,
    trial_ends,
    line_releases,
);
diesel::joinable!(sendings -> letters (letter_id));

diesel::table! {
    absences (id) {
        id -> Text,
        person_id -> Text,
        kind -> Text,
        starts_at -> Nullable<Timestamp>,
        ends_at -> Nullable<Timestamp>,
        weekday -> Nullable<Integer>,
        time_from -> Nullable<Text>,
        time_until -> Nullable<Text>,
        noted_by -> Text,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    contact_choices (id) {
        id -> Text,
        person_id -> Text,
        choice -> Text,
        holds -> Bool,
        until_on -> Nullable<Date>,
        made_at -> Timestamp,
    }
}

diesel::table! {
    contact_sends (what) {
        what -> Text,
        person_id -> Text,
        week -> Date,
        class -> Text,
        minutes -> Integer,
        sent_at -> Timestamp,
    }
}

diesel::table! {
    goal_runs (id) {
        id -> Text,
        trial_id -> Text,
        authority_id -> Text,
        name -> Text,
        course -> Text,
        course_version -> Text,
        starts_on -> Date,
        agree_by -> Date,
        without_agreement -> Nullable<Text>,
        made_by -> Text,
        made_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
        framing_reason -> Nullable<Text>,
    }
}

diesel::table! {
    goal_texts (run_id, version, key) {
        run_id -> Text,
        version -> Integer,
        key -> Text,
        words -> Text,
        set_by -> Text,
        set_at -> Timestamp,
    }
}

diesel::table! {
    goal_teams (run_id, manager_id) {
        run_id -> Text,
        manager_id -> Text,
        briefed_at -> Nullable<Timestamp>,
        said_at -> Nullable<Timestamp>,
        live_at -> Nullable<Timestamp>,
        live_by -> Nullable<Text>,
        live_reason -> Nullable<Text>,
        figures_of -> Nullable<Text>,
    }
}

diesel::table! {
    protected_times (id) {
        id -> Text,
        run_id -> Text,
        person_id -> Text,
        manager_id -> Nullable<Text>,
        weekday -> Integer,
        at -> Text,
        leeway -> Text,
        state -> Text,
        cover_id -> Nullable<Text>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    goal_slots (id) {
        id -> Text,
        time_id -> Text,
        run_id -> Text,
        person_id -> Text,
        week -> Integer,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        sequence -> Integer,
        state -> Text,
        reason -> Nullable<Text>,
        wanted_at -> Nullable<Timestamp>,
        queued_at -> Nullable<Timestamp>,
        changed_at -> Timestamp,
        offered_at -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    goal_parts (time_id, week) {
        time_id -> Text,
        week -> Integer,
        minutes -> Integer,
        words -> Nullable<Binary>,
        started_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    first_steps (time_id) {
        time_id -> Text,
        step -> Text,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    goal_channels (time_id, question_id) {
        time_id -> Text,
        question_id -> Text,
        channel -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    goal_paper_packs (id) {
        id -> Text,
        run_id -> Text,
        file_key -> Text,
        file_sha256 -> Text,
        letters -> Integer,
        made_by -> Text,
        made_at -> Timestamp,
        erased_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    goal_papers (time_id, made_on) {
        time_id -> Text,
        made_on -> Date,
        pack_id -> Text,
        code -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(goal_channels, protected_times);
diesel::allow_tables_to_appear_in_same_query!(goal_papers, goal_paper_packs);
diesel::joinable!(goal_slots -> protected_times (time_id));
diesel::allow_tables_to_appear_in_same_query!(
    goal_runs,
    goal_teams,
    protected_times,
    goal_slots,
    goal_parts,
    first_steps
);

diesel::table! {
    questions (id) {
        id -> Text,
        trial_id -> Text,
        authority_id -> Text,
        about -> Text,
        wave -> Integer,
        words -> Text,
        options -> Text,
        anonymous -> Bool,
        opens_at -> Timestamp,
        closes_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    question_answers (question_id, person_id) {
        question_id -> Text,
        person_id -> Text,
        chosen -> Text,
        answered_at -> Timestamp,
    }
}

diesel::table! {
    question_tallies (question_id, chosen) {
        question_id -> Text,
        chosen -> Text,
        tally -> BigInt,
    }
}

diesel::table! {
    diary_feeds (person_id) {
        person_id -> Text,
        generation -> Integer,
        open -> Bool,
        fetched_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    round_licences (id) {
        id -> Text,
        authority_id -> Text,
        licensor -> Text,
        reference -> Text,
        from_on -> Date,
        until_on -> Date,
        noted_by -> Text,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    round_rooms (id) {
        id -> Text,
        authority_id -> Text,
        name -> Text,
        directions -> Text,
        capacity -> Integer,
    }
}

diesel::table! {
    round_series (id) {
        id -> Text,
        trial_id -> Text,
        authority_id -> Text,
        name -> Text,
        called -> Text,
        licence_id -> Nullable<Text>,
        cover -> Text,
        offer_hours -> Integer,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    round_leaders (id) {
        id -> Text,
        series_id -> Text,
        part -> Text,
        name -> Text,
        email -> Nullable<Text>,
        day_1_on -> Nullable<Date>,
        day_2_on -> Nullable<Date>,
        minutes_a_month -> Nullable<Integer>,
    }
}

diesel::table! {
    rounds (id) {
        id -> Text,
        series_id -> Text,
        number -> Integer,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        margin_minutes -> Integer,
        mode -> Text,
        room_id -> Nullable<Text>,
        online -> Nullable<Text>,
        capacity -> Integer,
        topic -> Text,
        mix -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        version -> Integer,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    round_places (id) {
        id -> Text,
        round_id -> Text,
        person_id -> Text,
        state -> Text,
        since -> Nullable<Timestamp>,
        until -> Nullable<Timestamp>,
        cover_id -> Nullable<Text>,
        cover -> Text,
        cover_until -> Nullable<Timestamp>,
        entry -> Integer,
        sequence -> Integer,
        diary -> Text,
        changed_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
        aside -> Nullable<Text>,
    }
}

diesel::table! {
    round_wishes (person_id) {
        person_id -> Text,
        apart_from_own_line -> Bool,
        said_at -> Timestamp,
    }
}

diesel::table! {
    round_panel (id) {
        id -> Text,
        round_id -> Text,
        name -> Text,
        profession -> Text,
        email -> Nullable<Text>,
    }
}

diesel::table! {
    round_meetings (id) {
        id -> Text,
        series_id -> Text,
        round_id -> Nullable<Text>,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        place -> Text,
        called_off -> Bool,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    round_guests (id) {
        id -> Text,
        meeting_id -> Text,
        name -> Text,
        email -> Text,
        sequence -> Integer,
        said -> Nullable<Text>,
        changed_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    round_costs (id) {
        id -> Text,
        series_id -> Nullable<Text>,
        round_id -> Nullable<Text>,
        source -> Nullable<Text>,
        label -> Nullable<Text>,
        heading -> Text,
        what -> Text,
        pence -> Nullable<BigInt>,
        minutes -> Nullable<Integer>,
        pence_an_hour -> Nullable<Integer>,
        proposal -> Nullable<Text>,
        noted_by -> Text,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    round_attendances (round_id, person_id) {
        round_id -> Text,
        person_id -> Text,
        came -> Bool,
        said_by -> Text,
        times -> Integer,
        said_at -> Timestamp,
    }
}

diesel::table! {
    round_unnamed (round_id, staff_role) {
        round_id -> Text,
        staff_role -> Text,
        people -> Integer,
    }
}

diesel::table! {
    round_debriefs (round_id, whose) {
        round_id -> Text,
        whose -> Text,
        held_on -> Date,
    }
}

diesel::table! {
    round_follow_ups (id) {
        id -> Text,
        round_id -> Text,
        who -> Text,
        due_on -> Date,
        done_on -> Nullable<Date>,
    }
}

diesel::table! {
    round_feedback_tallies (round_id, question, answer, how) {
        round_id -> Text,
        question -> Text,
        answer -> Text,
        how -> Text,
        tally -> Integer,
    }
}

diesel::table! {
    round_feedback_forms (round_id, how) {
        round_id -> Text,
        how -> Text,
        forms -> Integer,
    }
}

diesel::table! {
    round_comments (id) {
        id -> Text,
        round_id -> Text,
        came_on -> Date,
        state -> Text,
        sealed -> Binary,
    }
}

// Tokens.

diesel::table! {
    uptake_site_events (event, about, site_id, occasion) {
        event -> Text,
        site_id -> Text,
        about -> Text,
        occasion -> Text,
        on_day -> Date,
        at -> Timestamp,
        detail -> Text,
    }
}

diesel::table! {
    token_plans (id) {
        id -> Text,
        trial_id -> Text,
        authority_id -> Text,
        least_people -> Integer,
        from_on -> Date,
        until_on -> Date,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    token_placements (id) {
        id -> Text,
        plan_id -> Text,
        site_id -> Text,
        planned_people -> Integer,
        kind -> Text,
        state -> Text,
        generation -> Integer,
        code_hash -> Text,
        drinks -> Bool,
    }
}

diesel::table! {
    token_steps (placement_id, nth) {
        placement_id -> Text,
        nth -> Integer,
        act -> Text,
        on_day -> Date,
        why -> Text,
        taken_back -> Bool,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    token_cards (placement_id, version) {
        placement_id -> Text,
        version -> Integer,
        lead -> Text,
        place -> Text,
        wording -> Text,
        generation -> Integer,
        file_key -> Text,
        file_sha256 -> Text,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    token_faults (id) {
        id -> Text,
        placement_id -> Text,
        kind -> Text,
        told -> Integer,
        first_on -> Date,
        last_on -> Date,
        closed_on -> Nullable<Date>,
        done -> Nullable<Text>,
        closed_by -> Nullable<Text>,
    }
}

diesel::table! {
    token_fault_notes (id) {
        id -> Text,
        fault_id -> Text,
        came_on -> Date,
        state -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    token_deliveries (id) {
        id -> Text,
        placement_id -> Text,
        on_day -> Date,
        coffee -> Integer,
        tea -> Integer,
        without_caffeine -> Integer,
        noted_by -> Text,
        noted_at -> Timestamp,
        pieces -> Integer,
    }
}

diesel::table! {
    token_stock_outs (id) {
        id -> Text,
        placement_id -> Text,
        what -> Text,
        from_on -> Date,
        until_on -> Nullable<Date>,
        noted_by -> Text,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    token_costs (id) {
        id -> Text,
        placement_id -> Text,
        what -> Text,
        pence -> Nullable<BigInt>,
        units -> Nullable<Integer>,
        pence_each -> Nullable<BigInt>,
        noted_by -> Text,
        noted_at -> Timestamp,
    }
}

diesel::joinable!(token_placements -> token_plans (plan_id));
diesel::joinable!(token_fault_notes -> token_faults (fault_id));
diesel::allow_tables_to_appear_in_same_query!(token_placements, token_plans);
diesel::allow_tables_to_appear_in_same_query!(token_fault_notes, token_faults);

// Surveys: waves of whole instruments.
diesel::table! {
    survey_waves (id) {
        id -> Text,
        trial_id -> Text,
        name -> Text,
        mode -> Text,
        opens_on -> Date,
        closes_on -> Date,
        reminders -> Integer,
        days_between -> Integer,
        codes -> Integer,
        made_at -> Timestamp,
        launched_at -> Nullable<Timestamp>,
        people_asked -> Nullable<Integer>,
        follow_up -> Bool,
    }
}

diesel::table! {
    survey_instruments (wave_id, place) {
        wave_id -> Text,
        place -> Integer,
        instrument -> Text,
        asked -> Text,
    }
}

diesel::table! {
    survey_sheets (wave_id, called) {
        wave_id -> Text,
        called -> Text,
        sealed -> Binary,
        sent_on -> Nullable<Date>,
    }
}

diesel::table! {
    survey_boxes (wave_id) {
        wave_id -> Text,
        sheets -> Integer,
        sealed -> Binary,
    }
}

diesel::table! {
    survey_texts (id) {
        id -> Text,
        wave_id -> Text,
        item -> Text,
        state -> Text,
        sealed -> Binary,
    }
}

// What people are called in the data of a trial, and what hangs on it.
diesel::table! {
    trial_ids (trial_id, person_id) {
        trial_id -> Text,
        person_id -> Text,
        called -> Text,
    }
}

diesel::table! {
    outcome_extracts (id) {
        id -> Text,
        trial_id -> Text,
        facts -> Integer,
        brought_by -> Text,
        brought_at -> Timestamp,
        told_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    outcome_facts (id) {
        id -> Text,
        extract_id -> Text,
        trial_id -> Text,
        called -> Text,
        kind -> Text,
        sealed -> Binary,
    }
}
