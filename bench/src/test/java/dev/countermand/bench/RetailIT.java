package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What others wrote down as right: the cancellations of the tau2-bench retail tasks, each on a freshly
/// imported shop, with the end state they expect; and the shop's policy as far as it says what must not
/// be canceled.
@ExtendWith(OneProgram.class)
class RetailIT {

    private static final RetailShop SHOP = new RetailShop();

    static List<RetailShop.Task> tasks() {
        return RetailShop.tasks();
    }

    @Test
    void thereAreEighteenCancellationsInTheTasks() {
        assertThat(tasks().stream().mapToInt(task -> task.cancels().size()).sum())
                .isEqualTo(18);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theTaskEndsAsItsAuthorsExpect(RetailShop.Task task, Program program) throws InterruptedException {
        var seller = "tau2-task-" + task.id();
        try (var api = program.api()) {
            var numbers = SHOP.bringInCustomersOf(api, seller, task);
            for (var cancel : task.cancels()) {
                cancel(api, seller, cancel);
            }
            for (var number : numbers) {
                boolean meant = task.cancels().stream().anyMatch(c -> c.order().equals(number));
                assertThat(stage(api, seller, number))
                        .as("order %s", number)
                        .isEqualTo(meant ? "canceled" : stage(SHOP.order(number)));
            }
        }
    }

    private static void cancel(Api api, String seller, RetailShop.Cancel cancel) throws InterruptedException {
        var paid = SHOP.order(cancel.order()).path("payment_history").get(0);
        long cents =
                new BigDecimal(paid.path("amount").asString()).movePointRight(2).longValueExact();
        var method = paid.path("payment_method_id").asString();

        var reply = ask(api, seller, cancel.order(), cancel.reason());

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        var answer = reply.json();
        assertThat(answer.path("status").asString()).isEqualTo("canceled");
        assertThat(answer.path("reason").asString()).isEqualTo(cancel.reason());
        assertThat(answer.path("money").path("total").asLong()).isEqualTo(cents);
        assertThat(answer.path("money").path("refunded").asLong()).isEqualTo(cents);
        assertThat(answer.path("money").path("tenders")).hasSize(1);
        assertThat(answer.path("money").path("tenders").get(0).path("payment").asString())
                .isEqualTo(method);
        moneyGoesBackTo(method, cents, api, seller, cancel.order());
        assertThat(ask(api, seller, cancel.order(), cancel.reason()).brief()).isEqualTo("409 already_canceled");
    }

    // The journal promises all that was paid to where it came from; the shop moves it and says so.
    private static void moneyGoesBackTo(String method, long cents, Api api, String seller, String number)
            throws InterruptedException {
        var order = api.get(path(seller, number, "")).json();
        assertThat(order.path("payments")).hasSize(1);
        var payment = order.path("payments").get(0);
        assertThat(payment.path("id").asString()).isEqualTo(method);
        var path = "/v1/payments/" + payment.path("publicId").asString();
        for (var effect : api.get(path).json().path("effects")) {
            assertThat(effect.path("kind").asString()).isEqualTo("refund");
            var moved = Json.object()
                    .put("type", "refunded")
                    .put("amount", effect.path("amount").asLong());
            moved.put("reference", effect.path("id").asString());
            var told = api.must(Call.post("payment event", number, path + "/events", Json.text(moved), null));
            assertThat(told.status()).as(told.body()).isEqualTo(200);
        }
        assertThat(api.get(path).json().path("refunded").asLong()).isEqualTo(cents);
    }

    private static Reply ask(Api api, String seller, String number, String reason) throws InterruptedException {
        var body = Json.text(Json.object().put("reason", reason));
        return api.must(Call.post("cancel", number, path(seller, number, "/cancellations"), body, null));
    }

    private static String path(String seller, String number, String what) {
        return Call.order(number) + what + "?seller=" + seller;
    }

    /// The one stage in which all units of the order are.
    private static String stage(Api api, String seller, String number) throws InterruptedException {
        var stages = new java.util.TreeSet<String>();
        for (var line : api.get(path(seller, number, "")).json().path("lines")) {
            for (var units : line.path("units").properties()) {
                if (units.getValue().asInt() > 0) {
                    stages.add(units.getKey());
                }
            }
        }
        return String.join(" and ", stages);
    }

    private static String stage(JsonNode order) {
        return switch (order.path("status").asString()) {
            case "pending" -> "open";
            case "processed" -> "released";
            case "delivered" -> "delivered";
            default -> "canceled";
        };
    }

    @Test
    void whatIsNotPendingIsAnAttemptOrRefusedWithItsReason(Program program) throws InterruptedException {
        var seller = "tau2-shop";
        try (var api = program.api()) {
            var job = SHOP.bringIn(api, seller);
            assertThat(job.path("status").asString()).as("%s", job).isEqualTo("done");
            assertThat(job.path("taken").asInt()).isEqualTo(1000);
            assertThat(answers(api, seller, "processed")).hasSize(102).containsOnly("202");
            assertThat(answers(api, seller, "delivered")).hasSize(373).containsOnly("409 already_delivered");
            assertThat(answers(api, seller, "cancelled")).hasSize(102).containsOnly("409 already_canceled");
        }
    }

    private static List<String> answers(Api api, String seller, String status) throws InterruptedException {
        var answers = new ConcurrentLinkedQueue<String>();
        Crowd.share(
                8,
                SHOP.in(status).stream()
                        .map(number -> (Crowd.Work) () -> answers.add(
                                ask(api, seller, number, "changed_mind").brief()))
                        .toList());
        return List.copyOf(answers);
    }
}
