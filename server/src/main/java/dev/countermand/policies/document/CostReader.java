package dev.countermand.policies.document;

import dev.countermand.policies.Fee;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.document.Amounts.BackPart;
import dev.countermand.policies.document.Leaves.FeePart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes fees, and who pays for the way back, of what was found.
final class CostReader {

    private final List<Fault> faults;

    CostReader(List<Fault> faults) {
        this.faults = faults;
    }

    /// The fee of this part; null for `none` and where it names none.
    @Nullable
    Fee fee(Found found) {
        var parts = found.list("fee");
        var fixed = new TreeMap<String, Long>();
        for (var each : parts) {
            var part = (FeePart) each.value();
            var amount = part.amount();
            if (amount == null) {
                if (parts.size() > 1) {
                    add(
                            each,
                            "contradiction",
                            "A fee is a percentage, or an amount for each currency; name one of the two.");
                }
                return part.percent() == null ? null : new Fee(part.percent(), Map.of());
            }
            if (fixed.put(amount.currency(), amount.minor()) != null) {
                add(each, "duplicate", amount.currency() + " is named twice; name each currency once.");
            }
        }
        return fixed.isEmpty() ? null : new Fee(null, fixed);
    }

    /// Who pays for the way back; null where the part does not say.
    @Nullable
    SendingBack sendingBack(Found found) {
        var parts = found.list("sendingBack");
        var price = new TreeMap<String, Long>();
        for (var each : parts) {
            var part = (BackPart) each.value();
            var amount = part.amount();
            if (amount == null) {
                if (parts.size() > 1) {
                    add(
                            each,
                            "contradiction",
                            "`shop`, `customer`, or an amount for each currency: name one of the three.");
                }
                return part.who();
            }
            if (price.put(amount.currency(), amount.minor()) != null) {
                add(each, "duplicate", amount.currency() + " is named twice; name each currency once.");
            }
        }
        return price.isEmpty() ? null : SendingBack.at(price);
    }

    private void add(Found found, String code, String message) {
        faults.add(new Fault(found.place(), found.path(), code, message));
    }
}
