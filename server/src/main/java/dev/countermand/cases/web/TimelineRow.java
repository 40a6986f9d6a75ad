package dev.countermand.cases.web;

import java.time.Instant;

/// One thing that happened, as the page tells it.
///
/// @param who in which capacity and, for staff, by which name and door
public record TimelineRow(Instant at, String what, String who, String kind) {}
