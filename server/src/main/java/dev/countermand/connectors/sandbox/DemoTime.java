package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// In a demo everything reads a clock that can be set forward.
@Configuration(proxyBeanMethods = false)
class DemoTime {

    @Bean
    @InDemo
    DemoClock demoClock(ClockStore store) {
        return new DemoClock(Clock.systemUTC(), store);
    }
}
