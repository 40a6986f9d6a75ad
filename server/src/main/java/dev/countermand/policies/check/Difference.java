package dev.countermand.policies.check;

import dev.countermand.policies.Facts;
import org.jspecify.annotations.Nullable;

/// A region in which two terms differ.
///
/// @param subject the remedy, or the key of the document
/// @param region for which goods, in words; empty for all
/// @param before what the first says, and by which exception
/// @param after what the second says
/// @param example an order that gets both answers; null where the whole document differs, or none was found
public record Difference(
        String subject,
        String region,
        String before,
        String after,
        @Nullable Facts example) {}
