package dev.countermand.cases;

import org.jspecify.annotations.Nullable;

/// Whom a fact is told to.
///
/// @param locale BCP 47 tag, such as `en-GB`
public record Recipient(
        String name, @Nullable String email, @Nullable String phone, String locale) {}
