package dev.countermand.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// As whom PostgreSQL runs. It refuses to run as root, so a server started by root must step down for it.
///
/// @param stepDown what to put in front of each of its commands
/// @param owner whose the data must be, when that is somebody else than the server's own account
record Account(List<String> stepDown, @Nullable Owner owner) {

    /// A user and his group by number.
    record Owner(int user, int group) {}

    private static final int ROOT = 0;

    /// The account for this data, which need not exist yet.
    static Account forData(Path data, int runningAs) throws IOException {
        if (runningAs != ROOT) {
            return new Account(List.of(), null);
        }
        if (Files.exists(data) && owner(data).user() != ROOT) {
            return as(owner(data));
        }
        // In a user namespace of its own the process has no privilege left, and the files stay root's.
        if (Shell.run(List.of("unshare", "-U", "true")).succeeded()) {
            return new Account(List.of("unshare", "-U"), null);
        }
        return as(nobody());
    }

    static int own() {
        return Math.toIntExact(new UnixSystem().getUid());
    }

    /// Makes a folder and all that is in it the account's.
    void own(Path folder) throws IOException {
        if (owner != null) {
            try (var tree = Files.walk(folder)) {
                for (Path path : tree.toList()) {
                    Files.setAttribute(path, "unix:uid", owner.user(), LinkOption.NOFOLLOW_LINKS);
                    Files.setAttribute(path, "unix:gid", owner.group(), LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /// Lets another account pass through these folders without reading them, and makes sure that it can
    /// get to the programs.
    void pass(Path programs, Path... through) throws IOException {
        if (owner == null) {
            return;
        }
        for (Path folder : through) {
            Folders.letPass(folder);
        }
        var reached = Shell.run(
                command(List.of("test", "-x", programs.resolve("bin/postgres").toString())));
        if (!reached.succeeded()) {
            throw new EmbeddedFailure("PostgreSQL does not run as root, and the account it would run as (user "
                    + owner.user() + ") cannot get to " + programs
                    + ". Set COUNTERMAND_HOME to a folder that others may"
                    + " pass through, such as /var/lib/countermand, or start Countermand as an ordinary user.");
        }
    }

    List<String> command(List<String> command) {
        return Stream.concat(stepDown.stream(), command.stream()).toList();
    }

    private static Account as(Owner owner) {
        if (!Shell.has("setpriv")) {
            throw new EmbeddedFailure(
                    "PostgreSQL does not run as root, and neither user namespaces (unshare) nor setpriv"
                            + " are there to step down with. Start Countermand as an ordinary user.");
        }
        return new Account(
                List.of("setpriv", "--reuid=" + owner.user(), "--regid=" + owner.group(), "--clear-groups"), owner);
    }

    private static Owner nobody() {
        var user = Shell.run(List.of("id", "-u", "nobody"));
        var group = Shell.run(List.of("id", "-g", "nobody"));
        if (!user.succeeded() || !group.succeeded()) {
            throw new EmbeddedFailure("PostgreSQL does not run as root, and there is no account \"nobody\" to step down"
                    + " to. Start Countermand as an ordinary user.");
        }
        return new Owner(Integer.parseInt(user.output()), Integer.parseInt(group.output()));
    }

    private static Owner owner(Path path) throws IOException {
        return new Owner((int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:gid"));
    }
}
