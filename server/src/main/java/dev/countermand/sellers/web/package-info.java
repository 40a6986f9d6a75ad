/// The desk's pages.
@NullMarked
package dev.countermand.sellers.web;

import org.jspecify.annotations.NullMarked;
