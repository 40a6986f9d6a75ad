package dev.countermand.connectors.sandbox.town;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/// The one key that opens the companies' doors to their customers of this demo, as a contract would have
/// named it.
@Component
@InDemo
public class Token {

    private volatile String expected = "";

    /// Agrees on the key.
    public void agree(String key) {
        expected = key;
    }

    boolean isShownBy(Call call) {
        var header = call.header().apply("Authorization");
        return !expected.isEmpty()
                && header != null
                && MessageDigest.isEqual(
                        ("Bearer " + expected).getBytes(StandardCharsets.UTF_8),
                        header.getBytes(StandardCharsets.UTF_8));
    }

    static Reply refusal() {
        return Reply.error(401, "unauthorized", "Send the sandbox's key: Authorization: Bearer <key>.");
    }
}
