package dev.countermand.policies;

import java.time.Instant;

/// By when a law wants something done.
///
/// @param law pack, version and right, such as `eu-2/withdrawal`
/// @param source the law, as people cite it
/// @param at the last instant that is in time
public record Due(String law, String source, Instant at) {}
