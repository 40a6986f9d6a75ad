package dev.countermand.policies.web;

import dev.countermand.policies.Option;
import org.jspecify.annotations.Nullable;

/// An option of a line as a page tells it.
///
/// @param money what it is worth, written out; null where nothing comes back
public record LineOption(Option option, @Nullable String money) {}
