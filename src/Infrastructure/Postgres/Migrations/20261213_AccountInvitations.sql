-- rupaya: no transaction
-- What somebody is invited to, in whatever book.
create index concurrently if not exists invitations_of_address on invitations (email_key);
