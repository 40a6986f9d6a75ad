package dev.countermand;

import dev.countermand.cancellations.CancellationReason;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.cases.Fact;
import dev.countermand.cases.Personal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.core.ApplicationModules;

/// Writes the reference pages from the code itself: what they say cannot drift from what runs.
final class Reference {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String MADE = "<!-- Made by ReferenceTests from the code; do not edit. -->\n\n";

    private Reference() {}

    /// Every module: its promise and what it may use, from the bottom of the house up.
    static String modules() {
        var page = new StringBuilder("# Modules\n\n" + MADE)
                .append(
                        "A folder is a capability. Calls go down, news goes up; `kernel` and `site` may be used by all.\n\n")
                .append("| module | promise | may use |\n| --- | --- | --- |\n");
        ApplicationModules.of(Countermand.class).stream()
                .sorted(Comparator.comparing(m -> m.getIdentifier().toString()))
                .forEach(module -> {
                    var info = read(SOURCES.resolve(
                            module.getBasePackage().getName().replace('.', '/') + "/package-info.java"));
                    page.append(
                            "| `%s` | %s | %s |%n".formatted(module.getIdentifier(), firstComment(info), uses(info)));
                });
        return page.toString();
    }

    /// Every enum that owns its transitions, as a picture and a table.
    static String states() {
        var page = new StringBuilder("# States\n\n" + MADE)
                .append("Each status is an enum that owns its table of transitions; nothing moves otherwise.\n");
        classes(Class::isEnum).stream()
                .filter(type -> next(type).isPresent())
                .sorted(Comparator.comparing(Class::getSimpleName))
                .forEach(type -> {
                    page.append("\n## ").append(type.getSimpleName()).append("\n\n");
                    page.append(firstComment(source(type))).append("\n\n```mermaid\nstateDiagram-v2\n");
                    for (var state : type.getEnumConstants()) {
                        var followers = followers(state);
                        followers.forEach(to -> page.append("    ")
                                .append(state)
                                .append(" --> ")
                                .append(to)
                                .append('\n'));
                        if (followers.isEmpty()) {
                            page.append("    ").append(state).append(" --> [*]\n");
                        }
                    }
                    page.append("```\n");
                });
        return page.toString();
    }

    /// Why cancellations are asked for and refused, with the words of other systems.
    static String reasons() {
        var page = new StringBuilder("# Reasons\n\n" + MADE)
                .append("## Why a cancellation is refused or needs a person\n\n")
                .append("In order of precedence: the first objection that stands decides.\n\n")
                .append("| code | meaning |\n| --- | --- |\n");
        var refusals = constantComments(CancellationReason.class);
        var meanings = refusals.iterator();
        for (var reason : CancellationReason.values()) {
            page.append("| `%s` | %s |%n".formatted(reason.word(), meanings.next()));
        }
        page.append("\n## Why somebody asks\n\n")
                .append(
                        "| ours | whose | Amazon feed | Amazon Orders API | Shopify |\n| --- | --- | --- | --- | --- |\n");
        for (var reason : RequestReason.values()) {
            page.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            reason.word(),
                            reason.isStores() ? "store" : "buyer",
                            reason.amazonFeed().orElse("–"),
                            reason.amazonApi().orElse("–"),
                            reason.shopify()));
        }
        return page.toString();
    }

    /// Every fact that the case log can hold, with its data.
    static String facts() {
        var page = new StringBuilder("# Facts\n\n" + MADE)
                .append("What stands in the timeline, in `GET /v1/events` and behind every message. ")
                .append(
                        "Members marked * say something about a person: they are stored encrypted and can be erased.\n\n")
                .append("| fact | meaning | members |\n| --- | --- | --- |\n");
        factTypes().stream()
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> page.append("| %s | %s | %s |%n"
                        .formatted(
                                kinds(type),
                                recordComment(type),
                                Arrays.stream(type.getRecordComponents())
                                        .map(Reference::member)
                                        .collect(Collectors.joining(", ")))));
        return page.toString();
    }

    /// Every record that is news.
    static List<Class<?>> factTypes() {
        return classes(type -> Fact.class.isAssignableFrom(type) && type.isRecord());
    }

    /// A fact's kind may depend on its data: asked with every flag off and on, and with each text naming
    /// itself.
    private static String kinds(Class<?> type) {
        return Stream.of(false, true)
                .map(flag -> "`" + sample(type, flag).kind() + "`")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Fact sample(Class<?> type, boolean flag) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components).map(c -> sample(c, flag)).toArray();
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Fact) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object sample(RecordComponent component, boolean flag) {
        var type = component.getType();
        if (type == String.class) {
            return "<" + component.getName() + ">";
        }
        if (type == boolean.class) {
            return flag;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? 0L : null;
    }

    private static String member(RecordComponent component) {
        return "`" + component.getName() + "`" + (component.isAnnotationPresent(Personal.class) ? "\\*" : "");
    }

    private static String recordComment(Class<?> type) {
        var record =
                Pattern.compile("((?:[ \\t]*///[^\\n]*\\n)+)[ \\t]*(?:public )?record " + type.getSimpleName() + "\\b");
        var hit = record.matcher(source(type));
        return hit.find() ? firstComment(hit.group(1)) : "";
    }

    private static List<String> constantComments(Class<?> type) {
        var constant = Pattern.compile("((?:    ///[^\\n]*\\n)+)    [A-Z_]+[,;(]");
        return constant.matcher(source(type))
                .results()
                .map(hit -> firstComment(hit.group(1)))
                .toList();
    }

    private static String firstComment(String source) {
        return source.lines()
                .map(String::strip)
                .dropWhile(line -> !line.startsWith("///"))
                .takeWhile(line -> line.startsWith("///") && !line.equals("///"))
                .map(line -> line.substring(3).strip())
                .collect(Collectors.joining(" "));
    }

    private static String uses(String info) {
        var declared = Pattern.compile("allowedDependencies = (?:\\{([^}]*)}|(\"[^\"]*\"))", Pattern.DOTALL)
                .matcher(info);
        if (!declared.find()) {
            return "–";
        }
        var list = Optional.ofNullable(declared.group(1)).orElse(declared.group(2));
        var text = list == null
                ? ""
                : list.replaceAll("\\s+", " ").replace("\"", "`").strip();
        return text.isEmpty() ? "–" : text;
    }

    private static Optional<java.lang.reflect.Method> next(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals("next") && m.getReturnType() == Set.class && m.getParameterCount() == 0)
                .findFirst();
    }

    private static Collection<?> followers(Object state) {
        try {
            var next = next(((Enum<?>) state).getDeclaringClass()).orElseThrow();
            next.setAccessible(true);
            return ((Collection<?>) next.invoke(state)).stream().sorted().toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String source(Class<?> type) {
        var outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return read(SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
    }

    private static List<Class<?>> classes(Predicate<Class<?>> wanted) {
        var root = Path.of("target/classes");
        try (Stream<Path> walk = Files.walk(root.resolve("dev/countermand"))) {
            return walk.map(root::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .<Class<?>>map(Reference::load)
                    .filter(type -> !Modifier.isAbstract(type.getModifiers()) || type.isEnum())
                    .filter(wanted)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Reference.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// File name without ending → content.
    static java.util.Map<String, String> pages() {
        return java.util.Map.of("modules", modules(), "states", states(), "reasons", reasons(), "facts", facts());
    }

    static Path file(String page) {
        return Path.of("../docs/reference", page.toLowerCase(Locale.ROOT) + ".md");
    }
}
