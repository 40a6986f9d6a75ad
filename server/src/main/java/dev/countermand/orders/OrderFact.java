package dev.countermand.orders;

import dev.countermand.cases.Fact;
import dev.countermand.cases.Personal;
import dev.countermand.cases.Recipient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The news of orders. Amounts are minor units of `currency`; stages are [Stage] words.
public sealed interface OrderFact extends Fact {

    /// Units of a line, with the words a person needs.
    record Item(String line, String sku, String title, int quantity) {}

    /// Units that moved.
    record Moved(String line, String from, String to, int quantity) {}

    /// A snapshot was accepted for the first time.
    ///
    /// @param total what the order costs
    /// @param moves units that were already elsewhere when we took it: only an import says so
    record Taken(
            String number,
            String seller,
            @Nullable Long version,
            @Nullable Instant placedAt,
            String currency,
            long total,
            List<Item> items,
            List<Order.Tender> payments,
            long amountDue,
            @Personal Order.Customer customer,
            @Personal Order.Address billingAddress,
            @Personal Order.@Nullable Address shippingAddress,
            List<Moved> moves)
            implements OrderFact {

        @Override
        public String kind() {
            return "order.taken";
        }
    }

    /// A later snapshot changed contact data, or told payments and captures.
    ///
    /// @param contact whether customer or addresses are new; only then they are given
    record Amended(
            @Nullable Long version,
            boolean contact,
            @Personal Order.@Nullable Customer customer,
            @Personal Order.@Nullable Address billingAddress,
            @Personal Order.@Nullable Address shippingAddress,
            List<Order.Tender> paymentsAdded,
            List<Order.Tender> paymentsCaptured,
            long amountDue)
            implements OrderFact {

        @Override
        public String kind() {
            return "order.amended";
        }
    }

    /// The warehouse got units.
    ///
    /// @param release public id
    record Released(String release, List<Item> items) implements OrderFact {

        @Override
        public String kind() {
            return "order.released";
        }
    }

    /// A parcel was claimed before its label was printed.
    ///
    /// @param shipment public id
    record Shipped(
            String shipment, String carrier, @Nullable String tracking, List<Item> items, List<Moved> moves)
            implements OrderFact {

        @Override
        public String kind() {
            return "order.shipped";
        }
    }

    /// A parcel that has already left was told.
    ///
    /// @param excess units in the parcel that had left before, as far as we knew
    record ShipmentReported(
            String shipment,
            String carrier,
            @Nullable String tracking,
            Instant shippedAt,
            List<Item> items,
            List<Moved> moves,
            List<Item> excess)
            implements OrderFact {

        @Override
        public String kind() {
            return "order.shipment_reported";
        }
    }

    /// A parcel arrived.
    record Delivered(String shipment, List<Item> items, Instant at) implements OrderFact {

        @Override
        public String kind() {
            return "order.delivered";
        }
    }

    /// A parcel was lost by its carrier.
    record Lost(String shipment, List<Item> items, Instant at) implements OrderFact {

        @Override
        public String kind() {
            return "order.lost";
        }
    }

    /// The carrier said something about a parcel that moves no units.
    record Tracked(
            String shipment,
            String status,
            Instant at,
            @Personal @Nullable String description) implements OrderFact {

        @Override
        public String kind() {
            return "order.tracked";
        }
    }

    /// Somebody who knows number and e-mail asked for the link that opens the order. Tells the customer.
    record LinkRequested(@Personal Recipient recipient) implements OrderFact {

        @Override
        public String kind() {
            return "order.link_requested";
        }

        @Override
        public boolean tellsCustomer() {
            return true;
        }
    }

    /// Staff wrote a note. Only staff read it.
    record Noted(@Personal String text) implements OrderFact {

        /// The kind by which notes are found.
        public static final String KIND = "order.noted";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
