/// The case log by HTTP: the timeline of an order and the event feed.
@NullMarked
package dev.countermand.cases.web;

import org.jspecify.annotations.NullMarked;
