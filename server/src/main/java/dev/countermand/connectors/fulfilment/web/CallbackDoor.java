package dev.countermand.connectors.fulfilment.web;

import dev.countermand.accounts.Throttle;
import dev.countermand.connectors.fulfilment.Callbacks;
import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where warehouses answer: open to everybody who can sign.
@RestController
class CallbackDoor {

    private static final int BODY_BYTES_MAX = 256 * 1024;
    private static final Throttle.Limit REFUSED = new Throttle.Limit("fulfilment-callback", 60, Duration.ofMinutes(1));

    private final Callbacks callbacks;
    private final Throttle throttle;

    CallbackDoor(Callbacks callbacks, Throttle throttle) {
        this.callbacks = callbacks;
        this.throttle = throttle;
    }

    @PostMapping("/v1/fulfilment/callbacks/{partner}")
    ResponseEntity<String> answer(@PathVariable String partner, HttpServletRequest request) throws IOException {
        // Counted by door and caller, so that a stranger who guesses at one does not close it for its
        // warehouse.
        var who = partner + " " + Throttle.address(request.getRemoteAddr());
        return throttle.guard(REFUSED, who, () -> {
            byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw Problem.of(
                        Problem.Kind.TOO_LARGE, "too_large", "A callback has at most " + BODY_BYTES_MAX + " bytes.");
            }
            return callbacks.take(partner, request::getHeader, body).toResponse();
        });
    }
}
