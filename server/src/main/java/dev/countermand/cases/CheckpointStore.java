package dev.countermand.cases;

import dev.countermand.kernel.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Checkpoints of the case log.
@Repository
class CheckpointStore {

    private final JdbcClient jdbc;

    CheckpointStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Checkpoint> last() {
        return jdbc.sql("select * from cases.checkpoint order by number desc limit 1")
                .query(CheckpointStore::checkpoint)
                .optional();
    }

    /// So many checkpoints after one, in their order.
    List<Checkpoint> after(long number, int limit) {
        return jdbc.sql("select * from cases.checkpoint where number > :number order by number limit :limit")
                .param("number", number)
                .param("limit", limit)
                .query(CheckpointStore::checkpoint)
                .list();
    }

    /// The last checkpoint made before then; 0 for none.
    long numberBefore(Instant at) {
        return jdbc.sql("select coalesce(max(number), 0) from cases.checkpoint where at < :at")
                .param("at", AuditStore.column(at))
                .query(Long.class)
                .single();
    }

    /// The last entry of each order in a stretch of the feed.
    List<Checkpoint.End> ends(long from, long upto) {
        return jdbc.sql("""
                select distinct on (l.part, l.order_id) l.order_id, l.seq, f.hash
                  from cases.feed l
                  join cases.fact f on f.part = l.part and f.order_id = l.order_id and f.seq = l.seq
                 where l.cursor > :from and l.cursor <= :upto
                 order by l.part, l.order_id, l.seq desc
                """)
                .param("from", from)
                .param("upto", upto)
                .query((row, n) -> new Checkpoint.End(
                        row.getObject("order_id", UUID.class), row.getLong("seq"), row.getBytes("hash")))
                .list();
    }

    /// Of these ends, those that are not in the log any more; with an empty hash where the entry is
    /// gone, else with the one that stands there.
    List<Checkpoint.End> missing(List<Checkpoint.End> ends) {
        var orders = new ArrayList<String>();
        var seqs = new long[ends.size()];
        var hashes = new byte[ends.size()][];
        var parts = new int[ends.size()];
        for (int i = 0; i < ends.size(); i++) {
            orders.add(ends.get(i).order().toString());
            seqs[i] = ends.get(i).seq();
            hashes[i] = ends.get(i).hash();
            parts[i] = Ids.part(ends.get(i).order());
        }
        return jdbc.sql("""
                select e.order_id, e.seq, f.hash
                  from unnest(:parts::int[], :orders::uuid[], :seqs::bigint[], :hashes::bytea[])
                       as e(part, order_id, seq, hash)
                  left join cases.fact f on f.part = e.part and f.order_id = e.order_id and f.seq = e.seq
                 where f.hash is distinct from e.hash
                """)
                .param("parts", parts)
                .param("orders", orders.toArray(String[]::new))
                .param("seqs", seqs)
                .param("hashes", hashes)
                .query((row, n) -> {
                    byte[] hash = row.getBytes("hash");
                    return new Checkpoint.End(
                            row.getObject("order_id", UUID.class),
                            row.getLong("seq"),
                            hash == null ? new byte[0] : hash);
                })
                .list();
    }

    /// Writes the next checkpoint; false when another process was faster.
    boolean add(Checkpoint checkpoint) {
        return jdbc.sql("""
                insert into cases.checkpoint (number, at, from_cursor, upto_cursor, heads, previous, hash, key_id,
                                              signature)
                values (:number, :at, :from, :upto, :heads, :previous, :hash, :keyId, :signature)
                on conflict (number) do nothing
                """)
                        .param("number", checkpoint.number())
                        .param("at", AuditStore.column(checkpoint.at()))
                        .param("from", checkpoint.from())
                        .param("upto", checkpoint.upto())
                        .param("heads", checkpoint.heads())
                        .param("previous", checkpoint.previous())
                        .param("hash", checkpoint.hash())
                        .param("keyId", checkpoint.signed().keyId())
                        .param("signature", checkpoint.signed().signature())
                        .update()
                == 1;
    }

    void publish(byte[] publicKey, Instant at) {
        jdbc.sql("""
                insert into cases.checkpoint_key (id, public_key, created_at)
                values (:id, :key, :at)
                on conflict (id) do nothing
                """)
                .param("id", CheckpointKeys.id(publicKey))
                .param("key", publicKey)
                .param("at", AuditStore.column(at))
                .update();
    }

    List<byte[]> keys() {
        return jdbc.sql("select public_key from cases.checkpoint_key order by created_at, id")
                .query((row, n) -> row.getBytes("public_key"))
                .list();
    }

    private static Checkpoint checkpoint(ResultSet row, int number) throws SQLException {
        return new Checkpoint(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("from_cursor"),
                row.getLong("upto_cursor"),
                row.getBytes("heads"),
                row.getBytes("previous"),
                row.getBytes("hash"),
                new Checkpoint.Signed(row.getString("key_id"), row.getBytes("signature")));
    }
}
