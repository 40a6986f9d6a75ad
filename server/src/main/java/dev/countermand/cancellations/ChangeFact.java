package dev.countermand.cancellations;

import dev.countermand.cancellations.CancellationFact.Item;
import dev.countermand.cases.Fact;
import dev.countermand.cases.Personal;
import dev.countermand.cases.Recipient;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The news of changes. What a customer is told is made from these records alone.
///
/// Common members: `change` is the public id; `added` the lines that came by this very fact, each told once;
/// `came` those that came by the change so far; `items` or `canceled` the units that made place for them; `money`
/// what comes back, and `more` what is due, by the change so far; `address` where the order goes from now on, and
/// `readdressed` whether that is what was changed.
public sealed interface ChangeFact extends Fact {

    /// The public id of the change.
    String change();

    /// Changed at once. Tells the customer what is what now; when the store changed it, why.
    record Changed(
            String change,
            @Personal Recipient recipient,
            List<Item> items,
            List<Item> added,
            List<Item> came,
            boolean readdressed,
            @Personal Order.@Nullable Address address,
            String reason,
            boolean byStore,
            @Personal @Nullable String note,
            MoneyBack money,
            long more,
            String policyVersion)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change.changed";
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// The warehouse is asked to stop released units, so that others may come. Tells the customer.
    ///
    /// @param canceled units that were open and have made place already
    /// @param stopping units that wait for the answer
    /// @param wanted what is to come when all of it succeeds
    record Attempting(
            String change,
            @Personal Recipient recipient,
            List<Item> canceled,
            List<Item> added,
            List<Item> stopping,
            List<Item> wanted,
            boolean readdressed,
            @Personal Order.@Nullable Address address,
            String reason,
            boolean byStore,
            @Personal @Nullable String note,
            Instant deadline,
            String silence,
            MoneyBack money,
            long more,
            String policyVersion)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change.attempting";
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// A person must decide. Tells the customer that the request was received; when the store itself asked, nobody
    /// is told before it has decided.
    ///
    /// @param items units that are held until somebody decides
    record Waiting(
            String change,
            @Personal Recipient recipient,
            List<Item> items,
            List<Item> canceled,
            List<Item> added,
            List<Item> stopping,
            List<Item> wanted,
            boolean readdressed,
            @Personal Order.@Nullable Address address,
            String reason,
            boolean byStore,
            @Personal @Nullable String note,
            String because,
            String waitsFor,
            @Nullable String follows,
            Instant deadline,
            String silence,
            MoneyBack money,
            long more,
            String policyVersion)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change.waiting";
        }

        @Override
        public boolean tellsCustomer() {
            return !byStore;
        }
    }

    /// A part of an attempt was answered; the rest still waits. Progress, not a verdict: nobody is mailed.
    record Answered(String change, String outcome, List<Item> items, List<Item> added, String by)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change.answered";
        }
    }

    /// The one verdict. `status` is `successful`, `unable` or `partly`; the kind follows it.
    ///
    /// @param unable the units that could not be stopped: they stay as they were
    /// @param by what decided: `answer`, `claim`, `report`, `silence`, `approval` or `denial`
    record Settled(
            String change,
            @Personal Recipient recipient,
            String status,
            List<Item> canceled,
            List<Item> added,
            List<Item> came,
            List<Item> unable,
            boolean readdressed,
            @Personal Order.@Nullable Address address,
            String reason,
            boolean byStore,
            String by,
            MoneyBack money,
            long more,
            String policyVersion)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change." + status;
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// The requester withdrew; what had been changed stays, the rest goes on as it was. Tells the customer.
    record Withdrawn(
            String change,
            @Personal Recipient recipient,
            List<Item> canceled,
            List<Item> added,
            List<Item> came,
            List<Item> resumed,
            MoneyBack money,
            long more,
            String policyVersion)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change.withdrawn";
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
            String change,
            List<Item> items,
            List<Item> wanted,
            boolean readdressed,
            @Personal Order.@Nullable Address address,
            String reason,
            @Personal @Nullable String note,
            String because,
            String policyVersion)
            implements ChangeFact {

        @Override
        public String kind() {
            return "change.refused";
        }
    }

    /// The warehouse said it stopped units after the verdict. A linked attempt asks the requester.
    record StoppedLate(String change, String next, List<Item> items) implements ChangeFact {

        @Override
        public String kind() {
            return "change.stopped_late";
        }
    }
}
