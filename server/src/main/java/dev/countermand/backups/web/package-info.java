@NullMarked
package dev.countermand.backups.web;

import org.jspecify.annotations.NullMarked;
