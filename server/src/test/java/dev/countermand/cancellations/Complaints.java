package dev.countermand.cancellations;

import dev.countermand.promises.Promises;
import java.util.List;

/// Collects what the promises find. Nobody has sealed or mailed anything yet; the rest must hold at every moment.
record Complaints(List<String> found) implements Promises.Watcher {

    @Override
    public void found(Promises.Found each) {
        if (!List.of("P6", "P11").contains(each.finding().promise())) {
            found.add(each.finding().toString());
        }
    }

    @Override
    public void at(Promises.Progress progress) {}
}
