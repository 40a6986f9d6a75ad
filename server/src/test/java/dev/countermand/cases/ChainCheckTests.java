package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

class ChainCheckTests {

    private static final int RANDOM_MUTATIONS = 250;
    private static final List<String> TEXTS = List.of("kind", "actor_kind", "actor_name", "channel", "body");
    private static final List<String> BYTES = List.of("personal", "prev_hash", "hash");

    static CaseHouse house;
    static OrderRef order;
    static OrderRef other;

    @BeforeAll
    static void open() {
        house = new CaseHouse();
        order = house.orderWith(6);
        other = house.orderWith(6);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void findsNothingInALogAsItWasWritten() {
        assertThat(house.log.verify(order.id())).isEmpty();
        assertThat(house.log.verify(house.order().id())).isEmpty();
    }

    @Test
    void knowsNothingOfAnOrderWithoutALog() {
        assertThatThrownBy(() -> house.log.verify(new OrderId(Ids.mint(3, house.clock.instant()))))
                .isInstanceOf(Problem.class);
    }

    @Test
    void readsLongLogsToTheirEnd() {
        var longOne = house.order();
        house.inTransaction(() -> {
            for (int i = 0; i < 1100; i++) {
                house.log.record(longOne, CaseHouse.SHOP, new CaseHouse.Moved("1", i));
            }
        });
        assertThat(house.log.verify(longOne.id())).isEmpty();
        assertThat(brokenAfter("update cases.fact set body = '{}' where order_id = :order and seq = 1077", longOne))
                .hasValue(1077);
    }

    // Fact 2, 4 and 6 are the personal ones.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # what is done to the log                                                                    | broken at
            update cases.fact set kind = 'unit.lost' where order_id = :order and seq = 3                  | 3
            update cases.fact set at = at + interval '1 microsecond' where order_id = :order and seq = 3  | 3
            update cases.fact set actor_kind = 'operator' where order_id = :order and seq = 3             | 3
            update cases.fact set actor_name = 'nobody' where order_id = :order and seq = 3               | 3
            update cases.fact set channel = 'desk' where order_id = :order and seq = 3                    | 3
            update cases.fact set body = replace(body, '3', '4') where order_id = :order and seq = 3      | 3
            update cases.fact set body = concat(body, ' ') where order_id = :order and seq = 3             | 3
            update cases.fact set prev_hash = hash where order_id = :order and seq = 3                    | 3
            update cases.fact set hash = prev_hash where order_id = :order and seq = 3                    | 3
            update cases.fact set personal = null where order_id = :order and seq = 4                     | 4
            update cases.fact set personal = '' where order_id = :order and seq = 4                       | 4
            update cases.fact set personal = '' where order_id = :order and seq = 3                       | 3
            update cases.fact set personal = (select personal from cases.fact where order_id = :order and seq = 2) where order_id = :order and seq = 4 | 4
            update cases.fact set actor_kind = 'selle', actor_name = 'rkors shop' where order_id = :order and seq = 3 | 3
            delete from cases.fact where order_id = :order and seq = 1                                    | 1
            delete from cases.fact where order_id = :order and seq = 3                                    | 3
            delete from cases.fact where order_id = :order and seq = 6                                    | 6
            delete from cases.fact where order_id = :order and seq > 2                                    | 3
            delete from cases.fact where order_id = :order                                                | 1
            update cases.fact set seq = 9 where order_id = :order and seq = 6                             | 6
            update cases.head set seq = 5, hash = (select hash from cases.fact where order_id = :order and seq = 5) where order_id = :order | 6
            update cases.head set seq = 7 where order_id = :order                                         | 7
            update cases.head set hash = sha256(hash) where order_id = :order                             | 6
            update cases.head set number = 'W999' where order_id = :order                                 | 1
            update cases.head set seller = 'other' where order_id = :order                                | 1
            update cases.cipher set key = sha256(key) where order_id = :order                             | 2
            """)
    void findsTheFirstFactThatIsNotAsItWasWritten(String mutation, long brokenAt) {
        assertThat(brokenAfter(mutation, order)).hasValue(brokenAt);
    }

    @Test
    void findsFactsThatChangedPlaces() {
        assertThat(broken(() -> {
                    sql("update cases.fact set seq = 99 where order_id = :order and seq = 2", order);
                    sql("update cases.fact set seq = 2 where order_id = :order and seq = 3", order);
                    sql("update cases.fact set seq = 3 where order_id = :order and seq = 99", order);
                }))
                .hasValue(2);
    }

    @Test
    void findsFactsOfAnotherOrder() {
        assertThat(broken(() -> {
                    sql("delete from cases.fact where order_id = :order", order);
                    house.jdbc
                            .sql("update cases.fact set part = :part, order_id = :order where order_id = :other")
                            .param("part", order.part())
                            .param("order", order.id().value())
                            .param("other", other.id().value())
                            .update();
                    house.jdbc
                            .sql("update cases.head set hash = (select hash from cases.head where order_id = :other)"
                                    + " where order_id = :order")
                            .param("order", order.id().value())
                            .param("other", other.id().value())
                            .update();
                }))
                .hasValue(1);
    }

    @Test
    void findsEveryFlippedByteWhereverItIs() {
        var random = new Random(20261120);
        for (int i = 0; i < RANDOM_MUTATIONS; i++) {
            long seq = random.nextInt(6) + 1L;
            var column = column(random, seq);
            var isText = TEXTS.contains(column);
            byte[] value = house.jdbc
                    .sql("select " + (isText ? "convert_to(" + column + ", 'UTF8')" : column)
                            + " from cases.fact where order_id = :order and seq = :seq")
                    .param("order", order.id().value())
                    .param("seq", seq)
                    .query((row, n) -> row.getBytes(1))
                    .single();
            // Bit 0 of printable ASCII leaves text that a column can hold.
            value[random.nextInt(value.length)] ^= (byte) (isText ? 1 : 1 << random.nextInt(8));
            assertThat(broken(() -> house.jdbc
                            .sql("update cases.fact set " + column + " = "
                                    + (isText ? "convert_from(:value, 'UTF8')" : ":value")
                                    + " where order_id = :order and seq = :seq")
                            .param("value", value)
                            .param("order", order.id().value())
                            .param("seq", seq)
                            .update()))
                    .as("%s of %d", column, seq)
                    .hasValue(seq);
        }
    }

    private static String column(Random random, long seq) {
        boolean isPersonal = seq % 2 == 0;
        var columns = random.nextBoolean() ? TEXTS : isPersonal ? BYTES : BYTES.subList(1, 3);
        return columns.get(random.nextInt(columns.size()));
    }

    private static OptionalLong brokenAfter(String mutation, OrderRef in) {
        return broken(() -> sql(mutation, in), in.id());
    }

    private static OptionalLong broken(Runnable mutation) {
        return broken(mutation, order.id());
    }

    /// What the check says after a mutation that is rolled back again.
    private static OptionalLong broken(Runnable mutation, OrderId in) {
        var found = new TransactionTemplate(house.transactions).execute(status -> {
            mutation.run();
            status.setRollbackOnly();
            return house.log.verify(in);
        });
        return java.util.Objects.requireNonNull(found);
    }

    private static void sql(String statement, OrderRef in) {
        UUID id = in.id().value();
        assertThat(house.jdbc.sql(statement).param("order", id).update())
                .as("rows changed")
                .isPositive();
    }
}
