-- Backups that were made, for ever: how old the newest is, is what an alert looks at. Written by who makes them, under the owner's role.
create table backups (
    backup_id uuid        not null primary key default gen_random_uuid(),
    at        timestamptz not null default now(),
    kind      text        not null check (kind in ('full', 'incr', 'logical')),
    label     text        not null                            -- the repository's name for it
);
create index backups_at on backups (at);
grant select on backups to rupaya_app;

-- Restores that this database has gone through, for ever: what was written between the two moments is gone (ADR 19).
create table restores (
    restore_id  uuid        not null primary key,
    restored_to timestamptz not null unique,
    at          timestamptz not null,
    by          text        not null,
    reason      text        not null
);
grant select on restores to rupaya_app;

-- Numbers that no change of the book has: those after after_seq and up to before_seq. What was lost may have had some of them, and no change gets one of
-- them again. The book went on from before_seq.
create table book_gaps (
    book_id    uuid   not null references books on delete cascade,
    after_seq  bigint not null,
    before_seq bigint not null,
    restore_id uuid   not null references restores,
    primary key (book_id, after_seq),
    check (before_seq > after_seq)
);
grant select on book_gaps to rupaya_app;
