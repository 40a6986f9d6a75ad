package dev.countermand.storefront.web;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Texts;
import dev.countermand.storefront.ProfileRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// A profile as the desk's form has it: every field as typed.
///
/// @param days `from` and `until` of `mon` to `sun`, in this order
public record ProfileForm(Map<String, String> fields, List<Day> days) {

    private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /// One day; empty where nobody answers.
    public record Day(String word, String from, String until) {}

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
        var days = WEEK.stream()
                .map(day -> new Day(day, text(sent, day + "From"), text(sent, day + "Until")))
                .toList();
        var fields = new LinkedHashMap<String, String>();
        sent.forEach((name, values) -> fields.put(name, values.isEmpty() ? "" : values.getFirst()));
        return new ProfileForm(fields, days);
    }

    ProfileRequest request() {
        var hours = new ArrayList<ProfileRequest.Hours>();
        days.stream()
                .filter(day -> !day.from().isEmpty() || !day.until().isEmpty())
                .forEach(day -> hours.add(new ProfileRequest.Hours(List.of(day.word()), day.from(), day.until())));
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
        return hours.stream()
                .filter(one -> Objects.requireNonNullElse(one.days(), List.of()).contains(word))
                .findFirst()
                .map(one -> new Day(
                        word, Objects.requireNonNullElse(one.from(), ""), Objects.requireNonNullElse(one.until(), "")))
                .orElse(new Day(word, "", ""));
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        fields.put(name, value == null ? "" : value);
    }

    private static String text(MultiValueMap<String, String> sent, String name) {
        return Objects.requireNonNullElse(sent.getFirst(name), "").strip();
    }
}
