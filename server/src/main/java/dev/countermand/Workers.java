package dev.countermand;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// Lets the workers tick. `countermand.workers=false` leaves them to be called by hand, as tests do.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnBooleanProperty(name = "countermand.workers", matchIfMissing = true)
class Workers {

    /// More than there are workers: none waits because another one speaks to a slow partner.
    private static final int THREADS = 24;

    private static final int STOP_SECONDS = 10;

    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadFactory(Thread.ofVirtual().name("worker-", 0).factory());
        scheduler.setPoolSize(THREADS);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(STOP_SECONDS);
        return scheduler;
    }
}
