-- Members whose role changed, webhooks that are changed, turned off and given new secrets, and what their receivers answer.
alter table book_members add column changed_at timestamptz;

alter table webhooks
    add column updated_at      timestamptz,
    add column previous_secret bytea,                         -- sealed with the master key; signs beside the new one for a day
    add column previous_until  timestamptz,
    add column failing_since   timestamptz,                   -- the first failure after the last success
    add column disabled_at     timestamptz,                   -- nothing is sent to it
    add column disabled_reason text;

alter table webhook_attempts
    add column answer  text,                                  -- its first 4 KiB
    add column headers text;                                  -- what was sent, as JSON, without signatures
