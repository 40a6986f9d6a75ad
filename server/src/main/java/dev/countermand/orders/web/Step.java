package dev.countermand.orders.web;

/// One step of an order's way on the page.
///
/// @param word name of the stage
/// @param icon its picture
/// @param state `reached`, `reached here` or empty
/// @param units how many units stand exactly here
public record Step(String word, String icon, String state, int units) {}
