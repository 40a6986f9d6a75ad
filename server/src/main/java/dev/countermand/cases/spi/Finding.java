package dev.countermand.cases.spi;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place where stored data break a promise.
///
/// @param promise `P1` to `P15`, as docs/operating/verify.md lists them
/// @param check stable name of what was compared, such as `goods_journal`
/// @param order whose data; null for what belongs to no order
/// @param found what stands there
/// @param expected what the rest of the data say should stand there
/// @param todo what the operator can do now
public record Finding(
        String promise, String check, @Nullable UUID order, String found, String expected, String todo) {}
