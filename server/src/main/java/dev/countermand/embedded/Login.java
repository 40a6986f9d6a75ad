package dev.countermand.embedded;

/// How to sign in: a JDBC URL without secrets, a user and his password.
public record Login(String url, String user, String password) {

    /// Without the password, as logs are read by many.
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
