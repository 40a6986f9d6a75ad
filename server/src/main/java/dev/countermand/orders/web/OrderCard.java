package dev.countermand.orders.web;

import dev.countermand.orders.Order;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order in its customer's list.
///
/// @param seller named only where the list is of several
/// @param says what the capabilities say of it
public record OrderCard(Order order, @Nullable String seller, List<Content> says) {}
