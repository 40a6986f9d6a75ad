package dev.countermand.payments;

/// How money goes back, as a value from the caller's terms.
///
/// @param shipping `never`, `always` (each unit's share) or `with_last_unit`
public record RefundTerms(String shipping) {}
