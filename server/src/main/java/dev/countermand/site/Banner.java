package dev.countermand.site;

import org.jspecify.annotations.Nullable;

/// Something that every page must say while it is true, such as that the clock is not the world's.
public interface Banner {

    /// The sentence in the reader's language; null while there is nothing to say.
    @Nullable
    String say(Texts words);
}
