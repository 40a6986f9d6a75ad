package dev.countermand.site;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import java.time.Instant;
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
public record Page(
        String title,
        Texts texts,
        Instant now,
        @Nullable Actor reader,
        String path,
        String csrfName,
        String csrf,
        @Nullable String notice) {

    /// The sentence for a key.
    public String say(String key) {
        return texts.say(key);
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
