/// What the law gives a consumer beneath the seller's terms: dated packs of rights by country, as data.
@NamedInterface("law")
@NullMarked
package dev.countermand.policies.law;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
