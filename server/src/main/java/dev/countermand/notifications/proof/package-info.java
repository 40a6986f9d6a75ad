/// Checks receipts, with nothing but the published keys: no database, no server, no Spring. The command
/// line uses it as it stands.
@NamedInterface("proof")
@NullMarked
package dev.countermand.notifications.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
