package dev.countermand.storefront.web;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Texts;
import dev.countermand.storefront.ProfileRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// A profile as the desk's form has it: every field as typed.
///
/// @param days the hours of `mon` to `sun`, in this order
public record ProfileForm(Map<String, String> fields, List<Day> days) {

    private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /// A day has room for so many stretches at least, and for one more than it has until it is full.
    private static final int STRETCHES = 2;
    private static final int STRETCHES_MAX = 3;

    /// One day.
    ///
    /// @param stretches as many as the form has room for; empty ones where nobody answers
    public record Day(String word, List<Stretch> stretches) {}

    /// From and until as typed; both empty for none.
    public record Stretch(String from, String until) {

        static final Stretch NONE = new Stretch("", "");

        /// Whether nothing was typed.
        public boolean isEmpty() {
            return from.isEmpty() && until.isEmpty();
        }
    }

    /// What was typed into a field.
    public String get(String field) {
        return fields.getOrDefault(field, "");
    }

    static ProfileForm of(ProfileRequest stated) {
        var fields = new LinkedHashMap<String, String>();
        var contact = Objects.requireNonNull(stated.contact());
        var theme = Objects.requireNonNull(stated.theme());
        put(fields, "name", stated.name());
        put(fields, "locale", stated.locale());
        put(fields, "zone", stated.zone());
        put(fields, "phone", contact.phone());
        put(fields, "email", contact.email());
        put(fields, "website", contact.website());
        put(fields, "accent", theme.accent());
        put(fields, "accentDark", theme.accentDark());
        put(fields, "band", theme.band());
        put(fields, "font", theme.font());
        var hours = Objects.requireNonNullElse(contact.hours(), List.<ProfileRequest.Hours>of());
        return new ProfileForm(fields, WEEK.stream().map(day -> day(day, hours)).toList());
    }

    static ProfileForm of(MultiValueMap<String, String> sent) {
        var days = WEEK.stream().map(day -> new Day(day, stretches(day, sent))).toList();
        var fields = new LinkedHashMap<String, String>();
        sent.forEach((name, values) -> fields.put(name, values.isEmpty() ? "" : values.getFirst()));
        return new ProfileForm(fields, days);
    }

    ProfileRequest request() {
        var hours = new ArrayList<ProfileRequest.Hours>();
        for (var day : days) {
            day.stretches().stream()
                    .filter(stretch -> !stretch.isEmpty())
                    .forEach(stretch ->
                            hours.add(new ProfileRequest.Hours(List.of(day.word()), stretch.from(), stretch.until())));
        }
        return new ProfileRequest(
                get("name"),
                get("locale"),
                get("zone"),
                new ProfileRequest.Contact(get("phone"), get("email"), get("website"), hours),
                new ProfileRequest.Theme(get("accent"), get("accentDark"), get("band"), get("font")));
    }

    /// Field → sentence. The fields' ids are the last words of the pointers.
    static Map<String, String> errors(List<Problem.Violation> wrong, Texts texts) {
        var errors = new LinkedHashMap<String, String>();
        for (var one : wrong) {
            var field = one.pointer().startsWith("/contact/hours")
                    ? "hours"
                    : one.pointer().substring(one.pointer().lastIndexOf('/') + 1);
            var key = "storefront.wrong." + one.code();
            // How near a color comes is told in figures, which only the rule knows.
            var more = one.code().equals("contrast_too_low") ? " " + one.message() : "";
            errors.putIfAbsent(field, texts.knows(key) ? texts.say(key) + more : one.message());
        }
        return errors;
    }

    private static Day day(String word, List<ProfileRequest.Hours> hours) {
        var stretches = hours.stream()
                .filter(one -> Objects.requireNonNullElse(one.days(), List.of()).contains(word))
                .map(one -> new Stretch(
                        Objects.requireNonNullElse(one.from(), ""), Objects.requireNonNullElse(one.until(), "")))
                .sorted(Comparator.comparing(Stretch::from))
                .toList();
        return new Day(word, withRoom(stretches));
    }

    private static List<Stretch> withRoom(List<Stretch> filled) {
        int places = Math.clamp(filled.size() + 1L, STRETCHES, STRETCHES_MAX);
        return Stream.concat(filled.stream(), Stream.generate(() -> Stretch.NONE))
                .limit(places)
                .toList();
    }

    private static List<Stretch> stretches(String day, MultiValueMap<String, String> sent) {
        return withRoom(IntStream.rangeClosed(1, STRETCHES_MAX)
                .mapToObj(nth -> new Stretch(text(sent, day + "From" + nth), text(sent, day + "Until" + nth)))
                .filter(stretch -> !stretch.isEmpty())
                .toList());
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        fields.put(name, value == null ? "" : value);
    }

    private static String text(MultiValueMap<String, String> sent, String name) {
        return Objects.requireNonNullElse(sent.getFirst(name), "").strip();
    }
}
