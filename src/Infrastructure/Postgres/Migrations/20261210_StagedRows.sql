-- rupaya: no transaction
-- Rows that came to nothing are taken away by their age, of all books: without going through those that were imported, which stay for ever.
create index concurrently if not exists import_rows_staged on import_rows (book_id, import_id) where verdict <> 'imported' and line > 0;
