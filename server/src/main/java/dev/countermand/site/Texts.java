package dev.countermand.site;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import dev.countermand.kernel.Money;
import jakarta.servlet.http.HttpServletRequest;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// What people read, in one language and time zone: sentences from `texts/<module>.properties` (ICU
/// MessageFormat, English; other languages beside as `<module>_de.properties`), money, times and
/// durations.
///
/// The bean speaks American English in UTC; [#in] answers the same for somebody else, [#here] for who
/// asks just now. Where a language is missing, the sentence is English, and so are the money and the
/// times in it. A missing key fails in tests; in production it is logged and shown as it is.
@Component
public class Texts {

    private static final String ATTRIBUTE = Texts.class.getName();

    private final TextBundles bundles;
    private final Locale locale;
    private final ZoneId zone;

    /// Reads every bundle on the class path.
    ///
    /// @param strict whether a missing key fails
    @Autowired
    public Texts(@Value("${countermand.strict-texts:false}") boolean strict) {
        this(new TextBundles(strict), Locale.US, ZoneOffset.UTC);
    }

    private Texts(TextBundles bundles, Locale locale, ZoneId zone) {
        this.bundles = bundles;
        this.locale = bundles.speaks(locale) ? locale : Locale.US;
        this.zone = zone;
    }

    /// The same in another language, for as far as it is spoken here.
    public Texts in(Locale other) {
        return new Texts(bundles, other, zone);
    }

    /// The same for the clock on somebody's wall.
    public Texts in(ZoneId other) {
        return new Texts(bundles, locale, other);
    }

    /// The same for who sent the request at hand: in the language of the page being made, else in the one
    /// that the request asks for. Unchanged outside of a request.
    public Texts here() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)) {
            return this;
        }
        return request.getRequest().getAttribute(ATTRIBUTE) instanceof Texts page
                ? page
                : in(Languages.of(request.getRequest(), locale));
    }

    /// Lets [#here] answer so for the rest of the request.
    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /// The language and region in force: what `<html lang>` says.
    public Locale locale() {
        return locale;
    }

    /// The zone in which times are told.
    public ZoneId zone() {
        return zone;
    }

    /// The zone as people call it: `Central European Time`; its id where they have no name for it.
    public String zoneName() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getDisplayName(TextStyle.FULL, locale);
    }

    /// The sentence.
    public String say(String key) {
        return bundles.say(locale, key, Map.of());
    }

    /// The sentence with its values: text, numbers (for plurals), `Money`, `Instant` (as [#dateTime]),
    /// `Duration`.
    public String say(String key, Map<String, ?> values) {
        var plain = new HashMap<String, Object>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return bundles.say(locale, key, plain);
    }

    /// Whether there is such a sentence.
    public boolean knows(String key) {
        return bundles.knows(locale, key);
    }

    /// An amount with its sign or code: `€45.90`, `45,90 €`.
    public String money(Money money) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(money.currency()));
        format.setMinimumFractionDigits(money.digits());
        format.setMaximumFractionDigits(money.digits());
        return format.format(java.math.BigDecimal.valueOf(money.minor(), money.digits()));
    }

    /// A whole number with its separators.
    public String number(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /// Day, month, year: `Nov 20, 2026`.
    public String date(Instant at) {
        return format(at, "yMMMd");
    }

    /// Hour and minute: `2:32 PM`, `14:32`.
    public String time(Instant at) {
        return format(at, "jm");
    }

    /// Date and time to the minute.
    public String dateTime(Instant at) {
        return format(at, "yMMMdjm");
    }

    /// Date and time to the second with the zone, for proofs.
    public String exact(Instant at) {
        return format(at, "yMMMdjms") + " "
                + DateTimeFormatter.ofPattern("zzz", locale).withZone(zone).format(at);
    }

    /// The time alone when it is the same day as `now`, date and time otherwise.
    public String moment(Instant at, Instant now) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? time(at) : dateTime(at);
    }

    /// How far away: `in 27 minutes`, `3 hours ago`; rounded down, so that it never promises more than
    /// there is.
    public String relative(Instant at, Instant now) {
        var between = Duration.between(now, at);
        var distance = between.abs();
        var direction = between.isNegative()
                ? RelativeDateTimeFormatter.Direction.LAST
                : RelativeDateTimeFormatter.Direction.NEXT;
        var format = RelativeDateTimeFormatter.getInstance(locale);
        if (distance.toDays() >= 2) {
            return format.format((double) distance.toDays(), direction, RelativeDateTimeFormatter.RelativeUnit.DAYS);
        }
        if (distance.toHours() >= 2) {
            return format.format((double) distance.toHours(), direction, RelativeDateTimeFormatter.RelativeUnit.HOURS);
        }
        if (distance.toMinutes() >= 1) {
            return format.format(
                    (double) distance.toMinutes(), direction, RelativeDateTimeFormatter.RelativeUnit.MINUTES);
        }
        return format.format((double) distance.toSeconds(), direction, RelativeDateTimeFormatter.RelativeUnit.SECONDS);
    }

    /// How long, in at most two units: `24 hours`, `1 day, 6 hours`, `30 minutes`.
    public String duration(Duration length) {
        long days = length.toDays() >= 2 ? length.toDays() : 0;
        long hours = length.minusDays(days).toHours();
        long minutes = length.toMinutesPart();
        List<Measure> measures = new ArrayList<>();
        add(measures, days, MeasureUnit.DAY);
        add(measures, hours, MeasureUnit.HOUR);
        add(measures, days > 0 ? 0 : minutes, MeasureUnit.MINUTE);
        if (measures.isEmpty()) {
            measures.add(new Measure(length.toSecondsPart(), MeasureUnit.SECOND));
        }
        return MeasureFormat.getInstance(com.ibm.icu.util.ULocale.forLocale(locale), MeasureFormat.FormatWidth.WIDE)
                .formatMeasures(measures.toArray(Measure[]::new));
    }

    private static void add(List<Measure> measures, long amount, MeasureUnit unit) {
        if (amount > 0) {
            measures.add(new Measure(amount, unit));
        }
    }

    private Object plain(Object value) {
        return switch (value) {
            case Money money -> money(money);
            case Instant instant -> dateTime(instant);
            case Duration length -> duration(length);
            case Number number -> number;
            default -> value.toString();
        };
    }

    private String format(Instant at, String skeleton) {
        return DateTimeFormatter.ofLocalizedPattern(skeleton)
                .withLocale(locale)
                .withZone(zone)
                .format(at);
    }
}
