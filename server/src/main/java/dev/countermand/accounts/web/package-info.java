/// Keys over HTTP, and signing in at the desk.
@NullMarked
package dev.countermand.accounts.web;

import org.jspecify.annotations.NullMarked;
