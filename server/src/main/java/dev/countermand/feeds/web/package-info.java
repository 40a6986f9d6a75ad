/// The doors of bulk documents, for programs and at the desk.
@NullMarked
package dev.countermand.feeds.web;

import org.jspecify.annotations.NullMarked;
