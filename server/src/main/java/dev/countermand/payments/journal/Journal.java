package dev.countermand.payments.journal;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.Payments;
import java.io.IOException;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The journal of money, in the order of the event feed.
@Component
public class Journal {

    /// Which stretch of it.
    ///
    /// @param seller whose orders; null for all
    /// @param from of what happened from then on; null for the beginning
    /// @param to and before then; null for the end
    /// @param after `next` of an earlier reading: nothing before it is told again; 0 for the beginning
    public record Wanted(
            @Nullable SellerId seller,
            @Nullable Instant from,
            @Nullable Instant to,
            long after) {

        private boolean covers(Instant at) {
            return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
        }
    }

    /// Takes bookings one by one.
    public interface Taker {

        /// Takes the next one. Fails with `IOException` when it can take no more; the reading ends then.
        void take(Booking booking) throws IOException;
    }

    /// Debits and credits of one currency, in minor units; they are equal.
    public record Sum(long debit, long credit) {

        private Sum plus(Booking booking) {
            return new Sum(Math.addExact(debit, booking.debit()), Math.addExact(credit, booking.credit()));
        }
    }

    /// What was read.
    ///
    /// @param next pass as `after` to go on with what happens later
    public record Read(long bookings, TreeMap<String, Sum> sums, long next) {}

    private static final int PAGE = 1000;

    private final CaseLog log;
    private final Payments payments;

    Journal(CaseLog log, Payments payments) {
        this.log = log;
        this.payments = payments;
    }

    /// Reads it page by page, so that memory does not grow with it, up to where the feed ends when the reading
    /// begins.
    public Read read(Wanted wanted, Taker taker) throws IOException {
        long end = log.end();
        long next = wanted.after();
        long count = 0;
        var sums = new TreeMap<String, Sum>();
        for (boolean more = true; more; ) {
            var page = log.events(wanted.seller(), next, PAGE);
            for (var entry : page.events()) {
                if (entry.cursor() > end || !wanted.covers(entry.at()) || !JournalRules.KINDS.contains(entry.kind())) {
                    continue;
                }
                for (var booking : JournalRules.bookings(entry, payments::of)) {
                    taker.take(booking);
                    sums.merge(booking.currency(), new Sum(0, 0).plus(booking), Journal::both);
                    count++;
                }
            }
            next = page.next();
            more = page.more() && next < end;
        }
        return new Read(count, sums, Math.min(next, Math.max(end, wanted.after())));
    }

    private static Sum both(Sum one, Sum other) {
        return new Sum(Math.addExact(one.debit(), other.debit()), Math.addExact(one.credit(), other.credit()));
    }
}
