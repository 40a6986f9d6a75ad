/// What is wrong with terms although they can be read: exceptions that never decide or change nothing, goods without
/// a way out, and where two versions differ, each with an example. Pure: no database, no Spring.
@NamedInterface("check")
@NullMarked
package dev.countermand.policies.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
