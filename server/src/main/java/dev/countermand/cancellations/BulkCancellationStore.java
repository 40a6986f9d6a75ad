package dev.countermand.cancellations;

import static dev.countermand.cancellations.Stored.json;

import dev.countermand.site.BulkRows;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Many cancellations that were done at once, in SQL.
@Repository
class BulkCancellationStore {

    private final JdbcTemplate bulk;

    BulkCancellationStore(JdbcTemplate bulk) {
        this.bulk = bulk;
    }

    void insert(List<Cancellation> all) {
        var attempts = new BulkRows();
        var lines = new BulkRows();
        for (var c : all) {
            attempt(attempts, c);
            int position = 0;
            for (var line : c.lines()) {
                position++;
                line(lines, c, line, position);
            }
        }
        attempts.into(
                bulk,
                "cancellations.attempt (part, id, order_id, seller, number, status, reason, note, requested_by,"
                        + " payout, asked_at, money, policy_version, facts)");
        lines.into(
                bulk,
                "cancellations.attempt_line (part, attempt_id, line, position, sku, title, requested, at_once, stopped,"
                        + " asked, held_open, held_released, too_late, resumed, followed, departed, refused, because)");
    }

    private static void attempt(BulkRows rows, Cancellation c) {
        rows.number(c.id().part())
                .id(c.id().value())
                .id(c.order().id().value())
                .text(c.order().seller().value())
                .text(c.order().number())
                .text(c.status().word())
                .text(c.reason().word())
                .text(c.note())
                .text(c.requestedBy())
                .text(c.payout().word())
                .time(c.askedAt())
                .text(json(c.money()))
                .text(c.policyVersion())
                .text(json(c.facts()))
                .end();
    }

    private static void line(BulkRows rows, Cancellation c, Cancellation.Line line, int position) {
        rows.number(c.id().part())
                .id(c.id().value())
                .text(line.line())
                .number(position)
                .text(line.sku())
                .text(line.title())
                .number(line.requested())
                .number(line.atOnce())
                .number(line.stopped())
                .number(line.asked())
                .number(line.heldOpen())
                .number(line.heldReleased())
                .number(line.tooLate())
                .number(line.resumed())
                .number(line.followed())
                .number(line.departed())
                .number(line.refused())
                .text(line.because() == null ? null : line.because().word())
                .end();
    }
}
