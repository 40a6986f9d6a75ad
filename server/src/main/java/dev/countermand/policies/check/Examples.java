package dev.countermand.policies.check;

import dev.countermand.policies.Facts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds orders in a region. Where expressions decide, values are tried that stand in them.
final class Examples {

    private static final int TRIES = 250;
    private static final int TRIES_IN_ALL = 10_000;
    private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,15}\\b");
    private static final Pattern TEXT = Pattern.compile("'([^'\\\\]{0,100})'|\"([^\"\\\\]{0,100})\"");
    private static final Pattern MEMBER = Pattern.compile("(order|line)\\.metadata\\.([A-Za-z_][A-Za-z0-9_]*)");

    private final Space space;
    private final ZoneId zone;
    private final Random random = new Random(1);
    private final List<Long> numbers = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> ofOrder = new ArrayList<>();
    private final List<String> ofLine = new ArrayList<>();
    private int tried;

    Examples(Space space, ZoneId zone) {
        this.space = space;
        this.zone = zone;
        for (var expression : space.expressions()) {
            NUMBER.matcher(expression).results().forEach(hit -> {
                long number = Long.parseLong(hit.group());
                numbers.addAll(List.of(number, number + 1, Math.max(0, number - 1)));
            });
            TEXT.matcher(expression)
                    .results()
                    .forEach(hit -> texts.add(hit.group(1) == null ? hit.group(2) : hit.group(1)));
            MEMBER.matcher(expression)
                    .results()
                    .forEach(hit -> (hit.group(1).equals("order") ? ofOrder : ofLine).add(hit.group(2)));
        }
    }

    /// An order in this region that is accepted, the plainest first; empty when none was found.
    Optional<Facts> in(BitSet[] region, Predicate<Facts> accept) {
        int tries = space.expressions().isEmpty() ? 3 : TRIES;
        for (int i = 0; i < tries && tried < TRIES_IN_ALL; i++) {
            tried++;
            var facts = draw(region, i);
            if (accept.test(facts)) {
                return Optional.of(facts);
            }
        }
        return Optional.empty();
    }

    /// Whether it tried so many that it tries no more.
    boolean isTired() {
        return tried >= TRIES_IN_ALL;
    }

    private Facts draw(BitSet[] region, int number) {
        var draft = new Draft();
        for (int d = 0; d < region.length; d++) {
            space.dimensions().get(d).write(draft, number == 0 ? region[d].nextSetBit(0) : some(region[d]));
        }
        if (number > 0 && !space.expressions().isEmpty()) {
            vary(draft);
        }
        return draft.facts(zone);
    }

    private int some(BitSet bits) {
        int skip = random.nextInt(bits.cardinality());
        int bit = bits.nextSetBit(0);
        for (; skip > 0; skip--) {
            bit = bits.nextSetBit(bit + 1);
        }
        return bit;
    }

    private void vary(Draft draft) {
        draft.changed = random.nextInt(4) == 0;
        if (!numbers.isEmpty()) {
            draft.price = random.nextBoolean() ? one(numbers) : draft.price;
            draft.quantity = random.nextBoolean() ? Math.clamp(one(numbers), 1, 100_000) : 1;
            if (random.nextInt(3) == 0) {
                draft.sum = new Draft.Sum(draft.sum.currency(), one(numbers));
            }
        }
        if (!texts.isEmpty()) {
            draft.category = maybe(draft.category);
            draft.sku = maybe(draft.sku);
            draft.country = maybe(draft.country);
            draft.channel = maybe(draft.channel);
            draft.group = maybe(draft.group);
            draft.promotions = random.nextInt(4) == 0 ? List.of(one(texts)) : draft.promotions;
            day(one(texts), draft);
        }
        ofOrder.forEach(member -> draft.order.put(member, value()));
        ofLine.forEach(member -> draft.line.put(member, value()));
    }

    private void day(String text, Draft draft) {
        if (random.nextBoolean() && text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) {
            try {
                draft.placed = LocalDate.ofInstant(Instant.parse(text), zone).plusDays(random.nextInt(3) - 1);
            } catch (java.time.DateTimeException none) {
                // It looks like an instant, and there is none such.
            }
        }
    }

    private Object value() {
        return switch (random.nextInt(4)) {
            case 0 -> true;
            case 1 -> false;
            case 2 -> texts.isEmpty() ? "x" : one(texts);
            default -> numbers.isEmpty() ? (Object) 1L : one(numbers);
        };
    }

    private String maybe(String usual) {
        return random.nextInt(4) == 0 ? one(texts) : usual;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
