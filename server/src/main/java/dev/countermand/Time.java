package dev.countermand;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The one clock everything reads, so that tests can move it; the demo brings one that can be set forward.
@Configuration(proxyBeanMethods = false)
class Time {

    @Bean
    @ConditionalOnBooleanProperty(name = "countermand.demo", havingValue = false, matchIfMissing = true)
    Clock clock() {
        return Clock.systemUTC();
    }
}
