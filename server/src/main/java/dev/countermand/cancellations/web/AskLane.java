package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.Cancellations.Wanted;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.GroupCommit;
import dev.countermand.site.RightOfWay;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// The way of the hot command: requests to cancel that come at the same moment, each about another order,
/// share a transaction.
@Component
class AskLane implements DisposableBean {

    /// A request as it came. Two are the same when the same actor sent the same bytes under the same key;
    /// without a key each is a request of its own.
    private record Ask(Answers.Asked asked, Wanted wanted) {

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof Ask ask
                            && asked.key().key() != null
                            && asked.key().equals(ask.asked.key())
                            && wanted.actor().equals(ask.wanted.actor())
                            && Arrays.equals(asked.request(), ask.asked.request()));
        }

        @Override
        public int hashCode() {
            return Objects.hash(asked.key(), Arrays.hashCode(asked.request()));
        }

        Object lane() {
            return List.of(wanted.seller(), wanted.number());
        }
    }

    private final Answers answers;
    private final Cancellations cancellations;
    private final CancellationAnswers made;
    private final RightOfWay way;
    private final GroupCommit<Ask, Answer> group;

    AskLane(Answers answers, Cancellations cancellations, CancellationAnswers made, RightOfWay way) {
        this.answers = answers;
        this.cancellations = cancellations;
        this.made = made;
        this.way = way;
        this.group = new GroupCommit<>("cancel", Ask::lane, this::together);
    }

    /// Answers the request once it is committed.
    ///
    /// @param alone does it by itself
    Answer ask(Answers.Asked asked, Wanted wanted, Supplier<Answer> alone) {
        return way.first(() -> group.run(new Ask(asked, wanted), alone));
    }

    private List<Optional<Answer>> together(List<Ask> asks) {
        return answers.together(
                asks.stream().map(Ask::asked).toList(),
                places -> granted(
                        places, places.stream().map(i -> asks.get(i).wanted()).toList()));
    }

    private Map<Integer, Answer> granted(List<Integer> places, List<Wanted> wanted) {
        var answered = new HashMap<Integer, Answer>();
        var granted = cancellations.ask(wanted);
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            var actor = wanted.get(i).actor();
            granted.get(i).ifPresent(g -> answered.put(place, made.canceled(g.cancellation(), g.order(), actor)));
        }
        return answered;
    }

    @Override
    public void destroy() {
        group.close();
    }
}
