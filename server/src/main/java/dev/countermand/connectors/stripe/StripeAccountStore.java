package dev.countermand.connectors.stripe;

import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The sellers' accounts at Stripe, in SQL.
@Repository
class StripeAccountStore {

    /// An account with its secrets, sealed.
    ///
    /// @param sealedWith the name of the secret they were sealed with
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Row(
            SellerId seller,
            boolean live,
            String keyHint,
            byte[] key,
            Instant keyAt,
            byte @Nullable [] hook,
            @Nullable Instant hookAt,
            byte @Nullable [] oldHook,
            @Nullable Instant oldHookUntil,
            String sealedWith,
            Instant changedAt,
            String changedBy) {

        /// The same with another key.
        Row keyed(boolean isLive, String hint, byte[] sealed, Instant at) {
            return new Row(
                    seller, isLive, hint, sealed, at, hook, hookAt, oldHook, oldHookUntil, sealedWith, at, changedBy);
        }

        /// The same with another signing secret; the one before stays good for a while.
        Row hooked(byte[] sealed, Instant at, Instant oldUntil) {
            return new Row(
                    seller,
                    live,
                    keyHint,
                    key,
                    keyAt,
                    sealed,
                    at,
                    hook,
                    hook == null ? null : oldUntil,
                    sealedWith,
                    at,
                    changedBy);
        }

        Row changed(Instant at, String by) {
            return new Row(seller, live, keyHint, key, keyAt, hook, hookAt, oldHook, oldHookUntil, sealedWith, at, by);
        }

        @Override
        public String toString() {
            return seller + " " + keyHint;
        }
    }

    private final JdbcClient jdbc;

    StripeAccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Row> of(SellerId seller) {
        return jdbc.sql("select * from stripe.account where seller = :seller")
                .param("seller", seller.value())
                .query((row, n) -> row(row))
                .optional();
    }

    Optional<Row> locked(SellerId seller) {
        return jdbc.sql("select * from stripe.account where seller = :seller for update")
                .param("seller", seller.value())
                .query((row, n) -> row(row))
                .optional();
    }

    /// Writes it, whether there was one or not.
    void put(Row account) {
        jdbc.sql("""
                        insert into stripe.account (
                            seller, live, key_hint, key_sealed, key_at, hook_sealed, hook_at, old_hook, old_hook_until,
                            sealed_with, changed_at, changed_by)
                        values (:seller, :live, :hint, :key, :keyAt, :hook, :hookAt, :oldHook, :oldHookUntil,
                                :sealedWith, :changedAt, :changedBy)
                        on conflict (seller) do update
                           set live = excluded.live,
                               key_hint = excluded.key_hint,
                               key_sealed = excluded.key_sealed,
                               key_at = excluded.key_at,
                               hook_sealed = excluded.hook_sealed,
                               hook_at = excluded.hook_at,
                               old_hook = excluded.old_hook,
                               old_hook_until = excluded.old_hook_until,
                               sealed_with = excluded.sealed_with,
                               changed_at = excluded.changed_at,
                               changed_by = excluded.changed_by
                        """)
                .param("seller", account.seller().value())
                .param("live", account.live())
                .param("hint", account.keyHint())
                .param("key", account.key())
                .param("keyAt", time(account.keyAt()))
                .param("hook", account.hook(), Types.BINARY)
                .param("hookAt", time(account.hookAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("oldHook", account.oldHook(), Types.BINARY)
                .param("oldHookUntil", time(account.oldHookUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("sealedWith", account.sealedWith())
                .param("changedAt", time(account.changedAt()))
                .param("changedBy", account.changedBy())
                .update();
    }

    boolean remove(SellerId seller) {
        return jdbc.sql("delete from stripe.account where seller = :seller")
                        .param("seller", seller.value())
                        .update()
                == 1;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new SellerId(row.getString("seller")),
                row.getBoolean("live"),
                row.getString("key_hint"),
                row.getBytes("key_sealed"),
                row.getObject("key_at", OffsetDateTime.class).toInstant(),
                row.getBytes("hook_sealed"),
                instant(row.getObject("hook_at", OffsetDateTime.class)),
                row.getBytes("old_hook"),
                instant(row.getObject("old_hook_until", OffsetDateTime.class)),
                row.getString("sealed_with"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
