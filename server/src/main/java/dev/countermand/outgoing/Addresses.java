package dev.countermand.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Which addresses belong to the public internet. Pure.
final class Addresses {

    /// IANA's special-purpose registries, and addresses at which clouds answer their own machines.
    private static final List<Range> NOT_PUBLIC = Range.all(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // behind a carrier's NAT
            "127.0.0.0/8", // this machine
            "168.63.129.16/32", // Azure's own
            "169.254.0.0/16", // link-local, and the metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    /// All of the public internet's sixth version is in here.
    private static final Range GLOBAL_UNICAST = Range.of("2000::/3");

    /// Six with a four inside, for networks that only speak six.
    private static final Range NAT64 = Range.of("64:ff9b::/96");

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        var plain = unwrapped(address);
        boolean unicast = plain.getAddress().length == 4 || GLOBAL_UNICAST.contains(plain);
        return unicast && NOT_PUBLIC.stream().noneMatch(range -> range.contains(plain));
    }

    /// The fourth version's address that a sixth's wraps, else the same.
    static InetAddress unwrapped(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length == 16 && (isMapped(bytes) || NAT64.contains(address))) {
            return of(Arrays.copyOfRange(bytes, 12, 16));
        }
        return address;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
