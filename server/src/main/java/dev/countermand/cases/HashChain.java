package dev.countermand.cases;

import dev.countermand.kernel.OrderRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// The chain that makes tampering evident: each fact's hash covers the hash before it and everything
/// stored of the fact, personal fields as ciphertext. Pure. Every field is preceded by its length, so
/// that no two different facts give the same bytes.
final class HashChain {

    private static final String VERSION = "countermand case log 1";
    private static final int ABSENT = -1;

    private final MessageDigest digest;

    private HashChain() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where an order's chain begins: no fact yet, but already bound to this order, seller and number.
    static byte[] genesis(OrderRef order) {
        return new HashChain()
                .text(VERSION)
                .text(order.id().toString())
                .text(order.seller().value())
                .text(order.number())
                .digest
                .digest();
    }

    /// The hash of a fact: over its row's `prevHash` and all its other fields.
    static byte[] hash(FactRow fact) {
        var chain = new HashChain()
                .bytes(fact.prevHash())
                .text(fact.order().id().toString())
                .number(fact.seq())
                .text(fact.kind())
                .number(micros(fact.at()))
                .text(fact.actorKind())
                .text(fact.actorName())
                .text(fact.channel())
                .text(fact.body());
        var personal = fact.personal();
        return (personal == null ? chain.length(ABSENT) : chain.bytes(personal)).digest.digest();
    }

    private static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    private HashChain text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private HashChain bytes(byte[] bytes) {
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    private HashChain number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    private HashChain length(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        return this;
    }
}
