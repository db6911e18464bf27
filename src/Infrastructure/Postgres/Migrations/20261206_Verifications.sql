-- Each verification of all books, for ever: when the books were last known to be exact.
create table verifications (
    verification_id uuid        not null primary key,
    at              timestamptz not null,
    milliseconds    bigint      not null,
    differences     int         not null check (differences >= 0)
);
create index verifications_at on verifications (at);
grant select, insert on verifications to rupaya_app;
