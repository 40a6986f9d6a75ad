package dev.countermand.payments.web;

import dev.countermand.payments.journal.Booking;
import dev.countermand.payments.journal.Journal;
import dev.countermand.site.Json;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The journal as one JSON document, amounts in minor units; whoever reads one without its end knows that it
/// broke off.
final class JournalJson {

    private record Line(
            String entry,
            Instant at,
            String seller,
            String order,
            String what,
            String account,
            long debit,
            long credit,
            String currency,
            @Nullable String payment,
            @Nullable String tender,
            @Nullable String gateway,
            @Nullable String effect,
            @Nullable String reference,
            @Nullable String cause) {

        Line(Booking of) {
            this(
                    of.entry(),
                    of.at(),
                    of.seller(),
                    of.order(),
                    of.what(),
                    of.account().word(),
                    of.debit(),
                    of.credit(),
                    of.currency(),
                    of.payment(),
                    of.tender(),
                    of.gateway(),
                    of.effect(),
                    of.reference(),
                    of.cause());
        }
    }

    private JournalJson() {}

    static void write(Journal journal, Journal.Wanted wanted, Writer out) throws IOException {
        out.write("{\"bookings\":[");
        var first = new boolean[] {true};
        var read = journal.read(wanted, booking -> {
            out.write(first[0] ? "\n" : ",\n");
            first[0] = false;
            out.write(Json.write(new Line(booking)));
        });
        out.write("\n],\"count\":" + read.bookings() + ",\"sums\":" + Json.write(read.sums()) + ",\"next\":"
                + read.next() + "}\n");
        out.flush();
    }
}
