package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Job;
import dev.countermand.policies.simulation.Simulations;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A draft that is tried on past orders, at the desk: a job that goes on when nobody looks.
@Controller
class SimulationDesk {

    private static final int DIFFERENCES = 50;

    private final Simulations simulations;
    private final Drafts drafts;
    private final Sellers sellers;
    private final Pages pages;

    SimulationDesk(Simulations simulations, Drafts drafts, Sellers sellers, Pages pages) {
        this.simulations = simulations;
        this.drafts = drafts;
        this.sellers = sellers;
        this.pages = pages;
    }

    /// Tries the draft that stands there. The days are those of the desk's zone.
    @PostMapping("/desk/policies/{seller}/simulate")
    ResponseEntity<String> begin(
            HttpServletRequest request,
            @PathVariable String seller,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "requests") String asking,
            @RequestParam(defaultValue = Simulations.EACH) String beside) {
        var whose = PolicyDesk.whose(seller, sellers);
        var draft = drafts.find(whose)
                .filter(found -> found.revision() == revision)
                .orElseThrow(() -> Problem.conflict(
                        "draft_changed", "Somebody has changed or removed this draft meanwhile; open it again."));
        drafts.sound(draft.source());
        var zone = page(request, Map.of()).texts().zone();
        var job = simulations.begin(
                whose,
                draft.source(),
                revision,
                Asking.of(asking).orElse(Asking.REQUESTS),
                simulations.days(from, to, zone),
                beside,
                PolicyDesk.actor());
        return goTo(whose, job, "");
    }

    @GetMapping("/desk/policies/{seller}/simulations/{id}")
    ResponseEntity<String> show(
            HttpServletRequest request,
            @PathVariable String seller,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int after) {
        var whose = PolicyDesk.whose(seller, sellers);
        var actor = PolicyDesk.actor();
        var job = find(whose, id, actor);
        var differences = simulations.differences(job, Math.max(0, after), DIFFERENCES, actor);
        var model = model(whose, job, actor);
        model.put("bars", AnswerBars.of(job.figures()));
        model.put("differences", differences);
        model.put(
                "next",
                differences.size() < DIFFERENCES ? 0 : differences.getLast().seq());
        model.put("after", after);
        return pages.ok("policies/simulation", page(request, Map.of("revision", job.revision())), model);
    }

    /// How far it is, to be put into the page again and again; when it has ended, the whole page is new.
    @GetMapping("/desk/policies/{seller}/simulations/{id}/live")
    ResponseEntity<String> live(HttpServletRequest request, @PathVariable String seller, @PathVariable String id) {
        var whose = PolicyDesk.whose(seller, sellers);
        var actor = PolicyDesk.actor();
        var job = find(whose, id, actor);
        var page = page(request, Map.of("revision", job.revision()));
        return pages.live("policies/simulationLive", page, model(whose, job, actor), job.isOpen());
    }

    @PostMapping("/desk/policies/{seller}/simulations/{id}/cancel")
    ResponseEntity<String> cancel(@PathVariable String seller, @PathVariable String id) {
        var whose = PolicyDesk.whose(seller, sellers);
        var actor = PolicyDesk.actor();
        var job = find(whose, id, actor);
        simulations.cancel(job, actor);
        return goTo(whose, job, "?done=policies.simulation_canceled");
    }

    private Job find(SellerId seller, String id, Actor actor) {
        return simulations.find(seller, id, actor).orElseThrow(Problem::notFound);
    }

    private static Map<String, Object> model(SellerId seller, Job job, Actor actor) {
        var model = new HashMap<String, Object>();
        boolean money = actor.may(Right.SEE_MONEY);
        model.put("seller", seller);
        model.put("job", job);
        model.put("figures", money ? job.figures() : job.figures().withoutMoney());
        model.put("address", "/desk/policies/" + seller + "/simulations/" + Simulations.id(job));
        return model;
    }

    private Page page(HttpServletRequest request, Map<String, ?> values) {
        var key = values.isEmpty() ? "policies.desk.title" : "policies.simulation.title";
        return pages.page(request, PolicyDesk.actor(), key, values);
    }

    private static ResponseEntity<String> goTo(SellerId seller, Job job, String more) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/policies/" + seller + "/simulations/" + Simulations.id(job) + more))
                .build();
    }
}
