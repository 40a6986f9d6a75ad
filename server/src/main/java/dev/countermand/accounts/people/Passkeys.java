package dev.countermand.accounts.people;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Throttle;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Passkeys: a device of a person signs what we ask it to, after its own check of who holds it. They stand
/// beside the password, bound to the host name that people reach us by.
@Component
public class Passkeys {

    private static final Throttle.Limit WRONG = new Throttle.Limit("passkey", 20, Duration.ofMinutes(10));
    private static final Throttle.Limit ASKED = new Throttle.Limit("passkey-asked", 200, Duration.ofMinutes(10));
    private static final Duration LASTS = Duration.ofMinutes(5);
    private static final int CHALLENGE_BYTES = 32;
    private static final int PASSKEYS_MAX = 20;
    private static final int SWEEP_MINUTES = 60;
    private static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PasskeyStore store;
    private final PersonStore people;
    private final OrderLinks addresses;
    private final Throttle throttle;
    private final Clock clock;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter attested = new AttestedCredentialDataConverter(converter);

    Passkeys(PasskeyStore store, PersonStore people, OrderLinks addresses, Throttle throttle, Clock clock) {
        this.store = store;
        this.people = people;
        this.addresses = addresses;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// A passkey as its owner sees it.
    public record Passkey(UUID id, String name, Instant createdAt) {

        /// Its public name: `pky_…`.
        public String publicId() {
            return Ids.text("pky", id);
        }
    }

    /// A person's passkeys, the oldest first.
    public List<Passkey> of(Person person) {
        return store.of(person.id()).stream().map(PasskeyStore.Row::passkey).toList();
    }

    /// What the browser shall ask its authenticator to make, as WebAuthn says it in JSON.
    public Map<String, Object> creation(Person person) {
        var known = store.of(person.id()).stream()
                .map(row -> Map.of("type", "public-key", "id", BASE64.encodeToString(row.credential())))
                .toList();
        var handle = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(person.id().value().getMostSignificantBits())
                .putLong(person.id().value().getLeastSignificantBits())
                .array();
        return Map.of(
                "challenge",
                challenge(person.id()),
                "rp",
                Map.of("id", host(), "name", "Countermand"),
                "user",
                Map.of("id", BASE64.encodeToString(handle), "name", person.email(), "displayName", person.name()),
                "pubKeyCredParams",
                ALGORITHMS.stream()
                        .map(algorithm -> Map.of("type", "public-key", "alg", algorithm))
                        .toList(),
                "timeout",
                LASTS.toMillis(),
                "attestation",
                "none",
                "authenticatorSelection",
                Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"),
                "excludeCredentials",
                known);
    }

    /// What the browser shall ask its authenticator to sign. Fails with TOO_MANY.
    public Map<String, Object> request(String address) {
        throttle.count(ASKED, address);
        return Map.of(
                "challenge", challenge(null),
                "rpId", host(),
                "timeout", LASTS.toMillis(),
                "userVerification", "required");
    }

    /// Adds what the authenticator made. Fails with INVALID `passkey_refused` when it is not an answer to
    /// our own question, CONFLICT `too_many_passkeys`.
    @Transactional
    public void add(Person person, String json, String name) {
        if (store.of(person.id()).size() >= PASSKEYS_MAX) {
            throw Problem.conflict("too_many_passkeys", "Remove another passkey first.");
        }
        try {
            var made = manager.parseRegistrationResponseJSON(json);
            var asked = answered(made.getCollectedClientData(), person.id());
            manager.verify(made, new RegistrationParameters(asked, null, true, true));
            var data = Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData();
            var credential = Objects.requireNonNull(data.getAttestedCredentialData());
            var passkey = new Passkey(Ids.mint(0, now()), name, now());
            var row = new PasskeyStore.Row(
                    passkey,
                    person.id(),
                    credential.getCredentialId(),
                    attested.convert(credential),
                    data.getSignCount());
            if (!store.add(row)) {
                throw refused();
            }
        } catch (WebAuthnException | NullPointerException | IllegalArgumentException notAnAnswer) {
            throw refused();
        }
    }

    /// Removes one. Fails with NOT_FOUND.
    public void remove(Person person, String publicId) {
        var id = Ids.parse("pky", publicId);
        if (id == null || !store.remove(person.id(), id)) {
            throw Problem.notFound();
        }
    }

    /// Whose passkey signed this. Fails with INVALID `passkey_refused` for everything that is not a live
    /// person's fresh answer to our own question, TOO_MANY.
    @Transactional(noRollbackFor = Problem.class)
    public Person enter(String json, String address) {
        throttle.check(WRONG, address);
        try {
            return enter(json);
        } catch (WebAuthnException | NullPointerException | IllegalArgumentException notAnAnswer) {
            throttle.count(WRONG, address);
            throw refused();
        }
    }

    private Person enter(String json) {
        var signed = manager.parseAuthenticationResponseJSON(json);
        var asked = answered(signed.getCollectedClientData(), null);
        var row = store.find(idOf(signed)).orElseThrow(IllegalArgumentException::new);
        var record = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                null,
                null,
                row.signCount(),
                attested.convert(row.attested()),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                null,
                null);
        manager.verify(signed, new AuthenticationParameters(asked, record, null, true, true));
        long count = Objects.requireNonNull(signed.getAuthenticatorData()).getSignCount();
        if (!store.use(row, count, now())) {
            throw new IllegalArgumentException("used at once elsewhere");
        }
        return people.find(row.person()).filter(Person::isWelcome).orElseThrow(IllegalArgumentException::new);
    }

    // The library marks the array's bytes as nullable where it means the array.
    @SuppressWarnings("NullAway")
    private static byte[] idOf(AuthenticationData signed) {
        return Objects.requireNonNull(signed.getCredentialId());
    }

    /// Our question to which this is the answer; it is used up.
    private ServerProperty answered(@Nullable CollectedClientData answer, Person.@Nullable Id person) {
        byte[] challenge = Objects.requireNonNull(answer).getChallenge().getValue();
        if (!store.answer(sha256(challenge), person, now())) {
            throw new IllegalArgumentException("not asked, or not any more");
        }
        return ServerProperty.builder()
                .origin(origin())
                .rpId(host())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private String challenge(Person.@Nullable Id person) {
        byte[] random = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(random);
        store.ask(sha256(random), person, now().plus(LASTS));
        return BASE64.encodeToString(random);
    }

    @Scheduled(fixedDelay = SWEEP_MINUTES, timeUnit = java.util.concurrent.TimeUnit.MINUTES)
    void sweep() {
        store.sweep(now());
    }

    private String host() {
        return addresses.page("/").getHost();
    }

    private Origin origin() {
        var url = addresses.page("").toString();
        return new Origin(url);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem refused() {
        return Problem.invalid("passkey_refused", "credential", "That did not work. Try again, or use your password.");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
