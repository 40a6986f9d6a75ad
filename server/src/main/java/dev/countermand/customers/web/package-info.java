@NullMarked
package dev.countermand.customers.web;

import org.jspecify.annotations.NullMarked;
