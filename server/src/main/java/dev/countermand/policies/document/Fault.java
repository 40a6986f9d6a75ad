package dev.countermand.policies.document;

import java.util.Comparator;

/// Something in a document that cannot stand.
///
/// @param place where it is
/// @param path JSON pointer to it, such as `/cancel/exceptions/0/window`; empty for the document as a whole
/// @param code what sort of fault, lower case, stable
/// @param message what is wrong, and the cure
public record Fault(Place place, String path, String code, String message) {

    static final Comparator<Fault> IN_ORDER = Comparator.comparingInt(
                    (Fault fault) -> fault.place().line())
            .thenComparingInt(fault -> fault.place().column());
}
