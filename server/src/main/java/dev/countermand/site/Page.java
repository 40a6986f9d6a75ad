package dev.countermand.site;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the frame of every page needs to know; made by [Pages#page].
///
/// @param title in the reader's language; the frame adds the name of the house
/// @param texts the reader's language and clock
/// @param now the instant the page speaks from
/// @param reader who reads, or null for somebody unknown
/// @param path the address of the page, without its query
/// @param csrfName name of the hidden field every form carries
/// @param csrf its value; empty where no form needs one
/// @param notice a sentence about what was just done, or null
/// @param look of the one seller the page is about; null for the house's own
/// @param banner a sentence that stands on every page while it is true, or null
public record Page(
        String title,
        Texts texts,
        Instant now,
        @Nullable Actor reader,
        String path,
        String csrfName,
        String csrf,
        @Nullable String notice,
        @Nullable Look look,
        @Nullable String banner) {

    /// The sentence for a key.
    public String say(String key) {
        return texts.say(key);
    }

    /// The sentence with its values.
    public String say(String key, Map<String, ?> values) {
        return texts.say(key, values);
    }

    /// The same page in the look of a seller.
    public Page in(@Nullable Look other) {
        return new Page(title, texts, now, reader, path, csrfName, csrf, notice, other, banner);
    }

    /// The same page, for a part of it that somebody reads in another capacity.
    public Page readBy(Actor other) {
        return new Page(title, texts, now, other, path, csrfName, csrf, notice, look, banner);
    }

    /// This page in another language. Where it was the answer to a form, the page the form stood on.
    public String in(Locale language) {
        var here = path.endsWith("/preview") ? path.substring(0, path.length() - "/preview".length()) : path;
        return here + "?lang=" + language.toLanguageTag();
    }

    /// A new key for a form, so that sending it twice does its work once.
    public String once() {
        return java.util.UUID.randomUUID().toString();
    }

    /// Whether the reader has this right: a button that he may not use is not drawn.
    public boolean may(Right right) {
        return reader != null && reader.may(right);
    }

    /// Whether somebody of the shop reads.
    public boolean isStaff() {
        return reader != null && reader.isStaff();
    }
}
