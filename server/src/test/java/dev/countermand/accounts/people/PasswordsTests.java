package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordsTests {

    private final Passwords passwords = new Passwords();

    @Test
    void nobodysHashIsReadAsAHash() {
        // A hash that bcrypt does not take for one is refused at once, and tells by its haste that nobody has the name.
        var nobodys = passwords.nobodys().substring("{bcrypt}".length());
        assertThat(nobodys).hasSize(60).matches("\\A\\$2a?\\$\\d\\d\\$[./0-9A-Za-z]{53}");
        assertThat(new BCryptPasswordEncoder().upgradeEncoding(nobodys)).isFalse();
        assertThat(nobodys).isNotEqualTo(new Passwords().nobodys().substring("{bcrypt}".length()));
    }

    @Test
    void nobodyIsLetIn() {
        assertThat(passwords.matches("correct horse battery staple", Optional.empty()))
                .isFalse();
        assertThat(passwords.matches("", Optional.empty())).isFalse();
        var own = passwords.encode("correct horse battery staple");
        assertThat(passwords.matches("correct horse battery staple", Optional.of(own)))
                .isTrue();
        assertThat(passwords.matches("correct horse battery stapled", Optional.of(own)))
                .isFalse();
    }
}
