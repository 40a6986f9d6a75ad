package dev.countermand.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes an operator, or lets one back in.
final class PersonVerb implements Verb {

    @Override
    public String name() {
        return "person";
    }

    @Override
    public String summary() {
        return "make an operator's account, or let an operator back in";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand person --operator EMAIL [--name NAME]

                Makes an operator of this address at the running server, whether it is known there or not and even when
                it was disabled, and prints a link to choose a password with, alone on its line. The link is good once,
                for seven days; the password of before works until then. Everybody else is invited at the desk.

                  --operator EMAIL  the person's e-mail address
                  --name NAME       what the record shows; the address when absent
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var options = Options.read(words, Set.of("--operator", "--name"));
        String email = options.get("--operator");
        if (email == null || email.isBlank()) {
            throw new Usage("Who? --operator is missing.");
        }
        try (var server = Server.running()) {
            var body = Map.of("email", email, "name", options.getOrDefault("--name", ""));
            System.out.println(server.post("/v1/operators", body).path("link").asString());
        }
    }
}
