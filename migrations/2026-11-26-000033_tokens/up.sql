-- Tokens: coffee, tea and something without caffeine for a whole building, with a card that says whom it thanks.

-- What happened to a building in a trial. Days are those in Europe/London on which it happened.
create table uptake_site_events (
    event text not null,
    site_id text not null references sites (id),
    about text not null,
    occasion text not null,
    on_day date not null,
    at timestamp not null,
    detail text not null,
    primary key (event, about, site_id, occasion)
);
create index uptake_site_events_by_about on uptake_site_events (about);

-- For whom tokens are meant to stand, and for how long: one trial in one authority.
create table token_plans (
    id text primary key,
    trial_id text not null references trials (id),
    authority_id text not null references authorities (id),
    -- Buildings with fewer people get none.
    least_people integer not null check (least_people > 0),
    from_on date not null,
    until_on date not null,
    made_by text not null,
    made_at timestamp not null,
    check (from_on <= until_on),
    unique (trial_id, authority_id)
);

-- One building that receives.
create table token_placements (
    id text primary key,
    plan_id text not null references token_plans (id),
    site_id text not null references sites (id),
    -- People on the roster of the building when it was planned.
    planned_people integer not null check (planned_people > 0),
    -- What stands there, as somebody typed it: a coffee machine, a kettle and teas.
    kind text not null,
    state text not null check (state in ('planned', 'delivered', 'working', 'out_of_order', 'taken_away')),
    -- The printed code: raised, it makes those before worthless. A hash is kept, to find the row by.
    generation integer not null,
    code_hash text not null unique,
    unique (plan_id, site_id)
);

-- Each act on a placement, by its day. One that turned out not to be so is taken back and stays on record.
create table token_steps (
    placement_id text not null references token_placements (id),
    nth integer not null,
    act text not null check (act in ('deliver', 'set_up', 'break_down', 'mend', 'take_away')),
    on_day date not null,
    why text not null,
    taken_back boolean not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (placement_id, nth)
);

-- Cards, each under the number of its version: whom it thanks, where, in which words.
create table token_cards (
    placement_id text not null references token_placements (id),
    version integer not null,
    lead text not null,
    place text not null,
    wording text not null,
    generation integer not null,
    file_key text not null,
    file_sha256 text not null,
    made_by text not null,
    made_at timestamp not null,
    primary key (placement_id, version)
);

-- What somebody told by the printed code, without who or at what hour. The same thing told again while it is open is counted.
create table token_faults (
    id text primary key,
    placement_id text not null references token_placements (id),
    kind text not null check (kind in ('nothing_left', 'broken', 'not_clean', 'card_gone', 'other')),
    told integer not null check (told > 0),
    first_on date not null,
    last_on date not null,
    closed_on date,
    done text,
    closed_by text
);
create index token_faults_by_placement on token_faults (placement_id);

-- Words that came with one, sealed until somebody looks at them.
create table token_fault_notes (
    id text primary key,
    fault_id text not null references token_faults (id),
    came_on date not null,
    state text not null check (state in ('to_screen', 'kept')),
    sealed bytea not null
);
create index token_fault_notes_by_fault on token_fault_notes (fault_id);

-- What was brought, in cups.
create table token_deliveries (
    id text primary key,
    placement_id text not null references token_placements (id),
    on_day date not null,
    coffee integer not null check (coffee >= 0),
    tea integer not null check (tea >= 0),
    without_caffeine integer not null check (without_caffeine >= 0),
    noted_by text not null,
    noted_at timestamp not null,
    check (coffee + tea + without_caffeine > 0)
);
create index token_deliveries_by_placement on token_deliveries (placement_id);

-- From a day on nothing of a kind was left, until a delivery of it.
create table token_stock_outs (
    id text primary key,
    placement_id text not null references token_placements (id),
    what text not null check (what in ('everything', 'coffee', 'tea', 'without_caffeine')),
    from_on date not null,
    until_on date,
    noted_by text not null,
    noted_at timestamp not null
);
create index token_stock_outs_by_placement on token_stock_outs (placement_id);

-- What it cost: an amount, or so many at a price each.
create table token_costs (
    id text primary key,
    placement_id text not null references token_placements (id),
    what text not null,
    pence bigint check (pence >= 0),
    units integer check (units > 0),
    pence_each bigint check (pence_each >= 0),
    noted_by text not null,
    noted_at timestamp not null,
    check ((pence is null) = (units is not null)),
    check ((units is null) = (pence_each is null))
);
create index token_costs_by_placement on token_costs (placement_id);
