package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactTests {

    private static boolean isMailed(String kind, boolean byStore) {
        var json = Json.object().put("kind", kind).put("seq", 1);
        json.putObject("data").put("byStore", byStore);
        return Fact.of(json).isMailed();
    }

    @Test
    void theCustomerIsMailedAboutVerdictsAndAttempts() {
        assertThat(isMailed("cancellation.store_canceled", true)).isTrue();
        assertThat(isMailed("cancellation.attempting", false)).isTrue();
        assertThat(isMailed("cancellation.refused", false)).isFalse();
        assertThat(isMailed("order.released", false)).isFalse();
    }

    @Test
    void whatTheStoreItselfAskedForIsNotToldBeforeItHasDecided() {
        assertThat(isMailed("cancellation.waiting", false)).isTrue();
        assertThat(isMailed("cancellation.waiting", true)).isFalse();
    }
}
