package dev.countermand.accounts.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.accounts.people.People;
import dev.countermand.accounts.people.Person;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
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

/// The people of the shop at the desk: who works here, in which role and for whom; invite, change, disable.
@Controller
class PeoplePages {

    private static final String PEOPLE = "/desk/people";
    private static final int PAGE_SIZE = 100;

    private final People people;
    private final Sellers sellers;
    private final Pages pages;

    PeoplePages(People people, Sellers sellers, Pages pages) {
        this.people = people;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping(PEOPLE)
    ResponseEntity<String> list(@RequestParam(defaultValue = "") String after, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var found = people.list(reader, after);
        var model = new HashMap<String, Object>();
        model.put("people", found);
        model.put("names", sellers.names(found.stream().flatMap(person -> person.sellers().stream())));
        model.put("after", after);
        model.put("next", found.size() < PAGE_SIZE ? null : found.getLast().email());
        return pages.ok("accounts/people", pages.page(request, reader, "accounts.people.title", Map.of()), model);
    }

    @GetMapping(PEOPLE + "/new")
    ResponseEntity<String> invitation(HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.MANAGE_PEOPLE);
        return invitation(HttpStatus.OK, reader, PersonForm.EMPTY, Map.of(), request);
    }

    @PostMapping(PEOPLE)
    ResponseEntity<String> invite(@RequestParam MultiValueMap<String, String> fields, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.MANAGE_PEOPLE);
        var form = PersonForm.of(fields);
        try {
            var person = people.invite(reader, form.email(), form.place(), pages.words(request));
            return Redirects.to(PEOPLE + "/" + person.id() + "?done=accounts.invited");
        } catch (Problem problem) {
            var faults = faults(problem, "email", request);
            return invitation(HttpStatus.UNPROCESSABLE_CONTENT, reader, form, faults, request);
        }
    }

    @GetMapping(PEOPLE + "/{id}")
    ResponseEntity<String> show(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var person = people.find(reader, id);
        return show(HttpStatus.OK, reader, person, PersonForm.of(person), null, Map.of(), request);
    }

    @PostMapping(PEOPLE + "/{id}")
    ResponseEntity<String> change(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var form = PersonForm.of(fields);
        return act(id, form, request, () -> people.change(reader, id, form.place()), "accounts.changed");
    }

    @PostMapping(PEOPLE + "/{id}/disable")
    ResponseEntity<String> disable(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        return act(id, null, request, () -> people.disable(reader, id), "accounts.disabled");
    }

    @PostMapping(PEOPLE + "/{id}/enable")
    ResponseEntity<String> enable(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        return act(id, null, request, () -> people.enable(reader, id), "accounts.enabled");
    }

    @PostMapping(PEOPLE + "/{id}/remind")
    ResponseEntity<String> remind(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        return act(id, null, request, () -> people.remind(reader, id, pages.words(request)), "accounts.invited");
    }

    @PostMapping(PEOPLE + "/{id}/sessions/{session}/end")
    ResponseEntity<String> end(@PathVariable String id, @PathVariable String session, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        return act(id, null, request, () -> people.endSession(reader, id, session), "accounts.session_ended");
    }

    /// A link to be handed over by hand, shown this once.
    @PostMapping(PEOPLE + "/{id}/link")
    ResponseEntity<String> link(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        try {
            var link = people.link(reader, id);
            var person = people.find(reader, id);
            return show(HttpStatus.OK, reader, person, PersonForm.of(person), link, Map.of(), request);
        } catch (Problem problem) {
            return again(id, null, problem, request);
        }
    }

    private ResponseEntity<String> act(
            String id, @Nullable PersonForm form, HttpServletRequest request, Runnable command, String done) {
        try {
            command.run();
            return Redirects.to(PEOPLE + "/" + id + "?done=" + done);
        } catch (Problem problem) {
            return again(id, form, problem, request);
        }
    }

    private ResponseEntity<String> again(
            String id, @Nullable PersonForm form, Problem problem, HttpServletRequest request) {
        var faults = faults(problem, "name", request);
        var reader = Visitor.current().atDesk();
        var person = people.find(reader, id);
        var status = problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        var shown = form == null ? PersonForm.of(person) : form;
        return show(status, reader, person, shown, null, faults, request);
    }

    /// Whatever is not for the form goes on to the page of troubles.
    private Map<String, String> faults(Problem problem, String field, HttpServletRequest request) {
        if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.CONFLICT) {
            throw problem;
        }
        return FormFaults.of(problem, pages.words(request), field);
    }

    private ResponseEntity<String> invitation(
            HttpStatus status, Actor reader, PersonForm form, Map<String, String> errors, HttpServletRequest request) {
        var model = choices(reader);
        model.put("form", form);
        model.put("errors", errors);
        var page = pages.page(request, reader, "accounts.people.new.title", Map.of());
        return pages.answer(status, "accounts/invite", page, model);
    }

    private ResponseEntity<String> show(
            HttpStatus status,
            Actor reader,
            Person person,
            PersonForm form,
            People.@Nullable Link link,
            Map<String, String> errors,
            HttpServletRequest request) {
        var model = choices(reader);
        model.put("person", person);
        model.put("form", form);
        model.put("post", people.post(person));
        model.put("sessions", people.sessions(reader, person.id().toString()));
        model.put("manages", people.manages(reader, person));
        model.put("yourself", person.id().toString().equals(reader.id()));
        model.put("link", link);
        model.put("errors", errors);
        var page = pages.page(request, reader, "accounts.person.title", Map.of("name", person.name()));
        return pages.answer(status, "accounts/person", page, model);
    }

    private Map<String, Object> choices(Actor reader) {
        var model = new HashMap<String, Object>();
        model.put("roles", people.roles(reader));
        model.put("everywhere", reader.everywhere());
        model.put("sellers", sellers.of(reader));
        return model;
    }
}
