package dev.countermand.policies.document;

import dev.countermand.policies.Expressions;
import java.util.regex.Pattern;

/// What is wrong with an expression, with the cure.
final class ExpressionFault {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'.*", Pattern.DOTALL);
    private static final String NAMES = String.join(", ", Expressions.VOCABULARY.keySet());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private ExpressionFault() {}

    private static String whole(Expressions.Fault fault, String source, String told) {
        var line = source.lines().skip(fault.line() - 1L).findFirst().orElse("");
        int from = Math.clamp(fault.column() - 1L, 0, line.length());
        var name = NAME.matcher(line).region(from, line.length());
        return name.lookingAt() && name.group().startsWith(told) ? name.group() : told;
    }

    /// @param source the whole expression: the fault tells the first part of a name alone
    static String say(Expressions.Fault fault, String source) {
        var said = fault.message();
        var undeclared = UNDECLARED.matcher(said);
        if (undeclared.matches()) {
            var name = whole(fault, source, undeclared.group(1));
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
