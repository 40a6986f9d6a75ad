package dev.countermand.connectors.sandbox;

import dev.countermand.accounts.Keys;
import dev.countermand.cancellations.spi.OrderStopper;
import dev.countermand.connectors.fulfilment.Calls;
import dev.countermand.connectors.fulfilment.spi.WarehouseHost;
import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.connectors.sandbox.town.Town;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.CallResult;
import dev.countermand.site.Json;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The sandbox's warehouse, for sellers who chose it: the same signed calls and callbacks as any `http`
/// warehouse's.
@Component
@InDemo
class SandboxStopper implements OrderStopper, WarehouseHost {

    static final String NAME = "sandbox";

    private final ObjectProvider<Calls> calls;
    private final Town town;
    private final Contract contract;
    private final Keys keys;

    SandboxStopper(ObjectProvider<Calls> calls, Town town, Contract contract, Keys keys) {
        this.calls = calls;
        this.town = town;
        this.contract = contract;
        this.keys = keys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public void ask(Ask ask) {
        tell("stop", ask);
    }

    @Override
    public void resume(Ask ask) {
        tell("resume", ask);
    }

    private void tell(String kind, Ask ask) {
        calls.getObject()
                .tell(
                        kind,
                        ask,
                        NAME,
                        partner -> calls(partner.id()).toString(),
                        partner -> status(partner.id(), ask.attempt()).toString());
    }

    @Override
    public URI calls(String partner) {
        return town.at("/warehouse/calls/" + partner);
    }

    @Override
    public URI status(String partner, String attempt) {
        return town.at("/warehouse/calls/" + partner + "/" + attempt);
    }

    @Override
    public void connect(Account account, Actor actor) {
        var body = new TreeMap<>(Map.of(
                "name", account.seller().value(),
                "secret", account.secret(),
                "callback", contract.ourselves() + "/v1/fulfilment/callbacks/" + account.partner(),
                "api", contract.ourselves()));
        if (open(account, body)) {
            // With it the warehouse claims what it ships, and its carrier tells where that is.
            body.put(
                    "apiKey",
                    keys.create(actor, account.seller(), Keys.Role.WAREHOUSE, "sandbox warehouse")
                            .key());
            open(account, body);
        }
    }

    /// Answers whether the warehouse lacks a key of ours.
    private boolean open(Account account, Map<String, String> body) {
        var answer = contract.call("PUT", "/warehouse/accounts/" + account.partner(), Json.write(body), Map.of());
        if (!(answer instanceof CallResult.Answered answered) || answered.status() != 200) {
            throw Problem.of(
                    Problem.Kind.UNAVAILABLE,
                    "sandbox_unreachable",
                    "The sandbox's warehouse does not answer. Choose it once more in a moment.");
        }
        return Json.tree(answered.body()).path("needsKey").asBoolean(false);
    }
}
