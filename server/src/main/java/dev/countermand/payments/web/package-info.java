/// The API of payments, and the desk's forms for what the shop did with money.
@NullMarked
package dev.countermand.payments.web;

import org.jspecify.annotations.NullMarked;
