package dev.countermand.notifications;

import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.FactListener;
import java.util.List;
import org.springframework.stereotype.Component;

/// Follows the case log: what a fact says to its recipient is written down in the transaction of the
/// listener's cursor.
@Component
class NewsFollower implements FactListener {

    private final Messages messages;

    NewsFollower(Messages messages) {
        this.messages = messages;
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public void on(Entry entry) {
        messages.tell(entry);
    }

    @Override
    public void on(List<Entry> entries) {
        messages.tell(entries);
    }
}
