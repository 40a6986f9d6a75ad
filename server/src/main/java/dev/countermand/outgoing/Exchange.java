package dev.countermand.outgoing;

import dev.countermand.outgoing.CallResult.Trouble;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One request and its answer over one connection, which ends with it. Whoever waits may look at any
/// time how far it has come, and close it.
final class Exchange {

    static final String USER_AGENT = "Countermand/1 (+https://countermand.dev)";
    private static final int ADDRESSES_MAX = 3;

    /// What went wrong, before it is known what that means for the request.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
        private final Trouble trouble;

        Failure(Trouble trouble, String detail, @Nullable Throwable cause) {
            super(detail, cause);
            this.trouble = trouble;
        }

        Trouble trouble() {
            return trouble;
        }
    }

    private final Target target;
    private final OutgoingCall call;
    private final SSLSocketFactory encryption;
    private volatile @Nullable Socket socket;
    private volatile boolean closed;
    private volatile boolean sent;
    private volatile @Nullable AnswerReader answer;

    Exchange(Target target, OutgoingCall call, SSLSocketFactory encryption) {
        this.target = target;
        this.call = call;
        this.encryption = encryption;
    }

    /// Whether some of the request has left.
    boolean isSent() {
        return sent;
    }

    /// The answer, as far as it is there; null before its head is.
    @Nullable
    AnswerReader answer() {
        return answer;
    }

    /// Ends it from outside.
    void close() {
        closed = true;
        quietly(socket);
    }

    /// Speaks to the first of these addresses that lets us in. They were checked, and nobody resolves the
    /// name again.
    void run(List<InetAddress> addresses, Duration connectTimeout) throws Failure {
        try (var open = encrypted(connect(addresses, connectTimeout))) {
            send(open);
            var reader = new AnswerReader(open.getInputStream(), call);
            reader.readHead();
            answer = reader;
            reader.readBody();
        } catch (IOException e) {
            var got = answer;
            if (got == null && e instanceof SocketTimeoutException) {
                // The socket's own patience ends at the same moment as the caller's: whoever is first.
                throw new Failure(
                        Trouble.TIMEOUT, "No answer within " + call.timeout().toSeconds() + " s", e);
            }
            if (got == null) {
                throw new Failure(Trouble.BROKEN, "The connection broke: " + e.getMessage(), e);
            }
            got.breakOff();
        }
    }

    private Socket connect(List<InetAddress> addresses, Duration timeout) throws Failure {
        IOException last = new IOException("no address");
        for (var address : addresses.subList(0, Math.min(ADDRESSES_MAX, addresses.size()))) {
            var plain = new Socket();
            socket = plain;
            try {
                if (closed) {
                    throw new IOException("closed");
                }
                plain.setTcpNoDelay(true);
                plain.connect(new InetSocketAddress(address, target.port()), Math.toIntExact(timeout.toMillis()));
                plain.setSoTimeout(Math.toIntExact(call.timeout().toMillis()));
                return plain;
            } catch (IOException e) {
                quietly(plain);
                last = e;
            }
        }
        throw new Failure(Trouble.NOT_CONNECTED, "No connection: " + last.getMessage(), last);
    }

    /// The other side must prove to be the host that the address names, whichever address that has now.
    private Socket encrypted(Socket plain) throws Failure {
        if (!target.encrypted()) {
            return plain;
        }
        try {
            var secure = (SSLSocket) encryption.createSocket(plain, target.host(), target.port(), true);
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (SSLException e) {
            quietly(plain);
            throw new Failure(Trouble.NOT_TRUSTED, "No trusted encrypted connection: " + e.getMessage(), e);
        } catch (IOException e) {
            quietly(plain);
            throw new Failure(Trouble.NOT_CONNECTED, "No encrypted connection: " + e.getMessage(), e);
        }
    }

    private void send(Socket open) throws IOException {
        var head = new StringBuilder()
                .append(call.method())
                .append(' ')
                .append(target.resource())
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.authority())
                .append("\r\nUser-Agent: " + USER_AGENT + "\r\nConnection: close\r\n");
        var body = call.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0 || !call.method().equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        call.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        var out = new BufferedOutputStream(open.getOutputStream());
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        sent = true;
        out.flush();
    }

    private static void quietly(@Nullable Socket open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
