package dev.countermand.policies;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Conditions in CEL, the Common Expression Language (<https://cel.dev>), over a small typed vocabulary.
///
/// A wrong name or type is found when the document is checked. What can only fail while it is evaluated, such as
/// a member of `order.metadata` that an order has not got, makes the condition not hold; `has(...)` asks first.
/// Length, depth and the steps of loops are bounded, and regular expressions run in linear time.
public final class Expressions {

    /// The longest expression, in characters.
    public static final int LENGTH_MAX = 1000;

    private static final int DEPTH_MAX = 24;
    private static final int STEPS_MAX = 1000;
    private static final int KEPT_MAX = 5000;

    private static final CelType FREE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    /// What an expression may name, and of which type: see [Facts].
    public static final Map<String, CelType> VOCABULARY = vocabulary();

    private static final Map<String, Expressions> KNOWN = new ConcurrentHashMap<>();

    private final CelRuntime.Program program;

    private Expressions(CelRuntime.Program program) {
        this.program = program;
    }

    private static Map<String, CelType> vocabulary() {
        var names = new LinkedHashMap<String, CelType>();
        names.put("order.country", SimpleType.STRING);
        names.put("order.channel", SimpleType.STRING);
        names.put("order.promotions", ListType.create(SimpleType.STRING));
        names.put("order.amount", SimpleType.INT);
        names.put("order.currency", SimpleType.STRING);
        names.put("order.placed", SimpleType.TIMESTAMP);
        names.put("order.changed", SimpleType.BOOL);
        names.put("order.metadata", FREE);
        names.put("customer.group", SimpleType.STRING);
        names.put("line.kind", SimpleType.STRING);
        names.put("line.sku", SimpleType.STRING);
        names.put("line.category", SimpleType.STRING);
        names.put("line.price", SimpleType.INT);
        names.put("line.quantity", SimpleType.INT);
        names.put("line.metadata", FREE);
        return Collections.unmodifiableMap(names);
    }

    /// What is wrong with an expression, and where.
    ///
    /// @param line of the expression, from 1
    /// @param column in that line, from 1
    public record Fault(int line, int column, String message) {}

    /// An expression that cannot be used.
    public static final class InvalidExpression extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        InvalidExpression(Fault fault) {
            super(fault.message());
            this.fault = fault;
        }

        /// The first fault in it.
        public Fault fault() {
            return fault;
        }
    }

    /// The expression, ready to be asked. Fails with InvalidExpression.
    public static Expressions of(String source) {
        var known = KNOWN.get(source);
        if (known != null) {
            return known;
        }
        var compiled = compile(source);
        if (KNOWN.size() >= KEPT_MAX) {
            KNOWN.clear();
        }
        KNOWN.put(source, compiled);
        return compiled;
    }

    private static Expressions compile(String source) {
        if (source.length() > LENGTH_MAX) {
            throw new InvalidExpression(
                    new Fault(1, 1, "An expression has at most " + LENGTH_MAX + " characters; split it in two rules."));
        }
        try {
            return new Expressions(Language.CEL.createProgram(parsed(source)));
        } catch (CelEvaluationException trouble) {
            throw new InvalidExpression(new Fault(1, 1, "It cannot be evaluated: " + trouble.getMessage()));
        }
    }

    private static CelAbstractSyntaxTree parsed(String source) {
        try {
            return Language.CEL.compile(source).getAst();
        } catch (CelValidationException trouble) {
            var first = trouble.getErrors().getFirst();
            var at = first.getSourceLocation();
            throw new InvalidExpression(
                    new Fault(Math.max(1, at.getLine()), Math.max(0, at.getColumn()) + 1, first.getMessage()));
        }
    }

    /// Whether it is true of these facts.
    public boolean holds(Facts facts) {
        try {
            return Boolean.TRUE.equals(program.eval((String name) -> value(facts, name)));
        } catch (CelEvaluationException nothingToSay) {
            return false;
        }
    }

    private static Optional<Object> value(Facts facts, String name) {
        return switch (name) {
            case "order.country" -> Optional.of(facts.country());
            case "order.channel" -> Optional.of(facts.channel());
            case "order.promotions" -> Optional.of(facts.promotions());
            case "order.amount" -> Optional.of(facts.amount());
            case "order.currency" -> Optional.of(facts.currency());
            case "order.placed" -> Optional.of(facts.placed());
            case "order.changed" -> Optional.of(facts.changed());
            case "order.metadata" -> Optional.of(facts.order());
            case "customer.group" -> Optional.of(facts.group());
            case "line.kind" -> Optional.of(facts.kind().word());
            case "line.sku" -> Optional.of(facts.sku());
            case "line.category" -> Optional.of(facts.category());
            case "line.price" -> Optional.of(facts.price());
            case "line.quantity" -> Optional.of((long) facts.quantity());
            case "line.metadata" -> Optional.of(facts.line());
            default -> Optional.empty();
        };
    }

    /// Loaded when the first expression is met: most terms have none.
    private static final class Language {

        static final Cel CEL = build();

        private static Cel build() {
            var builder = CelFactory.plannerCelBuilder()
                    .setOptions(CelOptions.current()
                            .maxExpressionCodePointSize(LENGTH_MAX)
                            .maxParseRecursionDepth(DEPTH_MAX)
                            .comprehensionMaxIterations(STEPS_MAX)
                            .enableHeterogeneousNumericComparisons(true)
                            .build())
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .setResultType(SimpleType.BOOL);
            VOCABULARY.forEach(builder::addVar);
            return builder.build();
        }
    }
}
