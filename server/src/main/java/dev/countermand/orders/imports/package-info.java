/// Whole files of orders: spooled, taken row by row, reported row by row.
@NullMarked
package dev.countermand.orders.imports;

import org.jspecify.annotations.NullMarked;
