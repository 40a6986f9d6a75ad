package dev.countermand.site;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// How single values look in JSON: instants, enum words, identifiers.
final class JsonWords {

    private JsonWords() {}

    static SimpleModule module() {
        return new SimpleModule("countermand")
                .addSerializer(Instant.class, new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader());
    }

    /// Enum constants by their name in lower case; a record whose only component is `value` by its
    /// `toString`.
    static final class Introspector extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, @Nullable String[] names) {
            String[] found = super.findEnumValues(config, type, constants, names);
            for (int i = 0; i < constants.length; i++) {
                if (found[i] == null || found[i].equals(constants[i].name())) {
                    found[i] = constants[i].name().toLowerCase(Locale.ROOT);
                }
            }
            return found;
        }

        @Override
        public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
            var explicit = super.findSerializer(config, annotated);
            return explicit == null && isIdentifier(annotated) ? ToStringSerializer.instance : explicit;
        }

        @Override
        public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
            var explicit = super.findDeserializer(config, annotated);
            return explicit == null && isIdentifier(annotated)
                    ? new IdentifierReader(annotated.getRawType())
                    : explicit;
        }

        private static boolean isIdentifier(Annotated annotated) {
            if (!(annotated instanceof AnnotatedClass)
                    || !annotated.getRawType().isRecord()) {
                return false;
            }
            var components = annotated.getRawType().getRecordComponents();
            return components.length == 1 && components[0].getName().equals("value");
        }
    }

    private static final class InstantWriter extends StdSerializer<Instant> {

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toString());
        }
    }

    /// RFC 3339 with any offset. Digits beyond the microsecond are dropped, as the database keeps no
    /// more.
    private static final class InstantReader extends StdDeserializer<Instant> {

        private static final Pattern RFC3339 =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() == JsonToken.VALUE_STRING
                    && RFC3339.matcher(json.getString()).matches()) {
                try {
                    return OffsetDateTime.parse(json.getString().toUpperCase(Locale.ROOT))
                            .toInstant()
                            .truncatedTo(ChronoUnit.MICROS);
                } catch (DateTimeException e) {
                    // No such day or hour; told below like any other text that is not a time.
                }
            }
            return (Instant) context.handleUnexpectedToken(getValueType(context), json);
        }
    }

    /// Reads an identifier by its static `parse(String)` that answers an `Optional`, else by its
    /// constructor.
    private static final class IdentifierReader extends StdDeserializer<Object> {

        IdentifierReader(Class<?> type) {
            super(type);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            Object value = json.currentToken() == JsonToken.VALUE_STRING ? parse(json.getString()) : null;
            return value != null ? value : context.handleUnexpectedToken(getValueType(context), json);
        }

        private @Nullable Object parse(String text) {
            try {
                for (Method method : handledType().getMethods()) {
                    if (method.getName().equals("parse")
                            && Modifier.isStatic(method.getModifiers())
                            && method.getReturnType() == Optional.class) {
                        return ((Optional<?>) method.invoke(null, text)).orElse(null);
                    }
                }
                Constructor<?> constructor = handledType().getConstructor(String.class);
                return constructor.newInstance(text);
            } catch (InvocationTargetException e) {
                return null;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(handledType() + " cannot be read from text", e);
            }
        }
    }
}
