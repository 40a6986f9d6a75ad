package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.site.Banner;
import dev.countermand.site.Texts;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says on every page that the demo's clock is ahead, for as long as it is.
@Component
@InDemo
class ClockBanner implements Banner {

    private final DemoClock clock;

    ClockBanner(DemoClock clock) {
        this.clock = clock;
    }

    @Override
    public @Nullable String say(Texts words) {
        if (clock.ahead().isZero()) {
            return null;
        }
        return words.say(
                "sandbox.banner",
                Map.of("ahead", words.duration(clock.ahead()), "now", words.dateTime(clock.instant())));
    }
}
