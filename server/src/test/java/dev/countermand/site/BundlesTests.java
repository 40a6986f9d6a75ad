package dev.countermand.site;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every text in every language: complete, whole, used, and spelled as its country spells.
class BundlesTests {

    private static final Path TEXTS = Path.of("src/main/resources/texts");
    private static final List<Path> SPEAKERS = List.of(Path.of("src/main/java"), Path.of("src/main/jte"));
    private static final Path FACTS = Path.of("../docs/reference/facts.md");
    private static final Path STATES = Path.of("../docs/reference/states.md");
    private static final Map<String, String> ROOT = texts("");

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everyKeyIsSpokenInEveryLanguageAndNoOther(String language) {
        assertThat(texts(language).keySet()).containsExactlyInAnyOrderElementsOf(ROOT.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es", "en_GB"})
    void aTranslationSpeaksOfTheSameThings(String language) {
        var different = new TreeSet<String>();
        texts(language).forEach((key, pattern) -> {
            if (!arguments(pattern).equals(arguments(ROOT.getOrDefault(key, "")))) {
                different.add(key + " = " + pattern);
            }
        });
        assertThat(different).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void aTranslationIsATranslation(String language) {
        var same = texts(language).entrySet().stream()
                .filter(text -> Pattern.compile("[a-z]{3,} [a-z]{2,}")
                        .matcher(text.getValue().replaceAll("\\{[^{}]*}", ""))
                        .find())
                .filter(text -> text.getValue().equals(ROOT.get(text.getKey())))
                .map(Map.Entry::getKey);
        assertThat(same).isEmpty();
    }

    @Test
    void aKeyStandsOnceInItsFile() {
        var twice = new ArrayList<String>();
        files().forEach(file -> {
            var seen = new TreeSet<String>();
            keys(file).filter(key -> !seen.add(key)).forEach(key -> twice.add(file.getFileName() + " " + key));
        });
        assertThat(twice).isEmpty();
    }

    @Test
    void britishTextsAreSpelledTheBritishWay() {
        var american =
                Pattern.compile("(?i)\\b(cancel(ed|ing|able)|colors?|favor\\w*|behavior|center|installments?)\\b");
        var british = texts("en_GB");
        assertThat(ROOT.keySet()).containsAll(british.keySet());
        assertThat(ROOT.entrySet().stream()
                        .filter(text -> american.matcher(british.getOrDefault(text.getKey(), text.getValue()))
                                .find())
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void englishOfTheHouseSpellsCanceledWithOneL() {
        assertThat(ROOT.entrySet().stream()
                        .filter(text -> Pattern.compile("(?i)cancell(ed|ing)")
                                .matcher(text.getValue())
                                .find())
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void everyKeyIsUsedAndEveryUsedKeyIsThere() {
        var quoted = Pattern.compile("\"([a-z][A-Za-z0-9_.]*)\"");
        var said = SPEAKERS.stream()
                .flatMap(BundlesTests::under)
                .flatMap(file -> quoted.matcher(read(file)).results().map(hit -> hit.group(1)))
                .collect(toSet());
        assertThat(ROOT.keySet().stream().filter(key -> !isSaid(key, said))).isEmpty();

        var asked = Pattern.compile(
                "(?:page|texts|words|texts\\(\\)|here\\(\\))\\.say\\(\\s*\"([a-z][a-z0-9_.]*[a-z0-9_])\"");
        assertThat(SPEAKERS.stream()
                        .flatMap(BundlesTests::under)
                        .flatMap(file -> asked.matcher(read(file)).results().map(hit -> hit.group(1)))
                        .filter(key -> !ROOT.containsKey(key)))
                .isEmpty();
    }

    /// Whole in the code; or put together from a beginning that stands there; or a mail's own word, or a
    /// notice's, which the code names without their frame.
    private static boolean isSaid(String key, Set<String> said) {
        var parts = key.split("\\.", -1);
        var mail = parts[0].equals("notifications") ? parts[1].equals("mail") ? 2 : 3 : 0;
        var names = new ArrayList<>(List.of(key));
        if (mail > 0 && parts.length > mail) {
            names.add(String.join(".", List.of(parts).subList(mail, parts.length)));
        }
        if (parts[1].equals("done")) {
            return said.contains(parts[2])
                    || SPEAKERS.stream()
                            .flatMap(BundlesTests::under)
                            .anyMatch(file -> read(file).contains(parts[0] + "." + parts[2]));
        }
        return names.stream().anyMatch(name -> said.contains(name) || begins(name, said)) || ofAFact(parts, said);
    }

    private static boolean begins(String name, Set<String> said) {
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (said.contains(name.substring(0, dot + 1))) {
                return true;
            }
        }
        return false;
    }

    // The timeline says `<module>.fact.<name>` of the fact `<kind>.<name>`; the reference knows them all.
    private static boolean ofAFact(String[] parts, Set<String> said) {
        return parts[1].equals("fact")
                && (read(FACTS).contains("." + parts[2] + "`")
                        || read(STATES).toLowerCase(Locale.ROOT).contains(parts[2])
                        || said.contains(parts[2]));
    }

    private static Set<String> arguments(String pattern) {
        return new MessageFormat(pattern, Locale.US).getArgumentNames();
    }

    /// Key → text of one language, all modules.
    private static Map<String, String> texts(String language) {
        var ending = language.isEmpty() ? "[a-z]+\\.properties" : "[a-z]+_" + language + "\\.properties";
        return files().filter(file -> file.getFileName().toString().matches(ending))
                .flatMap(BundlesTests::load)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<Map.Entry<String, String>> load(Path file) {
        var properties = new java.util.Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream().map(key -> Map.entry(key, properties.getProperty(key)));
    }

    private static Stream<String> keys(Path file) {
        return read(file)
                .lines()
                .filter(line -> line.matches("[a-z].*=.*"))
                .map(line -> line.substring(0, line.indexOf('=')).strip());
    }

    private static Stream<Path> files() {
        return under(TEXTS);
    }

    private static Stream<Path> under(Path folder) {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
