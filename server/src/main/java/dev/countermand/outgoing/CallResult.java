package dev.countermand.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What became of a call.
public sealed interface CallResult {

    /// The other side answered.
    ///
    /// @param headers names in lower case
    /// @param body what was read of it, as UTF-8
    /// @param whole false when the answer was longer than the caller reads, or broke off behind its head
    record Answered(int status, Map<String, List<String>> headers, String body, boolean whole, Duration took)
            implements CallResult {

        /// The first value of a header, by its name in lower case.
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /// Nothing came back that says what happened.
    ///
    /// @param mayHaveArrived whether the request, or some of it, was sent: then the other side may have
    /// acted on it
    /// @param detail for the log of the caller; may name the host
    record NoAnswer(boolean mayHaveArrived, Trouble trouble, String detail, Duration took) implements CallResult {}

    /// Never sent, because it must not be.
    ///
    /// @param detail what is wrong and how to cure it
    record Refused(Objection objection, String detail) implements CallResult {}

    /// Why there is no answer.
    enum Trouble {
        /// Nobody knows a host of this name.
        UNKNOWN_HOST,
        /// Nobody listens there, or nobody let us through.
        NOT_CONNECTED,
        /// No encrypted connection with somebody who can prove to be this host.
        NOT_TRUSTED,
        /// It took too long.
        TIMEOUT,
        /// The connection broke before there was an answer.
        BROKEN,
        /// What came back is not HTTP.
        NOT_HTTP
    }

    /// Why a call is not made, in order of precedence.
    enum Objection {
        /// Not an absolute address with a host.
        NOT_AN_ADDRESS,
        /// Neither http nor https.
        SCHEME,
        /// It carries a name or password.
        CREDENTIALS,
        /// No web server answers at this port.
        PORT,
        /// It leads into a private network, to this machine or to nowhere.
        PRIVATE_ADDRESS,
        /// Unencrypted, through a public network.
        PLAIN_HTTP;

        /// Stable name for APIs.
        public String code() {
            return "url_" + name().toLowerCase(Locale.ROOT);
        }
    }
}
