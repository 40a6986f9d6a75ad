package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people did with a version besides putting it into force.
///
/// @param proposedBy who had proposed it, where two people were wanted; else null
/// @param withdrawalBy who wants it taken back, where a second person must agree; else null
/// @param withdrawalProposer who that is, as [Drafts#identity] tells people with the same name apart
/// @param withdrawnBy who took it back before it began; null while it stands
/// @param withdrawnAt when
public record Course(
        @Nullable String proposedBy,
        @Nullable String withdrawalBy,
        @Nullable String withdrawalProposer,
        @Nullable String withdrawnBy,
        @Nullable Instant withdrawnAt) {

    static final Course PLAIN = new Course(null, null, null, null, null);

    /// Whether this somebody wants it taken back.
    public boolean isWithdrawalOf(Actor actor) {
        return Drafts.identity(actor).equals(withdrawalProposer);
    }

    /// Whether it was taken back.
    public boolean isWithdrawn() {
        return withdrawnAt != null;
    }
}
