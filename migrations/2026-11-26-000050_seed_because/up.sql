-- Why the seed of a list was given; '' where chance gave it. Of lists that were drawn before, only that it was given is on record.
alter table allocation_lists add column seed_because text not null default '';
update allocation_lists set seed_because = 'nobody put down why'
where exists (
    select 1 from audits
    where audits.act = 'trial.allocated' and audits.subject = allocation_lists.trial_id
        and audits.detail like '%list ' || allocation_lists.id || ':%' and audits.detail like '%, a given seed'
);
