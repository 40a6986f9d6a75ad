package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.PastOrders;
import dev.countermand.policies.Policies.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Versions that have not begun: taken back before they do, by two people where the seller wants it. They are kept, and
/// who took them back is kept with them.
///
/// Every change fails with FORBIDDEN without the right to manage the seller's settings, NOT_FOUND for a version that
/// there is not, and CONFLICT `version_begun` or `version_bound` once it is in force or an order is bound to it.
@Component
@Transactional
public class Plans {

    private static final int VERSIONS = 1000;

    /// No order is taken that was placed later than so far ahead.
    private static final Duration AHEAD_MAX = Duration.ofDays(2);

    /// What became of it.
    public enum Withdrawn {
        /// It will not begin.
        WITHDRAWN,
        /// A second person must agree.
        PROPOSED
    }

    private final TermsStore store;
    private final Policies policies;
    private final Drafts drafts;
    private final PastOrders orders;
    private final Clock clock;

    Plans(TermsStore store, Policies policies, Drafts drafts, PastOrders orders, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.drafts = drafts;
        this.orders = orders;
        this.clock = clock;
    }

    /// What begins later, the earliest first, without what a later publication for the same instant replaces.
    public List<Version> of(SellerId seller) {
        var now = clock.instant();
        var planned = policies.versions(seller, VERSIONS).stream()
                .filter(version -> version.inForceFrom().isAfter(now))
                .toList();
        return planned.reversed().stream()
                .filter(version -> successor(version, planned).isEmpty())
                .toList();
    }

    /// The version that counts instead of this one, as it was published later for the same instant.
    public static Optional<Version> successor(Version version, List<Version> all) {
        return all.stream()
                .filter(other ->
                        !other.course().isWithdrawn() && other.inForceFrom().equals(version.inForceFrom()))
                .findFirst()
                .filter(other -> !other.name().equals(version.name()));
    }

    /// Takes a version back, or proposes that where two people are wanted and nobody else has yet. One that was taken
    /// back already stays so. Fails with FORBIDDEN `second_person` when whoever proposed it wants to agree with
    /// himself.
    public Withdrawn withdraw(SellerId seller, String name, Actor actor) {
        var version = open(seller, name, actor);
        if (version.course().isWithdrawn()) {
            return Withdrawn.WITHDRAWN;
        }
        if (drafts.needsTwoPeople(seller)) {
            if (version.course().withdrawalBy() == null) {
                store.askWithdrawal(seller, name, actor);
                return Withdrawn.PROPOSED;
            }
            if (Drafts.identity(actor).equals(version.course().withdrawalProposer())) {
                throw Problem.of(
                        Problem.Kind.FORBIDDEN,
                        "second_person",
                        "You have proposed this yourself; somebody else of this seller must agree.");
            }
        }
        end(seller, name, actor);
        return Withdrawn.WITHDRAWN;
    }

    /// Takes a version back as one person. Fails with FORBIDDEN `second_person` where two people are wanted.
    public void withdrawAlone(SellerId seller, String name, Actor actor) {
        var version = open(seller, name, actor);
        if (drafts.needsTwoPeople(seller)) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN, "second_person", "This seller's terms need two people: do it at the desk.");
        }
        if (!version.course().isWithdrawn()) {
            end(seller, name, actor);
        }
    }

    /// Says no to a proposal to take a version back, also by whoever made it.
    public void keep(SellerId seller, String name, Actor actor) {
        open(seller, name, actor);
        store.askWithdrawal(seller, name, null);
    }

    private Version open(SellerId seller, String name, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        var version = policies.allVersions(seller, VERSIONS).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(Problem::notFound);
        var now = clock.instant();
        if (!version.course().isWithdrawn()) {
            if (!version.inForceFrom().isAfter(now)) {
                throw begun();
            }
            if (binds(seller, version, now)) {
                throw Problem.conflict(
                        "version_bound",
                        "An order is bound to this version already; publish another one for what comes after.");
            }
        }
        return version;
    }

    /// Clocks of shops differ: an order may have been placed after the version begins, by its shop.
    private boolean binds(SellerId seller, Version version, Instant now) {
        if (!policies.inForce(seller, version.inForceFrom()).version().equals(version.name())) {
            return false;
        }
        var until = of(seller).stream()
                .map(Version::inForceFrom)
                .filter(version.inForceFrom()::isBefore)
                .findFirst()
                .orElse(version.inForceFrom().plus(AHEAD_MAX));
        return now.plus(AHEAD_MAX).isAfter(version.inForceFrom())
                && orders.count(seller, version.inForceFrom(), until) > 0;
    }

    private void end(SellerId seller, String name, Actor actor) {
        if (!store.withdraw(seller, name, actor.name(), clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            throw begun();
        }
    }

    private static Problem begun() {
        return Problem.conflict(
                "version_begun", "This version has begun: orders may be bound to it. Publish another one instead.");
    }
}
