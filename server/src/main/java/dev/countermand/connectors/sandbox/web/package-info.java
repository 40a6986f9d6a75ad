/// The page of the sandbox, and where its payment provider reports.
@NullMarked
package dev.countermand.connectors.sandbox.web;

import org.jspecify.annotations.NullMarked;
