package dev.countermand.orders.web;

import dev.countermand.orders.Order;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Back;
import dev.countermand.site.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/// Runs what a form of the desk asks for, once however often it is sent.
@Component
class DeskCommands {

    private final Answers answers;

    DeskCommands(Answers answers) {
        this.answers = answers;
    }

    /// Does it and leads back to the order, saying what was done.
    ///
    /// @param command says what was done, as a key of the texts
    ResponseEntity<String> once(
            Order order, String what, MultiValueMap<String, String> form, Supplier<String> command) {
        var ref = order.ref();
        var once = form.getFirst("once");
        var key = new Answers.Key(
                ref.part(), ref.seller(), ref.number(), "desk." + what, once == null || once.isEmpty() ? null : once);
        var body = new TreeMap<>(form).toString().getBytes(StandardCharsets.UTF_8);
        var answer = answers.once(key, body, () -> Answer.json(200, Map.of("done", command.get())));
        var done = Json.tree(answer.body()).path("done").asString();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(Back.saying("/desk/orders/" + ref.id(), done)))
                .build();
    }
}
