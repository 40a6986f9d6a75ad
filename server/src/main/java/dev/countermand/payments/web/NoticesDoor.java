package dev.countermand.payments.web;

import dev.countermand.accounts.Throttle;
import dev.countermand.kernel.Problem;
import dev.countermand.payments.Notices;
import dev.countermand.payments.spi.ProviderNotice;
import dev.countermand.site.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where payment providers tell that something happened: open to whoever can sign as his gateway wants it.
@RestController
class NoticesDoor {

    private static final int BODY_BYTES_MAX = 256 * 1024;
    private static final Throttle.Limit REFUSED = new Throttle.Limit("gateway-notices", 60, Duration.ofMinutes(1));

    private final Notices notices;
    private final Throttle throttle;

    NoticesDoor(Notices notices, Throttle throttle) {
        this.notices = notices;
        this.throttle = throttle;
    }

    @PostMapping("/v1/gateways/{gateway}/notices")
    ResponseEntity<String> take(@PathVariable String gateway, HttpServletRequest request) throws IOException {
        return taken(gateway, null, request);
    }

    @PostMapping("/v1/gateways/{gateway}/notices/{account}")
    ResponseEntity<String> take(@PathVariable String gateway, @PathVariable String account, HttpServletRequest request)
            throws IOException {
        return taken(gateway, account, request);
    }

    private ResponseEntity<String> taken(String gateway, @Nullable String account, HttpServletRequest request)
            throws IOException {
        // Counted by door and caller, so that a stranger who guesses does not close it for the provider.
        var who = gateway + " " + Throttle.address(request.getRemoteAddr());
        int taken = throttle.guard(REFUSED, who, () -> {
            byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw Problem.of(
                        Problem.Kind.TOO_LARGE, "too_large", "A notice has at most " + BODY_BYTES_MAX + " bytes.");
            }
            return notices.take(gateway, new ProviderNotice.Incoming(account, request::getHeader, body));
        });
        return Answer.json(200, Map.of("payments", taken)).toResponse();
    }
}
