package dev.countermand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The one deployable: a server beside a shop's order system that takes orders back.
@SpringBootApplication
public class Countermand {

    /// Starts the server.
    public static void main(String[] args) {
        SpringApplication.run(Countermand.class, args);
    }
}
