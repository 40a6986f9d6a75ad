package dev.countermand;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Lets the workers of all modules run at their own pace. Tests that drive them by hand switch this off by
/// `countermand.workers=false`.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnBooleanProperty(name = "countermand.workers", matchIfMissing = true)
class Workers {}
