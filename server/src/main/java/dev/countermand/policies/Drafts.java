package dev.countermand.policies;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.document.Fault;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.PolicyDocument.Reading;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The document that a seller's people are writing: saved as often as they like, faults and all, and put into force
/// when it has none; where the seller wants it, by two people.
///
/// A revision is named in every change, so that nobody overwrites or publishes what he has not seen: CONFLICT
/// `draft_changed` when another one stands there. Every method fails with FORBIDDEN without the right to manage the
/// seller's settings.
@Component
@Transactional
public class Drafts {

    /// A document in the making.
    ///
    /// @param revision counts its saves, from 1
    /// @param proposedBy the name of who wants it in force, where a second person must agree; else null
    /// @param proposer who that is, as [#identity] tells people with the same name apart
    /// @param inForceFrom from when on he wants that
    /// @param begunUnder the version that was in force when it was begun; null where that was not kept
    public record Draft(
            int revision,
            String source,
            String changedBy,
            Instant changedAt,
            @Nullable String proposedBy,
            @Nullable String proposer,
            @Nullable Instant inForceFrom,
            @Nullable String begunUnder) {

        /// The same with a text that is not saved yet.
        ///
        /// @param before the revision that was changed
        public Draft typed(int before, String text) {
            return new Draft(before, text, changedBy, changedAt, null, null, null, begunUnder);
        }

        /// Whether this somebody has proposed it.
        public boolean isProposedBy(Actor actor) {
            return identity(actor).equals(proposer);
        }
    }

    /// Something that waits for a second person.
    ///
    /// @param withdraws the version that is to be taken back; null for a draft that is to be put into force
    /// @param by who proposed it
    /// @param proposer who that is, told apart from others of that name
    /// @param from when the terms begin
    public record Waiting(SellerId seller, @Nullable String withdraws, String by, String proposer, Instant from) {

        /// Whether this somebody may agree, as far as he is another one.
        public boolean isFor(Actor actor) {
            return !identity(actor).equals(proposer);
        }
    }

    static String identity(Actor actor) {
        return actor.id() == null ? actor.kind() + " " + actor.name() : actor.id();
    }

    /// What became of a release.
    public enum Released {
        /// It is a version now.
        IN_FORCE,
        /// The terms are in force as they are already; the draft is gone.
        UNCHANGED,
        /// A second person must agree.
        PROPOSED
    }

    private static final int WAITING_MAX = 50;

    private final DraftStore store;
    private final TermsStore terms;
    private final Policies policies;
    private final Sellers sellers;
    private final Clock clock;

    Drafts(DraftStore store, TermsStore terms, Policies policies, Sellers sellers, Clock clock) {
        this.store = store;
        this.terms = terms;
        this.policies = policies;
        this.sellers = sellers;
        this.clock = clock;
    }

    /// What is being written for this seller.
    public Optional<Draft> find(SellerId seller) {
        return store.find(seller);
    }

    /// Reads a document as it would be published.
    public Reading read(String source) {
        return PolicyDocument.read(source, policies.builtIn().cancellation());
    }

    /// Saves a text, whatever is wrong with it. Whoever proposed an earlier one proposes no longer. Fails with
    /// TOO_LARGE `too_large` for more than a document may have.
    ///
    /// @param before the revision that was changed; 0 where there was none
    public void save(SellerId seller, int before, String source, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        if (source.length() > PolicyDocument.CHARACTERS_MAX) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE,
                    "too_large",
                    "A document has at most " + PolicyDocument.CHARACTERS_MAX + " characters.");
        }
        sellers.ensure(seller);
        var now = clock.instant();
        var inForce = policies.inForce(seller, now).version();
        if (!store.save(seller, before, source, inForce, actor.name(), now)) {
            throw changed();
        }
    }

    /// What waits for a second person at the sellers whose settings this somebody manages.
    public List<Waiting> waiting(Actor actor) {
        if (!actor.may(Right.MANAGE_SETTINGS)) {
            return List.of();
        }
        // No sellers are those of somebody who is at home everywhere: all of them.
        var waiting = new ArrayList<>(store.proposals(actor.sellers(), WAITING_MAX));
        waiting.addAll(terms.withdrawals(actor.sellers(), clock.instant(), WAITING_MAX));
        return List.copyOf(waiting);
    }

    /// Whether the last save of this revision can be taken back.
    public boolean canUndo(SellerId seller, int revision) {
        return store.before(seller, revision).isPresent();
    }

    /// Takes the last save back, as a save of its own: doing so twice is as before. Fails with CONFLICT
    /// `draft_changed` where nothing was replaced.
    public void undo(SellerId seller, int revision, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        save(seller, revision, store.before(seller, revision).orElseThrow(Drafts::changed), actor);
    }

    /// Throws a draft away.
    public void discard(SellerId seller, int revision, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        if (!store.remove(seller, revision)) {
            throw changed();
        }
    }

    /// Puts a draft into force, or proposes it where two people are wanted and nobody else has yet. Fails with
    /// INVALID and its faults, and FORBIDDEN `second_person` when whoever proposed it wants to agree with himself.
    ///
    /// @param from when it begins; null for at once. The second person agrees to what the first one said
    public Released release(SellerId seller, int revision, @Nullable Instant from, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        var draft =
                store.find(seller).filter(found -> found.revision() == revision).orElseThrow(Drafts::changed);
        var terms = sound(draft.source());
        var begins = from == null ? clock.instant() : from;
        if (store.needsTwoPeople(seller)) {
            if (draft.proposedBy() == null) {
                store.propose(seller, revision, begins, actor);
                return Released.PROPOSED;
            }
            if (draft.isProposedBy(actor)) {
                throw Problem.of(
                        Problem.Kind.FORBIDDEN,
                        "second_person",
                        "You have proposed this yourself; somebody else of this seller must agree.");
            }
            begins = draft.inForceFrom() == null ? begins : draft.inForceFrom();
        }
        store.remove(seller, revision);
        var content = new Policies.Content(terms, draft.source(), draft.proposedBy());
        return policies.publish(seller, content, begins, actor) ? Released.IN_FORCE : Released.UNCHANGED;
    }

    /// Puts a document into force without a draft. Fails as [#release] does, and with FORBIDDEN `second_person` where
    /// two people are wanted.
    ///
    /// @return whether a new version was made
    public boolean publish(SellerId seller, String source, @Nullable Instant from, Actor actor) {
        begin(seller, actor);
        var content = new Policies.Content(sound(source), source);
        return policies.publish(seller, content, from == null ? clock.instant() : from, actor);
    }

    /// Puts terms of cancellation that came by form into force at once; what else the terms say stays. Fails with
    /// FORBIDDEN `second_person` where two people are wanted.
    ///
    /// @return whether a new version was made
    public boolean publish(SellerId seller, Terms.Cancellation terms, Actor actor) {
        begin(seller, actor);
        return policies.publish(seller, terms, actor);
    }

    /// Every way into force by one person goes through here.
    private void begin(SellerId seller, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        if (store.needsTwoPeople(seller)) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN,
                    "second_person",
                    "This seller's terms need two people: save and propose them at the desk.");
        }
        // The operator may set the terms before the first order comes.
        sellers.ensure(seller);
    }

    /// Whether this seller's terms need two people.
    public boolean needsTwoPeople(SellerId seller) {
        return store.needsTwoPeople(seller);
    }

    /// Says whether this seller's terms need two people. Only an operator can say that they no longer do: else one
    /// person could do what needs two.
    public void needTwoPeople(SellerId seller, boolean yes, Actor actor) {
        actor.require(yes ? Right.MANAGE_SETTINGS : Right.OPERATE);
        sellers.ensure(seller);
        store.needTwoPeople(seller, yes, actor.name(), clock.instant());
    }

    /// The terms of a document. Fails with INVALID and its faults.
    public Terms sound(String source) {
        return switch (read(source)) {
            case Reading.Sound sound -> sound.terms();
            case Reading.Faulty faulty -> throw Problem.invalid(violations(faulty.faults()));
        };
    }

    private static List<Problem.Violation> violations(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Problem.Violation(
                        fault.path(),
                        fault.code(),
                        "Line " + fault.place().line() + ", column "
                                + fault.place().column() + ": " + fault.message()))
                .toList();
    }

    private static Problem changed() {
        return Problem.of(
                Problem.Kind.CONFLICT,
                "draft_changed",
                "Somebody has changed or removed this draft meanwhile; open it again.");
    }
}
