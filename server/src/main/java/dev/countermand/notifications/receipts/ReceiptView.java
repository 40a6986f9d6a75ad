package dev.countermand.notifications.receipts;

import java.util.List;

/// A receipt in words, the same on the page, on paper and on the public check.
///
/// @param number such as `R-2026-000123`
/// @param seller the name under which the shop sells
/// @param outcome what it is the receipt of, in one line
/// @param tone `good`, `bad`, `busy` or `calm`
/// @param facts who, when, why: label and value
/// @param items how many of what, and what became of them
/// @param money sentences, the answer first
public record ReceiptView(
        String number,
        String seller,
        String outcome,
        String tone,
        List<Fact> facts,
        List<Item> items,
        List<String> money) {

    /// A label and what stands behind it.
    public record Fact(String label, String value) {}

    /// Units of a line.
    public record Item(String title, String outcome) {}
}
