package dev.countermand.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// Lets every printable character into an order number in the path, so long as it is percent-encoded,
/// and keeps all other addresses strict.
///
/// Rules and handlers both match the raw path segment by segment and decode each segment once, so an
/// encoded slash or dot cannot lead one of them elsewhere than the other. A bare `;` is refused
/// everywhere: what follows it would be cut off silently, and the command would hit another order.
final class OrderNumberFirewall extends StrictHttpFirewall {

    private static final String ORDERS = "/v1/orders/";

    private final StrictHttpFirewall strict = new StrictHttpFirewall();

    OrderNumberFirewall() {
        setAllowUrlEncodedSlash(true);
        setAllowUrlEncodedDoubleSlash(true);
        setAllowUrlEncodedPercent(true);
        setAllowUrlEncodedPeriod(true);
        setAllowBackSlash(true);
        setAllowSemicolon(true);
        for (var firewall : new StrictHttpFirewall[] {this, strict}) {
            firewall.setAllowedParameterValues(OrderNumberFirewall::isStorable);
            firewall.setAllowedParameterNames(OrderNumberFirewall::isStorable);
        }
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) throws RequestRejectedException {
        String path = request.getRequestURI();
        if (!path.startsWith(ORDERS)) {
            return strict.getFirewalledRequest(request);
        }
        if (path.indexOf(';') >= 0 || path.indexOf('\\') >= 0 || path.contains("//") || !isText(path)) {
            throw new RequestRejectedException("an order number in the path must be percent-encoded UTF-8 text");
        }
        return super.getFirewalledRequest(request);
    }

    private static boolean isStorable(String value) {
        return value.indexOf('\0') < 0;
    }

    /// Whether what the escapes stand for is UTF-8 without control characters.
    private static boolean isText(String path) {
        byte[] bytes = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            char character = path.charAt(i);
            if (character != '%') {
                bytes[length++] = (byte) character;
            } else if (i + 2 < path.length()
                    && Character.digit(path.charAt(i + 1), 16) >= 0
                    && Character.digit(path.charAt(i + 2), 16) >= 0) {
                bytes[length++] = (byte) Integer.parseInt(path, i + 1, i + 3, 16);
                i += 2;
            } else {
                return false;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .chars()
                    .noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
