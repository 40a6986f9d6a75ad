package dev.countermand.payments.journal;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
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
            return (from == null || !at.isBefore(from)) && !isPast(at);
        }

        private boolean isPast(Instant at) {
            return to != null && !at.isBefore(to);
        }

        private boolean isLongPast(Instant at) {
            return to != null && !at.isBefore(to.plus(CaseAudit.NEARLY));
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
    /// @param facts how many facts were looked at for it
    public record Read(long bookings, TreeMap<String, Sum> sums, long next, long facts) {}

    private static final int PAGE = 1000;

    private final CaseLog log;
    private final CaseAudit audit;
    private final Payments payments;

    Journal(CaseLog log, CaseAudit audit, Payments payments) {
        this.log = log;
        this.audit = audit;
        this.payments = payments;
    }

    /// Reads it page by page, so that memory does not grow with it, up to where the feed ends when the reading
    /// begins. Of a period no more is read than what was recorded about then, however old the log is.
    public Read read(Wanted wanted, Taker taker) throws IOException {
        var reading = new Reading(taker);
        long end = log.end();
        long cursor =
                wanted.from() == null ? wanted.after() : Math.max(wanted.after(), audit.cursorBefore(wanted.from()));
        long later = Long.MAX_VALUE;
        for (boolean more = true; more; ) {
            var page = log.events(wanted.seller(), cursor, PAGE);
            for (var entry : page.events()) {
                if (entry.cursor() <= end && wanted.isPast(entry.at())) {
                    later = Math.min(later, entry.cursor());
                } else if (entry.cursor() <= end && wanted.covers(entry.at())) {
                    reading.take(entry);
                }
                reading.facts++;
            }
            boolean over =
                    !page.events().isEmpty() && page.events().stream().allMatch(entry -> wanted.isLongPast(entry.at()));
            cursor = page.next();
            more = page.more() && cursor < end && !over;
        }
        // What is later than the period is still to be told.
        long next = Math.min(Math.min(cursor, Math.max(end, wanted.after())), later - 1);
        return new Read(reading.count, reading.sums, next, reading.facts);
    }

    /// Bookings while they are read.
    private final class Reading {

        private final Taker taker;
        private final TreeMap<String, Sum> sums = new TreeMap<>();
        private long count;
        private long facts;

        Reading(Taker taker) {
            this.taker = taker;
        }

        void take(Entry entry) throws IOException {
            if (!JournalRules.KINDS.contains(entry.kind())) {
                return;
            }
            for (var booking : JournalRules.bookings(entry, payments::of)) {
                taker.take(booking);
                sums.merge(booking.currency(), new Sum(0, 0).plus(booking), Journal::both);
                count++;
            }
        }
    }

    private static Sum both(Sum one, Sum other) {
        return new Sum(Math.addExact(one.debit(), other.debit()), Math.addExact(one.credit(), other.credit()));
    }
}
