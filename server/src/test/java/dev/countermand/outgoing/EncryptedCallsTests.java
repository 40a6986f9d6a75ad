package dev.countermand.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.outgoing.CallResult.Answered;
import dev.countermand.outgoing.CallResult.NoAnswer;
import dev.countermand.outgoing.CallResult.Trouble;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedCallsTests {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void trustOnlyWhoCanProveToBeTheHostThatIsNamed(@TempDir Path folder) throws Exception {
        var context = context(store(folder.resolve("keys.p12")));
        var listening = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (var server = new RawServer(
                listening,
                socket -> socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8)))) {
            var calls = new OutgoingCalls(
                    "127.0.0.1", host -> List.of(InetAddress.ofLiteral("127.0.0.1")), context.getSocketFactory());
            assertThat(calls.send(OutgoingCall.get("https://shop.example:" + server.port() + "/")))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(200));
            assertThat(calls.send(OutgoingCall.get("https://other.example:" + server.port() + "/")))
                    .isInstanceOfSatisfying(NoAnswer.class, none -> {
                        assertThat(none.trouble()).isEqualTo(Trouble.NOT_TRUSTED);
                        assertThat(none.mayHaveArrived()).isFalse();
                    });
        }
    }

    private static KeyStore store(Path file) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "shop",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=shop.example",
                        "-ext",
                        "san=dns:shop.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(KeyStore store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
