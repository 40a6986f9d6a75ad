/// The document in which people write terms: YAML in, [dev.countermand.policies.Terms] or faults with their places
/// out, and back again. Pure: no database, no Spring.
@NamedInterface("document")
@NullMarked
package dev.countermand.policies.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
