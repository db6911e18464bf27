-- Which builds are at work: each process notes once a minute that it is there. A contract step is refused while one of them needs what it takes
-- away (ADR 21).
create table schema_builds (
    process_id uuid        not null primary key,
    build      text        not null,                -- its newest migration
    version    text        not null,
    role       text        not null,
    started_at timestamptz not null,
    seen_at    timestamptz not null
);
grant select, insert, update, delete on schema_builds to rupaya_app;
