package dev.countermand.notifications;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes a template's values as they are: for plain text, where there is nothing to escape.
final class PlainOutput extends StringOutput implements HtmlTemplateOutput {

    @Override
    public void setContext(@Nullable String tagName, @Nullable String attributeName) {
        // Plain text has no tags.
    }

    /// The text without the indents and gaps that the template's own lines leave.
    String text() {
        var flush = toString().lines().map(String::strip).collect(Collectors.joining("\n"));
        return flush.replaceAll("\n{3,}", "\n\n").strip() + "\n";
    }
}
