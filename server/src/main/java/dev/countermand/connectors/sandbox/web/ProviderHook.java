package dev.countermand.connectors.sandbox.web;

import dev.countermand.connectors.sandbox.Hook;
import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where the sandbox's payment provider tells what became of a movement: open to whoever can sign.
@RestController
@InDemo
class ProviderHook {

    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final Hook hook;

    ProviderHook(Hook hook) {
        this.hook = hook;
    }

    @PostMapping("/v1/sandbox/payments")
    ResponseEntity<String> told(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw Problem.of(Problem.Kind.TOO_LARGE, "too_large", "A webhook has at most 64 KiB.");
        }
        return hook.take(request::getHeader, body).toResponse();
    }
}
