package dev.countermand.cancellations;

import dev.countermand.AppTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/// The whole server with its workers standing still, so that a test decides what happens first.
@AppTest
@TestPropertySource(properties = "countermand.workers=false")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ByHand {}
