package dev.countermand;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/// The whole server on a random port against a real PostgreSQL, without the demo shop and with a clock that
/// tests move.
///
/// The operator's key is [#OPERATOR_KEY]; the clock is a `MutableClock` bean. All classes that carry
/// nothing but this annotation share one server and one database, as starting one costs seconds: let
/// each test take its own seller or order numbers. A class with properties of its own gets a server and
/// a database of its own.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Countermand.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "countermand.demo=false",
            // What terms refuse is tried without a law that grants it; tests of the law name it in their terms.
            "countermand.law=none",
            "countermand.workers=false",
            // At the end nobody is left who waits for an answer.
            "server.shutdown=immediate",
            "spring.lifecycle.timeout-per-shutdown-phase=2s",
            "countermand.private-calls=127.0.0.1",
            "countermand.api-key=" + AppTest.OPERATOR_KEY
        })
@ContextConfiguration(initializers = TestHouse.class)
@Import(TestHouse.Time.class)
public @interface AppTest {

    String OPERATOR_KEY = "test-operator-key";
}
