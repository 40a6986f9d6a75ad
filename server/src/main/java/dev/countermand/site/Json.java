package dev.countermand.site;

/// The one JSON mapping of the house: unknown properties fail, instants as RFC 3339 in UTC, null members left out,
/// enum constants in lower snake case.
public final class Json {
    private Json() {}
}
