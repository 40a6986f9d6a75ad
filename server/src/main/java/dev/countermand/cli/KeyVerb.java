package dev.countermand.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a key for a seller or for his warehouse.
final class KeyVerb implements Verb {

    private static final Set<String> ROLES = Set.of("seller", "warehouse");

    @Override
    public String name() {
        return "key";
    }

    @Override
    public String summary() {
        return "make an API key for a seller or his warehouse";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand key --seller SELLER [--role seller|warehouse]

                Makes a new API key at the running server and prints it, alone on its line. It is shown this once.

                  --seller SELLER   whose orders the key opens
                  --role ROLE       seller (default): everything of that seller
                                    warehouse: releases, shipments and answers to cancellation attempts
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var options = Options.read(words, Set.of("--seller", "--role"));
        String seller = options.get("--seller");
        String role = options.getOrDefault("--role", "seller");
        if (seller == null || seller.isBlank()) {
            throw new Usage("Whose key? --seller is missing.");
        }
        if (!ROLES.contains(role)) {
            throw new Usage("There is no role \"" + role + "\".");
        }
        try (var server = Server.running()) {
            System.out.println(server.post("/v1/keys", Map.of("seller", seller, "role", role))
                    .path("key")
                    .asString());
        }
    }
}
