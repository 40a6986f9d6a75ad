package dev.countermand.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Lets the running server forget a customer.
final class EraseVerb implements Verb {

    private static final Set<String> NAMES = Set.of("--customer", "--email", "--order");

    private final Map<String, String> environment;

    EraseVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    EraseVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "erase";
    }

    @Override
    public String summary() {
        return "forget a customer";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand erase --seller SELLER (--customer ID | --email ADDRESS | --order NUMBER) [--force]

                Erases a customer from all his orders: name, addresses, messages, notes, and the key of the personal
                fields in the orders' logs. What was bought, canceled and paid stays, and the logs still verify. It
                cannot be undone. Backups from before still hold him until they are thrown away.

                  --seller SELLER   whose customer
                  --customer ID     the shop's id of him
                  --email ADDRESS   or the address his orders were placed with
                  --order NUMBER    or one order alone
                  --force           also where goods have not been shipped, an attempt waits or money is on its way;
                                    nobody can be told of it any more

                Ends with 0 when nothing of him is left, 1 when he is still needed, 2 when the call was not understood.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var rest = new ArrayList<>(words);
        boolean force = rest.remove("--force");
        var options = Options.read(rest, Set.of("--seller", "--customer", "--email", "--order"));
        if (!options.containsKey("--seller")) {
            throw new Usage("Whose customer? --seller is missing.");
        }
        if (options.keySet().stream().filter(NAMES::contains).count() != 1) {
            throw new Usage("Which customer? Name exactly one of --customer, --email and --order.");
        }
        var body = new HashMap<String, Object>();
        options.forEach((name, value) -> body.put(name.substring(2), value));
        body.put("force", force);
        long erased = 0;
        var kept = new ArrayList<JsonNode>();
        try (var server = Server.in(environment)) {
            boolean more = true;
            while (more) {
                var done = server.post("/v1/customers/erase", body);
                erased += done.path("erased").size();
                done.path("kept").forEach(kept::add);
                more = done.path("next").isString();
                body.put("after", done.path("next").asString(""));
            }
        }
        System.out.println(
                erased == 0 && kept.isEmpty()
                        ? "No order of his is left to erase."
                        : "Erased from " + erased + (erased == 1 ? " order." : " orders."));
        conclude(kept);
    }

    private static void conclude(List<JsonNode> kept) throws Failure {
        if (kept.isEmpty()) {
            return;
        }
        for (var order : kept) {
            System.err.println("Order " + order.path("order").asString("") + " still needs him:");
            order.path("because").forEach(why -> System.err.println("    " + why.asString("")));
        }
        throw new Failure("He was kept in " + kept.size() + (kept.size() == 1 ? " order" : " orders")
                + ". Wait until that is done, or use --force.");
    }
}
