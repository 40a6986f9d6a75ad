package dev.countermand.payments.spi;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A provider's word that something happened to a payment, proven to be his. A reason to look.
///
/// @param id the provider's own id of the notice: the same for every copy
/// @param seller whose payment, by the account or secret that proved it
/// @param payment what the provider calls the payment: [PaymentGateway.At#name]; null when it names only a
/// key
/// @param key the key of ours that it is about; null when there is none
/// @param type the provider's own word for what happened, for the log
/// @param at when it happened
public record ProviderNotice(
        String id,
        String seller,
        @Nullable String payment,
        @Nullable String key,
        String type,
        Instant at) {

    /// A call as it came in at `POST /v1/gateways/{name}/notices`, not yet proven to be anybody's.
    ///
    /// @param account what stands in the address behind it, when the shop gave the provider
    ///     `…/notices/{account}`
    /// @param header gives a header's value, null for one that is not there
    /// @param body the bytes as they came
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Incoming(@Nullable String account, UnaryOperator<@Nullable String> header, byte[] body) {}
}
