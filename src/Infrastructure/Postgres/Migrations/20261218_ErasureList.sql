-- Erasures that the list outside of this database does not have yet: written with the erasure, removed when the list has it, or where none is kept.
create table unlisted_erasures (
    user_id   uuid        not null primary key,
    erased_at timestamptz not null
);
grant select, insert, delete on unlisted_erasures to rupaya_app;
