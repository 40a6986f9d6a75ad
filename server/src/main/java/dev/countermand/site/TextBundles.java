package dev.countermand.site;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Every message of every module, by language. Found in the order `de-AT`, `de`, then American English;
/// the English of all other countries is the British one before it is American.
final class TextBundles {

    private static final Logger LOG = LoggerFactory.getLogger(TextBundles.class);
    private static final Pattern FILE = Pattern.compile("[a-z]+(?:_([A-Za-z]{2,3}(?:_[A-Za-z]{2})?))?\\.properties");

    private static final Set<String> AMERICAN = Set.of("US", "AS", "GU", "MP", "PH", "PR", "UM", "VI");

    private final boolean strict;
    private final Map<String, Map<String, MessageFormat>> messages = new HashMap<>();
    private final Set<String> toldMissing = ConcurrentHashMap.newKeySet();

    TextBundles(boolean strict) {
        this.strict = strict;
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:texts/*.properties")) {
                read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean speaks(Locale locale) {
        return locale.getLanguage().equals("en") || messages.containsKey(locale.getLanguage());
    }

    boolean knows(Locale locale, String key) {
        return find(locale, key) != null;
    }

    String say(Locale locale, String key, Map<String, Object> values) {
        var message = find(locale, key);
        if (message == null) {
            return missing(key);
        }
        // A MessageFormat is not safe for use by several threads.
        return message.clone().format(values);
    }

    private String missing(String key) {
        if (strict) {
            throw new NoSuchElementException("no text for " + key);
        }
        if (toldMissing.add(key)) {
            LOG.error("no text for {}", key);
        }
        return key;
    }

    /// Whether this is the English of the United States, their territories, or of no country at all.
    static boolean isAmerican(Locale locale) {
        return locale.getLanguage().equals("en")
                && (locale.getCountry().isEmpty() || AMERICAN.contains(locale.getCountry()));
    }

    private @Nullable MessageFormat find(Locale locale, String key) {
        var english = locale.getLanguage().equals("en") && !isAmerican(locale) ? "en_GB" : "";
        for (String language :
                List.of(locale.getLanguage() + '_' + locale.getCountry(), locale.getLanguage(), english, "")) {
            var found = messages.getOrDefault(language, Map.of()).get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void read(Resource file) throws IOException {
        var name = FILE.matcher(String.valueOf(file.getFilename()));
        if (!name.matches()) {
            throw new IllegalStateException("not the name of a text bundle: " + file);
        }
        String language = name.group(1) == null ? "" : name.group(1);
        var locale = language.isEmpty() ? Locale.US : Locale.forLanguageTag(language.replace('_', '-'));
        var properties = new Properties();
        try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        var bundle = messages.computeIfAbsent(language, ignored -> new HashMap<>());
        properties.forEach((key, pattern) -> {
            if (bundle.put(key.toString(), new MessageFormat(pattern.toString(), locale)) != null) {
                throw new IllegalStateException("two texts for " + key);
            }
        });
    }
}
