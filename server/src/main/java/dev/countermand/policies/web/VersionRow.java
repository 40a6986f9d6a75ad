package dev.countermand.policies.web;

import dev.countermand.policies.Plans;
import dev.countermand.policies.Policies.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version in the list at the desk.
///
/// @param standing `planned`, `current`, `withdrawn`, `replaced`, or empty for what was in force
/// @param successor the version that counts instead of a replaced one, as it was published later for the same instant
public record VersionRow(
        Version version, String standing, @Nullable String successor) {

    /// Whether it has not begun, and will unless somebody does something.
    public boolean isPlanned() {
        return standing.equals("planned");
    }

    static List<VersionRow> of(List<Version> all, String inForce, Instant now) {
        return all.stream().map(version -> of(version, all, inForce, now)).toList();
    }

    private static VersionRow of(Version version, List<Version> all, String inForce, Instant now) {
        if (version.course().isWithdrawn()) {
            return new VersionRow(version, "withdrawn", null);
        }
        var successor = Plans.successor(version, all);
        if (successor.isPresent()) {
            return new VersionRow(version, "replaced", successor.get().name());
        }
        boolean planned = version.inForceFrom().isAfter(now);
        return new VersionRow(version, planned ? "planned" : version.name().equals(inForce) ? "current" : "", null);
    }
}
