package dev.countermand.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.outgoing.CallResult.Answered;
import dev.countermand.outgoing.CallResult.NoAnswer;
import dev.countermand.outgoing.CallResult.Objection;
import dev.countermand.outgoing.CallResult.Refused;
import dev.countermand.outgoing.CallResult.Trouble;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingCallsTests {

    private static final Duration SHORT = Duration.ofMillis(700);

    private final OutgoingCalls calls = calls("127.0.0.0/8", Map.of());

    private static OutgoingCalls calls(String allowed, Map<String, List<String>> names) {
        return new OutgoingCalls(
                allowed,
                host -> {
                    if (names.containsKey(host)) {
                        return names.get(host).stream()
                                .map(InetAddress::ofLiteral)
                                .toList();
                    }
                    if (host.endsWith(".example")) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(InetAddress.getAllByName(host));
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    @Test
    void sendWhatTheyAreGivenAndReadTheAnswer() throws Exception {
        try (var server = RawServer.saying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Made\r\nX-A: 1\r\nx-a: 2\r\n"
                + "Content-Length: 5\r\n\r\nhällo")) {
            var call = OutgoingCall.post(server.url(), "{\"é\":1}").with(Map.of("X-Key", "k"));
            var answer = (Answered) calls.send(call);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers()).containsEntry("x-a", List.of("1", "2"));
            assertThat(answer.body()).isEqualTo("häll");
            assertThat(answer.whole()).isTrue();
            assertThat(server.requests().getFirst())
                    .startsWith("POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nX-Key: k\r\n", "\r\nUser-Agent: Countermand/", "\r\nContent-Length: 8\r\n")
                    .endsWith("\r\n\r\n{\"é\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n",
                "HTTP/1.0 200\r\n\r\nabcdefg",
                "HTTP/1.1 200 OK\nContent-Length: 7\n\nabcdefgTRAILING"
            })
    void readAnswersOfEveryForm(String answer) throws Exception {
        try (var server = RawServer.saying(answer)) {
            var got = (Answered) calls.send(OutgoingCall.get(server.url()));
            assertThat(got.body()).isEqualTo("abcdefg");
            assertThat(got.whole()).isTrue();
        }
    }

    @Test
    void doNotFollowWhereTheyAreSentOnTo() throws Exception {
        try (var secret = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var server = RawServer.saying(
                        "HTTP/1.1 302 Found\r\nLocation: " + secret.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(((Answered) calls.send(OutgoingCall.get(server.url()))).status())
                    .isEqualTo(302);
            assertThat(secret.requests()).isEmpty();
        }
    }

    @Test
    void connectToTheAddressThatWasCheckedEvenWhenTheNameHasMoved() throws Exception {
        var asked = new AtomicInteger();
        try (var inside = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            // The first look says 127.0.0.2, where nobody listens; every later one says where the secret
            // is.
            var moving = new OutgoingCalls(
                    "127.0.0.2",
                    host -> List.of(InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1")),
                    (SSLSocketFactory) SSLSocketFactory.getDefault());
            var url = "http://moving.example:" + inside.port() + "/";
            assertThat(moving.send(OutgoingCall.get(url))).isInstanceOf(NoAnswer.class);
            assertThat(asked).hasValue(1);
            assertThat(((Refused) moving.send(OutgoingCall.get(url))).objection())
                    .isEqualTo(Objection.PRIVATE_ADDRESS);
            assertThat(inside.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
            ftp://shop.example/ -> SCHEME
            file:///etc/passwd -> SCHEME
            gopher://shop.example/ -> SCHEME
            //shop.example/ -> SCHEME
            /hook -> SCHEME
            '' -> SCHEME
            https: -> NOT_AN_ADDRESS
            https:///hook -> NOT_AN_ADDRESS
            https://bücher.example/ -> NOT_AN_ADDRESS
            https://a_b/ -> NOT_AN_ADDRESS
            https://shop.example\\@inside/ -> NOT_AN_ADDRESS
            https://shop example/ -> NOT_AN_ADDRESS
            https://user:secret@shop.example/ -> CREDENTIALS
            https://user@shop.example/ -> CREDENTIALS
            https://a_b:c@d_e/ -> CREDENTIALS
            https://shop.example:22/ -> PORT
            https://shop.example:0/ -> PORT
            https://shop.example:25/ -> PORT
            https://shop.example:5432/ -> PORT
            https://shop.example:65536/ -> PORT
            http://127.0.0.1:6379/ -> PORT
            https://10.0.0.1/ -> PRIVATE_ADDRESS
            https://[::1]/ -> PRIVATE_ADDRESS
            https://[::ffff:10.0.0.1]/ -> PRIVATE_ADDRESS
            https://[fe80::1%25eth0]/ -> NOT_AN_ADDRESS
            https://[fe80::1]/ -> PRIVATE_ADDRESS
            https://169.254.169.254/latest/meta-data -> PRIVATE_ADDRESS
            https://2852039166/ -> PRIVATE_ADDRESS
            https://both.example/ -> PRIVATE_ADDRESS
            https://inside.example./ -> PRIVATE_ADDRESS
            http://public.example/ -> PLAIN_HTTP
            """)
    void areRefused(String url, Objection objection) {
        var guarded = calls(
                "127.0.0.0/8",
                Map.of(
                        "both.example", List.of("8.8.8.8", "10.0.0.1"),
                        "inside.example", List.of("192.168.7.7"),
                        "public.example", List.of("8.8.8.8"),
                        "2852039166", List.of("169.254.169.254")));
        assertThat(guarded.check(url)).map(Refused::objection).contains(objection);
        assertThat(guarded.send(OutgoingCall.get(url)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.objection()).isEqualTo(objection));
    }

    @Test
    void mayGoToNamesThatNobodyKnowsYet() {
        assertThat(calls.check("https://unknown.example/hook")).isEmpty();
        assertThat(calls.send(OutgoingCall.get("https://unknown.example/hook")))
                .isInstanceOfSatisfying(NoAnswer.class, none -> {
                    assertThat(none.trouble()).isEqualTo(Trouble.UNKNOWN_HOST);
                    assertThat(none.mayHaveArrived()).isFalse();
                });
    }

    @Test
    void sayThatNothingArrivedWhereNobodyListens() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        var none = (NoAnswer) calls.send(OutgoingCall.get("http://127.0.0.1:" + port + "/"));
        assertThat(none.trouble()).isEqualTo(Trouble.NOT_CONNECTED);
        assertThat(none.mayHaveArrived()).isFalse();
    }

    @Test
    void sayThatItMayHaveArrivedWhenTheConnectionBreaks() throws Exception {
        try (var server = RawServer.that(socket -> socket.setSoLinger(true, 0))) {
            var none = (NoAnswer) calls.send(OutgoingCall.post(server.url(), "{}"));
            assertThat(none.trouble()).isEqualTo(Trouble.BROKEN);
            assertThat(none.mayHaveArrived()).isTrue();
        }
    }

    @Test
    void waitNoLongerThanTheyAreTold() throws Exception {
        try (var server = RawServer.that(socket -> Thread.sleep(60_000))) {
            var none = (NoAnswer) calls.send(OutgoingCall.get(server.url()).within(SHORT, 1000));
            assertThat(none.trouble()).isEqualTo(Trouble.TIMEOUT);
            assertThat(none.mayHaveArrived()).isTrue();
        }
    }

    @Test
    void endADripOfBytesAtTheSameTimeAndKeepTheStatus() throws Exception {
        try (var server = RawServer.that(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            while (true) {
                socket.getOutputStream().write('x');
                Thread.sleep(20);
            }
        })) {
            var answer = (Answered) calls.send(OutgoingCall.get(server.url()).within(SHORT, 1_000_000));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).matches("x+");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffff\r\n"
            })
    void readNoMoreThanTheyAreTold(String head) throws Exception {
        try (var server = RawServer.that(socket -> {
            socket.getOutputStream().write(head.getBytes());
            while (true) {
                socket.getOutputStream().write(new byte[8192]);
            }
        })) {
            var answer = (Answered) calls.send(OutgoingCall.get(server.url()).within(Duration.ofSeconds(20), 10_000));
            assertThat(answer.body()).hasSize(10_000);
            assertThat(answer.whole()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.9\r\n\r\n",
                "HTTP/1.1 999999 X\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n"
            })
    void tellWhatIsNotHttp(String answer) throws Exception {
        try (var server = RawServer.saying(answer)) {
            var none = (NoAnswer) calls.send(OutgoingCall.get(server.url()));
            assertThat(none.trouble()).isEqualTo(Trouble.NOT_HTTP);
        }
    }

    @Test
    void tellAHeadWithoutEnd() throws Exception {
        try (var server = RawServer.that(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes());
            while (true) {
                socket.getOutputStream().write("x-more: and more\r\n".getBytes());
            }
        })) {
            var none = (NoAnswer) calls.send(OutgoingCall.get(server.url()));
            assertThat(none.trouble()).isEqualTo(Trouble.NOT_HTTP);
        }
    }

    @ParameterizedTest
    @CsvSource({"X-A,'1\r\nX-B: 2'", "'X-A: 1\r\nX-B',2", "Host,inside", "content-length,0", "X-A,\u00e4", "'',x"})
    void takeNoHeaderThatBreaksOut(String name, String value) {
        var call = OutgoingCall.get("https://shop.example/");
        assertThatThrownBy(() -> call.with(Map.of(name, value))).isInstanceOf(IllegalArgumentException.class);
    }
}
