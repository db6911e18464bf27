-- rupaya: no transaction
create index concurrently if not exists books_to_erase on books (erase_at, erase_asked_by) where erase_at is not null;
