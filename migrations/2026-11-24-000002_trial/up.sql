-- The research spine: who is on the roster, who was allocated what, and what reached them.

create table governance (
    id text primary key,
    lawful_basis text not null,
    article_9_condition text not null,
    dpia_reference text not null,
    privacy_notice text not null,
    notice_given_on date not null,
    recorded_by text not null,
    recorded_at timestamp not null
);

create table authorities (
    id text primary key,
    name text not null unique
);

create table sites (
    id text primary key,
    authority_id text not null references authorities (id),
    name text not null,
    unique (authority_id, name)
);

create table teams (
    id text primary key,
    authority_id text not null references authorities (id),
    name text not null,
    unique (authority_id, name)
);

create table people (
    id text primary key,
    authority_id text not null references authorities (id),
    staff_reference text not null,
    given_name text not null,
    preferred_name text not null,
    family_name text not null,
    email text,
    do_not_post boolean not null,
    letter_format text not null,
    joined_at timestamp not null,
    left_on date,
    opted_out_at timestamp,
    unique (authority_id, staff_reference)
);

-- Where a person worked, and for whom, from a day until the next row's.
create table postings (
    id text primary key,
    person_id text not null references people (id),
    role text not null,
    team_id text references teams (id),
    site_id text references sites (id),
    manager_id text references people (id),
    from_on date not null,
    until_on date
);
create index postings_by_person on postings (person_id, until_on);
create index postings_by_manager on postings (manager_id, until_on);

-- The vault. household is a keyed HMAC of the address's normal form, fingerprint one of its very lines.
create table addresses (
    person_id text primary key references people (id),
    sealed bytea not null,
    household text not null,
    fingerprint text not null,
    put_at timestamp not null,
    bad_since timestamp
);
create index addresses_by_household on addresses (household);

create table import_drafts (
    id text primary key,
    kind text not null,
    file_sha256 text not null,
    sealed bytea not null,
    row_count integer not null,
    drafted_by text not null,
    drafted_at timestamp not null,
    state text not null check (state in ('drafted', 'confirmed', 'discarded')),
    settled_at timestamp
);

create table trials (
    id text primary key,
    name text not null unique,
    intervention text not null,
    unit text not null check (unit in ('person', 'team', 'site')),
    -- Words of allocation/scheme.rs, with commas between; '' for none.
    strata text not null,
    smallest_block integer not null,
    largest_block integer not null,
    -- Whose staff, and in which roles, are in the frame; JSON lists, an empty one for all.
    authorities text not null,
    roles text not null,
    made_by text not null,
    made_at timestamp not null
);

create table arms (
    id text primary key,
    trial_id text not null references trials (id),
    name text not null,
    ratio integer not null check (ratio > 0),
    receives boolean not null,
    place integer not null,
    unique (trial_id, name)
);

create table allocation_lists (
    id text primary key,
    trial_id text not null references trials (id),
    mode text not null check (mode in ('practice', 'live')),
    seed text not null,
    method text not null,
    version text not null,
    units integer not null,
    frame_sha256 text not null,
    rows_sha256 text not null,
    seal text not null,
    made_by text not null,
    made_at timestamp not null,
    locked_by text,
    locked_at timestamp
);
create index allocation_lists_by_trial on allocation_lists (trial_id, mode);
-- A trial is randomised once.
create unique index one_live_list on allocation_lists (trial_id) where mode = 'live';

create table allocated_units (
    list_id text not null references allocation_lists (id),
    place integer not null,
    unit_id text not null,
    authority text not null,
    unit_reference text not null,
    stratum text not null,
    block integer not null,
    arm_id text not null references arms (id),
    seal text not null,
    primary key (list_id, unit_id)
);

-- Who was in which unit, and where they worked, when the list was made; a later move changes nothing here.
create table frame_members (
    list_id text not null references allocation_lists (id),
    person_id text not null references people (id),
    unit_id text not null,
    authority text not null,
    staff_reference text not null,
    site text not null,
    team text not null,
    role text not null,
    primary key (list_id, person_id)
);
create index frame_members_by_person on frame_members (person_id);
create index frame_members_by_unit on frame_members (list_id, unit_id);

-- Who may be shown a trial's arms. To randomise gives nobody this right.
create table sights (
    trial_id text not null references trials (id),
    account_id text not null,
    given_by text not null,
    given_at timestamp not null,
    primary key (trial_id, account_id)
);

create table reveals (
    id text primary key,
    list_id text not null references allocation_lists (id),
    account_id text not null,
    reason text not null,
    revealed_at timestamp not null
);

create table uptake_events (
    event text not null,
    person_id text not null references people (id),
    about text not null,
    occasion text not null,
    at timestamp not null,
    detail text not null,
    primary key (event, about, person_id, occasion)
);
create index uptake_events_by_about on uptake_events (about, event);
create index uptake_events_by_person on uptake_events (person_id);
