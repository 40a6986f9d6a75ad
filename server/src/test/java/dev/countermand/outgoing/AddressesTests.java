package dev.countermand.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # address                                 public
            8.8.8.8,                                  true
            1.1.1.1,                                  true
            9.255.255.255,                            true
            11.0.0.0,                                 true
            100.63.255.255,                           true
            100.128.0.0,                              true
            172.15.255.255,                           true
            172.32.0.0,                               true
            192.169.0.0,                              true
            223.255.255.255,                          true
            2606:4700:4700::1111,                     true
            2a00:1450:4001:80b::200e,                 true
            64:ff9b::808:808,                         true
            0.0.0.0,                                  false
            0.1.2.3,                                  false
            10.0.0.1,                                 false
            100.64.0.1,                               false
            100.100.100.200,                          false
            100.127.255.255,                          false
            127.0.0.1,                                false
            127.255.255.254,                          false
            168.63.129.16,                            false
            169.254.169.254,                          false
            172.16.0.1,                               false
            172.31.255.255,                           false
            192.0.0.192,                              false
            192.0.2.1,                                false
            192.168.1.1,                              false
            198.18.0.1,                               false
            198.19.255.255,                           false
            198.51.100.7,                             false
            203.0.113.7,                              false
            224.0.0.1,                                false
            240.0.0.1,                                false
            255.255.255.255,                          false
            ::,                                       false
            ::1,                                      false
            ::7f00:1,                                 false
            ::ffff:127.0.0.1,                         false
            ::ffff:10.0.0.1,                          false
            64:ff9b::7f00:1,                          false
            64:ff9b::a00:1,                           false
            64:ff9b:1::1,                             false
            100::1,                                   false
            2001::1,                                  false
            2001:db8::1,                              false
            2002:7f00:1::,                            false
            3fff::1,                                  false
            fc00::1,                                  false
            fd00:ec2::254,                            false
            fe80::1,                                  false
            fec0::1,                                  false
            ff02::1,                                  false
            """)
    void arePublicOrNot(String address, boolean isPublic) {
        assertThat(Addresses.isPublic(InetAddress.ofLiteral(address))).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # host       address           port  allowed
            a.example,   10.1.2.3,         9000, true
            a.example,   ::ffff:10.1.2.3,  9000, true
            a.example,   10.2.0.1,         9000, false
            a.example,   127.0.0.1,        8080, true
            a.example,   127.0.0.1,        8081, false
            a.example,   ::1,              9001, true
            a.example,   ::1,              9002, false
            a.example,   fd00::7,          9002, true
            wms.local,   192.168.0.9,      80,   true
            wms.local.x, 192.168.0.9,      80,   false
            erp.local,   192.168.0.9,      81,   false
            erp.local,   192.168.0.9,      8443, true
            """)
    void areAllowedAsTheOperatorSays(String host, String address, int port, boolean allowed) {
        var calls = PrivateCalls.of("10.1.0.0/16, 127.0.0.1:8080 [::1]:9001,fd00::/8, WMS.local, erp.local:8443");
        assertThat(calls.allow(host, InetAddress.ofLiteral(address), port)).isEqualTo(allowed);
    }

    @Test
    void areNotAllowedByNone() {
        assertThat(PrivateCalls.of("none").allow("none", InetAddress.ofLiteral("127.0.0.1"), 80))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0/8", "http://x", "a:99999", "a:b:c", "[::1", "-x", "::1/129", "1.2.3.4/-1"
            })
    void areNamedWhenTheSettingIsWrong(String entry) {
        assertThatThrownBy(() -> PrivateCalls.of("10.0.0.1," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }
}
