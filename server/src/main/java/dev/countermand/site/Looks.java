package dev.countermand.site;

import dev.countermand.kernel.SellerId;

/// Knows how each seller looks; plugged in by the capability that keeps it.
public interface Looks {

    /// How the seller looks; plain for one who never said.
    Look of(SellerId seller);
}
