package dev.countermand.policies.document;

import dev.countermand.policies.Expressions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is wrong with an expression, with the cure.
final class ExpressionFault {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'.*", Pattern.DOTALL);
    private static final String NAMES = String.join(", ", Expressions.VOCABULARY.keySet());

    private ExpressionFault() {}

    static String say(@Nullable String message) {
        var said = message == null ? "It cannot be read." : message;
        var undeclared = UNDECLARED.matcher(said);
        if (undeclared.matches()) {
            var name = undeclared.group(1);
            return "There is no '" + Leaves.shown(name) + "'." + Nearest.hint(name, Expressions.VOCABULARY.keySet())
                    + " An expression knows " + NAMES + ".";
        }
        var result = RESULT.matcher(said);
        if (result.matches()) {
            return "It must be true or false, not " + result.group(1) + "; compare it with something.";
        }
        return "It is no expression: " + said.lines().findFirst().orElse("") + ". Write such as"
                + " `line.category == 'lamps' && order.amount > 20000`.";
    }
}
