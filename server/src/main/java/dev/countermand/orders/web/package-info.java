/// The orders' door for programs: snapshots, lists, releases, shipments.
@NullMarked
package dev.countermand.orders.web;

import org.jspecify.annotations.NullMarked;
