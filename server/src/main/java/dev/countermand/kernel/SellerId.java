package dev.countermand.kernel;

/// The short name of a seller: 1 to 64 of `a-z A-Z 0-9 . _ -`, starting with a letter or digit.
public record SellerId(String value) {

    private static final java.util.regex.Pattern FORM =
            java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /// Fails with `IllegalArgumentException` for text that cannot name a seller; ask `isValid` first for
    /// foreign input.
    public SellerId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a seller id");
        }
    }

    /// Whether the text can name a seller.
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
