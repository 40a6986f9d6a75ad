package dev.countermand.policies.web;

import dev.countermand.policies.Remedy;
import dev.countermand.policies.Terms;
import dev.countermand.policies.law.Law;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A seller's policy for programs that read schema.org: the same document as the page, as JSON-LD.
final class PolicyMarkup {

    private PolicyMarkup() {}

    /// The policy of a shop for orders that are placed at this instant.
    ///
    /// @param law what customers have beneath the terms
    /// @param name what customers call the shop
    /// @param link where people read the policy
    /// @param topics the sentences of the page
    static Map<String, Object> of(
            Terms terms, Law law, Instant at, String name, String link, List<PolicySentences.Topic> topics) {
        var markup = new ReturnMarkup(terms, law, at, link);
        var shop = new LinkedHashMap<String, Object>();
        shop.put("@type", "Organization");
        shop.put("name", name);
        var returns = words(topics, Remedy.RETURN.word());
        var byLaw = words(topics, "law");
        var policies = new ArrayList<Map<String, Object>>();
        for (var policy : markup.policies()) {
            var told = new LinkedHashMap<>(policy);
            boolean isLaw = String.valueOf(policy.get("merchantReturnLink")).endsWith("#law");
            var words = isLaw ? (returns + " " + byLaw).strip() : returns;
            if (!words.isEmpty()) {
                told.put("description", words);
            }
            policies.add(told);
        }
        shop.put("hasMerchantReturnPolicy", policies);
        var graph = new ArrayList<Map<String, Object>>();
        graph.add(shop);
        markup.warranty().ifPresent(promise -> {
            var told = new LinkedHashMap<>(promise);
            told.put("description", words(topics, Remedy.REPAIR.word()));
            graph.add(told);
        });
        var document = new LinkedHashMap<String, Object>();
        document.put("@context", "https://schema.org");
        document.put("@graph", graph);
        return document;
    }

    /// As text that may stand in a page: nothing in it ends the block in which it stands.
    static String block(Map<String, Object> markup) {
        return Json.write(markup)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    /// What the page says of it, the exceptions included.
    private static String words(List<PolicySentences.Topic> topics, String id) {
        var words = new ArrayList<String>();
        for (var topic : topics) {
            if (topic.id().equals(id)) {
                words.addAll(topic.sentences());
                topic.exceptions()
                        .forEach(special -> words.add(special.name() + ": " + String.join(" ", special.sentences())));
            }
        }
        return String.join(" ", words);
    }
}
