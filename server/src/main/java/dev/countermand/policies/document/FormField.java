package dev.countermand.policies.document;

import dev.countermand.orders.Order;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A common term that may be changed by a field beside the text of a document. In the order of the document.
public enum FormField {
    OPEN("cancel", "open", Sort.CHOICE),
    RELEASED("cancel", "released", Sort.CHOICE),
    WINDOW("cancel", "window", Sort.TEXT),
    PERSON("cancel", "person", Sort.KINDS),
    NEVER("cancel", "never", Sort.KINDS),
    ANSWER_WITHIN("cancel", "answerWithin", Sort.TEXT),
    SILENCE("cancel", "silence", Sort.CHOICE),
    SHIPPING("cancel", "shipping", Sort.CHOICE),
    FEES("cancel", "fees", Sort.CHOICE),
    FEE("cancel", "fee", Sort.TEXTS),
    ASK_REASON("cancel", "askReason", Sort.CHOICE),
    RETURN_DELIVERED("return", "delivered", Sort.CHOICE),
    RETURN_WINDOW("return", "window", Sort.TEXT),
    RETURN_SENDING_BACK("return", "sendingBack", Sort.TEXTS),
    RETURN_FEE("return", "fee", Sort.TEXTS);

    /// What may be entered.
    public enum Sort {
        /// One of the words of the format.
        CHOICE,
        /// A text as it stands in the document.
        TEXT,
        /// One text, or several with commas between them.
        TEXTS,
        /// Some of the kinds of goods.
        KINDS
    }

    private final String part;
    private final String key;
    private final Sort sort;

    FormField(String part, String key, Sort sort) {
        this.part = part;
        this.key = key;
        this.sort = sort;
    }

    /// The key of the mapping in which it stands: `cancel` or `return`.
    public String part() {
        return part;
    }

    /// Its own key there.
    public String key() {
        return key;
    }

    public Sort sort() {
        return sort;
    }

    /// Where it stands, as a JSON pointer: what faults name.
    public String path() {
        return "/" + part + "/" + key;
    }

    /// Its name in forms and texts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The words that may be chosen; none for what is entered.
    public List<String> choices() {
        return switch (this) {
            case OPEN, RELEASED, RETURN_DELIVERED -> words(Terms.Rule.values());
            case SILENCE -> words(Terms.Silence.values());
            case SHIPPING -> words(Terms.ShippingBack.values());
            case FEES -> words(Terms.FeesBack.values());
            case ASK_REASON -> words(AskReason.values());
            case PERSON, NEVER -> words(Order.Kind.values());
            case WINDOW, ANSWER_WITHIN, FEE, RETURN_WINDOW, RETURN_SENDING_BACK, RETURN_FEE -> List.of();
        };
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
