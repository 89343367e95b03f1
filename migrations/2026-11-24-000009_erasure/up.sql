-- Of somebody who was erased, a row without a name stays, so that what was counted still adds up.
alter table people add column erased_at timestamp;
