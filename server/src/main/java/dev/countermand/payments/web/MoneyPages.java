package dev.countermand.payments.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.reconcile.OpenDifference;
import dev.countermand.payments.reconcile.Reconciliations;
import dev.countermand.payments.reconcile.Run;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// The desk's page of money: what differs from the providers, the latest comparisons, and the journal as a
/// download.
@Controller
class MoneyPages {

    private static final int DIFFERENCES = 100;
    private static final int RUNS = 10;

    private final Reconciliations reconciliations;
    private final Sellers sellers;
    private final Pages pages;
    private final Semaphore running = new Semaphore(1);

    MoneyPages(Reconciliations reconciliations, Sellers sellers, Pages pages) {
        this.reconciliations = reconciliations;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping("/desk/money")
    ResponseEntity<String> show(HttpServletRequest request) {
        var reader = reader(Right.SEE_MONEY);
        var model = new HashMap<String, Object>();
        model.put("differences", reconciliations.open(reader.sellers(), DIFFERENCES));
        var runs = reconciliations.latest(reader.sellers(), RUNS);
        model.put("runs", runs);
        model.put("names", sellers.names(runs.stream().map(Run::seller)));
        model.put("gateways", reconciliations.listing());
        model.put("sellers", whose(reader));
        model.put("everywhere", reader.everywhere());
        return pages.ok("payments/desk", pages.page(request, reader, "payments.desk.title", Map.of()), model);
    }

    /// Compares with the providers of the reader's sellers; everybody's for whoever is at home everywhere.
    @PostMapping("/desk/money/compare")
    ResponseEntity<String> compare() {
        var reader = reader(Right.REPORT_MONEY);
        if (!running.tryAcquire()) {
            return back("payments.compare_busy");
        }
        try {
            var by = reader.kind().name().toLowerCase(Locale.ROOT) + ":" + reader.name();
            if (reader.everywhere()) {
                reconciliations.withProviders(null, null, null, by, new Silent());
            }
            for (var seller : reader.sellers()) {
                reconciliations.withProviders(seller, null, null, by, new Silent());
            }
            return back("payments.compared");
        } finally {
            running.release();
        }
    }

    private static Actor reader(Right right) {
        var reader = Visitor.current().atDesk();
        reader.require(right);
        return reader;
    }

    private List<String> whose(Actor reader) {
        return reader.everywhere()
                ? sellers.list("").stream().map(seller -> seller.id().value()).toList()
                : reader.sellers().stream().map(SellerId::value).sorted().toList();
    }

    private static ResponseEntity<String> back(String done) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/money?done=" + done))
                .build();
    }

    private static final class Silent implements Reconciliations.Watcher {

        @Override
        public void found(OpenDifference open, boolean fresh) {
            // The page shows it.
        }

        @Override
        public void at(Run run, int done, int orders) {
            // The page comes when all is done.
        }
    }
}
