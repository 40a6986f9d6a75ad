/// A connector as a third party writes it by `docs/operating/gateways.md`: to Acme, a provider that nobody has. It
/// is no part of the server; its tests are the contract kit.
@NullMarked
package dev.countermand.connectors.acme;

import org.jspecify.annotations.NullMarked;
