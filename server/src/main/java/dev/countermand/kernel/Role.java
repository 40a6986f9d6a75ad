package dev.countermand.kernel;

import static dev.countermand.kernel.Right.ANSWER;
import static dev.countermand.kernel.Right.APPROVE;
import static dev.countermand.kernel.Right.CANCEL;
import static dev.countermand.kernel.Right.MANAGE_KEYS;
import static dev.countermand.kernel.Right.MANAGE_PEOPLE;
import static dev.countermand.kernel.Right.MANAGE_SETTINGS;
import static dev.countermand.kernel.Right.NOTE;
import static dev.countermand.kernel.Right.OPERATE;
import static dev.countermand.kernel.Right.REPORT_MONEY;
import static dev.countermand.kernel.Right.SEE_FIGURES;
import static dev.countermand.kernel.Right.SEE_MONEY;
import static dev.countermand.kernel.Right.SEE_ORDERS;
import static dev.countermand.kernel.Right.SHIP;
import static dev.countermand.kernel.Right.STORE_CANCEL;
import static dev.countermand.kernel.Right.TELL;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody of the shop is there for, and so what he may do. The one table of roles and rights.
public enum Role {
    /// Runs this server; everything, for every seller.
    OPERATOR(Actor.Kind.OPERATOR, EnumSet.allOf(Right.class)),
    /// Leads the representatives: everything about orders, and what needs a decision.
    SUPERVISOR(
            Actor.Kind.SELLER,
            EnumSet.of(
                    SEE_ORDERS,
                    SEE_MONEY,
                    SEE_FIGURES,
                    CANCEL,
                    STORE_CANCEL,
                    ANSWER,
                    APPROVE,
                    SHIP,
                    REPORT_MONEY,
                    NOTE,
                    TELL)),
    /// Takes calls and mails: acts in the customer's name.
    REPRESENTATIVE(Actor.Kind.SELLER, EnumSet.of(SEE_ORDERS, SEE_MONEY, CANCEL, NOTE, TELL)),
    /// Leads a seller's business here: his people, keys, terms and partners.
    SELLER_ADMIN(Actor.Kind.SELLER, EnumSet.complementOf(EnumSet.of(OPERATE))),
    /// Does a seller's daily work.
    SELLER_STAFF(
            Actor.Kind.SELLER,
            EnumSet.complementOf(EnumSet.of(OPERATE, MANAGE_PEOPLE, MANAGE_KEYS, MANAGE_SETTINGS, SEE_FIGURES))),
    /// Takes units, answers attempts, ships; knows nothing of money.
    WAREHOUSE(Actor.Kind.WAREHOUSE, EnumSet.of(SEE_ORDERS, ANSWER, SHIP, NOTE)),
    /// Looks, and changes nothing.
    READ_ONLY(Actor.Kind.SELLER, EnumSet.of(SEE_ORDERS, SEE_MONEY, SEE_FIGURES));

    private final Actor.Kind kind;
    // Unmodifiable, which the check cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Right> rights;

    Role(Actor.Kind kind, EnumSet<Right> rights) {
        this.kind = kind;
        this.rights = Collections.unmodifiableSet(rights);
    }

    /// In which capacity the record shows what somebody of this role did.
    public Actor.Kind kind() {
        return kind;
    }

    /// What this role may do.
    public Set<Right> rights() {
        return rights;
    }

    /// The word of the API and of the texts: `seller_admin`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word; empty for anything else.
    public static Optional<Role> parse(String word) {
        for (var role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
