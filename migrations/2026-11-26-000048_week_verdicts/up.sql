-- How a rule for a lead's week was judged, once its day had ended: what is typed later of earlier days changes nothing of it.
create table week_verdicts (
    trial_id text primary key references trials (id),
    -- The rule's day, at whose end it was judged.
    on_day date not null,
    -- How many came so far, and of how many.
    people integer not null check (people >= 0),
    whole integer not null check (whole >= 0),
    judged_at timestamp not null
);
