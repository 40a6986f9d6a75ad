package dev.countermand.accounts.people;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// People of the demo shop, so that a newcomer can try each role. Their password is made at random, kept in
/// `demo.password` of the data folder and told at each start.
@Component
class DemoPeople {

    private static final SellerId SHOP = new SellerId("demo");
    private static final int PASSWORD_CHARACTERS = 16;

    private static final Map<Role, String> NAMES = Map.of(
            Role.OPERATOR, "Olga Operator",
            Role.SUPERVISOR, "Sam Supervisor",
            Role.REPRESENTATIVE, "Rita Representative",
            Role.SELLER_ADMIN, "Ada Admin",
            Role.WAREHOUSE, "Walt Warehouse");

    private final PersonStore store;
    private final People people;
    private final Passwords passwords;
    private final Sellers sellers;
    private final OrderLinks addresses;
    private final Path file;
    private final boolean wanted;

    DemoPeople(
            PersonStore store,
            People people,
            Passwords passwords,
            Sellers sellers,
            OrderLinks addresses,
            @Value("${countermand.home:}") String home,
            @Value("${countermand.demo:false}") boolean wanted) {
        this.store = store;
        this.people = people;
        this.passwords = passwords;
        this.sellers = sellers;
        this.addresses = addresses;
        this.file = Path.of(home, "demo.password");
        this.wanted = wanted && !home.isBlank();
    }

    boolean isWanted() {
        return wanted;
    }

    /// Makes them, inside the caller's transaction.
    void make(boolean operatorToo) {
        var password = Secrets.token("").substring(0, PASSWORD_CHARACTERS);
        var encoded = passwords.encode(password);
        sellers.ensure(SHOP);
        for (var each : NAMES.entrySet()) {
            boolean operator = each.getKey() == Role.OPERATOR;
            if (!operator || operatorToo) {
                var place = new People.Place(each.getValue(), each.getKey(), operator, Set.of(SHOP));
                var person = people.fresh(email(each.getKey()), place, Locale.US);
                if (store.add(person, email(each.getKey()))) {
                    store.setPassword(person.id(), encoded);
                }
            }
        }
        keep(password);
    }

    /// Says how to sign in, while the people of the demo are as they were made.
    void tell() {
        if (!wanted || !Files.exists(file)) {
            return;
        }
        var words = new StringBuilder("\n  Demo: sign in at " + addresses.page("/desk/sign-in") + " as\n\n");
        for (var role : Role.values()) {
            if (NAMES.containsKey(role)
                    && store.byEmail(email(role)).filter(Person::isWelcome).isPresent()) {
                words.append("      ").append(email(role)).append('\n');
            }
        }
        System.out.println(words + "\n  each with the password " + read() + " (kept in " + file + ")\n");
    }

    private static String email(Role role) {
        return role.word().replace("seller_", "") + "@demo.example";
    }

    private void keep(String password) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, password + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
