-- rupaya: no transaction
-- Which deliveries are to be given up is asked of one book. The index without the book serves the release before this one; it goes with the next.
create index concurrently if not exists webhook_deliveries_of_book_over on webhook_deliveries (book_id, give_up_at) where status = 'pending';
