-- Books with something waiting for a receiver: who sends looks here, and not through the deliveries of all books. It lies with the messages and not
-- with the books (ADR 20), so it has no key to them.
create table due_books (
    book_id    uuid        not null primary key,
    not_before timestamptz not null                           -- when to look next; who looks puts it off first, so that nobody else does
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index due_books_next on due_books (not_before);
insert into due_books (book_id, not_before) select distinct book_id, now() from webhook_deliveries where status = 'pending';

grant select, insert, update, delete on due_books to rupaya_app;
