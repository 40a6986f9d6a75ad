package dev.countermand.orders.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A note, as the desk shows it.
///
/// @param author by name
/// @param kind in which capacity: `seller`, `warehouse`, `operator`
/// @param text null once the customer was erased
public record NoteRow(
        Instant at, String author, String kind, @Nullable String text) {}
