package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.kernel.Right;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import dev.countermand.site.Texts;
import gg.jte.Content;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Makes the box of a cancellation, the same on its own page, on the order's page and at the desk.
@Component
class AttemptBoxes {

    private final Pages pages;

    AttemptBoxes(Pages pages) {
        this.pages = pages;
    }

    Content box(Cancellation cancellation, Page page, boolean desk) {
        return pages.part(
                desk ? "cancellations/deskBox" : "cancellations/box",
                desk
                        ? Map.of("page", page, "box", view(cancellation, page, true))
                        : Map.of("page", page, "box", view(cancellation, page, false), "desk", false));
    }

    String html(Cancellation cancellation, Page page, boolean desk) {
        var output = new StringOutput();
        box(cancellation, page, desk).writeTo(output);
        return output.toString();
    }

    private static AttemptBox view(Cancellation c, Page page, boolean desk) {
        var texts = page.texts();
        var refusal = c.refusal();
        return new AttemptBox(
                c,
                tone(c.status()),
                icon(c.status()),
                texts.say(
                        c.change() == null
                                ? "cancellations.status." + c.status().word() + ".word"
                                : "changes.status." + ChangeView.word(c.status())),
                sentences(c, texts),
                buttons(c, page, desk),
                isWithdrawable(c, page, desk),
                c.status() == CancellationStatus.REFUSED && refusal != null
                        ? texts.say(
                                (c.change() == null ? "cancellations" : "changes") + ".reason." + refusal.word()
                                        + ".sentence",
                                Map.of("count", units(c), "deadline", ""))
                        : null);
    }

    private static List<String> sentences(Cancellation c, Texts texts) {
        var sentences = new ArrayList<String>();
        sentences.add(texts.say(
                c.change() == null ? sentence(c) : "changes.status." + ChangeView.word(c.status()) + ".sentence"));
        if (c.status().isPending() && c.silence() != null) {
            sentences.add(texts.say(
                    (c.change() == null ? "cancellations.box.silence." : "changes.box.silence.") + c.silence()));
        }
        if (!c.status().isPending() && c.verdictBy() != null) {
            sentences.add(texts.say("cancellations.by." + c.verdictBy()));
        }
        if (c.ifUnable() != null && (c.status().isPending() || c.unable() > 0)) {
            sentences.add(texts.say("cancellations.box.if_unable." + c.ifUnable()));
        }
        return sentences;
    }

    private static String sentence(Cancellation c) {
        return switch (c.status()) {
            case CANCELED -> "cancellations.box.done";
            case ATTEMPTING -> "cancellations.box.attempting";
            case WAITING -> c.isLateStop() ? "cancellations.box.waiting.late" : "cancellations.box.waiting";
            case SUCCESSFUL -> "cancellations.box.successful";
            case UNABLE -> "cancellations.box.could_not";
            case PARTLY -> "cancellations.box.partly";
            case WITHDRAWN -> "cancellations.box.withdrawn";
            case REFUSED -> "cancellations.box.no";
        };
    }

    /// Only what the door would take from this reader; the door checks again.
    private static List<String> buttons(Cancellation c, Page page, boolean desk) {
        var waitsFor = Objects.requireNonNullElse(c.waitsFor(), "");
        if (!c.status().isPending()) {
            return List.of();
        }
        if (!desk) {
            return waitsFor.equals("requester") ? List.of("approved", "denied") : List.of();
        }
        return switch (waitsFor) {
            case "warehouse" -> page.may(Right.ANSWER) ? List.of("stopped", "too_late") : List.of();
            case "seller", "requester" -> page.may(Right.APPROVE) ? List.of("approved", "denied") : List.of();
            default -> List.of();
        };
    }

    private static boolean isWithdrawable(Cancellation c, Page page, boolean desk) {
        if (!c.status().isPending() || c.isLateStop()) {
            return false;
        }
        var needed = c.reason().isStores() ? Right.STORE_CANCEL : Right.CANCEL;
        return desk ? page.may(needed) : !c.reason().isStores();
    }

    private static int units(Cancellation c) {
        return c.lines().stream().mapToInt(Cancellation.Line::requested).sum();
    }

    private static String tone(CancellationStatus status) {
        return switch (status) {
            case CANCELED, SUCCESSFUL -> "good";
            case ATTEMPTING, WAITING -> "busy";
            case UNABLE, REFUSED -> "bad";
            case PARTLY, WITHDRAWN -> "calm";
        };
    }

    private static String icon(CancellationStatus status) {
        return switch (status) {
            case CANCELED, SUCCESSFUL -> "check";
            case ATTEMPTING, WAITING -> "clock";
            case UNABLE -> "stop";
            case REFUSED -> "cross";
            case PARTLY -> "check";
            case WITHDRAWN -> "back";
        };
    }
}
