package dev.countermand.cancellations;

import dev.countermand.cases.Fact;
import dev.countermand.cases.Personal;
import dev.countermand.cases.Recipient;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The news of cancellations. What a customer is told is made from these records alone.
///
/// Common members: `cancellation` is the public id; `reason` the requester's reason (a [RequestReason]
/// word); `byStore` whether the store canceled for its own reason; `money` exact figures of what goes
/// back by this fact.
public sealed interface CancellationFact extends Fact {

    /// Units of a line, with the words a person needs.
    record Item(String line, String sku, String title, int quantity) {}

    /// Units were canceled at once. Tells the customer "Order Canceled" (or that the store canceled,
    /// and why).
    ///
    /// @param recipient null for history that was imported: nobody is told again
    record Canceled(
            String cancellation,
            @Personal @Nullable Recipient recipient,
            List<Item> items,
            List<Item> remaining,
            String reason,
            boolean byStore,
            @Personal @Nullable String note,
            MoneyBack money,
            String policyVersion)
            implements CancellationFact {

        @Override
        public String kind() {
            return byStore ? "cancellation.store_canceled" : "cancellation.canceled";
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// The warehouse is asked to stop released units. Tells the customer "Attempting to Cancel".
    ///
    /// @param canceled units that were open and are canceled already
    /// @param stopping units that wait for the answer
    /// @param deadline when silence decides
    /// @param silence what silence means: `unable` or `successful`
    record Attempting(
            String cancellation,
            @Personal Recipient recipient,
            List<Item> canceled,
            List<Item> stopping,
            String reason,
            boolean byStore,
            @Personal @Nullable String note,
            Instant deadline,
            String silence,
            @Nullable String ifUnable,
            MoneyBack money,
            String policyVersion)
            implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.attempting";
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// A person must decide. Tells the customer that the request was received and until when it is
    /// answered; when the store itself asked, nobody is told before it has decided.
    ///
    /// @param items units that are held until somebody decides
    /// @param canceled units that were open and are canceled already
    /// @param stopping units about which the warehouse is asked meanwhile
    /// @param waitsFor `seller`, or `requester` when a late stop asks whether the cancellation is still
    ///     wanted
    record Waiting(
            String cancellation,
            @Personal Recipient recipient,
            List<Item> items,
            List<Item> canceled,
            List<Item> stopping,
            String reason,
            boolean byStore,
            @Personal @Nullable String note,
            String because,
            String waitsFor,
            @Nullable String follows,
            Instant deadline,
            String silence,
            MoneyBack money,
            String policyVersion)
            implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.waiting";
        }

        @Override
        public boolean tellsCustomer() {
            return !byStore;
        }
    }

    /// A part of an attempt was answered; the rest still waits. Progress, not a verdict: nobody is
    /// mailed.
    ///
    /// @param outcome `stopped`, `too_late`, `approved` or `denied`
    /// @param by `answer`, `claim`, `report`, `approval` or `denial`
    record Answered(String cancellation, String outcome, List<Item> items, String by) implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.answered";
        }
    }

    /// The one verdict. `status` is `successful`, `unable` or `partly`; the kind follows it.
    ///
    /// @param canceled every unit this cancellation canceled, those at once included
    /// @param unable the units that could not be stopped
    /// @param by what decided: `answer`, `claim`, `report`, `silence`, `approval` or `denial`
    /// @param ifUnable what the shopper chose in advance, or null
    /// @param next public id of the linked next attempt, or null
    record Settled(
            String cancellation,
            @Personal Recipient recipient,
            String status,
            List<Item> canceled,
            List<Item> unable,
            String reason,
            boolean byStore,
            String by,
            @Nullable String ifUnable,
            @Nullable String next,
            MoneyBack money,
            String policyVersion)
            implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation." + status;
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// The requester withdrew; what had been canceled stays canceled, the rest goes on. Tells the
    /// customer.
    record Withdrawn(
            String cancellation,
            @Personal Recipient recipient,
            List<Item> canceled,
            List<Item> resumed,
            MoneyBack money,
            String policyVersion)
            implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.withdrawn";
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// Nothing was done. The requester reads it in the answer; the record keeps it.
    ///
    /// @param because the [CancellationReason] word
    record Refused(
            String cancellation,
            List<Item> items,
            String reason,
            @Personal @Nullable String note,
            String because,
            String policyVersion)
            implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.refused";
        }
    }

    /// Canceled units have left all the same. A person of the shop must act; an intercept is what to
    /// try first.
    ///
    /// @param cancellation which canceled them; null when they had come as canceled with the order
    record ShippedDespite(@Nullable String cancellation, String shipment, List<Item> items)
            implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.shipped_despite_cancel";
        }
    }

    /// The clock of a refund stands still, as the law lets the shop wait for something.
    ///
    /// @param because a [RefundPause.Because] word
    record ClockPaused(
            String cancellation,
            String because,
            @Personal @Nullable String note) implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.clock_paused";
        }
    }

    /// It runs again.
    ///
    /// @param due the last instant that is in time now; null where no law is known to want it
    record ClockResumed(String cancellation, @Nullable Instant due) implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.clock_resumed";
        }
    }

    /// The warehouse said it stopped units after the verdict. A linked attempt asks the requester.
    record StoppedLate(String cancellation, String next, List<Item> items) implements CancellationFact {

        @Override
        public String kind() {
            return "cancellation.stopped_late";
        }
    }
}
