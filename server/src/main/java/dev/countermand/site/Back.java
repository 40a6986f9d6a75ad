package dev.countermand.site;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a form of the desk leads back to when it was opened from a list: to the desk and nowhere else.
public final class Back {

    private static final Pattern AT_DESK = Pattern.compile("/desk(?:[/?][A-Za-z0-9/?&=%._~+#-]*)?");
    private static final int CHARACTERS_MAX = 1000;

    private Back() {}

    /// The asked address if it is one of the desk's, else the other.
    public static String to(@Nullable String asked, String otherwise) {
        return asked != null
                        && asked.length() <= CHARACTERS_MAX
                        && !asked.contains("..")
                        && AT_DESK.matcher(asked).matches()
                ? asked
                : otherwise;
    }

    /// The same with the notice of what was done.
    public static String saying(String address, String done) {
        return address + (address.contains("?") ? "&" : "?") + "done=" + done;
    }
}
