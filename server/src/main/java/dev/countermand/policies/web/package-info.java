/// Terms and options by HTTP.
@NullMarked
package dev.countermand.policies.web;

import org.jspecify.annotations.NullMarked;
