/// Tests of the bench itself, and (named `…IT`) what it checks on the packaged server in every build.
@NullMarked
package dev.countermand.bench;

import org.jspecify.annotations.NullMarked;
