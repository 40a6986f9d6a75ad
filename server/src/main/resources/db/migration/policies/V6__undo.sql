-- The text that stood before the last save, so that it can be taken back once.

alter table policies.draft
    add column before text;
