package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactBodyTests {

    record Taken(
            String zip, int amount, @Personal String name, Map<String, Object> free, Instant at, List<Integer> list)
            implements Fact {
        @Override
        public String kind() {
            return "order.taken";
        }
    }

    record Silent(@Personal @Nullable String note) implements Fact {
        @Override
        public String kind() {
            return "order.silent";
        }
    }

    record Reserved(boolean erased) implements Fact {
        @Override
        public String kind() {
            return "order.reserved";
        }
    }

    static final class NoRecord implements Fact {
        @Override
        public String kind() {
            return "order.none";
        }
    }

    @Test
    void writesSortedNamesWithoutWhiteSpaceAndPersonalMembersApart() {
        var free = new LinkedHashMap<String, Object>();
        free.put("b", 2);
        free.put("a", Map.of("d", List.of(Map.of("z", 1)), "c", "x y"));
        var body = FactBody.of(
                new Taken("10115", 7, "Ada", free, Instant.parse("2026-11-20T10:15:00.5Z"), List.of(3, 1, 2)));
        assertThat(body.common())
                .isEqualTo("{\"amount\":7,\"at\":\"2026-11-20T10:15:00.500Z\",\"free\":{\"a\":{\"c\":\"x y\","
                        + "\"d\":[{\"z\":1}]},\"b\":2},\"list\":[3,1,2],\"zip\":\"10115\"}");
        assertThat(body.personal()).isEqualTo("{\"name\":\"Ada\"}");
    }

    @Test
    void mergesBothToWhatWasSaid() {
        var body = FactBody.of(new Taken("10115", 7, "Ada", Map.of(), Instant.EPOCH, List.of()));
        assertThat(body.merged())
                .hasToString("{\"amount\":7,\"at\":\"1970-01-01T00:00:00Z\",\"free\":{},\"list\":[],\"name\":\"Ada\","
                        + "\"zip\":\"10115\"}");
    }

    @Test
    void hasNoPersonalPartWhenNothingPersonalWasSaid() {
        assertThat(FactBody.of(new Silent(null))).isEqualTo(new FactBody("{}", null));
    }

    @Test
    void refusesFactsThatAreNoRecordsOrSayErasedThemselves() {
        assertThatThrownBy(() -> FactBody.of(new Reserved(true))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FactBody.of(new NoRecord())).isInstanceOf(IllegalArgumentException.class);
    }
}
