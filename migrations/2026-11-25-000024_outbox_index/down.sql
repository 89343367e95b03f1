drop index mails_by_addressee;
