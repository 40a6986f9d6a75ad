package dev.countermand;

import dev.countermand.cli.Verbs;
import jakarta.mail.util.StreamProvider;
import java.util.List;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/// The one deployable: a server beside a shop's order system that takes orders back. Its other verbs are
/// small clients that talk to a running server.
// Each room names its own things: two may have an Intake.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Countermand {

    /// Starts the server for `run` or no verb at all, else does what the verb says. Exit codes: 0 done, 1
    /// failed, 2 not understood.
    public static void main(String[] words) {
        if (Verbs.startServer(words)) {
            refuseSingleJar();
            start(List.of(words).subList(Math.min(1, words.length), words.length));
        } else {
            System.exit(Verbs.run(words, List.of(new RestoreVerb())));
        }
    }

    /// Loading a class out of a jar inside the jar holds a virtual thread on its carrier. On few cores all
    /// carriers may then wait for the one thread that has the loader's lock and finds none free: the server
    /// stands still. Unpacked it cannot come to that, so nobody starts it otherwise by accident.
    private static void refuseSingleJar() {
        var source = Countermand.class.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation().toString().startsWith("jar:nested:")) {
            System.err.println("""
                    Countermand starts unpacked, not from its single jar. Use ./countermand run, or unpack it once:
                      java -Djarmode=tools -jar countermand.jar extract --destination countermand
                      java -jar countermand/countermand.jar run""");
            System.exit(2);
        }
    }

    private static void start(List<String> settings) {
        Settings.warnOfUnknown(System.getenv().keySet());
        Settings.readOnlyWhatIsOurs();
        // Told by nobody, jakarta.mail looks for it in every jar of the class path, for each mail anew.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
        var application = new SpringApplication(Countermand.class);
        application.addInitializers(new DatabaseAtStart());
        try {
            application.run(settings.toArray(String[]::new));
        } catch (RuntimeException alreadyReported) {
            // Ends through the shutdown hook, which stops PostgreSQL.
            System.exit(1);
        }
    }
}
