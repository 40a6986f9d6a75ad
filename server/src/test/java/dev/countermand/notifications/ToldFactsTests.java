package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.countermand.cases.Fact;
import dev.countermand.cases.Recipient;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whoever adds news that tells the customer must say in which words.
class ToldFactsTests {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final List<String> STATUSES = List.of("successful", "unable", "partly");

    private final MailTemplates templates = new MailTemplates();

    @Test
    void everyKindThatTellsTheCustomerHasAPairOfTemplatesAndARecipient() throws Exception {
        var kinds = toldKinds();
        assertThat(kinds).contains("cancellation.canceled", "cancellation.store_canceled", "order.link_requested");
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(templates.tell(kind))
                        .as("templates for " + kind)
                        .isTrue());
    }

    @Test
    void everyMailTemplateBelongsToAKindThatTellsTheCustomer() throws Exception {
        try (var files = Files.walk(TEMPLATES)) {
            var found = new TreeSet<String>();
            files.map(TEMPLATES::relativize)
                    .filter(file -> file.getNameCount() == 3 && file.getName(1).endsWith("mail"))
                    .filter(file -> !file.startsWith("notifications"))
                    .forEach(file -> found.add(kind(file)));
            assertThat(found).isEqualTo(toldKinds());
        }
    }

    private static String kind(Path file) {
        var thing = file.getName(0).toString().replaceFirst("s$", "");
        return thing + '.' + file.getName(2).toString().replaceFirst("(Html|Text)\\.jte$", "");
    }

    private static Set<String> toldKinds() throws ReflectiveOperationException {
        var kinds = new TreeSet<String>();
        for (Class<?> type : facts()) {
            for (boolean flag : List.of(true, false)) {
                for (String status : STATUSES) {
                    var fact = make(type, flag, status);
                    if (fact.tellsCustomer()) {
                        assertThat(recipients(type)).as("recipient of " + type).isOne();
                        kinds.add(fact.kind());
                    }
                }
            }
        }
        return kinds;
    }

    private static List<Class<?>> facts() {
        var facts = new ArrayList<Class<?>>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.countermand").stream()
                        .filter(found -> found.isAssignableTo(Fact.class) && found.isRecord())
                        .map(JavaClass::reflect)
                        .forEach(facts::add);
        assertThat(facts).hasSizeGreaterThan(5);
        return facts;
    }

    private static long recipients(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() == Recipient.class
                        && component.getName().equals("recipient"))
                .count();
    }

    private static Fact make(Class<?> type, boolean flag, String status) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(components)
                .map(component -> value(component, flag, status))
                .toArray();
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return (Fact) constructor.newInstance(values);
    }

    private static @Nullable Object value(RecordComponent component, boolean flag, String status) {
        var type = component.getType();
        if (type == boolean.class) {
            return flag;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == String.class) {
            // Of all that moves, the customer is told when his money is sent back.
            return component.getName().equals("type") ? "refunded" : status;
        }
        return type == List.class ? List.of() : null;
    }
}
