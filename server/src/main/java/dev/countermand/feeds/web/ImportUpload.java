package dev.countermand.feeds.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.feeds.ImportFormat;
import dev.countermand.feeds.Imports;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the desk's form with a file in it, however large: the file goes from the connection to the spool.
/// A servlet of its own, as everywhere else a form with a file is read whole before anybody asks for it.
/// The form's token stands in the address, so that it is known before the file comes.
final class ImportUpload extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ImportUpload.class);
    private static final int FIELD_BYTES_MAX = 200;

    private final transient Imports imports;

    ImportUpload(Imports imports) {
        this.imports = imports;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", place(request));
    }

    /// Where to go on: to the job, or back to the form with what was wrong.
    private String place(HttpServletRequest request) throws IOException {
        try {
            var actor = Visitor.current().atDesk();
            imports.checkMay(actor);
            return "/desk/imports/" + take(request, actor).id();
        } catch (Problem problem) {
            return "/desk/imports?trouble=" + word(problem);
        } catch (FileUploadException broken) {
            LOG.info("an upload broke off: {}", broken.toString());
            return "/desk/imports?trouble=broken";
        }
    }

    private static String word(Problem problem) {
        return switch (problem.kind()) {
            case TOO_LARGE -> "too_large";
            case UNAVAILABLE -> "busy";
            case FORBIDDEN, NOT_FOUND -> "forbidden";
            case INVALID -> problem.errors().getFirst().pointer().replace("/", "");
            case MALFORMED, UNAUTHENTICATED, CONFLICT, TOO_MANY -> "other";
        };
    }

    private Job take(HttpServletRequest request, Actor actor) throws IOException, FileUploadException {
        var fields = new HashMap<String, String>();
        FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
        while (parts.hasNext()) {
            var part = parts.next();
            try (var in = new BufferedInputStream(part.openStream())) {
                if (!"file".equals(part.getFieldName())) {
                    fields.put(part.getFieldName(), field(in));
                } else {
                    return start(in, fields, actor);
                }
            }
        }
        throw Problem.invalid("required", "file", "Choose a file.");
    }

    private Job start(InputStream in, Map<String, String> fields, Actor actor) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw Problem.invalid("required", "file", "Choose a file.");
        }
        in.reset();
        var format = ImportFormat.of(fields.getOrDefault("format", ""))
                .orElseThrow(() -> Problem.invalid("value", "format", "Choose a format."));
        var seller = seller(fields.getOrDefault("seller", "").strip(), actor);
        return imports.start(format, seller, fields.containsKey("notify"), in, actor);
    }

    private static @Nullable SellerId seller(String named, Actor actor) {
        if (!named.isEmpty()) {
            if (!SellerId.isValid(named)) {
                throw Problem.invalid("value", "seller", "This cannot be a seller.");
            }
            return actor.seller(named);
        }
        return actor.sellers().size() == 1 ? actor.seller(null) : null;
    }

    private static String field(InputStream in) throws IOException {
        return new String(in.readNBytes(FIELD_BYTES_MAX), StandardCharsets.UTF_8);
    }
}
