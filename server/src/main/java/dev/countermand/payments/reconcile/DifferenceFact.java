package dev.countermand.payments.reconcile;

import dev.countermand.cases.Fact;
import org.jspecify.annotations.Nullable;

/// News of comparing our journal with a provider's. Amounts are minor units of `currency`.
public sealed interface DifferenceFact extends Fact {

    /// Our journal and theirs differ. No money was moved for it; somebody must look.
    ///
    /// @param difference its public id
    /// @param what how they differ, such as `missing_here`
    /// @param source `provider` or `file`
    /// @param payment the shop's id of the payment
    /// @param ours what we have; null for nothing; `ourState` says how it stands
    /// @param theirs what they have; null for nothing; `theirState` says how it stands
    /// @param effect our effect that it is about
    /// @param reference what they call the movement
    record Found(
            String difference,
            String what,
            String source,
            String payment,
            @Nullable Long ours,
            @Nullable String ourState,
            @Nullable Long theirs,
            @Nullable String theirState,
            long amount,
            String currency,
            @Nullable String effect,
            @Nullable String reference)
            implements DifferenceFact {

        @Override
        public String kind() {
            return "payment.difference_found";
        }
    }

    /// What had differed agrees by now.
    ///
    /// @param difference its public id
    /// @param what how they differed
    record Gone(String difference, String what, String payment, long amount, String currency)
            implements DifferenceFact {

        @Override
        public String kind() {
            return "payment.difference_gone";
        }
    }
}
