-- People ---------------------------------------------------------------------------------------------------------------------

create table users (
    user_id         uuid        not null primary key,
    email           text        not null,
    email_key       text        not null unique,              -- lower case: e-mail is compared without case
    name            text        not null,
    password_hash   text        not null,
    role            text        not null check (role in ('user', 'admin')),
    currency        text        not null,
    time_zone       text        not null,
    email_verified  boolean     not null,
    mfa_enabled     boolean     not null,
    consented_at    timestamptz,
    default_book_id uuid,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);

create table sessions (
    session_id   uuid        not null primary key,
    user_id      uuid        not null references users on delete cascade,
    device_id    text        not null,
    device_name  text,
    ip           text,
    generation   int         not null,                        -- raised by each refresh; an older one is a reuse
    rotated_at   timestamptz not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);
create index sessions_user on sessions (user_id);

-- Books ----------------------------------------------------------------------------------------------------------------------

create table books (
    book_id         uuid        not null primary key,
    name            text        not null,
    currency        text        not null,
    time_zone       text        not null,
    month_start_day int         not null check (month_start_day between 1 and 31),
    weekend_rule    text        not null check (weekend_rule in ('none', 'before', 'after')),
    week_start      int         not null check (week_start between 0 and 6),
    seq             bigint      not null,                     -- the head: how many changes the book has had
    epoch           int         not null,                     -- bumped by a restore or a rebuild
    rates_version   bigint      not null,
    created_at      timestamptz not null
) with (fillfactor = 50);                                     -- every write updates the head in place

alter table users add foreign key (default_book_id) references books on delete set null;

create table book_members (
    book_id   uuid        not null references books on delete cascade,
    user_id   uuid        not null references users on delete cascade,
    role      text        not null check (role in ('owner', 'editor', 'viewer')),
    joined_at timestamptz not null,
    primary key (book_id, user_id)
);
create index book_members_user on book_members (user_id);

-- Every book-scoped table has a primary key (book_id, …) and composite foreign keys, so that a row can never point into another book.

create table accounts (
    book_id          uuid        not null references books,
    account_id       uuid        not null,
    name             text        not null,
    type             text        not null check (type in ('checking', 'savings', 'cash', 'credit_card', 'loan', 'investment', 'wallet')),
    currency         text        not null,
    opening_balance  numeric     not null,
    opening_date     date,                                    -- null: before everything
    current_balance  numeric     not null,
    overdraft_limit  numeric     not null check (overdraft_limit >= 0),
    is_archived      boolean     not null,
    version          bigint      not null,                    -- seq of the last change of its attributes
    last_posting_seq bigint      not null,                    -- seq of the last change of its balance
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    deleted_seq      bigint,
    primary key (book_id, account_id)
) with (fillfactor = 70);

create table categories (
    book_id     uuid        not null references books,
    category_id uuid        not null,                         -- the nil id is the sentinel that stands for "none" in the journal
    name        text        not null,
    kind        text        not null check (kind in ('income', 'expense', 'none')),
    parent_id   uuid,
    icon        text,
    color       text,
    is_system   boolean     not null,
    version     bigint      not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    deleted_seq bigint,
    primary key (book_id, category_id),
    foreign key (book_id, parent_id) references categories (book_id, category_id)
);
create unique index categories_name on categories (book_id, kind, lower(name)) where deleted_seq is null;

create table transactions (
    book_id         uuid        not null,
    transaction_id  uuid        not null,
    account_id      uuid        not null,
    category_id     uuid,
    flow            text        not null check (flow in ('income', 'expense', 'refund', 'transfer')),
    direction       text        not null check (direction in ('in', 'out')),
    amount          numeric     not null check (amount > 0),
    currency        text        not null,
    date            date        not null,
    description     text,
    merchant        text,
    tags            text[]      not null,
    status          text        not null check (status in ('cleared', 'pending')),
    transfer_id     uuid,
    refund_of       uuid,
    refunded_amount numeric     not null,
    import_identity uuid,                                     -- what makes a statement row itself; kept when the transaction is deleted
    version         bigint      not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    deleted_seq     bigint,
    primary key (book_id, transaction_id),
    foreign key (book_id, account_id) references accounts (book_id, account_id),
    foreign key (book_id, category_id) references categories (book_id, category_id),
    foreign key (book_id, refund_of) references transactions (book_id, transaction_id)
);
create index transactions_by_date on transactions (book_id, date desc, transaction_id desc) where deleted_seq is null;
create index transactions_by_account on transactions (book_id, account_id, date desc, transaction_id desc) where deleted_seq is null;
create index transactions_by_category on transactions (book_id, category_id, date desc, transaction_id desc) where deleted_seq is null;
create unique index transactions_import_identity on transactions (book_id, import_identity) where import_identity is not null;

-- Journal --------------------------------------------------------------------------------------------------------------------

create table changes (
    book_id    uuid        not null,                          -- written only by who holds the lock on the book's row
    seq        bigint      not null,
    at         timestamptz not null,
    actor_id   uuid        not null,
    kind       text        not null,                          -- book, account, category, transaction, budget
    subject_id uuid        not null,
    op         text        not null check (op in ('create', 'update', 'delete')),
    before     jsonb,                                         -- null for a creation: the row itself holds what is now
    primary key (book_id, seq)
);

create table entries (
    book_id        uuid     not null,
    seq            bigint   not null,
    line           int      not null,
    transaction_id uuid,                                      -- null for an opening
    account_id     uuid     not null,
    category_id    uuid     not null,
    date           date     not null,
    currency       text     not null,
    flow           text     not null check (flow in ('opening', 'income', 'expense', 'refund', 'transfer', 'adjustment')),
    sign           smallint not null check (sign in (1, -1)), -- +1 a posting, -1 the reversal of one
    amount         numeric  not null,                         -- signed effect on the account
    primary key (book_id, seq, line),
    foreign key (book_id, account_id) references accounts (book_id, account_id),
    foreign key (book_id, category_id) references categories (book_id, category_id),
    foreign key (book_id, transaction_id) references transactions (book_id, transaction_id)
);

create table book_totals (
    book_id     uuid    not null,
    date        date    not null,
    account_id  uuid    not null,
    category_id uuid    not null,
    currency    text    not null,
    flow        text    not null,
    amount      numeric not null,
    n           bigint  not null,                             -- sum of signs: how many postings stand
    primary key (book_id, date, account_id, category_id, currency, flow),
    foreign key (book_id, account_id) references accounts (book_id, account_id),
    foreign key (book_id, category_id) references categories (book_id, category_id)
) with (fillfactor = 70);

create table projection_heads (
    book_id     uuid   not null references books,
    projection  text   not null,
    applied_seq bigint not null,
    primary key (book_id, projection)
) with (fillfactor = 50);

-- Budgets, notifications -----------------------------------------------------------------------------------------------------

create table budgets (
    book_id     uuid        not null,
    budget_id   uuid        not null,
    category_id uuid        not null,
    amount      numeric     not null check (amount > 0),
    period      text        not null check (period in ('week', 'month', 'year')),
    rollover    text        not null check (rollover in ('none', 'surplus', 'both')),
    start_date  date        not null,
    version     bigint      not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    deleted_seq bigint,
    primary key (book_id, budget_id),
    foreign key (book_id, category_id) references categories (book_id, category_id)
);

create table notifications (
    book_id         uuid        not null,
    notification_id uuid        not null,
    user_id         uuid        not null,
    kind            text        not null,
    rule            text        not null,
    period          text        not null,
    subject_id      uuid        not null,
    title           text        not null,
    body            text        not null,
    data            jsonb       not null,
    created_at      timestamptz not null,
    read_at         timestamptz,
    primary key (book_id, notification_id),
    foreign key (book_id, user_id) references book_members (book_id, user_id) on delete cascade,
    unique (book_id, user_id, rule, period, subject_id)       -- said once, however often the effect runs
);
create index notifications_by_user on notifications (user_id, book_id, created_at desc);

-- Imports --------------------------------------------------------------------------------------------------------------------

create table imports (
    book_id     uuid        not null,
    import_id   uuid        not null,
    account_id  uuid,                                         -- known when the upload is complete
    created_by  uuid        not null,
    file_name   text        not null,
    size        bigint      not null,
    sha256      bytea,
    status      text        not null check (status in ('uploading', 'queued', 'running', 'completed', 'failed')),
    progress    int         not null check (progress between 0 and 100),
    rows        int         not null,
    imported    int         not null,
    duplicates  int         not null,
    rejected    int         not null,
    note        text,
    created_at  timestamptz not null,
    finished_at timestamptz,
    check (status = 'uploading' or account_id is not null),
    primary key (book_id, import_id),
    foreign key (book_id, account_id) references accounts (book_id, account_id)
);

create table import_files (
    book_id   uuid  not null,
    import_id uuid  not null,
    chunk     int   not null,
    data      bytea not null,
    primary key (book_id, import_id, chunk),
    foreign key (book_id, import_id) references imports (book_id, import_id) on delete cascade
);

create table import_rows (
    book_id        uuid not null,
    import_id      uuid not null,
    line           int  not null,                             -- line of the file, the header being 1; 0 for the file as a whole
    verdict        text not null check (verdict in ('imported', 'duplicate', 'rejected', 'failed')),
    field          text,
    code           text,
    message        text,
    transaction_id uuid,
    identity       uuid,
    date           date,
    amount         numeric,
    flow           text,
    direction      text,
    category_id    uuid,                                      -- may be created by the import's own commit
    category       text,
    merchant       text,
    description    text,
    primary key (book_id, import_id, line),
    foreign key (book_id, import_id) references imports (book_id, import_id) on delete cascade
);

-- Messaging and replays: not book-scoped -------------------------------------------------------------------------------------

create table outbox (
    id           bigint      not null generated always as identity primary key,
    message_id   uuid        not null,
    contract     text        not null,
    body         text        not null,
    trace_parent text,
    created_at   timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

create table outbox_dead (
    id           bigint      not null primary key,
    message_id   uuid        not null,
    contract     text        not null,
    body         text        not null,
    trace_parent text,
    created_at   timestamptz not null,
    died_at      timestamptz not null,
    reason       text        not null
);

create table deliveries (
    message_id   uuid        not null,
    effect       text        not null,
    contract     text        not null,
    body         text        not null,
    trace_parent text,
    attempts     int         not null,
    not_before   timestamptz not null,
    locked_until timestamptz,
    dead_reason  text,
    created_at   timestamptz not null,
    primary key (message_id, effect)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index deliveries_due on deliveries (effect, not_before) where dead_reason is null;

create table idempotency_keys (
    user_id     uuid        not null references users on delete cascade,
    key         text        not null,
    fingerprint bytea       not null,
    status      int         not null,
    location    text,
    etag        text,
    body        bytea       not null,
    created_at  timestamptz not null,
    primary key (user_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- What the application's role may do: no DDL, and the journal is append-only for it --------------------------------------------

grant select, insert, update, delete on all tables in schema public to rupaya_app;
revoke update, delete on entries, changes from rupaya_app;
revoke all on "__EFMigrationsHistory" from rupaya_app;
grant select on "__EFMigrationsHistory" to rupaya_app;
