-- In the order of the writers, and not for long: they queue behind this. It can be run again.
set local lock_timeout = '5s';
lock table imports, import_rows, transactions, entries in access exclusive mode;

-- A posting is written by the statement, or the batch, that writes its transaction, and transactions are deleted only with their book: the check
-- of each posting found nothing, and the index on the largest table served only the check of an erasure. `rupaya verify` looks instead.
alter table entries drop constraint entries_book_id_transaction_id_fkey;
drop index entries_transaction;

-- Staged rows are written by who has the import's turn and keeps the book from being erased for as long; imports that have rows go only with their
-- book, which deletes the rows as well.
alter table import_rows drop constraint import_rows_book_id_import_id_fkey;
