/// API and desk page of a seller's account at Stripe.
@NullMarked
package dev.countermand.connectors.stripe.web;

import org.jspecify.annotations.NullMarked;
