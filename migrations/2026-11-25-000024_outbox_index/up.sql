-- The last mail to somebody about an entry is looked for before the next one leaves.
create index mails_by_addressee on mails (addressee);
