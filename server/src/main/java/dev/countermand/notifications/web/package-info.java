/// What people were told, for programs and at the desk.
@NullMarked
package dev.countermand.notifications.web;

import org.jspecify.annotations.NullMarked;
