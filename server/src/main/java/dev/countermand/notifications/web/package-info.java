/// What people were told, for staff.
@NullMarked
package dev.countermand.notifications.web;

import org.jspecify.annotations.NullMarked;
