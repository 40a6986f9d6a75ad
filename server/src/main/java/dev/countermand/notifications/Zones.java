package dev.countermand.notifications;

import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// Which clock hangs on somebody's wall, as far as the country in their locale tells.
public final class Zones {

    private Zones() {}

    /// The zone of the country, where all of it has the same time at this instant; empty where it depends.
    public static Optional<ZoneId> of(Locale locale, Instant at) {
        if (locale.getCountry().isEmpty()) {
            return Optional.empty();
        }
        var zones = TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, locale.getCountry(), null).stream()
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .sorted()
                .map(ZoneId::of)
                .toList();
        var offsets = zones.stream().map(zone -> zone.getRules().getOffset(at)).distinct();
        return offsets.count() == 1 ? zones.stream().findFirst() : Optional.empty();
    }
}
