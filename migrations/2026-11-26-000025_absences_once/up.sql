-- The same time is on record of somebody once, however many bring it in, and however often they press. Where two had brought
-- the same in at once, the first stays.
delete from absences where exists (
    select 1 from absences as earlier
    where earlier.id < absences.id and earlier.person_id = absences.person_id and earlier.kind = absences.kind
    and ((earlier.starts_at = absences.starts_at and earlier.ends_at = absences.ends_at)
        or (earlier.weekday = absences.weekday and earlier.time_from = absences.time_from and earlier.time_until = absences.time_until)));
create unique index one_stretch_once on absences (person_id, kind, starts_at, ends_at) where starts_at is not null;
create unique index one_time_of_the_week_once on absences (person_id, kind, weekday, time_from, time_until) where weekday is not null;
