package dev.countermand.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.spi.FactListener;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/// Nothing about a person reaches the log, at the level servers run at or a more talkative one of our own
/// code.
@AppTest
class QuietLogTests {

    private static final List<String> CANARIES = List.of(
            "Zanzibar",
            "zanzibar.canary@example.org",
            "+4930777888999",
            "Canary Wharf 77",
            "CNRY 4477",
            "because of the canary",
            "canary-link");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Orders orders;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CaseLog log;

    @Autowired
    PlatformTransactionManager transactions;

    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.countermand");
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = ours.getLevel();
        ours.setLevel(Level.TRACE);
        heard.start();
        root.addAppender(heard);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(heard);
        ours.setLevel(before);
    }

    @Test
    void aWholeFlowLeavesNoTraceOfThePerson() {
        ours.info("the ear is open");
        order("CNRY-1");
        var path = "/v1/orders/CNRY-1";
        var note =
                "{\"reason\":\"changed_mind\",\"note\":\"because of the canary\",\"lines\":[{\"line\":\"1\",\"quantity\":1}]}";
        assertThat(operator().post(path + "/cancellations?seller=quiet", note).status())
                .isEqualTo(201);
        assertThat(operator().post(path + "/releases?seller=quiet", "{}").status())
                .isEqualTo(200);
        assertThat(operator().post(path + "/cancellations?seller=quiet", note).status())
                .isEqualTo(202);
        operator().get("/v1/orders?seller=quiet&q=zanzibar.canary@example.org");
        wrongInput(path);
        tell();
        assertThat(lines()).anyMatch(line -> line.contains("the ear is open"));
        for (var canary : CANARIES) {
            assertThat(lines()).noneMatch(line -> line.contains(canary));
        }
    }

    /// PostgreSQL quotes the row that it refuses.
    @Test
    void aRowThatTheDatabaseRefusesIsNotQuoted() {
        var insert = jdbc.sql("insert into mailbox.mail (id, sender) values (null, 'Zanzibar Quartz')");
        assertThatThrownBy(insert::update)
                .rootCause()
                .message()
                .contains("violates not-null constraint")
                .doesNotContain("Zanzibar");
    }

    private void order(String number) {
        var snapshot = Snapshots.example();
        snapshot.put("seller", "quiet").put("number", number);
        var customer = (ObjectNode) snapshot.get("customer");
        customer.put("name", "Zanzibar Quartz").put("email", "zanzibar.canary@example.org");
        customer.put("phone", "+4930777888999");
        var address = (ObjectNode) snapshot.get("billingAddress");
        address.put("name", "Zanzibar Quartz").put("line1", "Canary Wharf 77").put("postalCode", "CNRY 4477");
        assertThat(operator().put("/v1/orders/" + number, snapshot.toString()).status())
                .isEqualTo(201);
        snapshot.put("currency", "Zanzibar");
        assertThat(operator().put("/v1/orders/" + number, snapshot.toString()).status())
                .isEqualTo(422);
    }

    /// What people and programs get wrong, with the person in it.
    private void wrongInput(String path) {
        operator().put(path, "{\"customer\": {\"name\": \"Zanzibar\", \"email\": zanzibar.canary@example.org");
        operator().put(path, "{\"Zanzibar\": true}");
        operator().post(path + "/cancellations?seller=quiet", "{\"note\":\"because of the canary\"}");
        operator().get("/v1/orders/Zanzibar%20Quartz?seller=quiet");
        Http.at(port).get("/o/canary-link?k=canary-link");
        var page = Http.at(port).get("/");
        var csrf = page.text().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        Http.at(port)
                .with("Cookie", "cm_form=" + page.cookie("cm_form"))
                .form("/find", "number=CNRY-1&email=zanzibar.canary%40example.org&_csrf=" + csrf);
    }

    /// Followers and workers, with a mail server that is not there.
    private void tell() {
        var order = orders.ref(new SellerId("quiet"), "CNRY-1").orElseThrow();
        for (var entry : log.timeline(order.id(), 0, 100)) {
            for (var follower : context.getBeansOfType(FactListener.class).values()) {
                new TransactionTemplate(transactions).executeWithoutResult(status -> follower.on(entry));
            }
        }
        ReflectionTestUtils.invokeMethod(context.getBean("dev.countermand.notifications.MessageWorker"), "drain");
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        for (var event : List.copyOf(heard.list)) {
            lines.add(event.getFormattedMessage());
            for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
                lines.add(String.valueOf(at.getMessage()));
            }
        }
        return lines;
    }

    private Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }
}
