drop table inbound_cursors;
drop table inbound_mails;
