/// Sockets of the accounts: how a link reaches a person of the shop.
@NamedInterface("spi")
@NullMarked
package dev.countermand.accounts.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
