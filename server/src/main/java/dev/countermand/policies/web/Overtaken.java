package dev.countermand.policies.web;

import dev.countermand.policies.Policies.Version;

/// A draft was begun under one version, and another one has come into force since.
///
/// @param under the version then
/// @param now the version that is in force
/// @param diff what the one in force says otherwise than the one then: what the draft may undo
public record Overtaken(String under, Version now, TextDiff diff) {}
