package dev.countermand.connectors.sandbox.town;

import org.jspecify.annotations.Nullable;

/// Whom a company works for.
///
/// @param callback where its signed messages go
/// @param api where the customer's own API is, with the key he gave; null when he gave none
record Account(
        String company,
        String id,
        String name,
        String secret,
        String callback,
        @Nullable String api,
        @Nullable String apiKey) {}
