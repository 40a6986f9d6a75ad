-- Terms come as documents: what is around the terms of cancellation, and the text as its author wrote it.

alter table policies.terms
    add column frame jsonb,
    add column source text;
