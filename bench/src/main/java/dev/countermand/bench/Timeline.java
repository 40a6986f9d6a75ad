package dev.countermand.bench;

import java.util.ArrayList;
import java.util.List;

/// What the case log says of one order, oldest first.
///
/// @param order seller and number
record Timeline(String order, List<Fact> facts) {

    private static final int PAGE = 500;

    /// Reads the whole timeline.
    static Timeline of(Api api, String seller, String number) throws InterruptedException {
        var facts = new ArrayList<Fact>();
        long after = 0;
        while (true) {
            var page = api.get(Call.order(number) + "/timeline?seller=" + seller + "&after=" + after + "&limit=" + PAGE)
                    .json();
            page.path("events").forEach(event -> facts.add(Fact.of(event)));
            if (!page.path("more").asBoolean()) {
                return new Timeline(Fact.name(seller, number), List.copyOf(facts));
            }
            after = page.path("next").asLong();
        }
    }

    List<Long> numbers() {
        return facts.stream().map(Fact::seq).toList();
    }

    /// Whether the numbers are 1, 2, 3, …
    boolean isGapless() {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).seq() != i + 1) {
                return false;
            }
        }
        return true;
    }
}
