/// Drives the packaged server from outside, as strangers do: by HTTP and `kill -9`, and checks its
/// promises from what came back. Knows nothing of the server's code.
@NullMarked
package dev.countermand.bench;

import org.jspecify.annotations.NullMarked;
