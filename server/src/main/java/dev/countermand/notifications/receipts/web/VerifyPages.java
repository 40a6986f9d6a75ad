package dev.countermand.notifications.receipts.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Problem;
import dev.countermand.notifications.proof.Checked;
import dev.countermand.notifications.proof.Finding;
import dev.countermand.notifications.proof.ReceiptCheck;
import dev.countermand.notifications.receipts.ReceiptKeys;
import dev.countermand.notifications.receipts.ReceiptView;
import dev.countermand.notifications.receipts.ReceiptWords;
import dev.countermand.notifications.receipts.Receipts;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/// The public check of a receipt: genuine, by whom, when, unchanged. It shows nothing that the presented
/// file does not hold itself, and keeps nothing of it.
@Controller
class VerifyPages {

    private static final Throttle.Limit CHECKS = new Throttle.Limit("verify", 60, Duration.ofMinutes(1));

    private final Receipts receipts;
    private final ReceiptKeys keys;
    private final Sellers sellers;
    private final Throttle throttle;
    private final Pages pages;

    VerifyPages(Receipts receipts, ReceiptKeys keys, Sellers sellers, Throttle throttle, Pages pages) {
        this.receipts = receipts;
        this.keys = keys;
        this.sellers = sellers;
        this.throttle = throttle;
        this.pages = pages;
    }

    /// @param r the few words of a QR code; also a whole receipt, where a program cannot send a form
    @GetMapping("/verify")
    ResponseEntity<String> form(@RequestParam(required = false) @Nullable String r, HttpServletRequest request) {
        var page = page(request);
        if (r == null || r.isBlank()) {
            return pages.ok("notifications/verify", page, model(null, null, null));
        }
        throttle.count(CHECKS, Throttle.address(request.getRemoteAddr()));
        var checked = ReceiptCheck.brief(r, keys.toCheck());
        if (checked.finding() == Finding.ANOTHER_THING) {
            return shown(page, r.getBytes(StandardCharsets.UTF_8));
        }
        var claims = checked.claims();
        var view = claims == null ? null : BriefWords.in(page.texts(), claims, sellers);
        return pages.ok("notifications/verify", page, model(checked, view, null));
    }

    @PostMapping("/verify")
    ResponseEntity<String> check(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request)
            throws IOException {
        throttle.count(CHECKS, Throttle.address(request.getRemoteAddr()));
        var page = page(request);
        if (file != null && file.getSize() > ReceiptCheck.BYTES_MAX) {
            throw Problem.of(Problem.Kind.TOO_LARGE, "too_large", "A receipt has at most 1 MiB; this file is larger.");
        }
        byte[] given = file != null && !file.isEmpty() ? file.getBytes() : text.getBytes(StandardCharsets.UTF_8);
        if (given.length == 0) {
            var errors = Map.of("text", page.say("notifications.verify.nothing"));
            var model = model(null, null, null);
            model.put("errors", errors);
            return pages.answer(HttpStatus.UNPROCESSABLE_CONTENT, "notifications/verify", page, model);
        }
        return shown(page, given);
    }

    /// Only a whole receipt has what the books can be asked for.
    private ResponseEntity<String> shown(Page page, byte[] given) {
        var checked = ReceiptCheck.file(given, keys.toCheck());
        var claims = checked.claims();
        return pages.ok(
                "notifications/verify",
                page,
                claims == null
                        ? model(checked, null, null)
                        : model(checked, ReceiptWords.in(page.texts(), claims), receipts.isKnown(checked)));
    }

    private static Map<String, Object> model(
            @Nullable Checked checked, @Nullable ReceiptView view, @Nullable Boolean known) {
        var model = new HashMap<String, Object>();
        model.put("errors", Map.of());
        model.put("checked", checked);
        model.put("view", view);
        model.put("known", known);
        return model;
    }

    private Page page(HttpServletRequest request) {
        return pages.page(request, Visitor.current().staff(), "notifications.verify.title", Map.of());
    }
}
