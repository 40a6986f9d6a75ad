package dev.countermand.orders.web;

import dev.countermand.orders.Order;

/// A row of the desk's list.
///
/// @param why by what it was found, when the row does not show that anyway; empty otherwise
public record OrderRow(Order order, String why) {}
