package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Alternatives;
import dev.countermand.cancellations.Changes;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.kernel.Money;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// What somebody typed to change an order, line by line in the order's sequence, or its address.
///
/// @param address whether it is about the address
/// @param typed name of a field → what stands in it
public record ChangeForm(boolean address, Map<String, String> typed) {

    private static final List<String> ADDRESS =
            List.of("name", "line1", "line2", "city", "region", "postalCode", "country");

    /// Reads what was sent; fields that were not are empty.
    static ChangeForm of(boolean address, MultiValueMap<String, String> form) {
        var typed = new HashMap<String, String>();
        form.forEach((name, values) -> typed.put(
                name, Objects.requireNonNullElse(values.getFirst(), "").strip()));
        return new ChangeForm(address, typed);
    }

    /// The address as it stands, to be changed.
    static ChangeForm proposing(boolean address, Order order) {
        var typed = new HashMap<String, String>();
        if (address) {
            var here = order.shippingAddress() == null ? order.billingAddress() : order.shippingAddress();
            var tree = Json.treeOf(here);
            ADDRESS.forEach(part -> typed.put(part, tree.path(part).asString("")));
        }
        return new ChangeForm(address, typed);
    }

    /// The names of the fields of an address.
    public List<String> parts() {
        return ADDRESS;
    }

    /// What stands in a field.
    public String at(String name) {
        return typed.getOrDefault(name, "");
    }

    /// What is kept from page to page.
    public Map<String, String> kept() {
        return typed.entrySet().stream()
                .filter(field -> field.getKey().matches("(sku|title|price|q|n)[0-9]+|reason|note")
                        || ADDRESS.contains(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What the shop offers in the place of a line.
    public static List<Alternatives.Alternative> offers(Order.Line line) {
        return Alternatives.of(line);
    }

    /// An address on one line.
    static String line(Order.Address address) {
        return Stream.of(
                        address.name(),
                        address.line1(),
                        address.line2(),
                        address.line3(),
                        address.postalCode(),
                        address.city(),
                        address.region(),
                        address.country())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    /// The request. Fails with INVALID for what cannot be read.
    Changes.Request request(Order order, RequestReason usual) {
        var reason = at("reason").isEmpty()
                ? usual
                : RequestReason.of(at("reason"))
                        .orElseThrow(() -> Problem.invalid("unknown_reason", "/reason", at("reason")));
        var note = at("note").isEmpty() ? null : at("note");
        return new Changes.Request(
                order.ref(), address ? List.of() : entries(order), address ? where() : null, reason, note);
    }

    private Order.@Nullable Address where() {
        var given = new HashMap<String, String>();
        ADDRESS.stream().filter(part -> !at(part).isEmpty()).forEach(part -> given.put(part, at(part)));
        return Orders.address(Json.treeOf(Map.of("shippingAddress", given)), "shippingAddress");
    }

    private List<Changes.Entry> entries(Order order) {
        var entries = new ArrayList<Changes.Entry>();
        for (int i = 0; i < order.lines().size(); i++) {
            var line = order.lines().get(i);
            if (!at("sku" + i).isEmpty()) {
                int gone = whole("q" + i, AskForm.stoppable(line));
                entries.add(new Changes.Entry(
                        line.line(),
                        gone,
                        whole("n" + i, gone),
                        at("sku" + i),
                        at("title" + i).isEmpty() ? null : at("title" + i),
                        null,
                        price("price" + i, order.currency()),
                        0,
                        null));
            }
        }
        return entries;
    }

    private int whole(String field, int usual) {
        if (at(field).isEmpty()) {
            return usual;
        }
        if (!at(field).matches("[0-9]{1,7}")) {
            throw Problem.invalid("wrong_type", "/" + field, at(field));
        }
        return Integer.parseInt(at(field));
    }

    /// An amount with a point or a comma; null when nothing stands there.
    private @Nullable Long price(String field, String currency) {
        if (at(field).isEmpty()) {
            return null;
        }
        try {
            int digits = java.util.Currency.getInstance(currency).getDefaultFractionDigits();
            return new BigDecimal(at(field).replace(',', '.'))
                    .movePointRight(Math.max(0, digits))
                    .longValueExact();
        } catch (ArithmeticException | IllegalArgumentException notAnAmount) {
            throw Problem.invalid("wrong_type", "/" + field, at(field));
        }
    }

    /// An amount of the order.
    public static Money money(Order order, long minor) {
        return new Money(minor, order.currency());
    }
}
