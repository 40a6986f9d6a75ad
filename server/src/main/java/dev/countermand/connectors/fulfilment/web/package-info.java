/// API, callbacks and desk pages of the partners.
@NullMarked
package dev.countermand.connectors.fulfilment.web;

import org.jspecify.annotations.NullMarked;
