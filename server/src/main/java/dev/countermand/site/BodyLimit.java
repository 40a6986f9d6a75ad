package dev.countermand.site;

import dev.countermand.kernel.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// A body larger than 4 MiB is refused while it is read (TOO_LARGE `too_large`), so that nobody can
/// fill the memory. Bulk documents are streamed and may be as large as they like.
@Component
class BodyLimit extends OncePerRequestFilter {

    private static final long BODY_BYTES_MAX = 4L << 20;
    private static final Set<String> STREAMED =
            Set.of("/v1/orders/import", "/v1/feeds", "/v1/reconcile", "/desk/imports/upload");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return STREAMED.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public ServletInputStream getInputStream() throws IOException {
                        return new Bounded(request.getInputStream(), request.getContentLengthLong());
                    }
                },
                response);
    }

    private static final class Bounded extends ServletInputStream {

        private final ServletInputStream body;
        private final long announced;
        private long read;

        Bounded(ServletInputStream body, long announced) {
            this.body = body;
            this.announced = announced;
        }

        @Override
        public int read() throws IOException {
            count(0);
            int one = body.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            count(0);
            int some = body.read(buffer, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            if (announced > BODY_BYTES_MAX || read > BODY_BYTES_MAX) {
                throw Problem.of(
                        Problem.Kind.TOO_LARGE,
                        "too_large",
                        "A body may have " + BODY_BYTES_MAX + " bytes. Send many orders by /v1/orders/import.");
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
