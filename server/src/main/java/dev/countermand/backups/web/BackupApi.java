package dev.countermand.backups.web;

import dev.countermand.backups.Backups;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Gives the operator a backup, as it is written.
@RestController
class BackupApi {

    private static final Logger LOG = LoggerFactory.getLogger(BackupApi.class);

    private final Backups backups;
    private final Semaphore running = new Semaphore(1);

    BackupApi(Backups backups) {
        this.backups = backups;
    }

    @GetMapping(path = "/v1/backup", produces = "application/zip")
    void backup(Actor actor, HttpServletResponse response) throws IOException, SQLException {
        actor.require(Right.OPERATE);
        if (!running.tryAcquire()) {
            throw Problem.conflict("backup_running", "A backup is being written already; wait for its end.");
        }
        try {
            LOG.info("{} takes a backup", actor.name());
            response.setContentType("application/zip");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Disposition", "attachment; filename=\"countermand.backup\"");
            backups.write(response.getOutputStream());
        } finally {
            running.release();
        }
    }
}
