package dev.countermand.notifications;

import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which clock hangs on somebody's wall, as far as the country in their locale tells.
public final class Zones {

    // Finding them reads every zone there is; a mail is written each moment. There are as many as ISO 3166 has
    // countries.
    private static final Map<String, List<ZoneId>> ZONES = new ConcurrentHashMap<>();
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Zones() {}

    /// The zone of the country, where all of it has the same time at this instant; empty where it depends.
    public static Optional<ZoneId> of(Locale locale, Instant at) {
        if (!COUNTRIES.contains(locale.getCountry())) {
            return Optional.empty();
        }
        var zones = ZONES.computeIfAbsent(locale.getCountry(), Zones::in);
        var offsets = zones.stream().map(zone -> zone.getRules().getOffset(at)).distinct();
        return offsets.count() == 1 ? zones.stream().findFirst() : Optional.empty();
    }

    private static List<ZoneId> in(String country) {
        var known = ZoneId.getAvailableZoneIds();
        return TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, country, null).stream()
                .filter(known::contains)
                .sorted()
                .map(ZoneId::of)
                .toList();
    }
}
