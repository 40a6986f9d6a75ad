package dev.countermand.promises;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/// A server and a database whose data nobody damaged: the other tests plant what they forbid. All
/// classes that carry it share them.
@TestPropertySource(properties = "countermand.house=undamaged")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface VerifyHouse {}
