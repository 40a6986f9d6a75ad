package dev.countermand.policies.law;

import dev.countermand.policies.WorkingDays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rights that hold in some countries, in one reading of their laws.
///
/// @param id such as `eu`
/// @param version counts up with every change of its content
/// @param countries ISO 3166-1 alpha-2 → what is special about it
public record RulePack(String id, int version, Map<String, Country> countries, List<LegalRight> rights) {

    /// Keeps countries in one order.
    public RulePack {
        countries = Collections.unmodifiableMap(new TreeMap<>(countries));
        rights = List.copyOf(rights);
    }

    /// A country of a pack.
    ///
    /// @param calendar by which its periods are counted
    /// @param sources right → the national law that people cite there
    public record Country(WorkingDays calendar, Map<String, String> sources) {}

    /// What answers name: pack, version and right, such as `eu-2/withdrawal`.
    public String name(LegalRight right) {
        return id + "-" + version + "/" + right.id();
    }
}
