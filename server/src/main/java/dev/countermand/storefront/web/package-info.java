/// Profiles over HTTP and at the desk, the contact page, and the entrance for customers of a shop.
@NullMarked
package dev.countermand.storefront.web;

import org.jspecify.annotations.NullMarked;
