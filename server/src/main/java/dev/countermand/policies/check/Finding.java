package dev.countermand.policies.check;

import dev.countermand.policies.Facts;
import org.jspecify.annotations.Nullable;

/// Something in terms that their author probably does not want.
///
/// @param level how sure it is that something is wrong
/// @param code what sort of thing, lower case, stable
/// @param path JSON pointer into the document, such as `/cancel/exceptions/0`
/// @param message what it is, and the cure
/// @param proven whether it holds for all orders; else no order was found for which it does not
/// @param example an order that shows it; null when none is needed or none was found
public record Finding(
        Level level,
        String code,
        String path,
        String message,
        boolean proven,
        @Nullable Facts example) {

    /// How sure it is that something is wrong.
    public enum Level {
        /// It cannot be meant.
        WARNING,
        /// It may be meant; somebody should know.
        NOTE
    }
}
