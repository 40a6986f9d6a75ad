package dev.countermand.notifications.proof;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the check of a file found.
///
/// @param paper in which state the PDF around it is
/// @param kid the key it names, or null
/// @param claims what the receipt says; null unless genuine
/// @param jws the receipt itself, or null when there is none
public record Checked(
        Finding finding,
        Paper.State paper,
        @Nullable String kid,
        @Nullable JsonNode claims,
        @Nullable String jws) {

    /// Whether it is genuine, and all of it is as it was made.
    public boolean isUnchanged() {
        return finding == Finding.GENUINE && (paper == Paper.State.NONE || paper == Paper.State.SEALED);
    }

    /// The SHA-256 of the receipt in base64url; null when there is none.
    public @Nullable String sha256() {
        return jws == null ? null : PublicKeys.sha256(jws.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
