-- What a place was before the site of its person withdrew from the trial, for as long as the site is out.
alter table round_places add column aside text check (aside in ('silent', 'booked', 'waiting', 'offered'));
