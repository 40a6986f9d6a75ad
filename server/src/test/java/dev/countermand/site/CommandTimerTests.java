package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTimerTests {

    @ParameterizedTest
    @CsvSource({
        "cancellations.ask, cancellations.ask",
        "webhooks.replay/whe_0000019c3b2a4d1e8f00112233445566, webhooks.replay",
        "desk.resend.msg_0000019c3b2a4d1e8f00112233445566, desk.resend",
        "webhooks.skip.whd_0000019c3b2a4d1e8f00112233445566/whe_0000019c3b2a4d1e8f00112233445566, webhooks.skip",
        "something #W123 else, other",
        "'', other"
    })
    void namesOperationsWithoutTheThingsTheyAreAbout(String operation, String name) {
        assertThat(CommandTimer.name(operation)).isEqualTo(name);
    }
}
