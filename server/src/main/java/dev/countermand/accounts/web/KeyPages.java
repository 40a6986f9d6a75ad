package dev.countermand.accounts.web;

import dev.countermand.accounts.Keys;
import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// API keys at the desk: make, rotate, revoke. A new key is shown on the answer to the form, this once.
@Controller
class KeyPages {

    private static final String KEYS = "/desk/keys";
    private static final int PAGE_SIZE = 100;
    private static final List<Integer> DAYS = List.of(30, 90, 365);
    private static final List<Integer> OVERLAP_HOURS = List.of(0, 1, 24, 168);

    private final Keys keys;
    private final Sellers sellers;
    private final Pages pages;

    KeyPages(Keys keys, Sellers sellers, Pages pages) {
        this.keys = keys;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping(KEYS)
    ResponseEntity<String> list(@RequestParam(required = false) @Nullable String after, HttpServletRequest request) {
        return page(HttpStatus.OK, after, null, Map.of(), request);
    }

    @PostMapping(KEYS)
    ResponseEntity<String> create(@RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.MANAGE_KEYS);
        try {
            return page(HttpStatus.CREATED, null, keys.create(reader, wanted(form)), Map.of(), request);
        } catch (Problem problem) {
            return again(problem, request);
        }
    }

    @PostMapping(KEYS + "/{id}/rotate")
    ResponseEntity<String> rotate(
            @PathVariable String id, @RequestParam(defaultValue = "24") int hours, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        try {
            var made = keys.rotate(reader, id(id), Duration.ofHours(hours));
            return page(HttpStatus.CREATED, null, made, Map.of(), request);
        } catch (Problem problem) {
            return again(problem, request);
        }
    }

    @PostMapping(KEYS + "/{id}/revoke")
    ResponseEntity<String> revoke(@PathVariable String id, HttpServletRequest request) {
        try {
            keys.revoke(Visitor.current().atDesk(), id(id));
            return Redirects.to(KEYS + "?done=accounts.key_revoked");
        } catch (Problem problem) {
            return again(problem, request);
        }
    }

    private Keys.Wanted wanted(MultiValueMap<String, String> form) {
        var seller = text(form, "seller");
        if (!SellerId.isValid(seller)) {
            throw Problem.invalid("sellers_required", "seller", "Choose a seller.");
        }
        var role = text(form, "role").equals("warehouse") ? Keys.Role.WAREHOUSE : Keys.Role.SELLER;
        var days = text(form, "days");
        Instant end = days.matches("[1-9][0-9]{0,3}") ? pages.now().plus(Duration.ofDays(Long.parseLong(days))) : null;
        var named = Objects.requireNonNullElse(form.get("rights"), List.<String>of());
        Set<Right> rights = named.stream()
                .map(Right::parse)
                .flatMap(java.util.Optional::stream)
                .filter(role.rights()::contains)
                .collect(Collectors.toSet());
        var all = rights.isEmpty() || rights.equals(role.rights());
        return new Keys.Wanted(
                new SellerId(seller), role, KeyApi.name(text(form, "name"), role), all ? null : rights, end);
    }

    private ResponseEntity<String> again(Problem problem, HttpServletRequest request) {
        if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.CONFLICT) {
            throw problem;
        }
        var faults = FormFaults.of(problem, pages.words(request), "new");
        return page(HttpStatus.UNPROCESSABLE_CONTENT, null, null, faults, request);
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            @Nullable String after,
            Keys.@Nullable NewKey made,
            Map<String, String> errors,
            HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var found = keys.list(reader, null, after == null ? null : id(after));
        var model = new HashMap<String, Object>();
        model.put("keys", found);
        model.put("after", after);
        model.put("next", found.size() < PAGE_SIZE ? null : found.getLast().id().toString());
        model.put("made", made);
        model.put("errors", errors);
        model.put("sellers", sellers.of(reader));
        model.put("names", sellers.names(found.stream().map(Keys.Key::seller)));
        model.put(
                "rights",
                Keys.Role.SELLER.rights().stream().sorted().filter(reader::may).toList());
        model.put("days", DAYS);
        model.put("hours", OVERLAP_HOURS);
        var page = pages.page(request, reader, "accounts.keys.title", Map.of());
        return pages.answer(status, "accounts/keys", page, model);
    }

    private static Keys.KeyId id(String text) {
        return Keys.KeyId.parse(text).orElseThrow(Problem::notFound);
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
