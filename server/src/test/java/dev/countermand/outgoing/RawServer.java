package dev.countermand.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The other side, which may be as rude as it likes: it reads a request and does with the socket what a
/// test says.
final class RawServer implements AutoCloseable {

    @FunctionalInterface
    interface Manners {
        void answer(Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RawServer(ServerSocket server, Manners manners) {
        this.server = server;
        threads.execute(() -> serve(manners));
    }

    static RawServer that(Manners manners) throws IOException {
        return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
    }

    static RawServer saying(String answer) throws IOException {
        return that(socket -> {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        });
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?a=b";
    }

    List<String> requests() {
        return requests;
    }

    private void serve(Manners manners) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                threads.execute(() -> speak(socket, manners));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void speak(Socket socket, Manners manners) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            manners.answer(socket);
        } catch (Exception e) {
            // The caller has left, as some tests want.
        }
    }

    private static String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return text.toString();
            }
            text.append((char) b);
        }
        var length = text.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        if (length.matches("\\d+")) {
            text.append(new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
