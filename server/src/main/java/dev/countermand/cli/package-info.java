/// The verbs of the command line that are not the server: small clients of a running one, with `--help` and
/// exit codes.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "backups",
            "notifications :: proof",
            "policies",
            "policies :: document",
            "policies :: check",
            "policies :: law"
        })
@NullMarked
package dev.countermand.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
