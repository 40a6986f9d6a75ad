package dev.countermand.customers;

import dev.countermand.cases.Fact;

/// The news of customers.
public sealed interface CustomerFact extends Fact {

    /// The person of this order was erased: name, addresses, messages, notes, and the key of the
    /// personal fields of its log. Nobody is told.
    ///
    /// @param because `request` (the customer asked), or `retention` (the time of the seller's terms
    /// is over)
    /// @param forced whether it was done although the person was still needed
    record Erased(String because, boolean forced) implements CustomerFact {

        @Override
        public String kind() {
            return "customer.erased";
        }
    }
}
