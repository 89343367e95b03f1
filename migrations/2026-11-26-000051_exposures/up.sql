-- How somebody of a comparison arm came near what the other arm gets, where what it is known from can go away again: a move, a home.
create table exposures (
    trial_id text not null references trials (id),
    person_id text not null references people (id),
    kind text not null,
    on_day date not null,
    kept_at timestamp not null,
    primary key (trial_id, person_id, kind)
);
