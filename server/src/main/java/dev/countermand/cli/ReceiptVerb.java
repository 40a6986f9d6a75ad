package dev.countermand.cli;

import dev.countermand.notifications.proof.Checked;
import dev.countermand.notifications.proof.Finding;
import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.notifications.proof.ReceiptCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks receipts without a server, and looks after the keys that sign them.
final class ReceiptVerb implements Verb {

    private final Map<String, String> environment;

    ReceiptVerb() {
        this(System.getenv());
    }

    /// @param environment which server, as in [Server#in]
    ReceiptVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "receipt";
    }

    @Override
    public String summary() {
        return "check a receipt, or look after the keys that sign them";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand receipt verify FILE [--keys FILE|URL]
                       ./countermand receipt keys [--out FILE]
                       ./countermand receipt rotate

                  verify   says whether a receipt (PDF, .jws or .json) is genuine and unchanged, by whom and when it was
                           issued, and what it says. Needs no server when --keys names a file.
                  keys     prints the published keys of the running server, or writes them to a file
                  rotate   lets the running server sign with a new key from now on; the old ones stay published

                  --keys FILE|URL   the published keys: a file made by "receipt keys", or the address
                                    https://.../.well-known/jwks.json. Without it the running server is asked.
                  --out FILE        where to write the keys

                Ends with 0 when the receipt is genuine and unchanged, 1 when it is not or cannot be read, 2 when the
                call was not understood.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        if (words.isEmpty()) {
            throw new Usage("What about a receipt? Say verify, keys or rotate.");
        }
        var rest = new ArrayList<>(words.subList(1, words.size()));
        switch (words.getFirst()) {
            case "verify" -> verify(rest);
            case "keys" -> keys(Options.read(rest, Set.of("--out")));
            case "rotate" -> rotate(Options.read(rest, Set.of()));
            default -> throw new Usage("\"receipt " + words.getFirst() + "\" is not understood.");
        }
    }

    private void verify(List<String> words) throws Usage, Failure {
        var file = Path.of(file(words));
        var options = Options.read(words, Set.of("--keys"));
        byte[] bytes = read(file);
        var keys = new KeySource(environment).read(options.get("--keys"));
        var checked = ReceiptCheck.file(bytes, keys);
        if (checked.finding() == Finding.NOTHING_THERE && SavedAnew.isPdf(bytes)) {
            checked = SavedAnew.check(bytes, keys);
        }
        tell(checked, keys);
    }

    private static void tell(Checked checked, PublicKeys keys) throws Failure {
        if (checked.claims() != null) {
            System.out.println(
                    checked.isUnchanged() ? "Genuine and unchanged." : "The receipt in this file is genuine.");
            System.out.print(ReceiptText.of(checked.claims()));
            System.out.println("  Signed with  " + checked.kid());
        }
        if (!checked.isUnchanged()) {
            throw new Failure(ReceiptText.objection(checked, keys));
        }
    }

    private void keys(Map<String, String> options) throws Failure {
        var jwks = new KeySource(environment).published();
        var out = options.get("--out");
        if (out == null) {
            System.out.println(jwks);
            return;
        }
        try {
            Files.writeString(Path.of(out), jwks + "\n");
        } catch (IOException failure) {
            throw new Failure(out + " cannot be written: " + failure.getMessage());
        }
        System.err.println("The published keys are in " + out + ": ./countermand receipt verify FILE --keys " + out);
    }

    private void rotate(Map<String, String> none) throws Failure {
        try (var server = Server.in(environment)) {
            var rotation = server.post("/v1/receipt-keys/rotate", none);
            System.out.println(
                    "Receipts are signed with " + rotation.path("kid").asString("") + " from now on.");
            System.out.println("Retired, and still published: " + rotation.path("retired"));
        }
    }

    private static byte[] read(Path file) throws Failure {
        try {
            if (!Files.isRegularFile(file)) {
                throw new Failure(file + " is no file.");
            }
            if (Files.size(file) > ReceiptCheck.BYTES_MAX) {
                throw new Failure(file + " is larger than any receipt (1 MiB).");
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new Failure(file + " cannot be read: " + failure.getMessage());
        }
    }

    /// Takes the one word that is neither an option nor an option's value out of the list.
    private static String file(List<String> words) throws Usage {
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).startsWith("--")) {
                return words.remove(i);
            }
            i += words.get(i).contains("=") ? 0 : 1;
        }
        throw new Usage("Which file? Name one.");
    }
}
