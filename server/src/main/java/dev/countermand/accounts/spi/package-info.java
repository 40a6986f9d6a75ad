/// Sockets of the accounts: how a code or link reaches a person.
@NamedInterface("spi")
@NullMarked
package dev.countermand.accounts.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
