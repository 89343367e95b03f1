-- What a researcher answers of a trial before it begins: its windows, outcomes, what each arm is asked, what follows from a look at
-- spill-over. Each answer in versions, of which the newest counts; no row is ever changed.
create table trial_answers (
    trial_id text not null references trials (id),
    question text not null check (question in ('windows', 'outcomes', 'asked', 'spill-over')),
    version integer not null check (version > 0),
    answer text not null,
    reason text not null,
    said_by text not null,
    said_at timestamp not null,
    primary key (trial_id, question, version)
);
