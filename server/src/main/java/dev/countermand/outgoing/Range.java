package dev.countermand.outgoing;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A range of addresses, as in `10.0.0.0/8` or `::1`.
record Range(InetAddress first, int bits) {

    /// The JDK would also take 10.1 for 10.0.0.1.
    private static final Pattern WHOLE = Pattern.compile("\\d+(\\.\\d+){3}|.*:.*");

    /// Fails with `IllegalArgumentException` for what is not a range.
    static Range of(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        if (!WHOLE.matcher(address).matches()) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        var first = InetAddress.ofLiteral(address);
        int all = first.getAddress().length * 8;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("not a range of addresses: " + text);
        }
        return new Range(first, bits);
    }

    static List<Range> all(String... texts) {
        return Arrays.stream(texts).map(Range::of).toList();
    }

    boolean contains(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
