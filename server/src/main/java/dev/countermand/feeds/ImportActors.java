package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Job;
import dev.countermand.kernel.Actor;
import java.util.Set;
import org.springframework.stereotype.Component;

/// On whose behalf a file is taken when its job goes on in another process.
@Component
class ImportActors {

    /// The same capacity and name as who sent the file; a seller acts for the job's seller only.
    Actor of(Job job) {
        var sellers = job.seller() == null || job.byKind() == Actor.Kind.OPERATOR
                ? Set.<dev.countermand.kernel.SellerId>of()
                : Set.of(job.seller());
        return new Actor(job.byKind(), job.by(), sellers, null, Actor.Channel.FEED);
    }
}
