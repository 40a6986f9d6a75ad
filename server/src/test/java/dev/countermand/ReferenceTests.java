package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The pages under `docs/reference` say what the code says. After a change: `mvn -pl server test
/// -Dtest=ReferenceTests
/// -Dreference.write=true`, and commit what changed.
class ReferenceTests {

    @Test
    void thePagesAreFresh() throws IOException {
        for (var page : Reference.pages().entrySet()) {
            var file = Reference.file(page.getKey());
            if (Boolean.getBoolean("reference.write")) {
                Files.writeString(file, page.getValue());
            }
            assertThat(file).as("write it anew with -Dreference.write=true").hasContent(page.getValue());
        }
    }

    @Test
    void everyFactIsKnownToTheReference() {
        assertThat(Reference.factTypes()).hasSizeGreaterThan(8);
    }
}
