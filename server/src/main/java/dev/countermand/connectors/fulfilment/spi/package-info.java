/// Socket of the fulfilment: warehouses that live at a place this server knows by itself.
@NamedInterface("spi")
@NullMarked
package dev.countermand.connectors.fulfilment.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
