@NullMarked
package dev.countermand.promises.web;

import org.jspecify.annotations.NullMarked;
