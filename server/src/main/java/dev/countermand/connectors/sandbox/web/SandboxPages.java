package dev.countermand.connectors.sandbox.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.connectors.sandbox.Contract;
import dev.countermand.connectors.sandbox.DemoClock;
import dev.countermand.connectors.sandbox.DemoOrders;
import dev.countermand.connectors.sandbox.DemoTerms;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The sandbox for whoever can open the demo server: its companies, their odds, a shop to try it with, and the clock.
@Controller
@InDemo
class SandboxPages {

    private static final int AMOUNT_MAX = 366;
    private static final Map<String, Duration> UNITS =
            Map.of("minutes", Duration.ofMinutes(1), "hours", Duration.ofHours(1), "days", Duration.ofDays(1));

    private final Companies companies;
    private final DemoOrders orders;
    private final DemoTerms terms;
    private final DemoClock clock;
    private final Contract contract;
    private final Pages pages;

    SandboxPages(
            Companies companies, DemoOrders orders, DemoTerms terms, DemoClock clock, Contract contract, Pages pages) {
        this.companies = companies;
        this.orders = orders;
        this.terms = terms;
        this.clock = clock;
        this.contract = contract;
        this.pages = pages;
    }

    @GetMapping("/sandbox")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page(request, HttpStatus.OK, Map.of(), null);
    }

    @PostMapping("/sandbox/companies/{name}")
    ResponseEntity<String> odds(
            @PathVariable String name, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        if (!Companies.ALL.contains(name)) {
            throw Problem.notFound();
        }
        var typed = OddsForm.of(form);
        var odds = typed.odds();
        if (odds.isEmpty()) {
            return page(request, HttpStatus.UNPROCESSABLE_CONTENT, Map.of(name, typed), null);
        }
        companies.set(name, odds.get());
        return back("odds", name);
    }

    @PostMapping("/sandbox/clock")
    ResponseEntity<String> forward(
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String unit,
            HttpServletRequest request) {
        var step = UNITS.get(unit);
        int count = amount.strip().matches("\\d{1,3}") ? Integer.parseInt(amount.strip()) : 0;
        if (step == null || count < 1 || count > AMOUNT_MAX) {
            return page(request, HttpStatus.UNPROCESSABLE_CONTENT, Map.of(), amount);
        }
        var before = clock.ahead();
        clock.forward(step.multipliedBy(count));
        return back(clock.ahead().equals(before) ? "clock_end" : "clock", "clock");
    }

    @PostMapping("/sandbox/orders")
    ResponseEntity<String> order() {
        orders.placeOne();
        return back("order", "shop");
    }

    private static ResponseEntity<String> back(String done, String place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/sandbox?done=sandbox." + done + "#" + place))
                .build();
    }

    private ResponseEntity<String> page(
            HttpServletRequest request, HttpStatus status, Map<String, OddsForm> typed, @Nullable String wrongAmount) {
        var shown = new ArrayList<CompanyView>();
        for (var name : Companies.ALL) {
            shown.add(new CompanyView(
                    name,
                    typed.getOrDefault(name, OddsForm.of(companies.odds(name))),
                    companies.held(name),
                    companies.due(name),
                    companies.received(name)));
        }
        var model = new HashMap<String, Object>();
        model.put("companies", shown);
        model.put("orders", orders.latest());
        model.put("withTerms", terms.all());
        model.put("ahead", clock.ahead());
        model.put("address", contract.address());
        model.put("key", contract.key());
        model.put("amount", wrongAmount == null ? "1" : wrongAmount);
        model.put("wrongAmount", wrongAmount != null);
        var page = pages.page(request, Visitor.current().staff(), "sandbox.title", Map.of());
        return pages.answer(status, "sandbox/page", page, model);
    }
}
