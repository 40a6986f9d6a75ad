package dev.countermand.cases;

/// One piece of news about an order, told once. Each module has a sealed interface of its own facts, all
/// records with plain data: their JSON is self-contained, so that nobody who reads it later must ask
/// back.
///
/// Components marked [Personal] are encrypted with the order's own key before they are stored or hashed.
public interface Fact {

    /// Stable name, `<thing>.<past participle>`, such as `cancellation.successful`. The plural of the
    /// thing is the module.
    String kind();

    /// Whether the person who ordered is told by a message. Such a fact has a component `@Personal
    /// Recipient recipient` and a pair of templates `jte/<module>/mail/<name>Html.jte` and
    /// `<name>Text.jte`.
    default boolean tellsCustomer() {
        return false;
    }
}
